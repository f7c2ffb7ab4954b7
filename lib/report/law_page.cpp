// SPDX-License-Identifier: MIT
#include "lib/base/text.hpp"
#include "lib/report/law.hpp"
#include "lib/report/law_duty.hpp"
#include "lib/report/rule_words.hpp"
#include "lib/report/words.hpp"
#include "lib/rules/opening.hpp"

#include <fmt/format.h>

namespace dutyd::report {

namespace {

/// Written down and named, but nothing is computed with them.
Section off_section(const rules::Procedure& procedure, const RoleTitles& titles) {
    Table table{
        "", {}, {{"Duty", Breadth::broad}, {"Bearer"}, {"Law", Breadth::broad}, {"Why"}}, {}};
    for (const rules::OffDuty& off : procedure.switched_off) {
        table.rows.push_back({{{off.duty.title},
                               {titles.party(off.duty.bearer)},
                               {citations(off.duty.law)},
                               {off.reason}}});
    }
    return {"Switched off", {"Nothing is computed with these duties."}, {std::move(table)}};
}

std::string fact_kind(const rules::FactDeclaration& fact) {
    using Kind = rules::FactDeclaration::Kind;
    switch (fact.kind) {
        case Kind::date:
            return "a day";
        case Kind::period:
            return "a period";
        case Kind::yes_no:
            return "yes or no";
        case Kind::number:
            return "a number";
        case Kind::text:
            break;
    }
    return fact.values.empty() ? "words" : join(fact.values, " or ");
}

std::string fact_scope(const rules::FactDeclaration& fact) {
    using Scope = rules::FactDeclaration::Scope;
    if (fact.scope == Scope::matter) return "the matter";
    return fact.scope == Scope::body ? "the body" : "all bodies";
}

std::string found_out(const rules::FactDeclaration& fact, const RoleTitles& titles) {
    if (!fact.duty.empty()) return "the day \"" + fact.duty + "\" was done";
    std::string words = fact.owner.empty() ? "" : titles.role(fact.owner);
    if (fact.required) words += words.empty() ? "needed to open" : "; needed to open";
    if (fact.renewed) words += words.empty() ? "anew each time" : "; anew each time";
    if (!fact.ends.empty()) words += (words.empty() ? "ends " : "; ends ") + fact.ends;
    return words;
}

Section facts_section(const rules::Procedure& procedure, const RoleTitles& titles) {
    Table table{"",
                {},
                {{"Fact"}, {"What it is", Breadth::broad}, {"Kind"}, {"Of"}, {"Found out by"}},
                {},
                "It reads none."};
    for (const rules::FactDeclaration& fact : procedure.facts) {
        table.rows.push_back({{{fact.name, Tone::plain, Face::code},
                               {fact.title},
                               {fact_kind(fact)},
                               {fact_scope(fact)},
                               {found_out(fact, titles)}}});
    }
    return {"Facts it reads", {}, {std::move(table)}};
}

/// What the law takes to have happened while nobody records anything else.
Section derived_section(const rules::Procedure& procedure) {
    Table table{
        "", {}, {{"Fact"}, {"If"}, {"It is taken to be"}, {"Why", Breadth::broad}, {"Law"}}, {}};
    for (const rules::FactDeclaration& fact : procedure.facts) {
        for (const rules::Derivation& one : fact.derived) {
            table.rows.push_back({{{fact.name, Tone::plain, Face::code},
                                   {one.when ? one.when->text() : "", Tone::plain, Face::code},
                                   {one.is ? one.is->text() : one.word, Tone::plain, Face::code},
                                   {one.why},
                                   {citations(one.law)}}});
        }
    }
    return {"What the law takes to have happened",
            {"On the record so far; whatever is recorded instead rebuts it."},
            {std::move(table)}};
}

Section ignored_section(const rules::Procedure& procedure) {
    Table table{"", {}, {{"Period"}, {"From"}, {"To"}, {"If"}, {"Law", Breadth::broad}}, {}};
    for (const rules::IgnoredPeriods& one : procedure.ignored) {
        table.rows.push_back({{{one.name, Tone::plain, Face::code},
                               {one.first.text(), Tone::plain, Face::code},
                               {one.last.text(), Tone::plain, Face::code},
                               {one.when ? one.when->text() : "", Tone::plain, Face::code},
                               {citations(one.law)}}});
    }
    return {"Days that the law leaves out of a count", {}, {std::move(table)}};
}

bool has_derivations(const rules::Procedure& procedure) {
    for (const rules::FactDeclaration& fact : procedure.facts) {
        if (!fact.derived.empty()) return true;
    }
    return false;
}

Section how_it_opens(const rules::Procedure& procedure, const RuleWords& words) {
    Table table{"", {}, {{""}, {""}}, {}, "", Shape::list};
    const auto say = [&](const char* what, const std::string& text, Face face = Face::words) {
        if (!text.empty()) table.rows.push_back({{{what}, {text, Tone::plain, face}}});
    };
    say("In words", words.opening());
    say("As written", rules::text(procedure.opening), Face::code);
    say("Its matters are called", procedure.matter_name, Face::code);
    if (procedure.runs_on.n > 0) {
        say("Its duties still run", words.duration(procedure.runs_on) + " after its period or day");
    }
    say("When the body ends, its duties pass to", procedure.successor);
    return {"What opens it", {}, {std::move(table)}};
}

}  // namespace

Sheet law_page(const rules::Library& library, const rules::Pack& pack,
               const rules::Procedure& procedure) {
    const RuleWords words(library, procedure);
    const RoleTitles titles(pack);
    Sheet sheet;
    sheet.title = procedure.title;
    const LawCounts counts = count_law(procedure);
    sheet.facts = {{"Procedure", procedure.id},
                   {"Pack", fmt::format("{} ({}), version {}", pack.title, pack.id, pack.version)},
                   {"Duties", std::to_string(counts.duties)},
                   {"Limits", std::to_string(counts.limits)}};
    if (counts.switched_off > 0) {
        sheet.facts.emplace_back("Switched off", std::to_string(counts.switched_off));
    }
    sheet.sections.push_back(how_it_opens(procedure, words));
    sheet.sections.push_back(
        {"How its duties follow each other",
         {"A double frame has a limit, a rounded one never ends or may lapse, a six-sided one "
          "happens "
          "by force of law, and an oval belongs to another procedure. A broken line only warns."},
         {},
         law_drawing(pack, procedure)});
    sheet.sections.push_back(duties_section(procedure, words, titles));
    if (!procedure.switched_off.empty()) {
        sheet.sections.push_back(off_section(procedure, titles));
    }
    sheet.sections.push_back(facts_section(procedure, titles));
    if (has_derivations(procedure)) sheet.sections.push_back(derived_section(procedure));
    if (!procedure.ignored.empty()) sheet.sections.push_back(ignored_section(procedure));
    return sheet;
}

}  // namespace dutyd::report
