// SPDX-License-Identifier: MIT
// The readings of disputed words as a sheet, as records and as values.
#include "lib/base/text.hpp"
#include "lib/report/readings.hpp"
#include "lib/report/words.hpp"

#include <fmt/format.h>

namespace dutyd::report {

namespace {

std::string choice_words(const DisputedRule& rule) {
    if (rule.by == ChosenBy::nobody) {
        return fmt::format("Nobody has chosen: the safest counts, which is the {} day.",
                           rule.is_bar ? "latest" : "earliest");
    }
    return fmt::format(
        "\"{}\" counts: {}.", rule.chosen,
        rule.by == ChosenBy::body ? "the body has chosen it" : "the pack has chosen it");
}

std::string days_words(const DisputedReading& reading) {
    std::vector<std::string> lines;
    for (const ReadingDay& one : reading.days) {
        const std::string words = day(one.when);
        lines.push_back(fmt::format("{}: {}{}", short_name(*one.matter),
                                    words.empty() ? "not known" : words,
                                    one.counts ? " (counts)" : ""));
    }
    return join(lines, "\n");
}

/// Where nothing is chosen, which reading counts is a question of each matter's dates.
Cell counts_cell(const DisputedRule& rule, const DisputedReading& reading) {
    if (rule.by != ChosenBy::nobody) {
        return {reading.chosen ? "yes, chosen by the " + word(rule.by) : "no",
                reading.chosen ? Tone::good : Tone::faint};
    }
    std::size_t counts = 0;
    for (const ReadingDay& one : reading.days) counts += one.counts ? 1 : 0;
    if (reading.days.empty()) return {"where it is the safest"};
    if (counts == 0) return {"no", Tone::faint};
    return {counts == reading.days.size() ? "yes, as the safest" : "in some matters, as the safest",
            Tone::good};
}

Table table_of(const DisputedRule& rule) {
    Table table{fmt::format("{}: {} ({})", rule.procedure->title, rule.duty->title, rule.kind),
                {choice_words(rule)},
                {{"Reading"},
                 {"What it says", Breadth::broad},
                 {"Rule"},
                 {"Authority", Breadth::broad},
                 {"In open matters"},
                 {"Counts"}},
                {}};
    for (const DisputedReading& one : rule.readings) {
        table.rows.push_back(
            {{{one.reading->id},
              {one.reading->title},
              {one.reading->rule ? one.reading->rule->text() : "", Tone::plain, Face::code},
              {citations(one.reading->law)},
              {days_words(one)},
              counts_cell(rule, one)}});
    }
    return table;
}

json::object reading_value(const DisputedReading& one) {
    json::array days;
    for (const ReadingDay& each : one.days) {
        days.push_back(json::object{
            {"matter", each.matter->id}, {"day", when_value(each.when)}, {"counts", each.counts}});
    }
    return {{"reading", one.reading->id},
            {"title", one.reading->title},
            {"rule", one.reading->rule ? one.reading->rule->text() : ""},
            {"law", law_value(one.reading->law)},
            {"chosen", one.chosen},
            {"matters", std::move(days)}};
}

json::object rule_value(const DisputedRule& rule) {
    json::array readings;
    for (const DisputedReading& one : rule.readings) readings.push_back(reading_value(one));
    return {{"question", rule.dispute->question},
            {"procedure", rule.procedure->id},
            {"duty", rule.duty->id},
            {"title", rule.duty->title},
            {"at", rule.kind},
            {"chosen-by", word(rule.by)},
            {"chosen", rule.chosen},
            {"readings", std::move(readings)}};
}

Records records_of(const std::vector<DisputedRule>& rules) {
    Records records{{"question", "procedure", "duty", "at", "reading", "title", "rule", "authority",
                     "chosen-by", "chosen", "matter", "day", "counts"},
                    {}};
    for (const DisputedRule& rule : rules) {
        for (const DisputedReading& one : rule.readings) {
            std::vector<std::string> cites;
            for (const rules::Citation& cite : one.reading->law) cites.push_back(cite.cite);
            const std::vector<std::string> common = {
                rule.dispute->question,
                rule.procedure->id,
                rule.duty->id,
                rule.kind,
                one.reading->id,
                one.reading->title,
                one.reading->rule ? one.reading->rule->text() : "",
                join(cites, "; "),
                word(rule.by),
                one.chosen ? "yes" : "no"};
            const auto add = [&](const std::vector<std::string>& rest) {
                std::vector<std::string> row = common;
                row.insert(row.end(), rest.begin(), rest.end());
                records.rows.push_back(std::move(row));
            };
            for (const ReadingDay& each : one.days) {
                add({each.matter->id, iso(each.when.date), each.counts ? "yes" : "no"});
            }
            if (one.days.empty()) add({"", "", ""});
        }
    }
    return records;
}

Section days_section(const std::vector<DisputedDays>& days) {
    Table table{"", {}, {{"Day set"}, {"What it is", Breadth::broad}, {"Reading"}, {"Counts"}}, {}};
    for (const DisputedDays& one : days) {
        table.rows.push_back({{{one.day_set},
                               {one.title},
                               {one.reading},
                               {one.chosen ? "yes, chosen by the body" : "no, nobody has chosen it",
                                one.chosen ? Tone::good : Tone::faint}}});
    }
    return {"Which days count", {}, {std::move(table)}};
}

json::array days_value(const std::vector<DisputedDays>& days) {
    json::array list;
    for (const DisputedDays& one : days) {
        list.push_back(json::object{
            {"day-set", one.day_set}, {"reading", one.reading}, {"chosen", one.chosen}});
    }
    return list;
}

}  // namespace

Report readings_report(const Office& office) {
    const std::vector<DisputedRule> rules = disputed_rules(office);
    Report report{head(office, "Readings of disputed words"), records_of(rules),
                  head_values(office, "readings")};
    json::array values;
    for (const DisputedRule& rule : rules) {
        auto& sections = report.sheet.sections;
        if (sections.empty() || sections.back().heading != rule.dispute->question) {
            sections.push_back({rule.dispute->question, {}, {}});
        }
        sections.back().tables.push_back(table_of(rule));
        values.push_back(rule_value(rule));
    }
    if (rules.empty()) {
        report.sheet.sections.push_back(
            {"None", {"No rule of the body's procedures has disputed words."}, {}});
    }
    report.values["disputes"] = std::move(values);
    const std::vector<DisputedDays> days = disputed_days(office);
    if (!days.empty()) report.sheet.sections.push_back(days_section(days));
    report.values["day-sets"] = days_value(days);
    return report;
}

}  // namespace dutyd::report
