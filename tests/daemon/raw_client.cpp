// SPDX-License-Identifier: MIT
#include "tests/daemon/raw_client.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <array>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace dutyd::tests {
namespace {

constexpr int patience_ms = 60'000;

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

int connected(int family, const sockaddr* address, socklen_t size) {
    const int descriptor = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) fail("socket");
    if (::connect(descriptor, address, size) != 0) {
        ::close(descriptor);
        fail("connect");
    }
    return descriptor;
}

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

RawAnswer parse_head(const std::string& head) {
    RawAnswer answer;
    if (head.rfind("HTTP/1.", 0) != 0) throw std::runtime_error("not an HTTP answer: " + head);
    answer.status = std::stoi(head.substr(9, 3));
    std::size_t line = head.find("\r\n") + 2;
    while (line < head.size()) {
        const std::size_t end = head.find("\r\n", line);
        const std::size_t colon = head.find(": ", line);
        answer.headers[lower(head.substr(line, colon - line))] =
            head.substr(colon + 2, end - colon - 2);
        line = end + 2;
    }
    return answer;
}

}  // namespace

RawClient RawClient::unix_socket(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error("path too long: " + path);
    std::memcpy(address.sun_path, path.data(), path.size());
    return RawClient(
        connected(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof address));
}

RawClient RawClient::loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return RawClient(
        connected(AF_INET, reinterpret_cast<const sockaddr*>(&address), sizeof address));
}

RawClient::RawClient(RawClient&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), buffer_(std::move(other.buffer_)) {}

RawClient::~RawClient() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawClient::fill() {
    pollfd waiting{descriptor_, POLLIN, 0};
    if (::poll(&waiting, 1, patience_ms) <= 0) {
        throw std::runtime_error("no answer in time; read so far: " + buffer_);
    }
    std::array<char, 65536> piece{};
    const auto got = ::recv(descriptor_, piece.data(), piece.size(), 0);
    if (got <= 0) return false;
    buffer_.append(piece.data(), static_cast<std::size_t>(got));
    return true;
}

RawAnswer RawClient::answer() {
    std::size_t end = std::string::npos;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
        if (!fill()) throw std::runtime_error("closed without an answer; read: " + buffer_);
    }
    RawAnswer answer = parse_head(buffer_.substr(0, end + 2));
    buffer_.erase(0, end + 4);
    if (answer.status == 100 || answer.status == 304) return answer;
    const std::size_t length = std::stoul(answer.headers.at("content-length"));
    while (buffer_.size() < length) {
        if (!fill()) throw std::runtime_error("closed in the middle of a body: " + buffer_);
    }
    answer.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return answer;
}

std::string RawClient::rest() {
    while (fill()) continue;
    return std::exchange(buffer_, {});
}

RawAnswer get(const std::string& socket, const std::string& target) {
    RawClient client = RawClient::unix_socket(socket);
    client.send(fmt::format("GET {} HTTP/1.1\r\nHost: dutyd\r\n\r\n", target));
    return client.answer();
}

RawAnswer post(const std::string& socket, const std::string& target, const std::string& body) {
    RawClient client = RawClient::unix_socket(socket);
    client.send(fmt::format("POST {} HTTP/1.1\r\nHost: dutyd\r\nContent-Length: {}\r\n\r\n{}",
                            target, body.size(), body));
    return client.answer();
}

}  // namespace dutyd::tests
