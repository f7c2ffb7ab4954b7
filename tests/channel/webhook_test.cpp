// SPDX-License-Identifier: MIT
// Webhooks against a real receiver that checks the signature itself, answers as it is told, hangs
// and cuts connections.
#include "daemon/channel/webhook.hpp"
#include "tests/catch.hpp"
#include "tests/channel/http_receiver.hpp"
#include "tests/mail/smtp_server.hpp"

#include <fmt/format.h>

#include <optional>
#include <thread>

using namespace dutyd;
using mail::DeliveryKind;
using mail::Fault;
using tests::HttpReceiver;

namespace {

const std::atomic<bool> not_stopped{false};
constexpr std::int64_t sent_at = 1'716'364'800;

channel::Webhook to(const HttpReceiver& receiver) {
    channel::Webhook webhook;
    webhook.name = "channel 'chat'";
    webhook.url = receiver.url();
    webhook.secret = "whsec-test";
    return webhook;
}

std::unique_ptr<mail::Sender> sender(channel::Webhook webhook,
                                     const std::atomic<bool>& stop = not_stopped) {
    return channel::webhook_sender(std::move(webhook),
                                   [] { return civil::Instant{sent_at}; })(stop);
}

mail::Envelope message(std::string body = R"({"id": "n1@office", "subject": "Grüße"})") {
    return {"from@office", "chat", std::move(body), "n1@office"};
}

mail::Delivery send(const HttpReceiver& receiver) {
    return sender(to(receiver))->send(message(), mail::Afterwards::close);
}

}  // namespace

TEST_CASE("the signature is the HMAC that anybody can compute") {
    // printf '1.what do ya want for nothing?' | openssl dgst -sha256 -hmac Jefe
    CHECK(channel::signature("Jefe", 1, "what do ya want for nothing?") ==
          "a9049465ce89cfb8e9aac62333abda66f80e3403f51f57f6bae3c3a4485eca38");
    CHECK(channel::signature("a", 1, "b") != channel::signature("a", 2, "b"));
    CHECK(channel::signature("a", 1, "b") != channel::signature("b", 1, "b"));
}

TEST_CASE("a webhook gets the JSON as it was frozen, signed, with its id and time") {
    HttpReceiver receiver;
    const auto delivery = send(receiver);
    INFO(delivery.text);
    CHECK(delivery.kind == DeliveryKind::accepted);
    CHECK(delivery.code == 200);
    const auto requests = receiver.wait_for(1);
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].method == "POST");
    CHECK(requests[0].path == "/hook");
    CHECK(requests[0].body == message().mime);
    CHECK(requests[0].is_signed);
    CHECK(requests[0].headers.at("Content-Type") == "application/json");
    CHECK(requests[0].headers.at("Dutyd-Id") == "n1@office");
    CHECK(requests[0].headers.at("Dutyd-Timestamp") == fmt::format("{}", sent_at));
}

TEST_CASE("a wrong secret is seen by the receiver") {
    HttpReceiver receiver({.secret = "another"});
    send(receiver);
    CHECK_FALSE(receiver.wait_for(1)[0].is_signed);
}

TEST_CASE("only an answer from 200 to 299 is success, and what time may mend is told apart") {
    HttpReceiver receiver;
    const auto answered = [&](int status) {
        receiver.order(fmt::format("answer {} because", status));
        return send(receiver);
    };
    for (const int status : {200, 202, 299}) CHECK(answered(status).kind == DeliveryKind::accepted);
    CHECK(answered(204).kind == DeliveryKind::accepted);
    for (const int status : {408, 425, 429, 500, 502, 503, 599}) {
        const auto delivery = answered(status);
        CHECK(delivery.kind == DeliveryKind::try_again);
        CHECK(delivery.fault == Fault::message);
        CHECK(delivery.code == status);
    }
    for (const int status : {300, 301, 302, 307, 400, 401, 403, 404, 410, 422, 499}) {
        INFO(status);
        CHECK(answered(status).kind == DeliveryKind::refused);
    }
    CHECK(answered(404).text ==
          "channel 'chat' refuses the message: HTTP 404: because; check its url and secret");
    CHECK(answered(500).text ==
          "channel 'chat' puts off the message: HTTP 500: because; it will be "
          "tried again");
    for (const auto& request : receiver.requests()) CHECK(request.path == "/hook");
}

