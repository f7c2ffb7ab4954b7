// SPDX-License-Identifier: MIT
// What is wrong with the mail settings, told before the first message depends on them.
#include "daemon/mail/transport.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::mail {
namespace {

bool is_host_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_' || c == ':';
}

bool is_host(const std::string& host) {
    return !host.empty() && std::all_of(host.begin(), host.end(), is_host_character);
}

bool is_this_machine(const std::string& host) {
    return host == "localhost" || host == "::1" || host.rfind("127.", 0) == 0;
}

void check_login(Diagnostics& found, const MailServer& server) {
    if (server.user.empty() && !server.password.empty()) {
        found.push_back(make_error("the mail settings have a password but no user"));
    }
    if (!server.user.empty() && server.password.empty()) {
        found.push_back(make_error("the mail settings have a user but no password"));
    }
    if (!server.password.empty() && server.security == Security::none &&
        !is_this_machine(server.host)) {
        found.push_back(
            make_error(fmt::format("the mail password would go to '{}' in plain text", server.host),
                       "set security to starttls or tls"));
    }
}

}  // namespace

Diagnostics check(const MailServer& server) {
    Diagnostics found;
    if (!is_host(server.host)) {
        found.push_back(make_error(fmt::format("'{}' is not a mail server's name", server.host),
                                   "set host to a name such as mail.example.org or an address"));
    }
    if (server.port == 0) {
        found.push_back(make_error("the mail server's port is 0",
                                   "usual are 587 with starttls, 465 with tls, 25 for a relay"));
    }
    if (!server.helo.empty() && !is_host(server.helo)) {
        found.push_back(make_error(fmt::format("'{}' is not a name to greet with", server.helo),
                                   "set helo to this machine's full name, or leave it out"));
    }
    if (server.security == Security::none && !server.ca_file.empty()) {
        found.push_back(make_error("ca_file is set but security is none, so it would go unused",
                                   "set security to starttls or tls, or leave ca_file out"));
    }
    if (server.connect_timeout.count() <= 0 || server.send_timeout.count() <= 0) {
        found.push_back(make_error("a mail timeout must be longer than nothing"));
    }
    check_login(found, server);
    return found;
}

}  // namespace dutyd::mail
