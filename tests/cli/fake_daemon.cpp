// SPDX-License-Identifier: MIT
#include "tests/cli/fake_daemon.hpp"

#include "lib/base/check.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

namespace dutyd::cli::test {

namespace {

int listen_on(const std::string& path) {
    const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    DUTYD_CHECK(path.size() < sizeof address.sun_path);
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    DUTYD_CHECK(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    DUTYD_CHECK(::listen(listener, 8) == 0);
    return listener;
}

std::size_t wanted_size(const std::string& request) {
    const auto head = request.find("\r\n\r\n");
    if (head == std::string::npos) return request.size() + 1;
    const auto length = request.find("Content-Length: ");
    const std::size_t body =
        length == std::string::npos ? 0 : std::stoul(request.substr(length + 16));
    return head + 4 + body;
}

std::string read_request(int connection) {
    std::string request;
    char letter = 0;
    while (request.size() < wanted_size(request) && ::recv(connection, &letter, 1, 0) == 1) {
        request += letter;
    }
    return request;
}

}  // namespace

Canned answer(unsigned status, const std::string& body) {
    return {
        fmt::format("HTTP/1.1 {} Status\r\nContent-Type: application/json\r\n"
                    "Content-Length: {}\r\nConnection: close\r\n\r\n{}",
                    status, body.size(), body)};
}

FakeDaemon::FakeDaemon(std::vector<Canned> replies)
    : socket_(folder_.path() + "/sock"), listener_(listen_on(socket_)) {
    thread_ = std::thread([this, replies = std::move(replies)] { serve(replies); });
}

FakeDaemon::~FakeDaemon() {
    ::shutdown(listener_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    for (const int connection : held_) ::close(connection);
    ::close(listener_);
}

const std::vector<std::string>& FakeDaemon::requests() {
    if (thread_.joinable()) thread_.join();
    return requests_;
}

void FakeDaemon::serve(const std::vector<Canned>& replies) {
    for (const Canned& reply : replies) {
        const int connection = ::accept(listener_, nullptr, nullptr);
        if (connection < 0) return;
        requests_.push_back(read_request(connection));
        const auto sent = ::send(connection, reply.bytes.data(), reply.bytes.size(), MSG_NOSIGNAL);
        DUTYD_CHECK(sent == static_cast<ssize_t>(reply.bytes.size()));
        if (reply.then == Canned::Then::hold) {
            held_.push_back(connection);
        } else {
            ::close(connection);
        }
    }
}

}  // namespace dutyd::cli::test