TEST_CASE("a receiver that hangs is given up after its time, and asked again with the same id") {
    HttpReceiver receiver;
    receiver.order("hang");
    auto webhook = to(receiver);
    webhook.time_limit = std::chrono::milliseconds(300);
    const auto delivery = sender(webhook)->send(message(), mail::Afterwards::close);
    CHECK(delivery.kind == DeliveryKind::unknown);
    CHECK(delivery.fault == Fault::server);  // those behind it are not sent into the same wait
    CHECK(delivery.code == 0);
    CHECK(delivery.text.find("same Dutyd-Id") != std::string::npos);
}

TEST_CASE("a connection that is cut before the answer leaves it unknown") {
    HttpReceiver receiver;
    receiver.order("cut");
    const auto delivery = send(receiver);
    CHECK(delivery.kind == DeliveryKind::unknown);
    CHECK(delivery.fault == Fault::message);
    CHECK(send(receiver).kind == DeliveryKind::accepted);
    const auto requests = receiver.wait_for(2);
    CHECK(requests[0].headers.at("Dutyd-Id") == requests[1].headers.at("Dutyd-Id"));
}

TEST_CASE("nobody there, no such name and no trust are the receiver's fault") {
    channel::Webhook webhook;
    webhook.name = "channel 'chat'";
    webhook.url = fmt::format("http://127.0.0.1:{}/hook", tests::unused_port());
    auto delivery = sender(webhook)->send(message(), mail::Afterwards::close);
    CHECK(delivery.kind == DeliveryKind::try_again);
    CHECK(delivery.fault == Fault::server);
    CHECK(delivery.text.find("channel 'chat' cannot be reached") == 0);

    HttpReceiver secure({.tls = tests::ReceiverTls::own_certificate});
    delivery = send(secure);
    CHECK(delivery.kind == DeliveryKind::try_again);
    CHECK(delivery.text.find("certificate") != std::string::npos);
    CHECK(secure.requests().empty());
    auto trusting = to(secure);
    trusting.ca_file = secure.ca_file();
    delivery = sender(trusting)->send(message(), mail::Afterwards::close);
    INFO(delivery.text);
    CHECK(delivery.kind == DeliveryKind::accepted);
    CHECK(secure.wait_for(1)[0].is_signed);
}

TEST_CASE("a stop ends a request that hangs") {
    HttpReceiver receiver;
    receiver.order("hang");
    std::atomic<bool> stop{false};
    const auto waiting = sender(to(receiver), stop);
    std::optional<mail::Delivery> delivery;
    std::thread thread([&] { delivery = waiting->send(message(), mail::Afterwards::close); });
    receiver.wait_for(1);
    stop.store(true);
    thread.join();
    CHECK(delivery->kind == DeliveryKind::unknown);
}

TEST_CASE("a probe asks without sending anything") {
    HttpReceiver receiver;
    receiver.order("default 405");
    const auto delivery = sender(to(receiver))->probe();
    CHECK(delivery.kind == DeliveryKind::accepted);
    CHECK(delivery.text == "channel 'chat' can be reached (HTTP 405 to a HEAD request)");
    const auto requests = receiver.wait_for(1);
    CHECK(requests[0].method == "HEAD");
    CHECK(requests[0].body.empty());
    channel::Webhook nobody = to(receiver);
    nobody.url = fmt::format("http://127.0.0.1:{}/", tests::unused_port());
    CHECK(sender(nobody)->probe().kind == DeliveryKind::try_again);
}

TEST_CASE("several messages go over one sender, one failing or not") {
    HttpReceiver receiver;
    const auto one = sender(to(receiver));
    receiver.order("answer 500");
    CHECK(one->send(message(), mail::Afterwards::keep).kind == DeliveryKind::try_again);
    CHECK(one->send(message(), mail::Afterwards::keep).kind == DeliveryKind::accepted);
    CHECK(one->probe().kind == DeliveryKind::accepted);
    CHECK(one->send(message(), mail::Afterwards::close).kind == DeliveryKind::accepted);
    const auto requests = receiver.wait_for(4);
    CHECK(requests[3].method == "POST");
    CHECK(requests[3].body == message().mime);
}

TEST_CASE("a heartbeat asks by the method it is set to") {
    HttpReceiver receiver;
    for (const std::string method : {"GET", "POST"}) {
        const auto beat =
            channel::heartbeat_sender({receiver.url("/ping"), method, ""})(not_stopped);
        CHECK(beat->send({}, mail::Afterwards::close).kind == DeliveryKind::accepted);
    }
    const auto requests = receiver.wait_for(2);
    CHECK(requests[0].method == "GET");
    CHECK(requests[1].method == "POST");
    CHECK(requests[1].path == "/ping");
    CHECK_FALSE(requests[1].headers.contains("Dutyd-Signature"));
}
