// SPDX-License-Identifier: MIT
// The HTTP interface (docs/openapi.yaml): requests to questions and work of the loop, and their
// outcomes to responses. It decides nothing itself.
#pragma once

#include "daemon/http/router.hpp"
#include "daemon/loop/loop.hpp"
#include "daemon/loop/questions.hpp"

namespace dutyd::daemon {

class Api {
public:
    using ReadZone = std::function<Result<civil::Zone>(const std::string& name)>;

    /// `read_zone`: for bodies of the past that are no longer configured.
    Api(boost::asio::io_context& io, Loop& loop, ReadZone read_zone);

    /// The Api must outlive the router.
    void add_routes(http::Router& router);

private:
    void ask(const http::Request& request, const http::Reply& reply);
    void ask_past(Question question, const http::Reply& reply);
    void forget_old_answers(civil::Instant now);
    http::Response answer_now(const Question& question, const http::Request& request);
    http::Response answer(const Question& question, const engine::Snapshot& snapshot,
                          const engine::Page& page = {});
    http::Response log(const http::Request& request);
    http::Response outbox(const http::Request& request);
    http::Response one_message(std::int64_t id);
    void command(const http::Request& request, const http::Reply& reply);
    void clock(const http::Request& request, const http::Reply& reply);
    void reload(const http::Request& request, const http::Reply& reply);
    // api_rehearse.cpp
    void rehearse(const http::Request& request, const http::Reply& reply);
    // api_care.cpp
    void add_care_routes(http::Router& router);
    void doctor(const http::Request& request, const http::Reply& reply);
    void send_test(const http::Request& request, const http::Reply& reply);
    http::Response back_up(const http::Request& request);
    std::optional<Diagnostic> beyond_journal(const AsOf& as_of);

    boost::asio::io_context& io_;
    Loop& loop_;
    ReadZone read_zone_;
    /// Answers about the present, for whoever asks the same before the next turn.
    std::map<std::pair<std::string, http::Query>, http::Response> answers_;
    std::uint64_t answered_in_ = 0;  // after so many turns
    civil::Instant answered_at_;
    std::shared_ptr<int> past_running_ = std::make_shared<int>(0);
    std::shared_ptr<int> rehearsing_ = std::make_shared<int>(0);
};

/// The object in a request body, or what is wrong with it.
Result<boost::json::object> parse_body(const std::string& body);

/// The dates that moved, as every answer shows them.
boost::json::value to_json(const std::vector<engine::Move>& moves);

}  // namespace dutyd::daemon
