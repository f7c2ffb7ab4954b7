// SPDX-License-Identifier: MIT
// The HTTP server: accepts on its listeners and keeps the sessions. Bounded in connections, header
// and body bytes and time; whoever is slow is closed, never waited for. It knows nothing of what is
// asked: one handler answers everything. Everything runs on the loop's thread.
#pragma once

#include "daemon/http/listener.hpp"

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <list>
#include <map>
#include <memory>

namespace dutyd::http {

class Session;

struct ServerOptions {
    std::size_t connections_max = 256;
    std::chrono::milliseconds idle_max{75'000};      // between requests on a kept connection
    std::chrono::milliseconds request_max{10'000};   // from a request's first byte to its last
    std::chrono::milliseconds response_max{30'000};  // for the client to take the response
    std::chrono::milliseconds linger_max{2'000};     // for the client to read a refusal
};

class Server {
public:
    Server(boost::asio::io_context& io, ServerOptions options, Handler handler);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    void add(Listener listener);

    /// Accepts no more and closes the connections that wait for a request; those whose answer is
    /// due get it and are closed then. `on_empty` is called once none is left.
    void stop(std::function<void()> on_empty = [] {});
    std::size_t connections() const { return sessions_.size(); }

private:
    friend class Session;
    void accept(Listener& listener);
    void somebody_there(Listener& listener);
    void accepted(Listener& listener, boost::asio::generic::stream_protocol::socket socket);
    void pause(Listener& listener);
    void accept_again();
    std::vector<std::shared_ptr<Session>> live() const;
    bool make_room();
    void closed(const Session* session);
    std::uint64_t became_idle();
    void let_waiting_in();
    void tell_if_empty();
    std::string account_of(int descriptor);

    boost::asio::io_context& io_;
    ServerOptions options_;
    Handler handler_;
    std::list<Listener> listeners_;
    std::vector<Listener*> waiting_;  // not accepting until there is room
    boost::asio::steady_timer retry_;
    std::shared_ptr<int> alive_ = std::make_shared<int>(0);
    std::map<const Session*, std::weak_ptr<Session>> sessions_;
    std::map<uid_t, std::string> accounts_;
    std::uint64_t idle_turns_ = 0;  // orders connections by how long they have been idle
    bool stopping_ = false;
    std::function<void()> on_empty_;
};

}  // namespace dutyd::http
