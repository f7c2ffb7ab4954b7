// SPDX-License-Identifier: MIT
// Which names may be used where, and what hangs on the day of the check.
#include "lib/base/text.hpp"
#include "lib/civil/months.hpp"
#include "lib/rules/facts.hpp"
#include "lib/rules/library_loader.hpp"
#include "lib/rules/questions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

template <class Named>
std::vector<std::string> ids_of(const std::vector<Named>& all) {
    std::vector<std::string> ids;
    ids.reserve(all.size());
    for (const Named& one : all) ids.push_back(one.id);
    return ids;
}

std::vector<const FactDeclaration*> pointers(const std::vector<FactDeclaration>& facts) {
    std::vector<const FactDeclaration*> pointers;
    pointers.reserve(facts.size());
    for (const FactDeclaration& fact : facts) pointers.push_back(&fact);
    return pointers;
}

/// The one fact a papers rule counts from.
const FactDeclaration& meeting_date() {
    static const FactDeclaration fact = [] {
        FactDeclaration declared;
        declared.name = "meeting.date";
        return declared;
    }();
    return fact;
}

}  // namespace

std::vector<const Procedure*> LibraryLoader::all_procedures() const {
    std::vector<const Procedure*> all;
    for (const PackDraft& pack : packs_) {
        for (const ProcedureDraft& draft : pack.procedures) all.push_back(&draft.procedure);
    }
    return all;
}

const PackDraft* LibraryLoader::pack_of(const std::string& procedure_id) const {
    for (const PackDraft& pack : packs_) {
        for (const ProcedureDraft& draft : pack.procedures) {
            if (draft.procedure.id == procedure_id) return &pack;
        }
    }
    return nullptr;
}

bool LibraryLoader::runs(const Body& body, const Procedure& procedure) const {
    return body.procedures.empty() || contains(body.procedures, procedure.id);
}

/// Day sets, meeting calendars and procedures are the same wherever one stands.
Scope LibraryLoader::common_scope() const {
    Scope scope;
    scope.unread_procedures = unread_procedures_;
    if (calendars_) {
        scope.day_sets.emplace();
        for (const auto& [id, set] : calendars_->day_sets) scope.day_sets->push_back(id);
    }
    if (unread_bodies_.empty() && !bodies_.empty()) {
        scope.meeting_calendars.emplace();
        for (const BodyDraft& body : bodies_) {
            for (const std::string& id : ids_of(body.body.meeting_calendars)) {
                if (!contains(*scope.meeting_calendars, id)) scope.meeting_calendars->push_back(id);
            }
        }
    }
    scope.procedures.emplace();
    for (const Procedure* procedure : all_procedures()) scope.procedures->push_back(procedure->id);
    return scope;
}

Scope LibraryLoader::pack_scope(const PackDraft& pack) const {
    Scope scope = common_scope();
    if (!pack.manifest_read) return scope;
    scope.parties = ids_of(pack.pack.parties);
    scope.roles = ids_of(pack.pack.roles);
    scope.activities = ids_of(pack.pack.activities);
    scope.facts = pointers(built_in_facts());
    for (const FactDeclaration* fact : pointers(pack.pack.facts)) scope.facts->push_back(fact);
    scope.periods.emplace();
    for (const IgnoredPeriods& ignored : pack.pack.ignored) scope.periods->push_back(ignored.name);
    scope.duties = duties_outside("");
    return scope;
}

Scope LibraryLoader::procedure_scope(const PackDraft& pack, const ProcedureDraft& draft) const {
    Scope scope = pack_scope(pack);
    scope.procedure = draft.procedure.id;
    if (scope.facts) {
        for (const FactDeclaration* fact : pointers(draft.procedure.facts)) {
            scope.facts->push_back(fact);
        }
    }
    if (scope.periods) {
        for (const IgnoredPeriods& ignored : draft.procedure.ignored) {
            scope.periods->push_back(ignored.name);
        }
    }
    scope.duties = ids_of(draft.procedure.duties);
    for (const SwitchedOff& off : draft.switched_off) scope.duties->push_back(off.duty);
    const auto others = duties_outside(draft.procedure.id);
    scope.duties->insert(scope.duties->end(), others.begin(), others.end());
    return scope;
}

/// "procedure/duty" of every other procedure, those that are switched off included.
std::vector<std::string> LibraryLoader::duties_outside(const std::string& procedure_id) const {
    std::vector<std::string> names;
    for (const PackDraft& pack : packs_) {
        for (const ProcedureDraft& draft : pack.procedures) {
            const std::string& id = draft.procedure.id;
            if (id == procedure_id) continue;
            for (const Duty& duty : draft.procedure.duties) names.push_back(id + "/" + duty.id);
            for (const SwitchedOff& off : draft.switched_off) names.push_back(id + "/" + off.duty);
        }
    }
    return names;
}

Scope LibraryLoader::body_scope(const BodyDraft& body) const {
    Scope scope = common_scope();
    const bool packs_known = std::all_of(packs_.begin(), packs_.end(),
                                         [](const PackDraft& pack) { return pack.manifest_read; });
    if (packs_known && !packs_.empty()) {
        scope.parties.emplace();
        for (const PackDraft& pack : packs_) {
            for (const std::string& id : ids_of(pack.pack.parties)) scope.parties->push_back(id);
        }
    }
    scope.roles = ids_of(body.body.roles);
    scope.meeting_calendars = ids_of(body.body.meeting_calendars);
    scope.facts = std::vector<const FactDeclaration*>{&meeting_date()};
    scope.periods.emplace();
    return scope;
}

