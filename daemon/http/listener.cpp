// SPDX-License-Identifier: MIT
#include "daemon/http/listener.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <cerrno>
#include <charconv>
#include <cstring>

namespace dutyd::http {

namespace asio = boost::asio;
using Protocol = asio::generic::stream_protocol;
using Local = asio::local::stream_protocol;
using asio::ip::tcp;

namespace {

constexpr mode_t socket_mode = 0660;

Diagnostic cannot(const std::string& what, const boost::system::error_code& error,
                  std::string hint = {}) {
    return make_error(fmt::format("{}: {}", what, error.message()), std::move(hint));
}

boost::system::error_code last_error() {
    return {errno, boost::system::system_category()};
}

/// Makes the path free for a new socket, or says who holds it.
Result<Done> clear_stale(asio::io_context& io, const std::string& path) {
    struct stat found {};
    if (lstat(path.c_str(), &found) != 0) return Done{};
    if (!S_ISSOCK(found.st_mode)) {
        return make_error(fmt::format("{} exists and is not a socket", path),
                          "choose another path for the socket, or move the file away");
    }
    Local::socket probe(io);
    boost::system::error_code error;
    probe.connect(Local::endpoint(path), error);
    if (error != asio::error::connection_refused) {
        return make_error(fmt::format("another daemon answers on {}", path),
                          "stop it first, or give this one a socket of its own with --socket");
    }
    if (unlink(path.c_str()) != 0) {
        return cannot(fmt::format("the stale socket {} cannot be removed", path), last_error());
    }
    return Done{};
}

/// The mode is set before the name exists, so that nobody else can slip in between.
Result<Done> open_local(Acceptor& acceptor, const std::string& path) {
    const Local::endpoint endpoint(path);
    boost::system::error_code error;
    acceptor.open(Protocol(AF_UNIX, 0), error);
    if (!error && fchmod(acceptor.native_handle(), socket_mode) != 0) error = last_error();
    if (!error) acceptor.bind(Protocol::endpoint(endpoint), error);
    if (!error && chmod(path.c_str(), socket_mode) != 0) error = last_error();
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (!error) return Done{};
    return cannot(fmt::format("the socket {} cannot be made", path), error,
                  "its folder must exist and be writable; --socket names another place");
}

struct HostPort {
    std::string host;
    std::uint16_t port = 0;
};

Result<HostPort> split_address(const std::string& address) {
    const Diagnostic wrong = make_error(fmt::format("'{}' is not an address to listen on", address),
                                        "write it as 127.0.0.1:8080 or [::1]:8080");
    const std::size_t colon = address.rfind(':');
    if (colon == std::string::npos || colon + 1 == address.size()) return wrong;
    HostPort result;
    const char* end = address.data() + address.size();
    const auto parsed = std::from_chars(address.data() + colon + 1, end, result.port);
    if (parsed.ec != std::errc() || parsed.ptr != end) return wrong;
    result.host = address.substr(0, colon);
    if (result.host == "localhost") result.host = "127.0.0.1";
    if (result.host.size() > 2 && result.host.front() == '[' && result.host.back() == ']') {
        result.host = result.host.substr(1, result.host.size() - 2);
    }
    return result;
}

Result<tcp::endpoint> loopback_endpoint(const std::string& address) {
    const auto parts = split_address(address);
    if (!parts) return parts.error();
    boost::system::error_code error;
    const auto host = asio::ip::make_address(parts->host, error);
    if (error || !host.is_loopback()) {
        return make_error(fmt::format("'{}' is not a loopback address", address),
                          "dutyd listens on 127.0.0.1 or [::1] only; to serve other machines put a "
                          "web server with logins in front of it");
    }
    return tcp::endpoint(host, parts->port);
}

/// "/run/dutyd/socket" or "127.0.0.1:8080"; an error for any other kind of socket.
Result<std::string> local_name(int descriptor) {
    Protocol::endpoint endpoint;
    auto size = static_cast<socklen_t>(endpoint.capacity());
    if (getsockname(descriptor, endpoint.data(), &size) != 0) {
        return cannot("the socket handed over cannot be read", last_error());
    }
    endpoint.resize(size);
    const int family = endpoint.protocol().family();
    if (family == AF_UNIX) {
        const auto* path = reinterpret_cast<const char*>(endpoint.data()) + sizeof(sa_family_t);
        return size > sizeof(sa_family_t) ? std::string(path) : std::string("(unnamed)");
    }
    if (family != AF_INET && family != AF_INET6) {
        return make_error("the socket handed over is neither a Unix nor a TCP socket");
    }
    tcp::endpoint internet;
    std::memcpy(internet.data(), endpoint.data(), std::min(endpoint.size(), internet.capacity()));
    const std::string name = fmt::format("{}:{}", internet.address().to_string(), internet.port());
    if (internet.address().is_loopback()) return name;
    return make_error(fmt::format("the socket handed over listens on {}", name),
                      "dutyd serves a Unix socket or a loopback address only");
}

}  // namespace

Listener::Listener(Acceptor acceptor, Channel channel, std::string name)
    : acceptor_(std::move(acceptor)), channel_(channel), name_(std::move(name)) {}

Listener::Listener(Listener&& other) noexcept
    : acceptor_(std::move(other.acceptor_)),
      channel_(other.channel_),
      name_(std::move(other.name_)),
      owns_file_(std::exchange(other.owns_file_, false)),
      device_(other.device_),
      inode_(other.inode_) {}

Listener::~Listener() {
    close();
}

void Listener::close() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    if (!std::exchange(owns_file_, false)) return;
    struct stat found {};
    if (lstat(name_.c_str(), &found) == 0 && found.st_dev == device_ && found.st_ino == inode_) {
        unlink(name_.c_str());
    }
}

