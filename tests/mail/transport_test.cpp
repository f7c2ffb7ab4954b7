// SPDX-License-Identifier: MIT
// Against a real SMTP server in a process of its own.
#include "daemon/mail/transport.hpp"

#include "tests/catch.hpp"
#include "tests/mail/sample.hpp"
#include "tests/mail/smtp_server.hpp"
#include "tests/text.hpp"

using namespace dutyd;
using mail::Afterwards;
using mail::Delivery;
using mail::DeliveryKind;
using mail::Fault;
using mail::Security;
using tests::contains;
using tests::ServerTls;
using tests::SmtpServer;

namespace {

const std::atomic<bool> never{false};

mail::MailServer settings(const SmtpServer& server) {
    mail::MailServer settings;
    settings.host = server.host();
    settings.port = server.port();
    settings.security = Security::none;
    return settings;
}

mail::MailServer tls_settings(const SmtpServer& server, Security security) {
    auto result = settings(server);
    result.security = security;
    result.ca_file = server.ca_file();
    return result;
}

mail::Envelope envelope(const std::string& to = "ann@opcc.example") {
    const auto mime = mail::compose(tests::sample_notice());
    REQUIRE(mime.has_value());
    return {"dutyd@opcc.example", to, *mime};
}

Delivery send_one(const mail::MailServer& settings) {
    mail::SmtpSender sender(settings, never);
    return sender.send(envelope(), Afterwards::close);
}

}  // namespace

TEST_CASE("a message arrives as it was composed") {
    const SmtpServer server;
    const Delivery delivery = send_one(settings(server));
    CHECK(delivery.text == "250 2.0.0 kept");
    CHECK(delivery.kind == DeliveryKind::accepted);
    CHECK(delivery.code == 250);
    const auto mails = server.wait_for(1);
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].bytes == envelope().mime);
    CHECK(mails[0].envelope_from == "dutyd@opcc.example");
    CHECK(mails[0].envelope_to == std::vector<std::string>{"ann@opcc.example"});
    CHECK(mails[0].subject == tests::sample_notice().subject);
    CHECK(mails[0].from == "dutyd <dutyd@opcc.example>");
    CHECK(mails[0].message_id == "<plan-2024.respond.7@dutyd.opcc.example>");
    CHECK(mails[0].header("Date") == "Wed, 22 May 2024 16:05:00 +0000");
    CHECK(mails[0].header("Auto-Submitted") == "auto-generated");
    CHECK(mails[0].defects.empty());
    CHECK_FALSE(mails[0].tls);
}

TEST_CASE("an address cannot carry a command") {
    const SmtpServer server;
    mail::SmtpSender sender(settings(server), never);
    const Delivery to = sender.send(envelope("a@b>\r\nRCPT TO:<x@y"), Afterwards::close);
    CHECK(to.kind == DeliveryKind::refused);
    CHECK(contains(to.text, "is not an e-mail address"));
    mail::Envelope from = envelope();
    from.from = "";
    CHECK(sender.send(from, Afterwards::close).kind == DeliveryKind::refused);
    CHECK(server.messages().empty());
}

TEST_CASE("lines that begin with a dot arrive unchanged") {
    const SmtpServer server;
    auto content = tests::sample_notice();
    content.text = ".\r\n..\r\n.a\n.\n\n.";
    mail::Envelope dotted = envelope();
    dotted.mime = *mail::compose(content);
    mail::SmtpSender sender(settings(server), never);
    CHECK(sender.send(dotted, Afterwards::close).kind == DeliveryKind::accepted);
    CHECK(server.wait_for(1)[0].bytes == dotted.mime);
}

TEST_CASE("one connection carries all that is due, and is opened again after it was closed") {
    const SmtpServer server;
    mail::SmtpSender sender(settings(server), never);
    for (int i = 0; i < 3; ++i) {
        CHECK(sender.send(envelope(), Afterwards::keep).kind == DeliveryKind::accepted);
    }
    CHECK(sender.send(envelope(), Afterwards::close).kind == DeliveryKind::accepted);
    CHECK(sender.send(envelope(), Afterwards::close).kind == DeliveryKind::accepted);
    const auto mails = server.wait_for(5);
    CHECK(mails[0].connection == 1);
    CHECK(mails[3].connection == 1);
    CHECK(mails[4].connection == 2);
}

