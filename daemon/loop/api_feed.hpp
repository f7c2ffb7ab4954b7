// SPDX-License-Identifier: MIT
// GET /v1/feed.ics: the calendar feed, for programs that ask every hour whether anything is new.
// What was answered is kept until the next turn, and whoever has it already is told so in a line.
// What the feed says is worked out in lib/report; this decides nothing and changes nothing.
#pragma once

#include "daemon/http/router.hpp"
#include "daemon/loop/loop.hpp"
#include "lib/report/feed.hpp"

namespace dutyd::daemon {

class FeedApi {
public:
    explicit FeedApi(Loop& loop) : loop_(loop) {}

    /// It must outlive the router.
    void add_routes(http::Router& router);

private:
    http::Response ask(const http::Request& request);
    void forget_old_answers(civil::Instant now);
    http::Response make(const report::FeedFilter& filter, civil::Instant now);

    Loop& loop_;
    std::map<http::Query, http::Response> answers_;
    std::uint64_t answered_in_ = 0;  // after so many turns
    civil::Instant answered_at_;
};

}  // namespace dutyd::daemon