Result<Listener> Listener::unix_socket(asio::io_context& io, const std::string& path) {
    if (path.empty() || path.size() >= sizeof(sockaddr_un{}.sun_path)) {
        return make_error(
            fmt::format("'{}' cannot be the path of a socket", path),
            fmt::format("use a path of 1 to {} bytes", sizeof(sockaddr_un{}.sun_path) - 1));
    }
    if (auto clear = clear_stale(io, path); !clear) return clear.error();
    Acceptor acceptor(io);
    if (auto opened = open_local(acceptor, path); !opened) return opened.error();
    Listener listener(std::move(acceptor), Channel::unix_socket, path);
    struct stat made {};
    if (lstat(path.c_str(), &made) == 0) {
        listener.owns_file_ = true;
        listener.device_ = made.st_dev;
        listener.inode_ = made.st_ino;
    }
    return listener;
}

Result<Listener> Listener::adopt(asio::io_context& io, int descriptor) {
    auto name = local_name(descriptor);
    if (!name) return name.error();
    int listening = 0;
    int family = 0;
    socklen_t size = sizeof(int);
    if (getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0 ||
        getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &family, &size) != 0 || listening == 0) {
        return make_error(fmt::format("the socket handed over ({}) does not listen", *name),
                          "use ListenStream= in the socket unit, with Accept=no");
    }
    Acceptor acceptor(io);
    boost::system::error_code error;
    acceptor.assign(Protocol(family, 0), descriptor, error);
    if (error) return cannot(fmt::format("the socket {} cannot be taken over", *name), error);
    const Channel channel = family == AF_UNIX ? Channel::unix_socket : Channel::loopback;
    return Listener(std::move(acceptor), channel, std::move(*name));
}

Result<Listener> Listener::loopback(asio::io_context& io, const std::string& address) {
    auto endpoint = loopback_endpoint(address);
    if (!endpoint) return endpoint.error();
    Acceptor acceptor(io);
    boost::system::error_code error;
    acceptor.open(Protocol(endpoint->protocol().family(), IPPROTO_TCP), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(Protocol::endpoint(*endpoint), error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) return cannot(fmt::format("cannot listen on {}", address), error);
    auto name = local_name(acceptor.native_handle());
    if (!name) return name.error();
    return Listener(std::move(acceptor), Channel::loopback, std::move(*name));
}

}  // namespace dutyd::http
