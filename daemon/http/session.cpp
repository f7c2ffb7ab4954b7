// SPDX-License-Identifier: MIT
#include "daemon/http/session.hpp"

#include "daemon/http/request.hpp"
#include "lib/base/limits.hpp"

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include <exception>

namespace dutyd::http {

namespace asio = boost::asio;
namespace bhttp = boost::beast::http;

namespace {

constexpr std::string_view continue_text = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::size_t drained_max = 8 * limits::request_body_bytes_max;

/// A 304 says nothing of a body: it has none, and its length would be taken for that of the answer
/// it stands for.
void set_fields(bhttp::response<bhttp::string_body>& message, const Response& response) {
    const bool may_be_kept = !response.etag.empty();
    message.set(bhttp::field::cache_control, may_be_kept ? "no-cache" : "no-store");
    message.set("X-Content-Type-Options", "nosniff");
    if (may_be_kept) message.set(bhttp::field::etag, response.etag);
    if (!response.allow.empty()) message.set(bhttp::field::allow, response.allow);
    if (message.result() == bhttp::status::not_modified) return;
    message.set(bhttp::field::content_type, response.content_type);
    message.content_length(response.body.size());
}

/// Read errors that are the client's and that it can still be told of.
std::optional<Response> refusal_for(const boost::system::error_code& error) {
    if (error == bhttp::error::body_limit) {
        return error_response(413, make_error("the request body is too large",
                                              fmt::format("at most {} bytes are read",
                                                          limits::request_body_bytes_max)));
    }
    if (error == bhttp::error::header_limit || error == bhttp::error::buffer_overflow) {
        return error_response(431, make_error("the request header is too large",
                                              fmt::format("at most {} bytes are read",
                                                          limits::request_header_bytes_max)));
    }
    const bool ended = error == bhttp::error::end_of_stream;
    if (!ended && error.category() == make_error_code(bhttp::error::bad_method).category()) {
        return error_response(
            400, make_error(fmt::format("this is not a sound HTTP request: {}", error.message())));
    }
    return std::nullopt;
}

}  // namespace

Session::Session(Server& server, Socket socket, Caller caller)
    : server_(&server),
      options_(server.options_),
      socket_(std::move(socket)),
      caller_(std::move(caller)),
      timer_(socket_.get_executor()) {}

Session::~Session() {
    try {
        tell_server();
    } catch (const std::exception&) {  // who waits for room is let in when the next session ends
    }
}

void Session::tell_server() {
    if (server_ != nullptr) std::exchange(server_, nullptr)->closed(this);
}

bool Session::is_idle() const {
    Error error;
    return phase_ == Phase::idle && socket_.available(error) == 0 && !error;
}

void Session::start() {
    wait_for_request();
}

void Session::close() {
    disconnect();
    tell_server();
}

void Session::abandon() {
    server_ = nullptr;
    disconnect();
}

void Session::disconnect() {
    phase_ = Phase::closed;
    stop_timer();
    Error ignored;
    socket_.close(ignored);
}

void Session::close_soon() {
    ending_ = true;
    if (phase_ == Phase::idle || phase_ == Phase::reading) close();
}

/// A round that is over may still have its handler queued; the number tells them apart.
void Session::start_timer(std::chrono::milliseconds delay) {
    timer_.expires_after(delay);
    timer_.async_wait([self = weak_from_this(), round = ++timer_round_](const Error& error) {
        const auto session = self.lock();
        if (session && !error && session->timer_round_ == round) session->timer_fired();
    });
}

void Session::stop_timer() {
    ++timer_round_;
    timer_.cancel();
}

/// Only cancels: the operation in progress ends with an error and decides what to say.
void Session::timer_fired() {
    if (phase_ != Phase::reading) return close();
    timed_out_ = true;
    Error ignored;
    socket_.cancel(ignored);
}

void Session::wait_for_request() {
    if (ending_) return close();
    parser_.emplace();
    parser_->body_limit(limits::request_body_bytes_max);
    parser_->header_limit(static_cast<std::uint32_t>(limits::request_header_bytes_max));
    if (buffer_.size() > 0) return read_header();
    phase_ = Phase::idle;
    idle_since_ = server_->became_idle();
    start_timer(options_.idle_max);
    socket_.async_wait(Socket::wait_read, [self = shared_from_this()](const Error& error) {
        if (self->phase_ != Phase::idle) return;
        if (error) return self->close();
        self->read_header();
    });
}

void Session::read_header() {
    phase_ = Phase::reading;
    timed_out_ = false;
    start_timer(options_.request_max);
    bhttp::async_read_header(
        socket_, buffer_, *parser_,
        [self = shared_from_this()](const Error& error, std::size_t) { self->header_read(error); });
}

void Session::header_read(const Error& error) {
    if (phase_ != Phase::reading) return;
    if (error) return read_failed(error);
    const auto expect = parser_->get()[bhttp::field::expect];
    if (boost::beast::iequals(expect, "100-continue") && !parser_->is_done()) {
        return send_continue();
    }
    read_body();
}

void Session::send_continue() {
    asio::async_write(socket_, asio::buffer(continue_text.data(), continue_text.size()),
                      [self = shared_from_this()](const Error& error, std::size_t) {
                          if (self->phase_ != Phase::reading) return;
                          if (error) return self->read_failed(error);
                          self->read_body();
                      });
}

void Session::read_body() {
    bhttp::async_read(socket_, buffer_, *parser_,
                      [self = shared_from_this()](const Error& error, std::size_t) {
                          if (self->phase_ == Phase::reading) self->request_read(error);
                      });
}

void Session::read_failed(const Error& error) {
    keep_ = false;
    unread_left_ = true;
    if (timed_out_) {
        if (!parser_->got_some()) return close();
        return write(
            error_response(408, make_error("the request was not complete in time",
                                           fmt::format("send it within {} seconds",
                                                       options_.request_max.count() / 1000))));
    }
    if (const auto refusal = refusal_for(error)) return write(*refusal);
    close();
}

void Session::request_read(const Error& error) {
    if (error) return read_failed(error);
    stop_timer();
    const auto& message = parser_->get();
    head_ = message.method() == bhttp::verb::head;
    keep_ = parser_->keep_alive();
    phase_ = Phase::answering;
    const auto host = message[bhttp::field::host];
    if (const auto refusal = wrong_host(caller_, {host.data(), host.size()})) {
        return write(*refusal);
    }
    const std::string_view raw(message.target().data(), message.target().size());
    auto target = parse_target(raw);
    if (!target) return write(error_response(400, target.error()));
    const std::string method(message.method_string());
    Request request{head_ ? "GET" : method,
                    std::move(target->path),
                    std::move(target->query),
                    message.body(),
                    caller_,
                    {}};
    const auto known = message[bhttp::field::if_none_match];
    request.if_none_match.assign(known.data(), known.size());
    server_->handler_(
        request, [self = shared_from_this()](const Response& response) { self->answer(response); });
}

void Session::answer(const Response& response) {
    if (phase_ == Phase::answering) write(response);
}

void Session::write(const Response& response) {
    phase_ = Phase::writing;
    start_timer(options_.response_max);
    const unsigned version = parser_->is_header_done() ? parser_->get().version() : 11;
    Message& message = response_.emplace();
    message.version(version);
    message.result(response.status);
    set_fields(message, response);
    if (!head_) message.body() = response.body;
    message.keep_alive(keep_ && !ending_);
    bhttp::async_write(socket_, message,
                       [self = shared_from_this()](const Error& error, std::size_t) {
                           if (self->phase_ == Phase::writing) self->written(error);
                       });
}

void Session::written(const Error& error) {
    const bool keep = response_->keep_alive();
    response_.reset();
    if (error) return close();
    if (unread_left_) return linger();
    if (!keep || ending_) return close();
    wait_for_request();
}

void Session::linger() {
    phase_ = Phase::lingering;
    start_timer(options_.linger_max);
    Error ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    buffer_.clear();
    drain();
}

void Session::drain() {
    constexpr std::size_t piece = 16 * 1024;
    socket_.async_read_some(buffer_.prepare(piece),
                            [self = shared_from_this()](const Error& error, std::size_t bytes) {
                                if (self->phase_ != Phase::lingering) return;
                                self->drained_ += bytes;
                                if (error || self->drained_ > drained_max) return self->close();
                                self->drain();
                            });
}

}  // namespace dutyd::http