TEST_CASE("a refused recipient does not spoil the messages around it") {
    SmtpServer server({.faults = {"at=rcpt to=bad@opcc.example reply='550 5.1.1 nobody'",
                                  "at=rcpt to=busy@opcc.example reply='450 4.2.1 later'"}});
    mail::SmtpSender sender(settings(server), never);
    CHECK(sender.send(envelope(), Afterwards::keep).kind == DeliveryKind::accepted);
    const Delivery bad = sender.send(envelope("bad@opcc.example"), Afterwards::keep);
    CHECK(bad.kind == DeliveryKind::refused);
    CHECK(bad.fault == Fault::message);
    CHECK(bad.code == 550);
    CHECK(contains(bad.text, " refuses the recipient's address: 550 5.1.1 nobody; check"));
    const Delivery busy = sender.send(envelope("busy@opcc.example"), Afterwards::keep);
    CHECK(busy.kind == DeliveryKind::try_again);
    CHECK(busy.fault == Fault::message);
    CHECK(busy.code == 450);
    CHECK(sender.send(envelope(), Afterwards::close).kind == DeliveryKind::accepted);
    CHECK(server.wait_for(2).size() == 2);
}

TEST_CASE("every stage can put a message off or refuse it") {
    struct Row {
        const char* stage;
        DeliveryKind refused;
        Fault fault;
    };
    const std::vector<Row> rows = {{"connect", DeliveryKind::try_again, Fault::server},
                                   {"mail", DeliveryKind::refused, Fault::message},
                                   {"rcpt", DeliveryKind::refused, Fault::message},
                                   {"data", DeliveryKind::refused, Fault::message},
                                   {"body", DeliveryKind::refused, Fault::message}};
    SmtpServer server;
    for (const auto& row : rows) {
        CAPTURE(row.stage);
        server.fault(std::string("at=") + row.stage + " reply='451 4.3.0 full' times=1");
        const Delivery later = send_one(settings(server));
        CHECK(later.kind == DeliveryKind::try_again);
        CHECK(later.code == 451);
        CHECK(later.fault == row.fault);
        server.fault(std::string("at=") + row.stage + " reply='554 5.7.1 never' times=1");
        const Delivery never_taken = send_one(settings(server));
        CHECK(never_taken.kind == row.refused);
        CHECK(never_taken.code == 554);
        CHECK(never_taken.fault == row.fault);
    }
    CHECK(server.messages().empty());
    CHECK(send_one(settings(server)).kind == DeliveryKind::accepted);
}

TEST_CASE("a connection dropped at any stage: unknown only once the whole body went out") {
    SmtpServer server;
    for (const char* stage : {"connect", "ehlo", "mail", "rcpt", "data"}) {
        CAPTURE(stage);
        server.fault(std::string("at=") + stage + " drop times=1");
        const Delivery delivery = send_one(settings(server));
        CHECK(delivery.kind == DeliveryKind::try_again);
        CHECK(delivery.code == 0);
    }
    for (const char* action : {"drop", "lose"}) {
        CAPTURE(action);
        server.fault(std::string("at=body times=1 ") + action);
        const Delivery delivery = send_one(settings(server));
        CHECK(delivery.kind == DeliveryKind::unknown);
        CHECK(delivery.fault == Fault::message);
        CHECK(contains(delivery.text, "was sent the whole message but its answer was lost"));
    }
    CHECK(server.messages().size() == 1);
}

TEST_CASE("a message whose answer was lost is sent again as the same message") {
    SmtpServer server({.faults = {"at=body drop times=1"}});
    mail::SmtpSender sender(settings(server), never);
    CHECK(sender.send(envelope(), Afterwards::keep).kind == DeliveryKind::unknown);
    CHECK(sender.send(envelope(), Afterwards::keep).kind == DeliveryKind::accepted);
    const auto mails = server.wait_for(2);
    CHECK(mails[0].bytes == mails[1].bytes);
    CHECK(mails[0].message_id == mails[1].message_id);
}

TEST_CASE("a kept connection that the server gives up is opened again for the same message") {
    SmtpServer server;
    mail::SmtpSender sender(settings(server), never);
    for (const char* action : {"reply='421 4.4.2 idle too long'", "drop"}) {
        CAPTURE(action);
        CHECK(sender.send(envelope(), Afterwards::keep).kind == DeliveryKind::accepted);
        server.fault(std::string("at=mail times=1 ") + action);
        CHECK(sender.send(envelope(), Afterwards::keep).kind == DeliveryKind::accepted);
    }
    const auto mails = server.wait_for(4);
    CHECK(mails[0].connection == 1);
    CHECK(mails[1].connection == 2);
    CHECK(mails[2].connection == 2);
    CHECK(mails[3].connection == 3);
}

