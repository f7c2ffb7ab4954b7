// SPDX-License-Identifier: MIT
#include "daemon/mail/classify.hpp"

#include "daemon/mail/message.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::mail {
namespace {

constexpr std::size_t words_max = 300;

std::string place(const MailServer& server) {
    return fmt::format("{}:{}", server.host, server.port);
}

std::string words(const std::string& text) {
    return header_safe(text, words_max);
}

std::string quoted_answer(const Answer& answer) {
    return words(fmt::format("{} {}", answer.code, answer.text));
}

// A refusal ends the conversation but for QUIT, so only the last answer before it can be one that
// ended it. (A server that knows no EHLO refuses that and is then asked with HELO.)
const Answer* ending_refusal(const std::vector<Answer>& answers) {
    const auto last = std::find_if(answers.rbegin(), answers.rend(),
                                   [](const Answer& a) { return a.stage != Stage::quit; });
    return last != answers.rend() && last->code >= 400 ? &*last : nullptr;
}

std::string_view what_is_refused(Stage stage) {
    switch (stage) {
        case Stage::greeting:
            return "every connection";
        case Stage::hello:
            return "to talk to this machine";
        case Stage::starttls:
            return "to start TLS";
        case Stage::login:
            return "the login";
        case Stage::mail:
            return "the sender's address";
        case Stage::rcpt:
            return "the recipient's address";
        case Stage::data:
        case Stage::body:
        case Stage::quit:
            return "the message";
    }
    return "the message";
}

bool asks_for_login(const Answer& answer) {
    return answer.stage > Stage::login &&
           (answer.code == 530 || answer.code == 535 || answer.code == 538);
}

std::string_view advice(const MailServer& server, const Answer& answer) {
    const bool later = answer.code < 500;
    if (asks_for_login(answer)) {
        return server.user.empty() ? "it wants a login: set user and password"
                                   : "it wants a login it did not offer: check the port and "
                                     "whether security should be starttls or tls";
    }
    if (answer.stage == Stage::login) {
        return later ? "it will be tried again" : "check user and password";
    }
    if (answer.stage < Stage::mail) {
        return "check the host and port, and whether the server lets this machine in";
    }
    if (later) return "it will be tried again";
    if (answer.stage == Stage::mail) return "check the sender's address and the server's rules";
    if (answer.stage == Stage::rcpt) return "check the recipient's address and the server's rules";
    return "check with whoever runs the mail server";
}

Fault fault_at(Stage stage) {
    return stage < Stage::mail ? Fault::server : Fault::message;
}

Delivery from_refusal(const MailServer& server, const Answer& answer) {
    Delivery delivery;
    delivery.code = answer.code;
    delivery.fault = fault_at(answer.stage);
    const bool for_good = answer.stage >= Stage::mail && answer.code >= 500;
    delivery.kind =
        for_good && !asks_for_login(answer) ? DeliveryKind::refused : DeliveryKind::try_again;
    const std::string_view verb = answer.code < 500 ? "puts off" : "refuses";
    delivery.text =
        fmt::format("the mail server {} {} {}: {}; {}", place(server), verb,
                    what_is_refused(answer.stage), quoted_answer(answer), advice(server, answer));
    return delivery;
}

Delivery unknown_outcome(const MailServer& server, const Attempt& attempt) {
    return {DeliveryKind::unknown, Fault::message, 0,
            fmt::format("the mail server {} was sent the whole message but its answer was lost "
                        "({}); the message will be sent again with the same Message-ID",
                        place(server), words(attempt.detail))};
}

Delivery from_acceptance(const Attempt& attempt) {
    const auto& answers = attempt.dialogue.answers();
    const auto taken = std::find_if(answers.begin(), answers.end(),
                                    [](const Answer& a) { return a.stage == Stage::body; });
    if (taken == answers.end()) return {DeliveryKind::accepted, Fault::none, 250, "250"};
    return {DeliveryKind::accepted, Fault::none, taken->code, quoted_answer(*taken)};
}

std::string connection_trouble(const MailServer& server, const Attempt& attempt) {
    const std::string at = place(server);
    const std::string detail = words(attempt.detail);
    switch (attempt.ending) {
        case Ending::no_such_host:
            return fmt::format(
                "the mail server's name '{}' has no address ({}); check host and "
                "this machine's name service",
                server.host, detail);
        case Ending::no_connection:
            return fmt::format(
                "no connection to the mail server {} ({}); check host and port, "
                "that the server runs and that no firewall is between",
                at, detail);
        case Ending::timed_out:
            return fmt::format(
                "the mail server {} did not answer in time ({}); check that the "
                "server is well, the port, and whether it expects another security "
                "than the one set",
                at, detail);
        case Ending::no_starttls:
            return fmt::format(
                "the mail server {} does not offer STARTTLS, and mail is not sent "
                "without it; check the port, or set security to tls or none",
                at);
        case Ending::untrusted:
            return fmt::format(
                "the certificate of the mail server {} is not trusted ({}); check "
                "that ca_file has the authority that signed it and that host is the "
                "name it was made for",
                at, detail);
        case Ending::bad_ca_file:
            return fmt::format("the authorities to trust cannot be read ({}); check ca_file '{}'",
                               detail, server.ca_file);
        case Ending::tls_failed:
            return fmt::format(
                "TLS with the mail server {} failed ({}); check the port and whether "
                "security should be starttls or tls",
                at, detail);
        case Ending::login_denied:
            return fmt::format(
                "the mail server {} denies the login of '{}' ({}); check user and "
                "password",
                at, words(server.user), detail);
        case Ending::stopped:
        case Ending::finished:
        case Ending::broken:
            break;
    }
    return fmt::format("the connection to the mail server {} broke ({}); it will be tried again",
                       at, detail);
}

}  // namespace

Delivery classify(const MailServer& server, const Attempt& attempt) {
    if (attempt.ending == Ending::finished) return from_acceptance(attempt);
    if (const Answer* refusal = ending_refusal(attempt.dialogue.answers())) {
        return from_refusal(server, *refusal);
    }
    if (attempt.body_sent) return unknown_outcome(server, attempt);
    if (attempt.ending == Ending::stopped) {
        return {DeliveryKind::try_again, Fault::none, 0, "not sent: dutyd is stopping"};
    }
    return {DeliveryKind::try_again, fault_at(attempt.dialogue.reached()), 0,
            connection_trouble(server, attempt)};
}

}  // namespace dutyd::mail
