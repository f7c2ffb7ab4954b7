// SPDX-License-Identifier: MIT
// What a body's file says of alerts: ladders, how long an answer holds, when digests go out.
#include "lib/rules/body_alerts.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/pack_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

constexpr int working_time_max = 1000;

std::optional<int> whole_number(std::string_view word) {
    if (word.empty() || word.size() > 4) return {};
    if (word.find_first_not_of("0123456789") != std::string_view::npos) return {};
    return std::stoi(std::string(word));
}

std::optional<WorkingTime> working_time(const Text& written, Report& report) {
    const auto words = split(written.value, ' ');
    const auto n = words.empty() ? std::nullopt : whole_number(words[0]);
    if (n && *n > 0 && *n <= working_time_max && words.size() == 3 && words[1] == "working") {
        if (words[2] == "hours" || words[2] == "hour") {
            return WorkingTime{*n, WorkingTime::Unit::hours};
        }
        if (words[2] == "days" || words[2] == "day") {
            return WorkingTime{*n, WorkingTime::Unit::days};
        }
    }
    report.error(written.where, fmt::format("'{}' is not a stretch of working time", written.value),
                 "write it as '4 working hours' or '2 working days'");
    return {};
}

/// Counted in days: the calendar decides how long a month is, and an answer should not.
void read_days_of(Reading from, std::string_view key, Duration& days) {
    const auto duration = read_duration(from, key);
    if (!duration) return;
    if (duration->unit == Duration::Unit::months || duration->n == 0) {
        from.report().error(from.table.place_of_key(key),
                            fmt::format("'{}' is counted in days", key),
                            "write '10 working days' or '60 days'");
        return;
    }
    days = *duration;
}

std::optional<LadderStep> read_step(TomlTable& table, Uses& uses) {
    const auto to = table.required_text("to");
    const auto after = table.required_text("after");
    table.finish();
    if (!to || !after) return {};
    const auto time = working_time(*after, table.report());
    if (!time) return {};
    if (to->value != "deputy") uses.names.push_back({NameUse::Kind::role, *to, table.what()});
    return LadderStep{to->value, *time};
}

}  // namespace

void read_alert_keys(Reading from, Body& body) {
    read_days_of(from, "acknowledge-for", body.acknowledge_for);
    read_days_of(from, "acknowledge-most", body.acknowledge_most);
    read_days_of(from, "snooze-most", body.snooze_most);
    if (const auto written = from.table.text("digest-time")) {
        const auto time = civil::TimeOfDay::parse(written->value);
        if (time) {
            body.digest_time = *time;
        } else {
            from.report().error(written->where, time.error().front().message,
                                time.error().front().hint);
        }
    }
    std::vector<std::string> days;
    for (int n = 0; n < 7; ++n) {
        std::string name = civil::weekday_name(static_cast<civil::Weekday>(n));
        name[0] = static_cast<char>(name[0] - 'A' + 'a');
        days.push_back(std::move(name));
    }
    if (const auto day = one_of(from.table, "digest-day", days)) {
        body.digest_day = static_cast<civil::Weekday>(*day);
    }
}

std::vector<Ladder> read_ladders(TomlTable& root, Uses& uses) {
    const std::vector<std::string> severities = {"information", "warning", "urgent"};
    std::vector<Ladder> ladders;
    for (TomlTable& table : root.tables("escalation", "this escalation")) {
        Ladder ladder;
        const auto severity = one_of(table, "severity", severities);
        if (!table.has("severity")) {
            root.report().error(table.where(), "this escalation has no 'severity'",
                                "it may be: " + join(severities, ", "));
        }
        if (const auto role = table.text("role")) {
            ladder.role = role->value;
            uses.names.push_back({NameUse::Kind::role, *role, table.what()});
        }
        for (TomlTable& step : table.tables("steps", "this step")) {
            if (auto read = read_step(step, uses)) ladder.steps.push_back(std::move(*read));
        }
        table.finish();
        if (!severity) continue;
        ladder.severity = severities[*severity];
        const bool twice = std::any_of(ladders.begin(), ladders.end(), [&](const Ladder& one) {
            return one.severity == ladder.severity && one.role == ladder.role;
        });
        if (twice) {
            root.report().error(table.where(),
                                fmt::format("there are two ladders for '{}'{}", ladder.severity,
                                            ladder.role.empty() ? "" : " of " + ladder.role));
        }
        ladders.push_back(std::move(ladder));
    }
    return ladders;
}

}  // namespace dutyd::rules