TEST_CASE("a new connection that is given up at once is not opened again and again") {
    SmtpServer server({.faults = {"at=mail reply='421 4.4.2 not now' times=1"}});
    const Delivery delivery = send_one(settings(server));
    CHECK(delivery.kind == DeliveryKind::try_again);
    CHECK(delivery.code == 421);
    CHECK(delivery.fault == Fault::message);
}

TEST_CASE("a server that never answers runs into the time limit") {
    SmtpServer server;
    auto impatient = settings(server);
    impatient.connect_timeout = std::chrono::milliseconds(300);
    impatient.send_timeout = std::chrono::milliseconds(600);
    for (const char* stage : {"connect", "rcpt"}) {
        CAPTURE(stage);
        server.fault(std::string("at=") + stage + " hang times=1");
        const Delivery delivery = send_one(impatient);
        CHECK(delivery.kind == DeliveryKind::try_again);
        CHECK(contains(delivery.text, " did not answer in time ("));
    }
    server.fault("at=body hang times=1");
    impatient.send_timeout = std::chrono::milliseconds(3000);
    CHECK(send_one(impatient).kind == DeliveryKind::unknown);
}

TEST_CASE("a server that never answers QUIT does not hold up what was accepted") {
    SmtpServer server({.faults = {"at=quit hang"}});
    CHECK(send_one(settings(server)).kind == DeliveryKind::accepted);
    {
        mail::SmtpSender sender(settings(server), never);
        CHECK(sender.send(envelope(), Afterwards::keep).kind == DeliveryKind::accepted);
        CHECK(sender.send(envelope(), Afterwards::close).kind == DeliveryKind::accepted);
        CHECK(sender.send(envelope(), Afterwards::keep).kind == DeliveryKind::accepted);
    }
    CHECK(server.messages().size() == 4);
}

TEST_CASE("a slow server is waited for") {
    SmtpServer server({.faults = {"at=rcpt wait=0.3", "at=body wait=0.3"}});
    CHECK(send_one(settings(server)).kind == DeliveryKind::accepted);
}

TEST_CASE("no server, no such host") {
    mail::MailServer nowhere;
    nowhere.host = "localhost";
    nowhere.port = tests::unused_port();
    nowhere.security = Security::none;
    const Delivery delivery = send_one(nowhere);
    CHECK(delivery.kind == DeliveryKind::try_again);
    CHECK(delivery.fault == Fault::server);
    CHECK(contains(delivery.text, "no connection to the mail server localhost:"));
    nowhere.host = "no-such-host.invalid";
    CHECK(contains(send_one(nowhere).text,
                   "the mail server's name 'no-such-host.invalid' has no address ("));
}

TEST_CASE("STARTTLS with our own authority, and a login by each mechanism") {
    for (const char* mechanism : {"PLAIN", "LOGIN", "PLAIN,LOGIN"}) {
        CAPTURE(mechanism);
        const SmtpServer server({.tls = ServerTls::starttls,
                                 .user = "dutyd",
                                 .password = "pass: wörd",
                                 .auth = mechanism});
        auto secure = tls_settings(server, Security::starttls);
        secure.user = "dutyd";
        secure.password = "pass: wörd";
        CHECK(send_one(secure).text == "250 2.0.0 kept");
        const auto mails = server.wait_for(1);
        CHECK(mails[0].tls);
        CHECK(mails[0].user == "dutyd");
    }
}

TEST_CASE("TLS from the first byte") {
    const SmtpServer server({.tls = ServerTls::implicit, .user = "dutyd", .password = "secret"});
    auto secure = tls_settings(server, Security::tls);
    secure.user = "dutyd";
    secure.password = "secret";
    mail::SmtpSender sender(secure, never);
    CHECK(sender.send(envelope(), Afterwards::keep).text == "250 2.0.0 kept");
    CHECK(sender.send(envelope(), Afterwards::close).text == "250 2.0.0 kept");
    const auto mails = server.wait_for(2);
    CHECK(mails[1].tls);
    CHECK(mails[1].connection == mails[0].connection);
}

