// SPDX-License-Identifier: MIT
// The limits of a duty, each kind with what it needs.
#include "lib/base/text.hpp"
#include "lib/rules/pack_reader.hpp"
#include "lib/rules/pack_values.hpp"

#include <fmt/format.h>

namespace dutyd::rules {

namespace {

const std::vector<std::string>& limit_kinds() {
    static const std::vector<std::string> kinds = {"hard", "asap",   "reasonable", "entered",
                                                   "with", "window", "automatic",  "on-day"};
    return kinds;
}

struct Needed {
    bool rule;
    bool opens;
    bool partner;
};

/// `asap` and `reasonable` may have a rule: the day from which the duty presses, a floor of policy.
Needed needed_by(LimitKind kind) {
    switch (kind) {
        case LimitKind::window:
            return {true, true, false};
        case LimitKind::with:
            return {false, false, true};
        case LimitKind::asap:
        case LimitKind::reasonable:
            return {false, false, false};
        default:
            return {true, false, false};
    }
}

void check_complete(TomlTable& table, LimitKind kind) {
    const Needed needed = needed_by(kind);
    const auto missing = [&](const char* key, const char* hint) {
        table.report().error(table.where(),
                             fmt::format("a limit of kind '{}' needs '{}'", text(kind), key), hint);
    };
    if (needed.rule && !table.has("rule")) missing("rule", "the last lawful day, as an expression");
    if (needed.opens && !table.has("opens")) missing("opens", "the first lawful day");
    if (needed.partner && !table.has("partner")) {
        missing("partner", "the duty that must be done on the same day");
    }
    const auto useless = [&](const char* key) {
        if (!table.has(key)) return;
        table.report().error(table.place_of_key(key),
                             fmt::format("a limit of kind '{}' has no '{}'", text(kind), key));
    };
    if (!needed.opens) useless("opens");
    if (!needed.partner) useless("partner");
    if (needed.partner) useless("rule");
}

struct LimitReading {
    DutyReading from;
    const std::vector<Citation>& duty_law;
};

std::optional<Limit> read_limit(TomlTable& table, const LimitReading& reading) {
    Limit limit;
    limit.where = table.where();
    const Reading inner{table, reading.from.uses};
    if (!table.has("kind")) {
        table.report().error(table.where(), "this limit has no 'kind'",
                             "it may be: " + join(limit_kinds(), ", "));
    }
    const auto kind = one_of(table, "kind", limit_kinds());
    limit.rule = read_expression(inner, "rule");
    limit.opens = read_expression(inner, "opens");
    if (auto partner = table.text("partner")) {
        limit.partner = partner->value;
        inner.uses.names.push_back({NameUse::Kind::duty, *partner, reading.from.table.what()});
    }
    limit.law = read_law(table);
    const bool own_law = !limit.law.empty();
    if (!own_law) limit.law = reading.duty_law;
    limit.directory = table.flag("directory");
    if (const auto gravity = one_of(table, "gravity", {"minor", "serious", "grave"})) {
        limit.gravity = static_cast<Gravity>(*gravity);
    }
    limit.missing = table.text_or("missing", "");
    const auto switched_off = table.text("switched-off");
    if (!switched_off && own_law && rests_on_memory(limit.law)) {
        table.report().error(table.where(),
                             "this limit rests on memory alone and is not switched off",
                             "verify a citation, or add switched-off = \"why\"");
    }
    if (kind) {
        limit.kind = static_cast<LimitKind>(*kind);
        check_complete(table, limit.kind);
    }
    table.finish();
    if (switched_off) {
        table.report().finding(table.where(),
                               fmt::format("a limit of {} is switched off: {}",
                                           reading.from.table.what(), switched_off->value));
        return {};
    }
    return limit;
}

/// `limit = "EXPRESSION"` is a hard limit under the duty's own law.
std::vector<Limit> short_limit(DutyReading from, const Text& written,
                               const std::vector<Citation>& law) {
    Limit limit;
    limit.rule = expression_from(written, {from.table, from.uses});
    limit.law = law;
    limit.where = written.where;
    return {std::move(limit)};
}

}  // namespace

std::vector<Limit> read_limits(DutyReading from, const std::vector<Citation>& duty_law) {
    if (from.table.is_text("limit")) {
        return short_limit(from, *from.table.text("limit"), duty_law);
    }
    std::vector<Limit> limits;
    for (TomlTable& table : from.table.tables("limit", "this limit")) {
        if (auto limit = read_limit(table, {from, duty_law})) limits.push_back(std::move(*limit));
    }
    return limits;
}

}  // namespace dutyd::rules
