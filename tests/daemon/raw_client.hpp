// SPDX-License-Identifier: MIT
// A client that sends exactly the bytes it is given, sound HTTP or not, and reads answers with a
// reader of its own that shares no code with the server. Every wait has a limit; passing it fails
// the test with what had been read.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace dutyd::tests {

struct RawAnswer {
    int status = 0;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
};

class RawClient {
public:
    /// A connection to a Unix socket, or to 127.0.0.1:PORT.
    static RawClient unix_socket(const std::string& path);
    static RawClient loopback(int port);
    RawClient(RawClient&& other) noexcept;
    ~RawClient();
    RawClient& operator=(RawClient&&) = delete;

    /// As much as the other end takes; false once it takes no more.
    bool send(std::string_view bytes);
    RawAnswer answer();
    /// Everything up to the end of the stream.
    std::string rest();

private:
    explicit RawClient(int descriptor) : descriptor_(descriptor) {}
    bool fill();

    int descriptor_;
    std::string buffer_;
};

/// One request on a connection of its own.
RawAnswer get(const std::string& socket, const std::string& target);
RawAnswer post(const std::string& socket, const std::string& target, const std::string& body);

}  // namespace dutyd::tests
