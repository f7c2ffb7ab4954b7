// SPDX-License-Identifier: MIT
// What falls after a body's last day, as a sheet, as records and as values.
#include "lib/report/ending.hpp"
#include "lib/report/rule_words.hpp"
#include "lib/report/words.hpp"

#include <fmt/format.h>

namespace dutyd::report {

namespace {

constexpr const char* nobody = "nobody is named";

std::string day_words(const PackEnding& ending) {
    if (!ending.day) {
        return fmt::format(
            "Nothing has been enacted: \"{}\" ({}) is not recorded, so no limit falls after an "
            "end.",
            ending.title, ending.pack->ends_with);
    }
    std::string words =
        ending.status == "supposed"
            ? fmt::format("Supposing the last day were {}.", day(ending.day))
            : fmt::format("The last day is {} ({}).", day(ending.day), ending.status);
    if (!ending.source.empty()) words += " Source: " + ending.source + ".";
    return words;
}

Table limits_table(const Office& office, const PackEnding& ending) {
    Table table{"Limits after that day",
                {},
                {{"Limit", Breadth::narrow},
                 {"Duty", Breadth::broad},
                 {"Matter", Breadth::narrow},
                 {"Bearer"},
                 {"Law", Breadth::broad},
                 {"Who inherits it"}},
                {},
                "None of the limits that are known falls after that day."};
    for (const LaterLimit& one : ending.limits) {
        table.rows.push_back({{{day(one.limit)},
                               {one.at.duty().title},
                               {short_name(*one.at.matter)},
                               {office.party(one.at.duty().bearer)},
                               {citations(all_law(one.at.duty()))},
                               {one.successor.empty() ? nobody : one.successor,
                                one.successor.empty() ? Tone::warning : Tone::plain}}});
    }
    return table;
}

Table unlimited_table(const Office& office, const PackEnding& ending) {
    Table table{"Open without a limit in days",
                {"They pass as they stand."},
                {{"Duty", Breadth::broad}, {"Matter", Breadth::narrow}, {"Bearer"}, {"Standing"}},
                {},
                "None."};
    for (const DutyView& at : ending.unlimited) {
        table.rows.push_back({{{at.duty().title},
                               {short_name(*at.matter)},
                               {office.party(at.duty().bearer)},
                               {standing(*at.outcome), tone_of(*at.outcome)}}});
    }
    return table;
}

/// Matters that have not opened yet have no limits, but somebody inherits their duties too.
Table procedures_table(const Office& office, const PackEnding& ending) {
    Table table{
        "Procedures and who inherits them",
        {},
        {{"Procedure", Breadth::broad}, {"What opens it", Breadth::broad}, {"Who inherits it"}},
        {}};
    for (const rules::Procedure* procedure : office.procedures()) {
        if (procedure->pack != ending.pack->id) continue;
        const std::string& own = procedure->successor;
        const std::string& heir = own.empty() ? ending.pack->successor : own;
        table.rows.push_back({{{procedure->title},
                               {RuleWords(office.library(), *procedure).opening()},
                               {heir.empty() ? nobody : heir}}});
    }
    return table;
}

Section elections_section(const std::vector<NextElection>& elections) {
    Table table{"",
                {},
                {{"Election"},
                 {"Poll", Breadth::narrow},
                 {"Status", Breadth::broad},
                 {"Source", Breadth::broad},
                 {"Law", Breadth::broad}},
                {},
                "The packs fix none ahead of time."};
    for (const NextElection& one : elections) {
        table.rows.push_back({{{one.election->kind},
                               {day(one.poll)},
                               {one.election->status},
                               {one.election->source},
                               {citations(one.election->law)}}});
    }
    return {"Elections that the law fixes ahead of time", {}, {std::move(table)}};
}

json::object limit_value(const LaterLimit& one) {
    return {{"matter", one.at.matter->id},    {"duty", one.at.duty().id},
            {"title", one.at.duty().title},   {"bearer", one.at.duty().bearer},
            {"limit", when_value(one.limit)}, {"law", law_value(all_law(one.at.duty()))},
            {"successor", one.successor}};
}

json::object ending_value(const PackEnding& ending) {
    json::array limits;
    for (const LaterLimit& one : ending.limits) limits.push_back(limit_value(one));
    json::array unlimited;
    for (const DutyView& at : ending.unlimited) {
        unlimited.push_back(json::object{{"matter", at.matter->id},
                                         {"duty", at.duty().id},
                                         {"title", at.duty().title},
                                         {"standing", plan::text(at.outcome->standing)}});
    }
    return {{"pack", ending.pack->id},
            {"fact", ending.pack->ends_with},
            {"title", ending.title},
            {"day", date_value(ending.day)},
            {"status", ending.status},
            {"source", ending.source},
            {"successor", ending.pack->successor},
            {"limits", std::move(limits)},
            {"unlimited", std::move(unlimited)}};
}

json::array elections_value(const std::vector<NextElection>& elections) {
    json::array list;
    for (const NextElection& one : elections) {
        list.push_back(json::object{{"kind", one.election->kind},
                                    {"poll", date_value(one.poll.date)},
                                    {"status", one.election->status},
                                    {"source", one.election->source},
                                    {"law", law_value(one.election->law)}});
    }
    return list;
}

Records records_of(const std::vector<PackEnding>& all) {
    Records records{
        {"pack", "last-day", "status", "limit", "matter", "duty", "title", "bearer", "successor"},
        {}};
    for (const PackEnding& ending : all) {
        for (const LaterLimit& one : ending.limits) {
            records.rows.push_back({ending.pack->id, iso(ending.day), ending.status,
                                    iso(one.limit.date), one.at.matter->id, one.at.duty().id,
                                    one.at.duty().title, one.at.duty().bearer, one.successor});
        }
    }
    return records;
}

}  // namespace

Report ending_report(const Office& office, std::optional<civil::Date> supposed) {
    const std::vector<PackEnding> all = endings(office, supposed);
    const std::vector<NextElection> elections = next_elections(office);
    Report report{head(office, "The end of the body"), records_of(all),
                  head_values(office, "ending")};
    for (const PackEnding& ending : all) {
        Section section{ending.pack->title, {day_words(ending)}, {}};
        if (ending.day) {
            section.tables.push_back(limits_table(office, ending));
            section.tables.push_back(unlimited_table(office, ending));
            section.tables.push_back(procedures_table(office, ending));
        }
        report.sheet.sections.push_back(std::move(section));
    }
    if (all.empty()) {
        report.sheet.sections.push_back(
            {"No end is foreseen", {"None of the packs names a fact that ends the body."}, {}});
    }
    report.sheet.sections.push_back(elections_section(elections));
    json::array values;
    for (const PackEnding& ending : all) values.push_back(ending_value(ending));
    report.values["endings"] = std::move(values);
    report.values["elections"] = elections_value(elections);
    return report;
}

}  // namespace dutyd::report
