// SPDX-License-Identifier: MIT
// The limits of a duty, each kind with what it needs.
#include "lib/base/text.hpp"
#include "lib/rules/alternative_reader.hpp"
#include "lib/rules/pack_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

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

/// The ways in which a limit may state its rule.
const std::vector<std::string>& rule_keys() {
    static const std::vector<std::string> keys = {"rule", "version", "reading"};
    return keys;
}

bool states_rule(TomlTable& table) {
    return std::any_of(rule_keys().begin(), rule_keys().end(),
                       [&](const std::string& key) { return table.has(key); });
}

void check_complete(TomlTable& table, const Limit& limit) {
    const Needed needed = needed_by(limit.kind);
    const auto missing = [&](const char* key, const char* hint) {
        table.report().error(table.where(),
                             fmt::format("a limit of kind '{}' needs '{}'", text(limit.kind), key),
                             hint);
    };
    if (needed.rule && !states_rule(table)) {
        missing("rule", "the last lawful day, as an expression");
    }
    if (needed.partner && !table.has("partner")) {
        missing("partner", "the duty that must be done on the same day");
    }
    const auto useless = [&](std::string_view key) {
        if (!table.has(key)) return;
        table.report().error(
            table.place_of_key(key),
            fmt::format("a limit of kind '{}' has no '{}'", text(limit.kind), key));
    };
    if (!needed.partner) useless("partner");
    if (!needed.partner) return;
    for (const std::string& key : rule_keys()) useless(key);
}

/// A window opens on a day that stands at the limit for all alternatives, or at each of them.
void check_opens(TomlTable& table, Limit& limit) {
    const auto problem = [&](const Place& where, std::string message, std::string hint) {
        table.report().error(where, std::move(message), std::move(hint));
    };
    const std::string kind = text(limit.kind);
    const bool window = limit.kind == LimitKind::window;
    if (table.has("opens") && !window) {
        problem(table.place_of_key("opens"),
                fmt::format("a limit of kind '{}' has no 'opens'", kind), {});
    }
    bool everywhere = true;
    for (auto* alternatives : {&limit.versions, &limit.dispute.readings}) {
        for (Alternative& one : *alternatives) {
            everywhere = everywhere && one.opens;
            if (one.opens && !window) {
                problem(one.where, fmt::format("a limit of kind '{}' has no 'opens'", kind), {});
            }
            if (!one.opens) one.opens = limit.opens;
        }
    }
    const bool alternatives = table.has("version") || table.has("reading");
    if (!window || table.has("opens") || (alternatives && everywhere)) return;
    problem(table.where(), fmt::format("a limit of kind '{}' needs 'opens'", kind),
            alternatives ? "the first lawful day, here or in each of the alternatives"
                         : "the first lawful day");
}

struct LimitReading {
    DutyReading from;
    const std::vector<Citation>& duty_law;
};

/// The kind and the rule in whichever way it is stated.
Limit read_rule(Reading from) {
    TomlTable& table = from.table;
    Limit limit;
    limit.where = table.where();
    if (!table.has("kind")) {
        table.report().error(table.where(), "this limit has no 'kind'",
                             "it may be: " + join(limit_kinds(), ", "));
    }
    const auto kind = one_of(table, "kind", limit_kinds());
    limit.rule = read_expression(from, "rule");
    limit.opens = read_expression(from, "opens");
    limit.versions = read_versions(from);
    limit.dispute = read_dispute(from, "rule");
    limit.when = read_condition(from, "when");
    if (auto partner = table.text("partner")) {
        limit.partner = partner->value;
        from.uses.names.push_back({NameUse::Kind::duty, *partner, table.what()});
    }
    check_only_one(table, rule_keys());
    if (kind) {
        limit.kind = static_cast<LimitKind>(*kind);
        check_complete(table, limit);
        check_opens(table, limit);
    }
    return limit;
}

/// Memory is no authority for a limit or a version of it that counts. A reading is one of several
/// opinions, each as good as its authority: that is a finding.
void check_memory(TomlTable& table, const Limit& limit, const LimitReading& reading) {
    if (table.has("switched-off") || reading.from.table.has("switched-off")) return;
    if (rests_on_memory(limit.law)) {
        table.report().error(table.where(),
                             "this limit rests on memory alone and is not switched off",
                             "verify a citation, or add switched-off = \"why\"");
    }
    for (const Alternative& version : limit.versions) {
        if (!rests_on_memory(version.law)) continue;
        table.report().error(version.where,
                             "this version rests on memory alone and its limit is not switched off",
                             "verify a citation, or add switched-off = \"why\" to the limit");
    }
}

/// What is not said is the duty's; what an alternative does not say is the limit's.
void read_limit_law(TomlTable& table, Limit& limit, const LimitReading& reading) {
    limit.law = read_law(table);
    check_memory(table, limit, reading);
    if (limit.law.empty()) limit.law = reading.duty_law;
    for (auto* alternatives : {&limit.versions, &limit.dispute.readings}) {
        for (Alternative& one : *alternatives) {
            if (one.law.empty()) one.law = limit.law;
        }
    }
}

std::optional<Limit> read_limit(TomlTable& table, const LimitReading& reading) {
    Limit limit = read_rule({table, reading.from.uses});
    const auto switched_off = table.text("switched-off");
    read_limit_law(table, limit, reading);
    limit.directory = table.flag("directory");
    if (const auto gravity = one_of(table, "gravity", {"minor", "serious", "grave"})) {
        limit.gravity = static_cast<Gravity>(*gravity);
    }
    limit.missing = table.text_or("missing", "");
    table.finish();
    if (!switched_off) return limit;
    table.report().finding(
        table.where(), fmt::format("a limit of {} is switched off: {}", reading.from.table.what(),
                                   switched_off->value));
    return {};
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
