// SPDX-License-Identifier: MIT
#include "cli/client/call.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace dutyd::cli {

namespace {

namespace http = boost::beast::http;
using How = CallEnd::How;
using Clock = std::chrono::steady_clock;

constexpr std::uint64_t reply_bytes_max = 1ULL << 30U;
constexpr std::uint32_t reply_header_bytes_max = 64U * 1024U;

class Socket {
public:
    explicit Socket(int descriptor) : descriptor_(descriptor) {}
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    ~Socket() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    int get() const { return descriptor_; }

private:
    int descriptor_;
};

CallEnd ended(How how, std::string message, std::string hint = {}) {
    return {how, {}, make_error(std::move(message), std::move(hint))};
}

std::string reason_of(int error) {
    return std::generic_category().message(error);
}

CallEnd cannot_connect(const std::string& path, int error) {
    const std::string reason = reason_of(error);
    if (error == EACCES || error == EPERM) {
        return ended(How::not_allowed,
                     fmt::format("you may not use the daemon's socket {}: {}", path, reason),
                     "ask for your account to be put into the group that owns the socket");
    }
    return ended(How::nobody_there, fmt::format("no daemon answers on {}: {}", path, reason),
                 "start it (systemctl start dutyd), or name its socket with --socket");
}

/// Waiting for a crowded daemon to accept is bounded by the send timeout.
void bound_connecting(const Socket& socket, std::chrono::milliseconds patience) {
    timeval limit{};
    limit.tv_sec = patience.count() / 1000;
    limit.tv_usec = (patience.count() % 1000) * 1000;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

std::optional<CallEnd> connect(const Socket& socket, const Line& line) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (line.socket.size() >= sizeof address.sun_path) {
        return ended(
            How::nobody_there, fmt::format("the path of the socket is too long: {}", line.socket),
            fmt::format("a socket's path has at most {} bytes", sizeof address.sun_path - 1));
    }
    std::memcpy(address.sun_path, line.socket.c_str(), line.socket.size() + 1);
    bound_connecting(socket, line.patience);
    int result = 0;
    do {
        result =
            ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    } while (result != 0 && errno == EINTR);
    if (result == 0) return std::nullopt;
    return cannot_connect(line.socket, errno);
}

std::string text_of(const Request& request) {
    std::string text =
        fmt::format("{} {} HTTP/1.1\r\nHost: dutyd\r\nUser-Agent: dutyctl\r\nConnection: close\r\n",
                    request.method, request.target);
    if (request.method != "GET") {
        text += fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n",
                            request.body.size());
    }
    return text + "\r\n" + request.body;
}

/// Waits until the socket can be read or written; says whether that was before the deadline.
bool wait_for(const Socket& socket, short what, Clock::time_point deadline) {
    while (true) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return false;
        pollfd watched{socket.get(), what, 0};
        const int ready = ::poll(&watched, 1, static_cast<int>(left));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
}

/// Whether everything was handed over. A daemon may answer and close before it has read all of a
/// request (too large, say), so that failing here does not yet mean that there is no answer.
bool send_all(const Socket& socket, const std::string& text, Clock::time_point deadline) {
    std::size_t sent = 0;
    while (sent < text.size()) {
        if (!wait_for(socket, POLLOUT, deadline)) return false;
        const ssize_t n = ::send(socket.get(), text.data() + sent, text.size() - sent,
                                 MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0) sent += static_cast<std::size_t>(n);
        if (n < 0 && errno != EINTR && errno != EAGAIN) return false;
    }
    return true;
}

CallEnd lost(std::string_view how) {
    return ended(How::lost, fmt::format("the daemon's reply was lost: {}", how));
}

using Parser = http::response_parser<http::string_body>;

/// Parses as much of `waiting` as makes whole pieces and takes it away.
std::optional<boost::system::error_code> feed(Parser& parser, std::string& waiting) {
    while (!waiting.empty() && !parser.is_done()) {
        boost::system::error_code error;
        const std::size_t used =
            parser.put(boost::asio::const_buffer(waiting.data(), waiting.size()), error);
        waiting.erase(0, used);
        if (error == http::error::need_more) return std::nullopt;
        if (error) return error;
    }
    return std::nullopt;
}

CallEnd receive(const Socket& socket, Clock::time_point deadline) {
    Parser parser;
    parser.body_limit(reply_bytes_max);
    parser.header_limit(reply_header_bytes_max);
    parser.eager(true);
    std::string waiting;
    std::array<char, 65536> chunk;
    while (!parser.is_done()) {
        if (!wait_for(socket, POLLIN, deadline)) return lost("it did not answer in time");
        const ssize_t n = ::recv(socket.get(), chunk.data(), chunk.size(), MSG_DONTWAIT);
        if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (n < 0) return lost(reason_of(errno));
        if (n == 0) {
            boost::system::error_code error;
            if (parser.got_some()) parser.put_eof(error);
            if (error || !parser.is_done()) return lost("the connection was closed");
            break;
        }
        waiting.append(chunk.data(), static_cast<std::size_t>(n));
        if (const auto problem = feed(parser, waiting)) {
            return lost(fmt::format("it is not a sound HTTP answer ({})", problem->message()));
        }
    }
    const auto& message = parser.get();
    return {How::answered, {message.result_int(), message.body()}, std::nullopt};
}

}  // namespace

CallEnd call(const Line& line, const Request& request) {
    const Clock::time_point deadline = Clock::now() + line.patience;
    const Socket socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (socket.get() < 0) {
        return ended(How::nobody_there, fmt::format("cannot make a socket: {}", reason_of(errno)));
    }
    if (auto failed = connect(socket, line)) return *failed;
    send_all(socket, text_of(request), deadline);
    return receive(socket, deadline);
}

}  // namespace dutyd::cli
