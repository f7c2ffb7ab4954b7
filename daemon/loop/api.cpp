// SPDX-License-Identifier: MIT
#include "daemon/loop/api.hpp"

#include "daemon/http/request.hpp"
#include "daemon/loop/past_answer.hpp"
#include "daemon/loop/report.hpp"
#include "lib/base/limits.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>

namespace dutyd::daemon {

using http::error_response;
using http::json_response;
using http::Reply;
using http::Request;
using http::Response;

namespace {

constexpr int past_answers_max = 8;
constexpr std::size_t answers_kept_max = 64;

}  // namespace

Result<boost::json::object> parse_body(const std::string& body) {
    boost::system::error_code error;
    auto value = boost::json::parse(body, error);
    if (error) {
        return make_error(fmt::format("the request body is not JSON: {}", error.message()),
                          R"(send an object such as {"do": "note", "matter": "plan-2024"})");
    }
    if (!value.is_object()) return make_error("the request body is JSON, but not an object");
    return std::move(value.as_object());
}

boost::json::value to_json(const std::vector<engine::Move>& moves) {
    engine::TurnResult result;
    result.moves = moves;
    return std::move(engine::preview(result).as_object()["moves"]);
}

Api::Api(boost::asio::io_context& io, Loop& loop, ReadZone read_zone)
    : io_(io), loop_(loop), read_zone_(std::move(read_zone)) {}

void Api::add_routes(http::Router& router) {
    for (const std::string& path : question_paths()) {
        router.add("GET", path,
                   [this](const Request& request, const Reply& reply) { ask(request, reply); });
    }
    router.add("GET", "/v1/log",
               [this](const Request& request, const Reply& reply) { reply(log(request)); });
    router.add("GET", "/v1/outbox",
               [this](const Request& request, const Reply& reply) { reply(outbox(request)); });
    router.add("GET", "/v1/rehearse",
               [this](const Request& request, const Reply& reply) { rehearse(request, reply); });
    router.add("POST", "/v1/commands",
               [this](const Request& request, const Reply& reply) { command(request, reply); });
    router.add("POST", "/v1/clock",
               [this](const Request& request, const Reply& reply) { clock(request, reply); });
    router.add("POST", "/v1/reload",
               [this](const Request& request, const Reply& reply) { reload(request, reply); });
    add_care_routes(router);
}

/// A part of the journal that is not there cannot be gone back to.
std::optional<Diagnostic> Api::beyond_journal(const AsOf& as_of) {
    const std::uint64_t last = loop_.keeper().state().seq;
    if (const auto* seq = std::get_if<std::uint64_t>(&as_of); seq != nullptr && *seq > last) {
        return make_error(fmt::format("there is no journal entry {}", *seq),
                          fmt::format("the last one is {}", last));
    }
    const auto* instant = std::get_if<civil::Instant>(&as_of);
    if (instant != nullptr && *instant > loop_.now()) {
        return make_error(fmt::format("{} has not come yet", instant->text()),
                          "leave out 'as-of' to see what is forecast now");
    }
    return std::nullopt;
}

void Api::ask(const Request& request, const Reply& reply) {
    auto question = make_question(request.path, request.query, loop_.office_zone());
    if (!question) return reply(error_response(400, question.error()));
    if (request.path == "/v1/status") {
        question->answer = [this, inner = question->answer](const engine::Snapshot& snapshot,
                                                            const engine::Page& page) {
            auto of_engine = inner(snapshot, page);
            if (of_engine) add_daemon_status(of_engine->as_object(), loop_);
            return of_engine;
        };
    }
    if (!question->as_of) return reply(answer_now(*question, request));
    if (auto beyond = beyond_journal(*question->as_of)) {
        return reply(error_response(400, *beyond));
    }
    ask_past(*std::move(question), reply);
}

void Api::forget_old_answers(civil::Instant now) {
    const bool good = answered_in_ == loop_.keeper().turns() && now >= answered_at_ &&
                      now.seconds - answered_at_.seconds < snapshot_good_for_s;
    if (good && answers_.size() < answers_kept_max) return;
    answers_.clear();
    answered_in_ = loop_.keeper().turns();
    answered_at_ = now;
}

/// Looks no further than the question needs; asked the same again, it says the same again.
Response Api::answer_now(const Question& question, const Request& request) {
    const auto& outlook = loop_.keeper().outlook();
    if (!question.page || !outlook) return answer(question, loop_.snapshot());
    const civil::Instant now = loop_.now();
    forget_old_answers(now);
    const auto [found, is_new] =
        answers_.emplace(std::pair(request.path, request.query), Response{});
    if (!is_new) return found->second;
    const engine::State& state = loop_.keeper().state();
    const engine::Settings& settings = loop_.keeper().settings();
    const auto page = question.page({state, *outlook, now, settings});
    if (page.sight.everybody) {
        answers_.erase(found);
        return answer(question, loop_.snapshot());
    }
    const auto snapshot = loop_.keeper().snapshot_of(page.sight, now);
    return found->second = answer(question, snapshot, page);
}

Response Api::answer(const Question& question, const engine::Snapshot& snapshot,
                     const engine::Page& page) {
    const auto body = question.answer(snapshot, page);
    return body ? json_response(200, *body) : error_response(404, body.error());
}

void Api::ask_past(Question question, const Reply& reply) {
    if (past_running_.use_count() > past_answers_max) {
        return reply(error_response(
            503, make_error("too many questions about the past at once", "ask again in a moment")));
    }
    const PastAnswer::Wanted wanted{*question.as_of, read_zone_};
    PastAnswer::start(
        io_, loop_.keeper(), wanted,
        [this, question = std::move(question), reply,
         running = past_running_](Result<engine::Snapshot> snapshot) {
            reply(snapshot ? answer(question, *snapshot) : error_response(503, snapshot.error()));
        });
}

void Api::command(const Request& request, const Reply& reply) {
    auto body = parse_body(request.body);
    if (!body) return reply(error_response(400, body.error()));
    const auto wanted = take_preview(*body);
    if (!wanted) return reply(error_response(400, wanted.error()));
    auto command = engine::parse_command(*body);
    if (!command) return reply(error_response(400, command.error()));
    if (command->client_id.size() > limits::name_bytes_max) {
        return reply(error_response(
            400, make_error("'client-id' is too long",
                            fmt::format("at most {} bytes", limits::name_bytes_max))));
    }
    if (command->actor.empty()) command->actor = request.caller.account;
    if (*wanted == Preview::only) return reply(preview_response(loop_.preview(*command)));
    Submission submission{*command, digest_of(*body, command->actor)};
    loop_.submit({std::move(submission),
                  [reply](const Verdict& verdict) { reply(verdict_response(verdict)); }});
}

void Api::clock(const Request& request, const Reply& reply) {
    if (loop_.timepiece().kind() != ClockKind::simulated) {
        return reply(error_response(
            409, make_error("this daemon runs on the system's clock, which is not moved from here",
                            "only a daemon started with --simulated-clock can be moved")));
    }
    const auto body = parse_body(request.body);
    if (!body) return reply(error_response(400, body.error()));
    const auto target = clock_target(*body, loop_.timepiece().simulated_now(), loop_.office_zone());
    if (!target) return reply(error_response(400, target.error()));
    loop_.advance({*target, {}, [this, reply](const Result<AdvanceReport>& report) {
                       reply(report ? advance_response(*report, loop_.office_zone())
                                    : error_response(503, report.error()));
                   }});
}

void Api::reload(const Request& request, const Reply& reply) {
    if (!request.body.empty()) {
        const auto body = parse_body(request.body);
        if (!body) return reply(error_response(400, body.error()));
        if (!body->empty()) {
            return reply(error_response(400, make_error("a reload takes no keys")));
        }
    }
    loop_.reload({[reply](const ReloadOutcome& outcome) { reply(reload_response(outcome)); }});
}

}  // namespace dutyd::daemon
