// SPDX-License-Identifier: MIT
#include "daemon/mail/transport.hpp"

#include "tests/catch.hpp"

using namespace dutyd;
using mail::Security;

namespace {

mail::MailServer good() {
    mail::MailServer server;
    server.host = "mail.opcc.example";
    server.port = 587;
    server.user = "dutyd";
    server.password = "secret";
    return server;
}

}  // namespace

TEST_CASE("sound mail settings") {
    CHECK(mail::check(good()).empty());
    auto server = good();
    server.host = "127.0.0.1";
    server.security = Security::none;
    CHECK(mail::check(server).empty());
    server.host = "::1";
    server.helo = "office.opcc.example";
    CHECK(mail::check(server).empty());
}

TEST_CASE("all that is wrong with the mail settings, and never the password") {
    mail::MailServer server;
    server.host = "mail.example/x";
    server.port = 0;
    server.security = Security::none;
    server.password = "secret";
    server.ca_file = "ca.pem";
    server.helo = "a b";
    server.send_timeout = std::chrono::milliseconds(0);
    CHECK(render(mail::check(server)) ==
          "error: 'mail.example/x' is not a mail server's name\n"
          "    hint: set host to a name such as mail.example.org or an address\n"
          "error: the mail server's port is 0\n"
          "    hint: usual are 587 with starttls, 465 with tls, 25 for a relay\n"
          "error: 'a b' is not a name to greet with\n"
          "    hint: set helo to this machine's full name, or leave it out\n"
          "error: ca_file is set but security is none, so it would go unused\n"
          "    hint: set security to starttls or tls, or leave ca_file out\n"
          "error: a mail timeout must be longer than nothing\n"
          "error: the mail settings have a password but no user\n"
          "error: the mail password would go to 'mail.example/x' in plain text\n"
          "    hint: set security to starttls or tls\n");
}

TEST_CASE("a user without a password, and no host") {
    auto server = good();
    server.host.clear();
    server.password.clear();
    CHECK(render(mail::check(server)) ==
          "error: '' is not a mail server's name\n"
          "    hint: set host to a name such as mail.example.org or an address\n"
          "error: the mail settings have a user but no password\n");
}
