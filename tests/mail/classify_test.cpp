// SPDX-License-Identifier: MIT
#include "daemon/mail/classify.hpp"

#include "tests/catch.hpp"

using namespace dutyd::mail;

namespace {

// A conversation as text: "> " goes out, "< " comes in.
Dialogue dialogue_of(const std::vector<std::string>& lines) {
    Dialogue dialogue;
    for (const auto& line : lines) {
        const std::string bytes = line.substr(2) + "\r\n";
        if (line[0] == '>') {
            dialogue.sent(bytes);
        } else {
            dialogue.received(bytes);
        }
    }
    return dialogue;
}

MailServer server() {
    MailServer server;
    server.host = "mail.example";
    server.port = 587;
    server.user = "dutyd";
    server.ca_file = "/etc/ca.pem";
    return server;
}

struct Case {
    Ending ending;
    bool body_sent;
    std::vector<std::string> lines;
    DeliveryKind kind;
    Fault fault;
    int code;
    std::string text;
};

void check_case(const Case& c) {
    const Delivery got =
        classify(server(), {c.ending, c.body_sent, "libcurl's words", dialogue_of(c.lines)});
    CHECK(got.text == c.text);
    CHECK(got.kind == c.kind);
    CHECK(got.fault == c.fault);
    CHECK(got.code == c.code);
}

std::vector<std::string> until_mail(std::vector<std::string> more) {
    std::vector<std::string> lines = {"< 220 mail.example ESMTP", "> EHLO here",
                                      "< 250-mail.example", "< 250 STARTTLS"};
    lines.insert(lines.end(), more.begin(), more.end());
    return lines;
}

}  // namespace

TEST_CASE("a message is accepted by the answer to its final dot, whatever QUIT gets") {
    check_case(
        {Ending::finished, true,
         until_mail({"> MAIL FROM:<a@b>", "< 250 ok", "> RCPT TO:<c@d>", "< 250 ok", "> DATA",
                     "< 354 go on", "< 250 2.0.0 Ok: queued as 4711", "> QUIT", "< 421 busy"}),
         DeliveryKind::accepted, Fault::none, 250, "250 2.0.0 Ok: queued as 4711"});
    check_case({Ending::finished, true, {}, DeliveryKind::accepted, Fault::none, 250, "250"});
}

TEST_CASE("a refusal is told by the answer that ended the conversation") {
    const std::vector<std::string> mail = {"> MAIL FROM:<a@b>", "< 250 ok", "> RCPT TO:<c@d>"};
    auto lines = mail;
    lines.insert(lines.end(), {"< 450 4.2.1 later, please", "> QUIT", "< 221 bye"});
    check_case({Ending::broken, false, lines, DeliveryKind::try_again, Fault::message, 450,
                "the mail server mail.example:587 puts off the recipient's address: 450 4.2.1 "
                "later, please; it will be tried again"});
    lines = mail;
    lines.insert(lines.end(), {"< 550-5.1.1 no such person", "< 550 here", "> QUIT", "< 221 bye"});
    check_case({Ending::broken, false, lines, DeliveryKind::refused, Fault::message, 550,
                "the mail server mail.example:587 refuses the recipient's address: 550 5.1.1 no "
                "such person here; check the recipient's address and the server's rules"});
    lines = mail;
    lines.insert(lines.end(), {"< 250 ok", "> DATA", "< 354 go", "< 554 5.7.1 spam"});
    check_case({Ending::broken, true, lines, DeliveryKind::refused, Fault::message, 554,
                "the mail server mail.example:587 refuses the message: 554 5.7.1 spam; check with "
                "whoever runs the mail server"});
    lines.back() = "< 451 4.3.0 disk full";
    check_case({Ending::broken, true, lines, DeliveryKind::try_again, Fault::message, 451,
                "the mail server mail.example:587 puts off the message: 451 4.3.0 disk full; it "
                "will be tried again"});
    check_case({Ending::broken,
                false,
                {"> MAIL FROM:<a@b>", "< 553 5.1.8 who are you"},
                DeliveryKind::refused,
                Fault::message,
                553,
                "the mail server mail.example:587 refuses the sender's address: 553 5.1.8 who are "
                "you; check the sender's address and the server's rules"});
}

TEST_CASE("a server that knows no EHLO is not taken for one that refuses") {
    const std::vector<std::string> lines = {"< 220 old",   "> EHLO here", "< 502 what?",
                                            "> HELO here", "< 250 ok",    "> MAIL FROM:<a@b>",
                                            "< 250 ok"};
    check_case({Ending::broken, false, lines, DeliveryKind::try_again, Fault::message, 0,
                "the connection to the mail server mail.example:587 broke (libcurl's words); it "
                "will be tried again"});
}

TEST_CASE("before MAIL it is the server's fault, and no refusal of the message") {
    check_case({Ending::broken,
                false,
                {"< 554 no mail for you"},
                DeliveryKind::try_again,
                Fault::server,
                554,
                "the mail server mail.example:587 refuses every connection: 554 no mail for you; "
                "check the host and port, and whether the server lets this machine in"});
    check_case({Ending::broken,
                false,
                {"< 421 too busy"},
                DeliveryKind::try_again,
                Fault::server,
                421,
                "the mail server mail.example:587 puts off every connection: 421 too busy; check "
                "the host and port, and whether the server lets this machine in"});
    check_case({Ending::login_denied, false,
                until_mail({"> AUTH PLAIN", "< 334 ", "> c2VjcmV0", "< 535 5.7.8 bad password"}),
                DeliveryKind::try_again, Fault::server, 535,
                "the mail server mail.example:587 refuses the login: 535 5.7.8 bad password; check "
                "user and password"});
    check_case({Ending::no_starttls, false, until_mail({"> STARTTLS", "< 454 4.7.0 no TLS today"}),
                DeliveryKind::try_again, Fault::server, 454,
                "the mail server mail.example:587 puts off to start TLS: 454 4.7.0 no TLS today; "
                "check the host and port, and whether the server lets this machine in"});
}

