// SPDX-License-Identifier: MIT
#include "lib/rules/alternative_reader.hpp"

#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/toml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

void need(TomlTable& table, std::string_view key, std::string_view hint) {
    if (table.has(key)) return;
    table.report().error(table.where(), fmt::format("{} has no '{}'", table.what(), key),
                         std::string(hint));
}

std::vector<TomlTable> alternatives(TomlTable& table, std::string_view key, std::string_view what) {
    std::vector<TomlTable> tables = table.tables(key, what);
    if (tables.size() <= limits::alternatives_per_rule_max) return tables;
    table.report().error(tables[limits::alternatives_per_rule_max].where(),
                         fmt::format("a rule may have at most {} of '{}', not {}",
                                     limits::alternatives_per_rule_max, key, tables.size()));
    return {};
}

Alternative read_version(Reading from) {
    TomlTable& table = from.table;
    Alternative version;
    version.where = table.where();
    version.when = read_condition(from, "when");
    version.in_force_from = table.date("in-force-from");
    version.in_force_to = table.date("in-force-to");
    version.rule = read_expression(from, "rule");
    version.opens = read_expression(from, "opens");
    version.law = read_law(table);
    need(table, "rule", "the last lawful day, as an expression");
    const bool dated = table.has("in-force-from") || table.has("in-force-to");
    if (!dated && !table.has("when")) {
        table.report().error(table.where(),
                             "this version says neither what it applies to nor when it is in force",
                             "add 'when', 'in-force-from' or 'in-force-to'");
    }
    if (version.in_force_from && version.in_force_to &&
        *version.in_force_to < *version.in_force_from) {
        table.report().error(table.place_of_key("in-force-to"),
                             "this version goes out of force before it comes into force",
                             "the earlier day is 'in-force-from'");
    }
    table.finish();
    return version;
}

std::string applies_to(const Alternative& version) {
    return version.when ? version.when->text() : std::string{};
}

/// A day on which both are in force.
std::optional<civil::Date> common_day(const Alternative& a, const Alternative& b) {
    const civil::Date from = std::max(a.in_force_from.value_or(civil::Date::first()),
                                      b.in_force_from.value_or(civil::Date::first()));
    const civil::Date to = std::min(a.in_force_to.value_or(civil::Date::last()),
                                    b.in_force_to.value_or(civil::Date::last()));
    return from <= to ? std::optional(from) : std::nullopt;
}

/// Two versions of which nobody could say which counts.
void check_apart(const std::vector<Alternative>& versions, Report& report) {
    std::vector<std::string> applying;
    applying.reserve(versions.size());
    for (const Alternative& version : versions) applying.push_back(applies_to(version));
    for (std::size_t later = 1; later < versions.size(); ++later) {
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            const Alternative& a = versions[earlier];
            const Alternative& b = versions[later];
            if (applying[earlier] != applying[later]) continue;
            const auto day = common_day(a, b);
            if (!day) continue;
            const bool always = *day == civil::Date::first();
            report.error(
                b.where,
                fmt::format("this version cannot be told from the one on line {}", a.where.line),
                always ? "say in 'when' or 'in-force-from' how they differ"
                       : fmt::format("both are in force on {}; say until when the earlier "
                                     "one is with 'in-force-to'",
                                     day->iso()));
            break;
        }
    }
}

Alternative read_reading(Reading from, std::string_view rule_key) {
    TomlTable& table = from.table;
    Alternative reading;
    reading.where = table.where();
    if (const auto id = table.id("id")) {
        reading.id = id->value;
        reading.where = id->where;
        table.rename(fmt::format("reading '{}'", id->value));
    }
    reading.title = read_title(table);
    reading.rule = read_expression(from, rule_key);
    if (rule_key == "rule") reading.opens = read_expression(from, "opens");
    reading.law = read_law(table);
    need(table, rule_key,
         rule_key == "rule" ? "the last lawful day as it reads the words"
                            : "the first permitted day as it reads the words");
    table.finish();
    return reading;
}

void check_readings(TomlTable& table, const Dispute& dispute) {
    Report& report = table.report();
    std::vector<std::string> ids;
    for (const Alternative& reading : dispute.readings) {
        if (reading.id.empty()) continue;
        if (std::find(ids.begin(), ids.end(), reading.id) != ids.end()) {
            report.error(reading.where, fmt::format("reading '{}' is there twice", reading.id));
        }
        ids.push_back(reading.id);
    }
    if (dispute.readings.size() == 1) {
        report.error(dispute.readings.front().where, "there is only one reading of these words",
                     "add the other, or write the rule outright");
    }
    const auto chosen = table.text("chosen");
    if (!chosen || std::find(ids.begin(), ids.end(), chosen->value) != ids.end()) return;
    std::string hint = did_you_mean(chosen->value, ids);
    if (hint.empty()) hint = "there are: " + join(ids, ", ");
    report.error(chosen->where, fmt::format("there is no reading called '{}'", chosen->value),
                 std::move(hint));
}

/// What only makes sense beside readings.
void refuse_without_readings(TomlTable& table) {
    for (const char* key : {"question", "chosen"}) {
        if (!table.has(key)) continue;
        table.report().error(table.place_of_key(key),
                             fmt::format("{} has '{}' but no readings", table.what(), key),
                             "add each reading of the disputed words, with its id, title and rule");
    }
}

}  // namespace

std::vector<Alternative> read_versions(Reading from) {
    std::vector<Alternative> versions;
    for (TomlTable& table : alternatives(from.table, "version", "this version")) {
        versions.push_back(read_version({table, from.uses}));
    }
    check_apart(versions, from.report());
    return versions;
}

Dispute read_dispute(Reading from, std::string_view rule_key) {
    TomlTable& table = from.table;
    Dispute dispute;
    for (TomlTable& reading : alternatives(table, "reading", "this reading")) {
        dispute.readings.push_back(read_reading({reading, from.uses}, rule_key));
    }
    const bool has_question = table.has("question");
    const auto question = has_question ? table.id("question") : std::nullopt;
    if (question) dispute.question = question->value;
    dispute.chosen = table.text_or("chosen", "");
    if (!table.has("reading")) {
        refuse_without_readings(table);
        return {};
    }
    if (!has_question) {
        table.report().error(table.where(),
                             fmt::format("{} has readings but no 'question'", table.what()),
                             "give what is disputed an id, as in question = "
                             "\"month-beginning-with\"; a body chooses by it");
    }
    check_readings(table, dispute);
    return dispute;
}

void check_only_one(TomlTable& table, const std::vector<std::string>& keys) {
    std::string first;
    for (const std::string& key : keys) {
        if (!table.has(key)) continue;
        if (first.empty()) {
            first = key;
            continue;
        }
        table.report().error(
            table.place_of_key(key),
            fmt::format("{} has '{}' beside '{}'", table.what(), key, first),
            "it has one of them: a plain rule, versions where the law changed, or readings where "
            "its words are disputed");
    }
}

}  // namespace dutyd::rules
