// SPDX-License-Identifier: MIT
#include "daemon/loop/api_feed.hpp"

#include "daemon/http/etag.hpp"
#include "daemon/http/request.hpp"
#include "lib/report/print_feed.hpp"

namespace dutyd::daemon {

using http::error_response;
using http::Reply;
using http::Request;
using http::Response;

namespace {

/// A feed does not say what time it is, so without a turn it stays as it is; a midnight brings one.
/// The bound is for a store that takes no turns for hours.
constexpr std::int64_t feed_good_for_s = 3600;
/// A feed may have megabytes.
constexpr std::size_t feeds_kept_max = 16;

Response feed_response(const Result<report::Feed>& feed) {
    if (!feed) return error_response(404, feed.error());
    Response response;
    response.body = report::print_feed(*feed);
    response.content_type = report::feed_content_type;
    response.etag = http::etag_of(response.body);
    return response;
}

}  // namespace

void FeedApi::add_routes(http::Router& router) {
    router.add("GET", "/v1/feed.ics",
               [this](const Request& request, const Reply& reply) { reply(ask(request)); });
}

void FeedApi::forget_old_answers(civil::Instant now) {
    const bool good = answered_in_ == loop_.keeper().turns() && now >= answered_at_ &&
                      now.seconds - answered_at_.seconds < feed_good_for_s;
    if (good && answers_.size() < feeds_kept_max) return;
    answers_.clear();
    answered_in_ = loop_.keeper().turns();
    answered_at_ = now;
}

Response FeedApi::ask(const Request& request) {
    const auto parameters = http::Parameters::check(request.query, report::feed_parameters());
    if (!parameters) return error_response(400, parameters.error());
    const civil::Instant now = loop_.now();
    forget_old_answers(now);
    auto known = answers_.find(request.query);
    if (known == answers_.end()) {
        Response made = make(report::feed_filter(request.query), now);
        if (made.etag.empty()) return made;
        known = answers_.emplace(request.query, std::move(made)).first;
    }
    return http::unless_unchanged(request, known->second);
}

/// One body's feed looks at that body only.
Response FeedApi::make(const report::FeedFilter& filter, civil::Instant now) {
    if (filter.body.empty()) return feed_response(report::feed(loop_.snapshot(), filter));
    const engine::Sight body = engine::Sight::of(filter.body);
    return feed_response(report::feed(loop_.keeper().snapshot_of(body, now), filter));
}

}  // namespace dutyd::daemon
