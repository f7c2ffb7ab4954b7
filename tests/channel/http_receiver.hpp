// SPDX-License-Identifier: MIT
// A real receiver of webhooks for the length of a test: tests/channel/http_receiver.py in a process
// of its own, on a free loopback port. It ends with the object. Whatever goes wrong with the
// receiver itself throws.
#pragma once

#include "tests/daemon/folder.hpp"

#include <sys/types.h>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace dutyd::tests {

enum class ReceiverTls { none, own_certificate };

struct ReceiverOptions {
    std::string secret = "whsec-test";
    std::uint16_t port = 0;  // 0: any that is free
    ReceiverTls tls = ReceiverTls::none;
};

struct ReceivedRequest {
    std::string method;
    std::string path;
    std::map<std::string, std::string> headers;
    std::string body;
    bool is_signed = false;
    std::string order;  // what was done with it
};

class HttpReceiver {
public:
    explicit HttpReceiver(const ReceiverOptions& options = {});
    ~HttpReceiver();
    HttpReceiver(const HttpReceiver&) = delete;
    HttpReceiver& operator=(const HttpReceiver&) = delete;

    std::uint16_t port() const { return port_; }
    std::string url(const std::string& path = "/hook") const;
    /// With TLS: what a client must trust.
    std::string ca_file() const { return folder_.path() + "/certificate.pem"; }
    /// As http_receiver.py describes: "answer 503 later", "hang", "cut", "default 500".
    void order(const std::string& line);

    std::vector<ReceivedRequest> requests() const;
    /// Waits until there are at least `n`; throws after half a minute.
    std::vector<ReceivedRequest> wait_for(std::size_t n) const;

private:
    std::string read_line();

    Folder folder_;
    std::string scheme_;
    std::uint16_t port_ = 0;
    pid_t pid_ = -1;
    int to_receiver_ = -1;
    int from_receiver_ = -1;
    std::string unread_;
};

}  // namespace dutyd::tests
