// SPDX-License-Identifier: MIT
#include "daemon/http/request.hpp"
#include "daemon/loop/api.hpp"
#include "daemon/loop/rehearsal_answer.hpp"

#include <boost/asio/post.hpp>

namespace dutyd::daemon {

namespace {

constexpr int rehearsals_at_once_max = 4;

}  // namespace

void RehearsalAnswer::start(boost::asio::io_context& io, engine::Rehearsal rehearsal, Then then) {
    const std::shared_ptr<RehearsalAnswer> answer(
        new RehearsalAnswer(io, std::move(rehearsal), std::move(then)));
    answer->go_on();
}

void RehearsalAnswer::go_on() {
    if (!rehearsal_.step()) return then_(rehearsal_.answer());
    boost::asio::post(io_, [self = shared_from_this()] { self->go_on(); });
}

void Api::rehearse(const http::Request& request, const http::Reply& reply) {
    const auto parameters = http::Parameters::check(request.query, {"days"});
    if (!parameters) return reply(http::error_response(400, parameters.error()));
    const auto given = parameters->number("days", 1, engine::rehearsal_days_max);
    if (!given) return reply(http::error_response(400, given.error()));
    if (rehearsing_.use_count() > rehearsals_at_once_max) {
        return reply(http::error_response(
            503, make_error("too many rehearsals at once", "ask again in a moment")));
    }
    const auto days = static_cast<int>(given->value_or(engine::rehearsal_days_usual));
    RehearsalAnswer::start(io_, engine::Rehearsal(loop_.snapshot(), days),
                           [reply, running = rehearsing_](const boost::json::value& answer) {
                               reply(http::json_response(200, answer));
                           });
}

}  // namespace dutyd::daemon
