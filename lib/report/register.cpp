// SPDX-License-Identifier: MIT
#include "lib/report/register.hpp"

#include "lib/alert/view.hpp"
#include "lib/base/text.hpp"
#include "lib/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::report {

namespace {

/// The day an open duty is next about: its limit, or else when it can be done.
std::optional<civil::Date> next_day(const DutyView& at) {
    return at.outcome->limit.date ? at.outcome->limit.date : at.outcome->forecast.date;
}

bool is_later(const DutyView& at, const std::optional<DutyView>& than) {
    return !than || *at.record().done > *than->record().done;
}

/// Dated before undated, then by day.
bool is_sooner(const DutyView& at, const std::optional<DutyView>& than) {
    if (!than) return true;
    const auto day = next_day(at);
    const auto other = next_day(*than);
    return day && (!other || *day < *other);
}

bool is_to_come(const DutyView& at) {
    return alert::is_open(*at.outcome) &&
           (at.outcome->counts || at.duty().kind == rules::DutyKind::continuous);
}

RegisterEntry entry_of(const Office& office, const rules::Procedure& procedure,
                       const rules::Duty& duty) {
    RegisterEntry entry{&procedure, &duty, std::nullopt, std::nullopt};
    for (const plan::Matter* matter : office.matters(procedure.id)) {
        const auto at = office.duty(*matter, duty.id);
        if (!at) continue;
        if (at->record().done && is_later(*at, entry.last)) entry.last = at;
        if (is_to_come(*at) && is_sooner(*at, entry.next)) entry.next = at;
    }
    return entry;
}

std::string last_words(const RegisterEntry& entry) {
    if (!entry.last) return "";
    return fmt::format("{}\n{}", day(entry.last->record().done), short_name(*entry.last->matter));
}

std::string next_words(const RegisterEntry& entry) {
    if (!entry.next) return "";
    const plan::Outcome& outcome = *entry.next->outcome;
    std::vector<std::string> lines;
    if (outcome.limit.date) {
        lines.push_back("limit " + day(outcome.limit));
    } else if (outcome.forecast.date && outcome.counts) {
        lines.push_back("can be done by " + day(outcome.forecast));
    }
    lines.push_back(fmt::format("{}: {}", short_name(*entry.next->matter), standing(outcome)));
    return join(lines, "\n");
}

/// What shows it was done, or else what is to be kept.
std::string evidence_words(const RegisterEntry& entry) {
    if (entry.last && !entry.last->record().evidence.empty()) return entry.last->record().evidence;
    return entry.duty->evidence.empty() ? "" : "to be kept: " + entry.duty->evidence;
}

Cell next_cell(const RegisterEntry& entry) {
    if (!entry.switched_off.empty()) {
        return {"switched off: " + entry.switched_off, Tone::faint};
    }
    if (!entry.next) return {"no matter is open", Tone::faint};
    return {next_words(entry), tone_of(*entry.next->outcome)};
}

Table table_of(const Office& office, const std::vector<RegisterEntry>& entries,
               const rules::Procedure& procedure) {
    Table table{"",
                {},
                {{"Duty", Breadth::broad},
                 {"Law", Breadth::broad},
                 {"Bearer"},
                 {"Owner"},
                 {"Last done"},
                 {"Next"},
                 {"Evidence"}},
                {},
                "Nothing: all of it is switched off.",
                Shape::blocks};
    for (const RegisterEntry& entry : entries) {
        if (entry.procedure != &procedure) continue;
        const rules::Duty& duty = *entry.duty;
        table.rows.push_back({{{duty.title},
                               {citations(all_law(duty))},
                               {office.party(duty.bearer)},
                               {duty.owner.empty() ? "nobody" : office.role(duty.owner)},
                               {last_words(entry)},
                               next_cell(entry),
                               {evidence_words(entry)}}});
    }
    return table;
}

json::value done_value(const std::optional<DutyView>& last) {
    if (!last) return nullptr;
    return json::object{{"matter", last->matter->id},
                        {"on", date_value(last->record().done)},
                        {"by", last->record().done_by},
                        {"standing", plan::text(last->outcome->standing)},
                        {"evidence", last->record().evidence}};
}

json::value next_value(const std::optional<DutyView>& next) {
    if (!next) return nullptr;
    const plan::Outcome& outcome = *next->outcome;
    return json::object{{"matter", next->matter->id},
                        {"limit", when_value(outcome.limit)},
                        {"forecast", when_value(outcome.counts ? outcome.forecast : rules::When{})},
                        {"standing", plan::text(outcome.standing)},
                        {"risks", texts_value(plan::risk_names(outcome.risks))}};
}

json::object value_of(const RegisterEntry& entry) {
    const rules::Duty& duty = *entry.duty;
    const auto off = [&] {
        return entry.switched_off.empty() ? json::value(nullptr) : json::value(entry.switched_off);
    };
    return {{"procedure", entry.procedure->id},
            {"duty", duty.id},
            {"title", duty.title},
            {"law", law_value(all_law(duty))},
            {"bearer", duty.bearer},
            {"owner", duty.owner},
            {"last-done", done_value(entry.last)},
            {"next", next_value(entry.next)},
            {"evidence-kept", duty.evidence},
            {"switched-off", off()}};
}

Records records_of(const std::vector<RegisterEntry>& entries) {
    Records records{{"procedure", "duty", "title", "law", "verified", "bearer", "owner",
                     "last-done", "last-matter", "next-limit", "next-forecast", "next-matter",
                     "standing", "evidence", "switched-off"},
                    {}};
    for (const RegisterEntry& entry : entries) {
        const rules::Duty& duty = *entry.duty;
        std::vector<std::string> cites;
        std::vector<std::string> marks;
        for (const rules::Citation& one : all_law(duty)) {
            cites.push_back(one.cite);
            marks.push_back(mark(one.verified));
        }
        const auto& last = entry.last;
        const auto& next = entry.next;
        const bool counts = next && next->outcome->counts;
        records.rows.push_back({entry.procedure->id, duty.id, duty.title, join(cites, "; "),
                                join(marks, "; "), duty.bearer, duty.owner,
                                last ? iso(last->record().done) : "", last ? last->matter->id : "",
                                next ? iso(next->outcome->limit.date) : "",
                                counts ? iso(next->outcome->forecast.date) : "",
                                next ? next->matter->id : "", next ? standing(*next->outcome) : "",
                                last ? last->record().evidence : "", entry.switched_off});
    }
    return records;
}

}  // namespace

