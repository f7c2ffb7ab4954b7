// SPDX-License-Identifier: MIT
#include "bench/sink.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace dutyd::bench {

namespace {

constexpr std::chrono::seconds patience{60};

/// The lines of one connection, and what is said back.
class Line {
public:
    explicit Line(int descriptor) : descriptor_(descriptor) {}

    /// Up to and including `end`; nothing once the other side has gone.
    std::optional<std::string> read_to(std::string_view end) {
        std::size_t searched = 0;
        std::size_t at = std::string::npos;
        while ((at = buffer_.find(end, searched)) == std::string::npos) {
            searched = buffer_.size() < end.size() ? 0 : buffer_.size() - end.size() + 1;
            std::array<char, 65536> piece;
            const auto got = ::recv(descriptor_, piece.data(), piece.size(), 0);
            if (got <= 0) return std::nullopt;
            buffer_.append(piece.data(), static_cast<std::size_t>(got));
        }
        std::string text = buffer_.substr(0, at + end.size());
        buffer_.erase(0, at + end.size());
        return text;
    }
    void say(std::string_view words) const {
        static_cast<void>(::send(descriptor_, words.data(), words.size(), MSG_NOSIGNAL));
    }

private:
    int descriptor_;
    std::string buffer_;
};

/// What stands between the angle brackets.
std::string address_in(const std::string& command) {
    const std::size_t from = command.find('<') + 1;
    return command.substr(from, command.find('>') - from);
}

}  // namespace

Sink::Sink() : listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listening_, any, size) != 0 || ::listen(listening_, 16) != 0 ||
        ::getsockname(listening_, any, &size) != 0) {
        throw std::runtime_error("no port for the sink");
    }
    port_ = ntohs(address.sin_port);
    accepting_ = std::thread([this] { accept_all(); });
}

Sink::~Sink() {
    ::shutdown(listening_, SHUT_RDWR);
    accepting_.join();
    {
        const std::lock_guard lock(mutex_);
        for (const int connection : connections_) ::shutdown(connection, SHUT_RDWR);
    }
    for (std::thread& one : serving_) one.join();
    for (const int connection : connections_) ::close(connection);
    ::close(listening_);
}

void Sink::accept_all() {
    while (true) {
        const int connection = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) return;
        const int yes = 1;
        ::setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        const std::lock_guard lock(mutex_);
        if (!has_begun_) begun_ = Clock::now();
        has_begun_ = true;
        connections_.push_back(connection);
        serving_.emplace_back([this, connection] { serve(connection); });
    }
}

void Sink::serve(int connection) {
    Line line(connection);
    SunkMail mail;
    line.say("220 sink.example\r\n");
    while (const auto command = line.read_to("\r\n")) {
        const std::string verb = command->substr(0, 4);
        if (verb == "EHLO") {
            line.say("250-sink.example\r\n250 8BITMIME\r\n");
        } else if (verb == "QUIT") {
            line.say("221 bye\r\n");
            break;
        } else if (verb == "DATA") {
            line.say("354 go on\r\n");
            const auto data = line.read_to("\r\n.\r\n");
            if (!data) break;
            mail.mime = *data;
            take(std::exchange(mail, {}));
            line.say("250 taken\r\n");
        } else {
            if (verb == "MAIL") mail.from = address_in(*command);
            if (verb == "RCPT") mail.to = address_in(*command);
            line.say("250 ok\r\n");
        }
    }
    ::shutdown(connection, SHUT_RDWR);
}

void Sink::take(SunkMail mail) {
    const std::lock_guard lock(mutex_);
    mails_.push_back(std::move(mail));
    last_ = Clock::now();
    changed_.notify_all();
}

void Sink::empty() {
    const std::lock_guard lock(mutex_);
    mails_.clear();
    has_begun_ = false;
}

double Sink::wait_for(std::size_t mails) {
    std::unique_lock lock(mutex_);
    const bool came = changed_.wait_for(lock, patience, [&] { return mails_.size() >= mails; });
    if (!came) throw std::runtime_error("the mail does not come");
    return std::chrono::duration<double, std::nano>(last_ - begun_).count();
}

std::vector<SunkMail> Sink::mails() const {
    const std::lock_guard lock(mutex_);
    return mails_;
}

}  // namespace dutyd::bench
