// SPDX-License-Identifier: MIT
#include "daemon/channel/webhook.hpp"

#include "lib/base/check.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace dutyd::channel {

using mail::Delivery;
using mail::DeliveryKind;
using mail::Fault;

namespace {

constexpr int ok_first = 200;
constexpr int redirect_first = 300;
constexpr int refusal_first = 400;
constexpr int failure_first = 500;

bool may_pass(int status) {
    constexpr std::array<int, 3> passing = {408, 425, 429};  // in time, too early, too many
    return status >= failure_first ||
           std::find(passing.begin(), passing.end(), status) != passing.end();
}

std::string quoted(const HttpOutcome& outcome) {
    return outcome.said.empty() ? fmt::format("HTTP {}", outcome.status)
                                : fmt::format("HTTP {}: {}", outcome.status, outcome.said);
}

Delivery from_answer(const std::string& name, const HttpOutcome& outcome) {
    const int status = outcome.status;
    if (status >= ok_first && status < redirect_first) {
        return {DeliveryKind::accepted, Fault::none, status, quoted(outcome)};
    }
    if (may_pass(status) || status < ok_first) {
        return {DeliveryKind::try_again, Fault::message, status,
                fmt::format("{} puts off the message: {}; it will be tried again", name,
                            quoted(outcome))};
    }
    const char* advice = status < refusal_first ? "redirections are not followed: set url to where "
                                                  "it leads"
                                                : "check its url and secret";
    return {DeliveryKind::refused, Fault::message, status,
            fmt::format("{} refuses the message: {}; {}", name, quoted(outcome), advice)};
}

class WebhookSender : public mail::Sender {
public:
    WebhookSender(Webhook webhook, ReadTime now, const std::atomic<bool>& stop)
        : webhook_(std::move(webhook)), now_(std::move(now)), client_(stop) {}

    Delivery send(const mail::Envelope& envelope, mail::Afterwards) override {
        HttpRequest request = base("POST");
        const std::int64_t timestamp = now_().seconds;
        request.body = envelope.mime;
        request.headers = {
            "Content-Type: application/json", "Dutyd-Id: " + envelope.id,
            fmt::format("Dutyd-Timestamp: {}", timestamp),
            "Dutyd-Signature: v1=" + signature(webhook_.secret, timestamp, request.body)};
        return judge(webhook_.name, client_.perform(request));
    }

    /// Whoever answers at all, whatever it is, can be reached: most hooks take only POST.
    Delivery probe() override {
        const HttpOutcome outcome = client_.perform(base("HEAD"));
        if (outcome.ending != HttpEnding::answered) return judge(webhook_.name, outcome);
        return {DeliveryKind::accepted, Fault::none, outcome.status,
                fmt::format("{} can be reached (HTTP {} to a HEAD request)", webhook_.name,
                            outcome.status)};
    }

private:
    HttpRequest base(std::string method) const {
        HttpRequest request;
        request.method = std::move(method);
        request.url = webhook_.url;
        request.ca_file = webhook_.ca_file;
        request.time_limit = webhook_.time_limit;
        return request;
    }

    const Webhook webhook_;
    const ReadTime now_;
    HttpClient client_;
};

class HeartbeatSender : public mail::Sender {
public:
    HeartbeatSender(Heartbeat heartbeat, const std::atomic<bool>& stop)
        : heartbeat_(std::move(heartbeat)), client_(stop) {}

    Delivery send(const mail::Envelope&, mail::Afterwards) override {
        HttpRequest request;
        request.method = heartbeat_.method;
        request.url = heartbeat_.url;
        request.ca_file = heartbeat_.ca_file;
        return judge("the heartbeat", client_.perform(request));
    }
    Delivery probe() override { return {}; }

private:
    const Heartbeat heartbeat_;
    HttpClient client_;
};

}  // namespace

std::string signature(const std::string& secret, std::int64_t timestamp, const std::string& body) {
    const std::string text = fmt::format("{}.{}", timestamp, body);
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    const auto* made =
        HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
             reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes.data(), &size);
    DUTYD_CHECK(made != nullptr);
    std::string hex;
    for (unsigned int i = 0; i < size; ++i) hex += fmt::format("{:02x}", bytes[i]);
    return hex;
}

Delivery judge(const std::string& name, const HttpOutcome& outcome) {
    switch (outcome.ending) {
        case HttpEnding::answered:
            return from_answer(name, outcome);
        case HttpEnding::not_reached:
            return {DeliveryKind::try_again, Fault::server, 0,
                    fmt::format("{} cannot be reached ({}); check its url, its certificate and "
                                "that no firewall is between",
                                name, outcome.said)};
        case HttpEnding::timed_out:
        case HttpEnding::stopped:
        case HttpEnding::broken:
            break;
    }
    const bool stopped = outcome.ending == HttpEnding::stopped;
    const Fault fault = outcome.ending == HttpEnding::timed_out ? Fault::server : Fault::message;
    if (outcome.body_sent) {
        return {DeliveryKind::unknown, stopped ? Fault::none : fault, 0,
                fmt::format("{} was sent the whole message but gave no answer ({}); it will be "
                            "sent again with the same Dutyd-Id",
                            name, outcome.said)};
    }
    if (stopped) return {DeliveryKind::try_again, Fault::none, 0, "not sent: dutyd is stopping"};
    return {DeliveryKind::try_again, fault, 0,
            fmt::format("the connection to {} failed ({}); it will be tried again", name,
                        outcome.said)};
}

mail::MakeSender webhook_sender(Webhook webhook, ReadTime now) {
    return [webhook = std::move(webhook), now = std::move(now)](const std::atomic<bool>& stop) {
        return std::make_unique<WebhookSender>(webhook, now, stop);
    };
}

mail::MakeSender heartbeat_sender(Heartbeat heartbeat) {
    return [heartbeat = std::move(heartbeat)](const std::atomic<bool>& stop) {
        return std::make_unique<HeartbeatSender>(heartbeat, stop);
    };
}

}  // namespace dutyd::channel