TEST_CASE("a login that the server wants is a matter of settings, not a refusal") {
    const std::vector<std::string> lines = until_mail({"> MAIL FROM:<a@b>", "< 530 5.7.0 log in"});
    check_case({Ending::broken, false, lines, DeliveryKind::try_again, Fault::message, 530,
                "the mail server mail.example:587 refuses the sender's address: 530 5.7.0 log in; "
                "it wants a login it did not offer: check the port and whether security should be "
                "starttls or tls"});
    MailServer anonymous = server();
    anonymous.user.clear();
    CHECK(classify(anonymous, {Ending::broken, false, "", dialogue_of(lines)}).text ==
          "the mail server mail.example:587 refuses the sender's address: 530 5.7.0 log in; it "
          "wants a login: set user and password");
}

TEST_CASE("an answer lost after the body is unknown, however it was lost") {
    const std::vector<std::string> lines = {"> MAIL FROM:<a@b>", "< 250 ok", "> RCPT TO:<c@d>",
                                            "< 250 ok",          "> DATA",   "< 354 go"};
    for (const Ending ending :
         {Ending::broken, Ending::timed_out, Ending::stopped, Ending::tls_failed}) {
        check_case({ending, true, lines, DeliveryKind::unknown, Fault::message, 0,
                    "the mail server mail.example:587 was sent the whole message but its answer "
                    "was lost (libcurl's words); the message will be sent again with the same "
                    "Message-ID"});
    }
    check_case({Ending::broken, false, lines, DeliveryKind::try_again, Fault::message, 0,
                "the connection to the mail server mail.example:587 broke (libcurl's words); it "
                "will be tried again"});
}

TEST_CASE("every trouble with the connection says what to check") {
    const std::vector<std::pair<Ending, std::string>> table = {
        {Ending::no_such_host,
         "the mail server's name 'mail.example' has no address (libcurl's words); check host and "
         "this machine's name service"},
        {Ending::no_connection,
         "no connection to the mail server mail.example:587 (libcurl's words); check host and "
         "port, that the server runs and that no firewall is between"},
        {Ending::timed_out,
         "the mail server mail.example:587 did not answer in time (libcurl's words); check that "
         "the server is well, the port, and whether it expects another security than the one set"},
        {Ending::no_starttls,
         "the mail server mail.example:587 does not offer STARTTLS, and mail is not sent without "
         "it; check the port, or set security to tls or none"},
        {Ending::untrusted,
         "the certificate of the mail server mail.example:587 is not trusted (libcurl's words); "
         "check that ca_file has the authority that signed it and that host is the name it was "
         "made for"},
        {Ending::bad_ca_file,
         "the authorities to trust cannot be read (libcurl's words); check ca_file '/etc/ca.pem'"},
        {Ending::tls_failed,
         "TLS with the mail server mail.example:587 failed (libcurl's words); check the port and "
         "whether security should be starttls or tls"},
        {Ending::login_denied,
         "the mail server mail.example:587 denies the login of 'dutyd' (libcurl's words); check "
         "user and password"},
        {Ending::broken,
         "the connection to the mail server mail.example:587 broke (libcurl's words); it will be "
         "tried again"}};
    for (const auto& [ending, text] : table) {
        check_case({ending, false, {}, DeliveryKind::try_again, Fault::server, 0, text});
    }
}

TEST_CASE("a stop is nobody's fault") {
    check_case({Ending::stopped,
                false,
                {"> MAIL FROM:<a@b>"},
                DeliveryKind::try_again,
                Fault::none,
                0,
                "not sent: dutyd is stopping"});
}

TEST_CASE("answers are one line for people, and secrets are not kept") {
    const auto refused = classify(
        server(),
        {Ending::broken, false, "",
         dialogue_of({"> MAIL FROM:<a@b>", "< 550-first\x1b[31m", "< 550-", "< 550 last"})});
    CHECK(refused.text ==
          "the mail server mail.example:587 refuses the sender's address: 550 first [31m last; "
          "check the sender's address and the server's rules");
    const auto login = dialogue_of({"< 220 x", "> AUTH LOGIN", "< 334 VXNlcg==", "> QUIT",
                                    "< 334 UGFzcw==", "> DATA", "< 235 in"});
    CHECK(login.reached() == Stage::login);
    REQUIRE(login.answers().size() == 4);
    CHECK(login.answers().back().code == 235);
}

TEST_CASE("a QUIT does not hide how far the conversation came") {
    const auto early = dialogue_of({"< 220 x", "> EHLO y", "< 250 x", "> QUIT", "< 221 bye"});
    CHECK(early.reached() == Stage::hello);
    CHECK(early.quit_sent());
    CHECK(classify(server(), {Ending::no_starttls, false, "", early}).fault == Fault::server);
}

TEST_CASE("lines that are no SMTP answers are passed over") {
    const auto dialogue = dialogue_of({"< HTTP/1.1 400", "< ", "< 22", "< 2200 x", "< 250"});
    REQUIRE(dialogue.answers().size() == 1);
    CHECK(dialogue.answers()[0].code == 250);
    CHECK(dialogue.answers()[0].text.empty());
}