std::vector<RegisterEntry> statutory_register(const Office& office) {
    std::vector<RegisterEntry> entries;
    for (const rules::Procedure* procedure : office.procedures()) {
        for (const rules::Duty& duty : procedure->duties) {
            if (!duty.from_overlay) entries.push_back(entry_of(office, *procedure, duty));
        }
        for (const rules::OffDuty& off : procedure->switched_off) {
            entries.push_back({procedure, &off.duty, std::nullopt, std::nullopt, off.reason});
        }
    }
    return entries;
}

Report register_report(const Office& office) {
    const std::vector<RegisterEntry> entries = statutory_register(office);
    Report report{head(office, "Statutory register"), records_of(entries),
                  head_values(office, "register")};
    const auto off = std::count_if(entries.begin(), entries.end(),
                                   [](const auto& entry) { return !entry.switched_off.empty(); });
    report.sheet.facts.emplace_back("Duties", std::to_string(entries.size()));
    report.sheet.facts.emplace_back("Switched off", std::to_string(off));
    for (const rules::Procedure* procedure : office.procedures()) {
        report.sheet.sections.push_back(
            {procedure->title, {}, {table_of(office, entries, *procedure)}});
    }
    report.sheet.closing.push_back(
        "The mark after a citation says how it was checked: text, the provision was read; "
        "guidance, "
        "an official body says so; secondary, a report or a note; memory and doubtful, not "
        "checked. Nothing is computed with what is switched off.");
    json::array duties;
    for (const RegisterEntry& entry : entries) duties.push_back(value_of(entry));
    report.values["duties"] = std::move(duties);
    return report;
}

}  // namespace dutyd::report
