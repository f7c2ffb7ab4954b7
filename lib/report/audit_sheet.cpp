// SPDX-License-Identifier: MIT
// The audit as a sheet in the shape offices print it, as records and as values.
#include "lib/base/check.hpp"
#include "lib/base/text.hpp"
#include "lib/report/audit.hpp"
#include "lib/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::report {

namespace {

/// The notes say already what each proof rests on; here stands only what follows from all of them.
std::string derived_words(const AuditLine& line) {
    const Compliance found = line.derived.compliance;
    const bool says_more = found == Compliance::next_steps || found == Compliance::in_progress ||
                           found == Compliance::not_met || found == Compliance::full_late;
    std::string words = wording(found);
    if (!says_more || line.derived.detail.empty()) return words;
    return words + ": " + line.derived.detail;
}

std::string by_words(const engine::RowAssessment& assessment) {
    return fmt::format("({}{})", assessment.by.empty() ? "" : assessment.by + ", ",
                       civil::long_text(assessment.on));
}

Tone tone_of(const AuditLine& line) {
    if (line.contradiction) return Tone::bad;
    switch (line.derived.compliance) {
        case Compliance::not_met:
            return Tone::bad;
        case Compliance::not_shown:
        case Compliance::full_late:
            return Tone::warning;
        case Compliance::full:
            return Tone::good;
        default:
            return Tone::plain;
    }
}

std::string contradiction_words(const AuditLine& line) {
    DUTYD_CHECK(line.assessment != nullptr);  // nothing else could contradict the record
    return fmt::format("CONTRADICTION: the officer says \"{}\", the record says \"{}\".",
                       line.assessment->wording, wording(line.derived.compliance));
}

Cell compliance_cell(const AuditLine& line) {
    std::vector<std::string> lines;
    if (line.assessment != nullptr) {
        lines.push_back(line.assessment->wording + " " + by_words(*line.assessment));
    }
    lines.push_back("From the record: " + derived_words(line));
    if (line.contradiction) lines.push_back(contradiction_words(line));
    if (!line.newer.empty()) {
        lines.push_back("Recorded after the assessment: " + line.newer);
    }
    return {join(lines, "\n"), tone_of(line)};
}

std::string proof_words(const Proof& proof) {
    std::string words = proof.title + ": " + proof.because;
    if (proof.at && proof.on) words += fmt::format(" ({})", short_name(*proof.at->matter));
    if (!proof.evidence.empty()) words += "; evidence: " + proof.evidence;
    return words;
}

std::string notes_words(const AuditLine& line) {
    std::vector<std::string> lines;
    if (!line.row->notes.empty()) lines.push_back(line.row->notes);
    if (line.assessment != nullptr && !line.assessment->notes.empty()) {
        lines.push_back(line.assessment->notes);
    }
    for (const Proof& proof : line.proofs) lines.push_back(proof_words(proof));
    return join(lines, "\n");
}

Table table_of(const std::vector<AuditLine>& lines) {
    Table table{"",
                {},
                {{"Row", Breadth::narrow},
                 {"Requirement"},
                 {"Legislation"},
                 {"Assurance method"},
                 {"Notes", Breadth::broad},
                 {"Compliance", Breadth::broad}},
                {},
                "This audit has no rows.",
                Shape::blocks,
                2};
    for (const AuditLine& line : lines) {
        table.rows.push_back({{{line.row->number},
                               {line.row->requirement},
                               {line.row->legislation},
                               {line.row->assurance},
                               {notes_words(line)},
                               compliance_cell(line)},
                              line.depth});
    }
    return table;
}

std::string count_words(const std::vector<AuditLine>& lines) {
    std::vector<std::string> counts;
    for (const Compliance one :
         {Compliance::full, Compliance::full_late, Compliance::next_steps, Compliance::planned,
          Compliance::in_progress, Compliance::open, Compliance::not_required,
          Compliance::not_shown, Compliance::not_met, Compliance::unlinked}) {
        const auto n = std::count_if(lines.begin(), lines.end(), [&](const AuditLine& line) {
            return line.derived.compliance == one;
        });
        if (n > 0) counts.push_back(fmt::format("{}: {}", wording(one), n));
    }
    return join(counts, "; ");
}

json::value assessment_value(const AuditLine& line) {
    if (line.assessment == nullptr) return nullptr;
    return json::object{
        {"wording", line.assessment->wording},
        {"on", line.assessment->on.iso()},
        {"by", line.assessment->by},
        {"notes", line.assessment->notes},
        {"understood", line.understood ? json::value(key(*line.understood)) : json::value(nullptr)},
        {"recorded-since", line.newer}};
}

json::array proofs_value(const std::vector<Proof>& proofs) {
    json::array list;
    for (const Proof& proof : proofs) {
        list.push_back(json::object{
            {"name", proof.name},
            {"title", proof.title},
            {"item", proof.item},
            {"matter", proof.at ? json::value(proof.at->matter->id) : json::value(nullptr)},
            {"standing", proof.at ? json::value(plan::text(proof.at->outcome->standing))
                                  : json::value(nullptr)},
            {"compliance", key(proof.compliance)},
            {"because", proof.because},
            {"on", date_value(proof.on)},
            {"evidence", proof.evidence}});
    }
    return list;
}

json::object value_of(const AuditLine& line) {
    return {{"number", line.row->number},
            {"under", line.row->under},
            {"requirement", line.row->requirement},
            {"legislation", line.row->legislation},
            {"assurance", line.row->assurance},
            {"notes", line.row->notes},
            {"assessment", assessment_value(line)},
            {"derived", json::object{{"compliance", key(line.derived.compliance)},
                                     {"wording", wording(line.derived.compliance)},
                                     {"detail", line.derived.detail}}},
            {"contradiction", line.contradiction},
            {"proofs", proofs_value(line.proofs)}};
}

Records records_of(const std::vector<AuditLine>& lines) {
    Records records{{"number", "under", "requirement", "legislation", "assurance", "notes",
                     "assessment", "assessed-on", "assessed-by", "assessment-notes", "derived",
                     "derived-detail", "contradiction", "recorded-since", "proofs"},
                    {}};
    for (const AuditLine& line : lines) {
        std::vector<std::string> proofs;
        for (const Proof& proof : line.proofs) proofs.push_back(proof_words(proof));
        const auto* made = line.assessment;
        records.rows.push_back({line.row->number, line.row->under, line.row->requirement,
                                line.row->legislation, line.row->assurance, line.row->notes,
                                made != nullptr ? made->wording : "",
                                made != nullptr ? made->on.iso() : "",
                                made != nullptr ? made->by : "", made != nullptr ? made->notes : "",
                                wording(line.derived.compliance), line.derived.detail,
                                line.contradiction ? "yes" : "no", line.newer, join(proofs, "; ")});
    }
    return records;
}

}  // namespace

Report audit_report(const Office& office, const rules::Audit& audit) {
    const std::vector<AuditLine> lines = audit_lines(office, audit);
    Report report{head(office, audit.title), records_of(lines), head_values(office, "audit")};
    const auto wrong = std::count_if(lines.begin(), lines.end(),
                                     [](const AuditLine& line) { return line.contradiction; });
    report.sheet.facts.emplace_back("Contradictions", std::to_string(wrong));
    report.sheet.sections.push_back({"", {"From the record: " + count_words(lines) + "."}, {}});
    report.sheet.sections.back().tables.push_back(table_of(lines));
    report.sheet.closing.push_back(
        "An officer's assessment stands first, with who made it and as at which day. What is said "
        "\"from the record\" follows from what is recorded of the duties and items linked to the "
        "row, on the day this is as at.");
    report.values["audit"] = audit.id;
    report.values["title"] = audit.title;
    json::array rows;
    for (const AuditLine& line : lines) rows.push_back(value_of(line));
    report.values["rows"] = std::move(rows);
    return report;
}

}  // namespace dutyd::report
