// SPDX-License-Identifier: MIT
#include "daemon/loop/report.hpp"

#include "daemon/loop/api.hpp"
#include "daemon/loop/moments.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

namespace dutyd::daemon {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using http::error_response;
using http::json_response;
using http::Response;

namespace {

constexpr std::int64_t clock_days_max = 36600;

const char* const clock_hint = R"(write {"to": "2024-05-22T09:00"} or {"days": 3})";

Result<civil::Instant> days_later(const value& days, civil::Instant now, const civil::Zone& zone) {
    const auto* number = days.if_int64();
    if (number == nullptr || *number < 1 || *number > clock_days_max) {
        return make_error("'days' is not a number of days",
                          fmt::format("write a whole number from 1 to {}", clock_days_max));
    }
    const civil::LocalTime local = zone.local(now);
    const auto date = civil::plus(local.date, {static_cast<std::int32_t>(*number)});
    if (!date) return date.error();
    return civil::Instant{zone.instant(*date, local.time).seconds + local.second};
}

Result<civil::Instant> moment_of(const value& to, const civil::Zone& zone) {
    if (!to.is_string()) return make_error("'to' is not a text", clock_hint);
    const auto& text = to.get_string();
    return parse_moment({text.data(), text.size()}, zone, DayEdge::start);
}

object trouble_json(const std::optional<Trouble>& trouble) {
    if (!trouble) return {};
    return {{"failing-since", trouble->since.text()}, {"last-error", trouble->last_error}};
}

value optional_instant(const std::optional<civil::Instant>& instant) {
    return instant ? value(instant->text()) : value(nullptr);
}

object totals_json(Loop& loop) {
    const auto summary = loop.keeper().store().outbox_summary();
    if (!summary) return {};
    return {{"waiting", summary->waiting},
            {"failing", summary->failing},
            {"delivered", summary->delivered},
            {"oldest-waiting", optional_instant(summary->oldest_waiting)}};
}

object channel_json(const host::ChannelSummary& summary, const Loop& loop) {
    object channel{{"channel", summary.channel},
                   {"enabled", loop.post_office().has_channel(summary.channel)},
                   {"waiting", summary.waiting},
                   {"failing", summary.failing},
                   {"undelivered", summary.raised}};
    if (!summary.failing_since) return channel;
    channel["failing-since"] = summary.failing_since->text();
    channel["last-error"] = summary.last_error;
    return channel;
}

/// "mail" counts the whole outbox, whatever the channel; it fails if the channel of that name does.
void add_channels(object& status, Loop& loop) {
    object mail = totals_json(loop);
    array channels;
    if (const auto waiting = loop.keeper().store().waiting_by_channel()) {
        for (const host::ChannelSummary& summary : *waiting) {
            object channel = channel_json(summary, loop);
            if (summary.channel == "mail" && channel.contains("failing-since")) {
                mail["failing-since"] = channel["failing-since"];
                mail["last-error"] = channel["last-error"];
            }
            channels.push_back(std::move(channel));
        }
    }
    status["mail"] = std::move(mail);
    status["channels"] = std::move(channels);
}

object heartbeat_json(const Heartbeat& heartbeat) {
    object answer{{"last-beat", optional_instant(heartbeat.last_beat())}};
    if (const auto& trouble = heartbeat.trouble()) {
        answer["failing-since"] = trouble->since.text();
        answer["last-error"] = trouble->what;
    }
    return answer;
}

object daemon_json(Loop& loop) {
    const bool simulated = loop.timepiece().kind() == ClockKind::simulated;
    object daemon = {{"version", loop.keeper().settings().engine_version},
                     {"clock", simulated ? "simulated" : "system"},
                     {"now", loop.now().text()},
                     {"started-at", loop.started_at().text()},
                     {"database", loop.keeper().store().path()},
                     {"next-wake", optional_instant(loop.keeper().wake_at())}};
    if (const auto& jump = loop.last_jump()) {
        daemon["clock-jump"] = {{"from", jump->from.text()}, {"to", jump->to.text()}};
    }
    return daemon;
}

unsigned status_of(Verdict::Kind kind) {
    switch (kind) {
        case Verdict::Kind::recorded:
        case Verdict::Kind::replayed:
            return 200;
        case Verdict::Kind::refused:
            return 422;
        case Verdict::Kind::conflict:
            return 409;
        case Verdict::Kind::not_stored:
            return 503;
    }
    return 500;
}

}  // namespace

Result<Preview> take_preview(object& body) {
    const auto* preview = body.if_contains("preview");
    if (preview == nullptr) return Preview::no;
    if (!preview->is_bool()) return make_error("'preview' is neither true nor false");
    const Preview wanted = preview->get_bool() ? Preview::only : Preview::no;
    body.erase("preview");
    return wanted;
}

Result<civil::Instant> clock_target(const object& body, civil::Instant now,
                                    const civil::Zone& zone) {
    Diagnostics errors;
    for (const auto& member : body) {
        const std::string key(member.key());
        if (key == "to" || key == "days") continue;
        errors.push_back(
            make_error(fmt::format("unknown key '{}'", key), did_you_mean(key, {"to", "days"})));
    }
    const auto* to = body.if_contains("to");
    const auto* days = body.if_contains("days");
    if ((to == nullptr) == (days == nullptr)) {
        errors.push_back(make_error("give either 'to' or 'days'", clock_hint));
    }
    if (!errors.empty()) return errors;
    auto target = to != nullptr ? moment_of(*to, zone) : days_later(*days, now, zone);
    if (target && *target < now) {
        return make_error(fmt::format("the simulated clock stands at {} and does not go back to {}",
                                      now.text(), target->text()),
                          "start again with a new database to tell the story from an earlier day");
    }
    return target;
}

Response verdict_response(const Verdict& verdict) {
    const unsigned status = status_of(verdict.kind);
    if (status != 200) return error_response(status, verdict.errors);
    object body = verdict.answer;
    body["replayed"] = verdict.kind == Verdict::Kind::replayed;
    return json_response(200, body);
}

Response preview_response(const engine::TurnResult& result) {
    const auto& answer = result.answers.front();
    return answer ? json_response(200, engine::preview(result))
                  : error_response(422, answer.error());
}

Response advance_response(const AdvanceReport& report, const civil::Zone& zone) {
    return json_response(200, object{{"now", report.now.text()},
                                     {"local", local_text(report.now, zone)},
                                     {"turns", report.turns},
                                     {"events", report.events},
                                     {"notices", report.notices}});
}

Response reload_response(const ReloadOutcome& outcome) {
    if (const auto* failure = std::get_if<ReloadFailure>(&outcome)) {
        return error_response(failure->stored ? 422 : 503, failure->errors);
    }
    const auto& report = std::get<ReloadReport>(outcome);
    return json_response(200, object{{"changed", report.changed},
                                     {"moves", to_json(report.moves)},
                                     {"findings", http::to_json(report.findings)}});
}

void add_daemon_status(object& status, Loop& loop) {
    status["daemon"] = daemon_json(loop);
    add_channels(status, loop);
    if (loop.heartbeat().is_configured()) status["heartbeat"] = heartbeat_json(loop.heartbeat());
    status["store"] = trouble_json(loop.keeper().trouble());
    status["findings"] = http::to_json(loop.findings());
    if (!loop.reload_errors().empty()) {
        status["reload-failed"] = http::to_json(loop.reload_errors());
    }
}

std::string status_line(const Loop& loop) {
    const engine::State& state = loop.keeper().state();
    return fmt::format("Watching {}, {} open",
                       counted(static_cast<long long>(state.matters.size()), "matter"),
                       counted(static_cast<long long>(state.open_alerts), "alert"));
}

}  // namespace dutyd::daemon
