// SPDX-License-Identifier: MIT
// One connection: wait, read a request, have it answered, write the answer, again. One thing at a
// time, one timer, no coroutines. A session lives as long as an operation or a pending reply holds
// it. After a refusal that leaves unread bytes it says all it has to say, then reads on for a
// moment: closing at once would reset the connection and the client would never see why.
#pragma once

#include "daemon/http/server.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

namespace dutyd::http {

class Session : public std::enable_shared_from_this<Session> {
public:
    using Socket = boost::asio::generic::stream_protocol::socket;

    Session(Server& server, Socket socket, Caller caller);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void start();
    /// Between requests, with nothing of the next one come in.
    bool is_idle() const;
    /// Orders idle sessions: the lower, the longer.
    std::uint64_t idle_since() const { return idle_since_; }
    void close();
    /// After the answer in progress, if any.
    void close_soon();
    /// The server is going away: closes, and it is not told.
    void abandon();

private:
    enum class Phase { idle, reading, answering, writing, lingering, closed };
    using Error = boost::system::error_code;
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    using Message = boost::beast::http::response<boost::beast::http::string_body>;

    void tell_server();
    void disconnect();
    void wait_for_request();
    void read_header();
    void header_read(const Error& error);
    void send_continue();
    void read_body();
    void request_read(const Error& error);
    void read_failed(const Error& error);
    void answer(const Response& response);
    void write(const Response& response);
    void written(const Error& error);
    void linger();
    void drain();
    void start_timer(std::chrono::milliseconds delay);
    void stop_timer();
    void timer_fired();

    Server* server_;  // null once closed
    ServerOptions options_;
    Socket socket_;
    Caller caller_;
    boost::asio::steady_timer timer_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    std::optional<Message> response_;
    Phase phase_ = Phase::idle;
    std::size_t drained_ = 0;
    std::size_t timer_round_ = 0;
    std::uint64_t idle_since_ = 0;
    bool head_ = false;         // the request was HEAD: no body in the answer
    bool keep_ = false;         // the connection stays open after this answer
    bool unread_left_ = false;  // the client may still be sending
    bool timed_out_ = false;
    bool ending_ = false;
};

/// Why a browser's request to the loopback channel is refused, if it is: the Host must be a
/// loopback name, so that no web page elsewhere can read through it.
std::optional<Response> wrong_host(const Caller& caller, std::string_view host);

}  // namespace dutyd::http
