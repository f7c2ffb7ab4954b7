// SPDX-License-Identifier: MIT
// A real SMTP server for the length of a test: tests/mail/smtp_server.py in a process of its own,
// on a free loopback port, with a temporary folder for what it receives. It ends with the object,
// and with the test should that crash. Needs /usr/bin/python3 with aiosmtpd, and openssl for TLS;
// works as root and as anybody. Anything that goes wrong with the server itself throws.
#pragma once

#include <sys/types.h>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace dutyd::tests {

enum class ServerTls { none, starttls, implicit };

struct SmtpServerOptions {
    ServerTls tls = ServerTls::none;
    std::uint16_t port = 0;  // 0: any that is free
    std::string user = {};   // empty: no login wanted
    std::string password = {};
    std::string auth = "PLAIN,LOGIN";
    std::string certificate_name = "localhost";
    std::vector<std::string> faults =
        {};  // as smtp_server.py describes: "at=rcpt reply='450 later'"
};

struct ReceivedMail {
    std::string bytes;
    std::string envelope_from;
    std::vector<std::string> envelope_to;
    bool tls = false;
    std::string user;
    std::string helo;
    int connection = 0;  // counts from 1; equal for messages that came over the same one
    std::string subject, from, to, from_name, to_name, message_id;
    std::vector<std::string> references;
    std::vector<std::pair<std::string, std::string>> headers;  // decoded
    std::string text, html;
    std::vector<std::string> defects;  // what Python's mail parser complains of

    /// The first header of that name, or "".
    std::string header(const std::string& name) const;
};

class SmtpServer {
public:
    explicit SmtpServer(const SmtpServerOptions& options = {});
    ~SmtpServer();
    SmtpServer(const SmtpServer&) = delete;
    SmtpServer& operator=(const SmtpServer&) = delete;

    const std::string& host() const { return host_; }
    std::uint16_t port() const { return port_; }
    std::string ca_file() const;

    void fault(const std::string& line);
    void clear_faults();
    /// Waits until `n` faults have been played since the start.
    void wait_for_faults(std::size_t n);

    /// In the order received.
    std::vector<ReceivedMail> messages() const;
    /// Waits until there are at least `n`; throws after half a minute.
    std::vector<ReceivedMail> wait_for(std::size_t n) const;

private:
    void order(const std::string& line);
    std::string read_line();

    std::filesystem::path folder_;
    std::string host_ = "localhost";
    std::uint16_t port_ = 0;
    pid_t pid_ = -1;
    int to_server_ = -1;
    int from_server_ = -1;
    std::string unread_;
};

/// A loopback port that nothing listens on.
std::uint16_t unused_port();

}  // namespace dutyd::tests
