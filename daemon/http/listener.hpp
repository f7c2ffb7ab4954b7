// SPDX-License-Identifier: MIT
// Listening sockets: a Unix socket made here (a stale one is replaced only if nobody answers on
// it), one handed over by the service manager, or TCP on a loopback address. The Unix socket's file
// is removed when its Listener goes, if it is still ours.
#pragma once

#include "daemon/http/message.hpp"
#include "lib/base/result.hpp"

#include <sys/types.h>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>

namespace dutyd::http {

using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::generic::stream_protocol>;

class Listener {
public:
    /// Mode 0660. Errors say whether another daemon answers there, or why it cannot be made.
    static Result<Listener> unix_socket(boost::asio::io_context& io, const std::string& path);
    /// A descriptor from socket activation: listening already, on a Unix socket or loopback TCP.
    static Result<Listener> adopt(boost::asio::io_context& io, int descriptor);
    /// "127.0.0.1:8080" or "[::1]:8080"; any other address is refused.
    static Result<Listener> loopback(boost::asio::io_context& io, const std::string& address);

    Listener(Listener&& other) noexcept;
    ~Listener();
    Listener& operator=(Listener&&) = delete;

    Acceptor& acceptor() { return acceptor_; }
    Channel channel() const { return channel_; }
    /// For people: "/run/dutyd/socket" or "127.0.0.1:8080".
    const std::string& name() const { return name_; }
    void close();

private:
    Listener(Acceptor acceptor, Channel channel, std::string name);

    Acceptor acceptor_;
    Channel channel_;
    std::string name_;
    bool owns_file_ = false;
    dev_t device_ = 0;
    ino_t inode_ = 0;
};

}  // namespace dutyd::http