TEST_CASE("a bad password is the server's fault, and does not show in the text") {
    const SmtpServer server({.tls = ServerTls::starttls, .user = "dutyd", .password = "right"});
    auto secure = tls_settings(server, Security::starttls);
    secure.user = "dutyd";
    secure.password = "wrong-secret";
    const Delivery delivery = send_one(secure);
    CHECK(delivery.kind == DeliveryKind::try_again);
    CHECK(delivery.fault == Fault::server);
    CHECK(delivery.code == 535);
    CHECK(contains(delivery.text, " refuses the login: 535 "));
    CHECK(contains(delivery.text, "; check user and password"));
    CHECK_FALSE(contains(delivery.text, "secret"));
}

TEST_CASE("a login that is wanted but not set") {
    const SmtpServer server({.user = "dutyd", .password = "right"});
    const Delivery delivery = send_one(settings(server));
    CHECK(delivery.kind == DeliveryKind::try_again);
    CHECK(delivery.code == 530);
    CHECK(contains(delivery.text, "it wants a login: set user and password"));
}

TEST_CASE("STARTTLS that is set is never done without") {
    const SmtpServer server;
    const Delivery delivery =
        send_one({.host = server.host(), .port = server.port(), .security = Security::starttls});
    CHECK(delivery.kind == DeliveryKind::try_again);
    CHECK(delivery.fault == Fault::server);
    CHECK(contains(delivery.text, " does not offer STARTTLS, and mail is not sent without it"));
    CHECK(server.messages().empty());
}

TEST_CASE("STARTTLS that the server wants but is not set") {
    const SmtpServer server({.tls = ServerTls::starttls});
    const Delivery delivery = send_one(settings(server));
    CHECK(delivery.kind == DeliveryKind::try_again);
    CHECK(delivery.code == 530);
    CHECK(contains(delivery.text, "530 "));
}

TEST_CASE("a certificate of an authority we do not trust") {
    const SmtpServer server({.tls = ServerTls::starttls});
    auto untrusting = tls_settings(server, Security::starttls);
    untrusting.ca_file.clear();
    const Delivery delivery = send_one(untrusting);
    CHECK(delivery.kind == DeliveryKind::try_again);
    CHECK(delivery.fault == Fault::server);
    CHECK(contains(delivery.text, "the certificate of the mail server localhost:"));
    CHECK(contains(delivery.text, " is not trusted ("));
    CHECK(server.messages().empty());
}

TEST_CASE("a certificate for another host") {
    const SmtpServer server({.tls = ServerTls::implicit, .certificate_name = "mail.example"});
    const Delivery delivery = send_one(tls_settings(server, Security::tls));
    CHECK(contains(delivery.text, " is not trusted ("));
    CHECK(contains(delivery.text, "host is the name it was made for"));
}

TEST_CASE("a file of authorities that is not there") {
    const SmtpServer server({.tls = ServerTls::starttls});
    auto secure = tls_settings(server, Security::starttls);
    secure.ca_file = "/no/such/ca.pem";
    const Delivery delivery = send_one(secure);
    CHECK(delivery.kind == DeliveryKind::try_again);
    CHECK(contains(delivery.text, "check ca_file '/no/such/ca.pem'"));
}

TEST_CASE("TLS spoken to a server that speaks plain") {
    const SmtpServer server;
    auto secure = settings(server);
    secure.security = Security::tls;
    secure.send_timeout = std::chrono::milliseconds(20'000);
    const Delivery delivery = send_one(secure);
    CHECK(delivery.kind == DeliveryKind::try_again);
    CHECK(contains(delivery.text, "whether security should be starttls or tls"));
}

TEST_CASE("a stop ends a send that waits") {
    SmtpServer server({.faults = {"at=rcpt hang"}});
    const std::atomic<bool> stop{true};
    mail::SmtpSender sender(settings(server), stop);
    const Delivery delivery = sender.send(envelope(), Afterwards::close);
    CHECK(delivery.kind == DeliveryKind::try_again);
    CHECK(delivery.text == "not sent: dutyd is stopping");
}

TEST_CASE("the name to greet with") {
    const SmtpServer server;
    auto named = settings(server);
    named.helo = "office.opcc.example";
    CHECK(send_one(named).kind == DeliveryKind::accepted);
    CHECK(server.wait_for(1)[0].helo == "office.opcc.example");
}
