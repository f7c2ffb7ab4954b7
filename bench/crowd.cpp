// SPDX-License-Identifier: MIT
#include "bench/crowd.hpp"

#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace dutyd::bench {

namespace {

constexpr int patience_ms = 60'000;

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

int connected(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error("path too long: " + path);
    std::memcpy(address.sun_path, path.data(), path.size());
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) fail("socket");
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(descriptor);
        fail(path);
    }
    return descriptor;
}

}  // namespace

std::size_t http_answer_length(std::string_view bytes) {
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) return 0;
    const std::string_view head = bytes.substr(0, end + 2);
    constexpr std::string_view length_key = "Content-Length: ";
    const std::size_t at = head.find(length_key);
    if (head.substr(8, 5) != " 200 " || at == std::string_view::npos) {
        throw std::runtime_error("an answer that was not hoped for: " + std::string(bytes));
    }
    const std::size_t whole =
        end + 4 + std::stoul(std::string(head.substr(at + length_key.size(), 12)));
    return bytes.size() < whole ? 0 : whole;
}

std::string http_post(const std::string& target, const std::string& body) {
    return fmt::format("POST {} HTTP/1.1\r\nHost: dutyd\r\nContent-Length: {}\r\n\r\n{}", target,
                       body.size(), body);
}

std::string http_get(const std::string& target) {
    return fmt::format("GET {} HTTP/1.1\r\nHost: dutyd\r\n\r\n", target);
}

Crowd::Crowd(const std::string& socket, std::size_t clients, Dialogue dialogue)
    : dialogue_(std::move(dialogue)), epoll_(epoll_create1(EPOLL_CLOEXEC)), clients_(clients) {
    for (std::size_t i = 0; i < clients; ++i) {
        clients_[i].descriptor = connected(socket);
        greet(clients_[i]);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        if (epoll_ctl(epoll_, EPOLL_CTL_ADD, clients_[i].descriptor, &event) != 0) fail("epoll");
    }
}

Crowd::~Crowd() {
    for (const Client& client : clients_) {
        if (client.descriptor >= 0) ::close(client.descriptor);
    }
    ::close(epoll_);
}

void Crowd::greet(Client& client) const {
    for (const std::string& words : dialogue_.greeting) {
        send(client, words);
        while (!receive(client)) continue;
    }
}

void Crowd::send(const Client& client, std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto sent = ::send(client.descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) fail("send");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool Crowd::receive(Client& client) const {
    std::array<char, 65536> piece;
    const auto got = ::recv(client.descriptor, piece.data(), piece.size(), 0);
    if (got <= 0) throw std::runtime_error("closed without an answer: " + client.received);
    client.received.append(piece.data(), static_cast<std::size_t>(got));
    const std::size_t length = dialogue_.answer_length(client.received);
    client.received.erase(0, length);
    return length > 0;
}

void Crowd::ask_next(std::size_t client) {
    send(clients_[client], dialogue_.request(client, clients_[client].asked++));
    --clients_[client].to_ask;
}

double Crowd::ask(std::size_t each) {
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < clients_.size(); ++i) {
        clients_[i].to_ask = each;
        ask_next(i);
    }
    std::size_t answers_missing = each * clients_.size();
    std::array<epoll_event, 64> events{};
    while (answers_missing > 0) {
        const int ready = epoll_wait(epoll_, events.data(), events.size(), patience_ms);
        if (ready <= 0) throw std::runtime_error("no answer in time");
        for (int k = 0; k < ready; ++k) {
            const std::size_t i = events[static_cast<std::size_t>(k)].data.u64;
            if (!receive(clients_[i])) continue;
            --answers_missing;
            if (clients_[i].to_ask > 0) ask_next(i);
        }
    }
    return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start)
        .count();
}

}  // namespace dutyd::bench
