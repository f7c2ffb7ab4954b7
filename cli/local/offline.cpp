// SPDX-License-Identifier: MIT
#include "cli/local/offline.hpp"

#include "cli/local/past.hpp"
#include "cli/print/words.hpp"
#include "daemon/host/offline_copy.hpp"
#include "lib/base/text.hpp"
#include "lib/engine/decide.hpp"
#include "lib/engine/query.hpp"
#include "lib/engine/rehearse.hpp"
#include "lib/report/order.hpp"
#include "lib/report/print_feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

namespace dutyd::cli {

namespace {

namespace json = boost::json;

std::optional<std::int64_t> number(const Question& question, std::string_view name) {
    const std::string text = parameter(question, name);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

Result<json::value> upcoming(const engine::Snapshot& snapshot, const Question& question) {
    constexpr std::int64_t days_max = 36600;
    engine::UpcomingFilter filter;
    filter.body = parameter(question, "body");
    filter.owner = parameter(question, "owner");
    filter.bearer = parameter(question, "bearer");
    filter.standing = parameter(question, "standing");
    filter.include_done = !parameter(question, "all").empty();
    if (const auto days = number(question, "days")) {
        filter.days = static_cast<int>(std::min(*days, days_max));
    }
    if (const auto limit = number(question, "limit")) {
        filter.limit = static_cast<std::size_t>(*limit);
    }
    Diagnostics errors;
    if (!filter.body.empty()) {
        const auto body = engine::find_body(snapshot.state, filter.body);
        if (!body) errors = body.error();
    }
    if (const std::string name = parameter(question, "matter"); !name.empty()) {
        const auto matter = engine::find_matter(snapshot.state, name);
        if (matter) filter.matter = (*matter)->id;
        if (!matter) errors.insert(errors.end(), matter.error().begin(), matter.error().end());
    }
    if (!errors.empty()) return errors;
    return engine::upcoming(snapshot, filter);
}

Result<json::value> matters(const engine::Snapshot& snapshot, const Question& question) {
    const std::string name = parameter(question, "body");
    if (!name.empty()) {
        const auto body = engine::find_body(snapshot.state, name);
        if (!body) return body.error();
    }
    return engine::matters(snapshot, name);
}

Result<json::value> alerts(const engine::Snapshot& snapshot, const Question& question) {
    const bool all = !parameter(question, "all").empty();
    return engine::alerts(snapshot, all ? engine::AlertScope::all : engine::AlertScope::open);
}

Result<json::value> rehearsal(const engine::Snapshot& snapshot, const Question& question) {
    const std::int64_t days = number(question, "days").value_or(engine::rehearsal_days_usual);
    if (const auto problem = engine::cannot_rehearse(days)) return *problem;
    engine::Rehearsal played(snapshot, static_cast<int>(days));
    while (played.step()) {
    }
    return played.answer();
}

Result<json::value> answer(const engine::Snapshot& snapshot, const Question& question) {
    if (question.path == "/v1/rehearse") return rehearsal(snapshot, question);
    if (question.path == "/v1/upcoming") return upcoming(snapshot, question);
    if (question.path == "/v1/matters") return matters(snapshot, question);
    if (question.path == "/v1/show") return engine::show(snapshot, parameter(question, "name"));
    if (question.path == "/v1/why") return engine::why(snapshot, parameter(question, "name"));
    if (question.path == "/v1/alerts") return alerts(snapshot, question);
    return engine::status(snapshot);
}

/// "3 days", "5 hours", "2 minutes": the largest unit that fits.
std::string age_text(std::int64_t seconds) {
    constexpr std::int64_t minute = 60;
    constexpr std::int64_t hour = 60 * minute;
    constexpr std::int64_t day = 24 * hour;
    if (seconds >= 2 * day) return counted(seconds / day, "day");
    if (seconds >= 2 * hour) return counted(seconds / hour, "hour");
    return counted(std::max<std::int64_t>(seconds, 0) / minute, "minute");
}

std::string age(const host::OfflineCopy& copy, const std::string& database, civil::Instant now) {
    const auto recorded = copy.recorded_at();
    if (!recorded)
        return fmt::format("The daemon is down, and its database {} is empty.", database);
    return fmt::format("The daemon is down. This is from its database {}, last written {}, {} ago.",
                       database, day_text(recorded->text()),
                       age_text(now.seconds - recorded->seconds));
}

/// What is asked of, once: the whole state gives the zone that a time in the question is meant in.
struct Source {
    const host::Store& store;
    engine::State state;
    engine::Settings settings;
    civil::Instant now;
    std::optional<Until> until;
};

Result<Source> open_source(const host::Store& store, const Question& question,
                           civil::Instant wall_clock) {
    auto state = fold_journal(store, std::nullopt);
    if (!state) return state.error();
    auto settings = settings_for(*state);
    if (!settings) return settings.error();
    const auto simulated = store.meta("simulated-now");
    if (!simulated) return simulated.error();
    civil::Instant now = wall_clock;
    if (*simulated) {
        const auto stands_at = civil::Instant::parse(**simulated);
        if (!stands_at) return stands_at.error();
        now = *stands_at;
    }
    Source source{store, *std::move(state), *std::move(settings), now, std::nullopt};
    const std::string as_of = parameter(question, "as-of");
    if (as_of.empty()) return source;
    const auto until = parse_until(as_of, office_zone(source.state, source.settings));
    if (!until) return until.error();
    source.until = *until;
    return source;
}

/// A snapshot borrows the zones it was made with.
struct Look {
    std::shared_ptr<const engine::Settings> settings;
    engine::Snapshot snapshot;
};

Result<Look> look_at(const Source& source, const Until& until) {
    const auto state = fold_journal(source.store, until);
    if (!state) return state.error();
    auto zones = settings_for(*state);
    if (!zones) return zones.error();
    const auto settings = std::make_shared<const engine::Settings>(*std::move(zones));
    const auto* instant = std::get_if<civil::Instant>(&until);
    return Look{settings,
                engine::take_snapshot(
                    *state, instant != nullptr ? *instant : state->last_recorded_at, *settings)};
}

/// The state asked for, and the moment it is looked at.
Result<Look> look(const Source& source) {
    if (source.until) return look_at(source, *source.until);
    const auto settings = std::make_shared<const engine::Settings>(source.settings);
    return Look{settings, engine::take_snapshot(source.state, source.now, *settings)};
}

Result<json::value> ask(const Source& source, const Question& question) {
    if (question.path == "/v1/outbox") return outbox_from(source.store, question);
    if (source.until) {
        if (auto problem = beyond(*source.until, source.state.seq, source.now)) return *problem;
    }
    const auto found = look(source);
    if (!found) return found.error();
    if (question.path == "/v1/log") {
        return log_from(source.store, question, found->snapshot.state.seq);
    }
    return answer(found->snapshot, question);
}

constexpr std::string_view reports = "/v1/reports/";

/// A report comes ready to print.
Result<std::string> report_from(const Source& source, const Question& question) {
    const auto order =
        report::read_order(question.path.substr(reports.size()), question.parameters);
    if (!order) return order.error();
    std::optional<Look> then;
    if (order->since) {
        const auto until =
            parse_until(order->since->iso(), office_zone(source.state, source.settings));
        if (!until) return until.error();
        if (auto problem = beyond(*until, source.state.seq, source.now)) return *problem;
        auto earlier = look_at(source, *until);
        if (!earlier) return earlier.error();
        then = *std::move(earlier);
    }
    if (source.until) {
        if (auto problem = beyond(*source.until, source.state.seq, source.now)) return *problem;
    }
    const auto now = look(source);
    if (!now) return now.error();
    auto printed = report::print(*order, now->snapshot, then ? &then->snapshot : nullptr);
    if (!printed) return printed.error();
    return std::move(printed->text);
}

Result<std::string> feed_from(const Source& source, const Question& question) {
    const auto now = look(source);
    if (!now) return now.error();
    const auto feed = report::feed(now->snapshot, report::feed_filter(question.parameters));
    if (!feed) return feed.error();
    return report::print_feed(*feed);
}

/// The body of the answer, as the daemon would send it.
Result<std::string> body_of(const Source& source, const Question& question) {
    if (question.path.starts_with(reports)) return report_from(source, question);
    if (question.path == "/v1/feed.ics") return feed_from(source, question);
    const auto body = ask(source, question);
    if (!body) return body.error();
    return json::serialize(*body) + "\n";
}

}  // namespace

std::string parameter(const Question& question, std::string_view name) {
    const auto found = std::find_if(question.parameters.begin(), question.parameters.end(),
                                    [&](const auto& one) { return one.first == name; });
    return found == question.parameters.end() ? std::string{} : found->second;
}

Result<OldAnswer> ask_database(const std::string& database, const Question& question,
                               civil::Instant now) {
    const auto copy = host::OfflineCopy::take(database);
    if (!copy) return copy.error();
    const auto source = open_source(copy->store(), question, now);
    if (!source) return source.error();
    const auto body = body_of(*source, question);
    const std::string written = age(*copy, database, source->now);
    if (!body) return OldAnswer{"", written, body.error()};
    return OldAnswer{*body, written, {}};
}

}  // namespace dutyd::cli
