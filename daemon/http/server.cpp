// SPDX-License-Identifier: MIT
#include "daemon/http/server.hpp"

#include "daemon/http/session.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <sys/socket.h>
#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

namespace dutyd::http {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds accept_retry{500};

std::string account_name(uid_t uid) {
    std::array<char, 4096> space{};
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(uid, &entry, space.data(), space.size(), &found) == 0 && found != nullptr) {
        return entry.pw_name;
    }
    return fmt::format("uid:{}", uid);
}

std::string_view host_without_port(std::string_view host) {
    if (!host.empty() && host.front() == '[') return host.substr(0, host.find(']') + 1);
    return host.substr(0, host.find(':'));
}

}  // namespace

std::optional<Response> wrong_host(const Caller& caller, std::string_view host) {
    if (caller.channel == Channel::unix_socket) return std::nullopt;
    const std::string_view name = host_without_port(host);
    for (const std::string_view good : {"localhost", "127.0.0.1", "[::1]"}) {
        if (name == good) return std::nullopt;
    }
    return error_response(
        421, make_error(fmt::format("this address does not answer for the host '{}'", name),
                        "ask for it as localhost"));
}

Server::Server(asio::io_context& io, ServerOptions options, Handler handler)
    : io_(io), options_(options), handler_(std::move(handler)), retry_(io) {}

Server::~Server() {
    for (const auto& [key, weak] : sessions_) {
        if (const auto session = weak.lock()) session->abandon();
    }
}

/// Held while they are told something, so that none ends in the middle of the list.
std::vector<std::shared_ptr<Session>> Server::live() const {
    std::vector<std::shared_ptr<Session>> sessions;
    for (const auto& [key, weak] : sessions_) {
        if (auto session = weak.lock()) sessions.push_back(std::move(session));
    }
    return sessions;
}

void Server::add(Listener listener) {
    listeners_.push_back(std::move(listener));
    accept(listeners_.back());
}

/// Waits until somebody is there before making room, so that nobody is closed for nothing.
void Server::accept(Listener& listener) {
    listener.acceptor().async_wait(Acceptor::wait_read,
                                   [this, &listener](const boost::system::error_code& error) {
                                       if (error == asio::error::operation_aborted) return;
                                       if (error) return pause(listener);
                                       somebody_there(listener);
                                   });
}

void Server::somebody_there(Listener& listener) {
    if (!make_room()) return waiting_.push_back(&listener);
    listener.acceptor().async_accept(
        [this, &listener](const boost::system::error_code& error,
                          asio::generic::stream_protocol::socket socket) {
            if (error == asio::error::operation_aborted) return;
            if (error) return pause(listener);
            accepted(listener, std::move(socket));
        });
}

/// Out of descriptors, most likely: try again a little later instead of spinning.
void Server::pause(Listener& listener) {
    waiting_.push_back(&listener);
    retry_.expires_after(accept_retry);
    retry_.async_wait([this](const boost::system::error_code& error) {
        if (!error) accept_again();
    });
}

void Server::accept_again() {
    if (stopping_) return;
    for (Listener* listener : std::exchange(waiting_, {})) accept(*listener);
}

void Server::accepted(Listener& listener, asio::generic::stream_protocol::socket socket) {
    Caller caller{listener.channel(), {}};
    boost::system::error_code ignored;
    if (caller.channel == Channel::unix_socket) {
        caller.account = account_of(socket.native_handle());
    } else {
        socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    }
    const auto session = std::make_shared<Session>(*this, std::move(socket), std::move(caller));
    sessions_.emplace(session.get(), session);
    session->start();
    accept(listener);
}

/// Whether there is room for one more; the connection idle for longest makes way if need be.
bool Server::make_room() {
    if (sessions_.size() < options_.connections_max) return true;
    std::shared_ptr<Session> oldest;
    for (const auto& session : live()) {
        if (!session->is_idle()) continue;
        if (!oldest || session->idle_since() < oldest->idle_since()) oldest = session;
    }
    if (!oldest) return false;
    oldest->close();
    return true;
}

void Server::closed(const Session* session) {
    sessions_.erase(session);
    let_waiting_in();
    tell_if_empty();
}

std::uint64_t Server::became_idle() {
    let_waiting_in();
    return ++idle_turns_;
}

/// Later, not now: the session that gave way is still in the middle of something.
void Server::let_waiting_in() {
    if (waiting_.empty() || stopping_) return;
    asio::post(io_, [this, alive = std::weak_ptr<int>(alive_)] {
        if (!alive.expired()) accept_again();
    });
}

void Server::stop(std::function<void()> on_empty) {
    stopping_ = true;
    on_empty_ = std::move(on_empty);
    retry_.cancel();
    for (Listener& listener : listeners_) listener.close();
    for (const auto& session : live()) session->close_soon();
    tell_if_empty();
}

void Server::tell_if_empty() {
    if (!sessions_.empty() || !on_empty_) return;
    asio::post(io_, std::exchange(on_empty_, nullptr));
}

std::string Server::account_of(int descriptor) {
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return "unknown";
    auto [known, fresh] = accounts_.try_emplace(credentials.uid);
    if (fresh) known->second = account_name(credentials.uid);
    return known->second;
}

}  // namespace dutyd::http