void LibraryLoader::check_packs() {
    std::vector<std::string> seen;
    for (const PackDraft& pack : packs_) {
        if (!pack.manifest_read && !pack.manifest_unread) {
            Place where;
            where.file = "packs/" + pack.pack.id + "/pack.toml";
            report_.error(where, fmt::format("pack '{}' has no pack.toml", pack.pack.id),
                          "it names the pack, its version, parties, roles and activities");
        }
        const Scope shared = pack_scope(pack);
        check_uses(pack.uses, shared, report_);
        check_body_rules(pack, shared, report_);
        check_derivation_circles(pointers(pack.pack.facts), pack.pack.ignored, report_);
        for (const ProcedureDraft& draft : pack.procedures) {
            const Scope scope = procedure_scope(pack, draft);
            check_uses(draft.uses, scope, report_);
            check_opening(draft, scope, report_);
            check_duties(draft.procedure, report_);
            check_facts_once(pack, draft);
            check_derivation_circles(pointers(draft.procedure.facts), draft.procedure.ignored,
                                     report_);
            list_findings(draft, report_);
            if (contains(seen, draft.procedure.id)) {
                report_.error(draft.where,
                              fmt::format("procedure '{}' is in two packs", draft.procedure.id));
            }
            seen.push_back(draft.procedure.id);
        }
    }
    check_circles(all_procedures(), Circles::all, report_);
    check_questions(all_procedures(), report_);
}

/// A fact of the pack is the same fact in every procedure: declaring it again would make two.
void LibraryLoader::check_facts_once(const PackDraft& pack, const ProcedureDraft& draft) {
    for (const FactDeclaration& fact : draft.procedure.facts) {
        for (const FactDeclaration& shared : pack.pack.facts) {
            if (shared.name != fact.name) continue;
            report_.error(fact.where, fmt::format("fact '{}' is declared in {} already", fact.name,
                                                  shared.where.file));
        }
    }
}

void LibraryLoader::check_bodies() {
    for (const BodyDraft& body : bodies_) {
        check_uses(body.uses, body_scope(body), report_);
        check_meeting_bindings(body);
        check_readings(body);
    }
}

/// A duty bound to a calendar that no body has was reported where it stands; here, one that this
/// body lacks though others have it.
void LibraryLoader::check_meeting_bindings(const BodyDraft& body) {
    const auto own = ids_of(body.body.meeting_calendars);
    const Scope scope = common_scope();
    if (!scope.meeting_calendars) return;
    std::vector<std::string> reported = own;
    for (const Procedure* procedure : all_procedures()) {
        if (!runs(body.body, *procedure)) continue;
        for (const Duty& duty : procedure->duties) {
            if (!duty.meeting || contains(reported, duty.meeting->calendar)) continue;
            if (!contains(*scope.meeting_calendars, duty.meeting->calendar)) continue;
            reported.push_back(duty.meeting->calendar);
            report_.error(body.body.where,
                          fmt::format("'{}' has no meeting calendar '{}', which duty '{}' of '{}' "
                                      "needs",
                                      body.body.id, duty.meeting->calendar, duty.id, procedure->id),
                          "add [[meeting-calendar]], or leave the procedure out of 'procedures'");
        }
    }
}

void LibraryLoader::check_meetings() {
    for (const MeetingsDraft& draft : meetings_) {
        const auto body = std::find_if(bodies_.begin(), bodies_.end(), [&](const BodyDraft& one) {
            return one.body.id == draft.body.value;
        });
        if (body != bodies_.end()) {
            check_uses(draft.uses, body_scope(*body), report_);
            continue;
        }
        if (contains(unread_bodies_, draft.body.value)) continue;
        std::vector<std::string> known;
        for (const BodyDraft& one : bodies_) known.push_back(one.body.id);
        std::string hint = did_you_mean(draft.body.value, known);
        if (hint.empty()) hint = "name the file after the body, or say body = \"...\" at its top";
        report_.error(draft.body.where,
                      fmt::format("there is no body called '{}'", draft.body.value), hint);
    }
}

/// A question that every body has settled for itself needs no reminder.
void LibraryLoader::list_open_questions() {
    std::vector<std::string> settled;
    for (const BodyDraft& body : bodies_) {
        for (const auto& [question, reading] : body.body.readings) {
            const bool everywhere = std::all_of(bodies_.begin(), bodies_.end(),
                                                [&name = question](const BodyDraft& other) {
                                                    return other.body.readings.count(name) > 0;
                                                });
            if (everywhere) settled.push_back(question);
        }
    }
    list_questions(all_procedures(), settled, report_);
}

void LibraryLoader::check_day_dependent_findings() {
    if (!today_) return;
    for (const PackDraft& draft : packs_) {
        const auto& until = draft.pack.verified_until;
        if (!until || *until >= *today_) continue;
        report_.finding(
            draft.where,
            fmt::format("pack '{}' was verified until {} only", draft.pack.id, until->iso()),
            "read its provisions again and move verified-until");
    }
    const auto horizon = civil::corresponding_date(*today_, civil::Months{48});
    if (!calendars_ || !horizon) return;
    for (const auto& [id, set] : calendars_->day_sets) {
        if (set.published_to() >= *horizon) continue;
        Place where;
        where.file = "day-sets/" + id + ".toml";
        report_.finding(where,
                        fmt::format("day set '{}' rests on published days until {} only; a term "
                                    "of office from today ends after that",
                                    id, set.published_to().iso()),
                        "later days are worked out by rule and marked provisional");
    }
}

}  // namespace dutyd::rules
