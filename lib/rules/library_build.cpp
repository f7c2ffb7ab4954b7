// SPDX-License-Identifier: MIT
// From checked drafts to the library: shared facts go where they are used, overlays go over packs.
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/library_loader.hpp"
#include "lib/rules/questions.hpp"
#include "lib/rules/shared_facts.hpp"
#include "lib/rules/switched_off.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

/// Whatever stands behind a gate that only warns is only warned of.
void soften_edges(Procedure& procedure) {
    for (Duty& duty : procedure.duties) {
        for (Edge& edge : duty.after) {
            const Duty* gate = procedure.find(edge.duty);
            if (gate != nullptr && gate->kind == DutyKind::soft_gate) edge.soft = true;
        }
    }
}

}  // namespace

/// What is switched off is gone for every procedure that points at it.
void LibraryLoader::drop_switched_off_everywhere() {
    std::vector<std::string> off;
    for (const PackDraft& pack : packs_) {
        for (const ProcedureDraft& draft : pack.procedures) {
            const auto names = names_of(draft.switched_off, draft.procedure.id);
            off.insert(off.end(), names.begin(), names.end());
        }
    }
    for (PackDraft& pack : packs_) {
        drop_switched_off(pack.pack.facts, off);
        for (ProcedureDraft& draft : pack.procedures) {
            drop_switched_off(draft.procedure, off);
            drop_switched_off(draft.procedure, names_of(draft.switched_off, {}));
        }
    }
}

void LibraryLoader::finish_procedures() {
    drop_switched_off_everywhere();
    for (PackDraft& pack : packs_) {
        for (ProcedureDraft& draft : pack.procedures) {
            soften_edges(draft.procedure);
            add_shared(pack.pack, draft.procedure, draft.uses);
        }
    }
}

void LibraryLoader::add_meetings(BodyDraft& draft) {
    Body& body = draft.body;
    for (const MeetingsDraft& meetings : meetings_) {
        if (meetings.body.value != body.id) continue;
        body.meetings.insert(body.meetings.end(), meetings.meetings.begin(),
                             meetings.meetings.end());
    }
    for (const OverlayDraft& overlay : overlays_) {
        if (overlay.body != body.id) continue;
        body.meetings.insert(body.meetings.end(), overlay.meetings.begin(), overlay.meetings.end());
    }
    std::stable_sort(body.meetings.begin(), body.meetings.end(),
                     [](const Meeting& a, const Meeting& b) { return a.date < b.date; });
    std::map<std::string, const Meeting*> seen;
    for (const Meeting& meeting : body.meetings) {
        const auto [first, fresh] = seen.emplace(meeting.id, &meeting);
        if (!fresh) {
            report_.error(meeting.where, fmt::format("meeting '{}' is there twice", meeting.id),
                          fmt::format("first in {} on line {}; give two meetings on one day ids of "
                                      "their own",
                                      first->second->where.file, first->second->where.line));
        }
        if (meeting.assumed) {
            report_.finding(meeting.where, fmt::format("meeting '{}' is assumed: no source gives "
                                                       "its date",
                                                       meeting.id));
        }
    }
}

void LibraryLoader::check_overlay_names(const OverlayDraft& overlay, const Procedure& below,
                                        const BodyDraft& body) {
    check_overlay(overlay, below, report_);
    const PackDraft* pack = pack_of(below.id);
    Scope scope = pack_scope(*pack);
    scope.procedure = below.id;
    if (scope.facts) {
        for (const FactDeclaration& fact : below.facts) scope.facts->push_back(&fact);
        for (const FactDeclaration& fact : overlay.facts) scope.facts->push_back(&fact);
    }
    scope.duties.emplace();
    for (const Duty& duty : below.duties) scope.duties->push_back(duty.id);
    for (const Duty& duty : overlay.duties) scope.duties->push_back(duty.id);
    for (const SwitchedOff& off : overlay.switched_off) scope.duties->push_back(off.duty);
    const auto others = duties_outside(below.id);
    scope.duties->insert(scope.duties->end(), others.begin(), others.end());
    scope.roles.emplace();
    for (const Role& role : body.body.roles) scope.roles->push_back(role.id);
    scope.meeting_calendars.emplace();
    for (const MeetingCalendar& calendar : body.body.meeting_calendars) {
        scope.meeting_calendars->push_back(calendar.id);
    }
    check_uses(overlay.uses, scope, report_);
    for (const SwitchedOff& off : overlay.switched_off) {
        report_.finding(off.where,
                        fmt::format("duty '{}' is switched off: {}", off.duty, off.reason));
    }
}

Procedure LibraryLoader::laid_over(const Procedure& below, const OverlayDraft& overlay,
                                   const BodyDraft& body) {
    check_overlay_names(overlay, below, body);
    Procedure above = lay_over(below, overlay);
    drop_switched_off(above, names_of(overlay.switched_off, {}));
    add_shared(pack_of(below.id)->pack, above, overlay.uses);
    for (Duty& duty : above.duties) duty.by_office = contains(body.body.parties, duty.bearer);
    choose_readings(above, body.body.readings);
    if (above.duties.size() > limits::duties_per_procedure_max) {
        report_.error(overlay.where,
                      fmt::format("with this overlay '{}' has {} duties; at most {} are allowed",
                                  above.id, above.duties.size(), limits::duties_per_procedure_max));
    }
    check_circles({&above}, Circles::overlays_only, report_);
    return above;
}

std::shared_ptr<const Procedure> LibraryLoader::without_overlay(const Procedure& procedure,
                                                                const Body& body) {
    auto& shared = shared_[{&procedure, body.parties, body.readings}];
    if (shared == nullptr) {
        Procedure general = procedure;
        for (Duty& duty : general.duties) duty.by_office = contains(body.parties, duty.bearer);
        choose_readings(general, body.readings);
        shared = std::make_shared<const Procedure>(std::move(general));
    }
    return shared;
}

void LibraryLoader::build_body(BodyDraft& draft) {
    const Body& body = draft.body;
    for (const Procedure* procedure : all_procedures()) {
        if (!runs(body, *procedure)) continue;
        auto general = without_overlay(*procedure, body);
        const auto lies_here = [&](const OverlayDraft& overlay) {
            return overlay.body == body.id && overlay.procedure.value == procedure->id;
        };
        for (const OverlayDraft& overlay : overlays_) {
            if (!lies_here(overlay) || overlay.applies_to) continue;
            general = std::make_shared<const Procedure>(laid_over(*general, overlay, draft));
        }
        for (const OverlayDraft& overlay : overlays_) {
            if (!lies_here(overlay) || !overlay.applies_to) continue;
            matter_specific_[body.id].push_back(
                std::make_shared<const Procedure>(laid_over(*general, overlay, draft)));
        }
        list_missing_roles(draft, *general);
        list_unowned(*general, body.id, report_);
        overlaid_[body.id].push_back(std::move(general));
    }
}

/// A role the pack names but the office does not have: its notices go to the fallback.
void LibraryLoader::list_missing_roles(const BodyDraft& draft, const Procedure& procedure) {
    std::vector<std::string> listed;
    const std::vector<Role>& declared = pack_of(procedure.id)->pack.roles;
    for (const Duty& duty : procedure.duties) {
        const bool of_pack = std::any_of(declared.begin(), declared.end(),
                                         [&](const Role& role) { return role.id == duty.owner; });
        if (!of_pack || draft.body.roles.empty()) continue;
        const bool known = duty.owner.empty() || contains(listed, duty.owner) ||
                           std::any_of(draft.body.roles.begin(), draft.body.roles.end(),
                                       [&](const Role& role) { return role.id == duty.owner; });
        if (known) continue;
        listed.push_back(duty.owner);
        report_.finding(draft.body.where,
                        fmt::format("'{}' has no role '{}', which owns duties of '{}'",
                                    draft.body.id, duty.owner, procedure.id),
                        "their notices go to the fallback role");
    }
}

void LibraryLoader::build_bodies() {
    for (BodyDraft& body : bodies_) {
        build_body(body);
        add_meetings(body);
    }
    for (const OverlayDraft& overlay : overlays_) {
        const bool has_body =
            contains(unread_bodies_, overlay.body) ||
            std::any_of(bodies_.begin(), bodies_.end(),
                        [&](const BodyDraft& body) { return body.body.id == overlay.body; });
        if (!has_body) {
            report_.error(
                overlay.where, fmt::format("there is no body called '{}'", overlay.body),
                "an overlay lies in the folder of its body, as in overlays/" + overlay.body + "/");
        }
        if (overlay.procedure.value.empty() || pack_of(overlay.procedure.value) != nullptr ||
            contains(unread_procedures_, overlay.procedure.value)) {
            continue;
        }
        std::vector<std::string> known;
        for (const Procedure* procedure : all_procedures()) known.push_back(procedure->id);
        report_.error(overlay.procedure.where,
                      fmt::format("there is no procedure called '{}'", overlay.procedure.value),
                      did_you_mean(overlay.procedure.value, known));
    }
}

Library LibraryLoader::assemble() {
    Library library;
    library.calendars = std::move(*calendars_);
    for (PackDraft& draft : packs_) {
        for (ProcedureDraft& procedure : draft.procedures) {
            draft.pack.procedures.push_back(std::move(procedure.procedure));
        }
        library.packs.push_back(std::move(draft.pack));
    }
    for (BodyDraft& draft : bodies_) {
        library.places.emplace(draft.body.id, library.bodies.size());
        library.bodies.push_back(std::move(draft.body));
    }
    for (AuditDraft& draft : audits_) library.audits.push_back(std::move(draft.audit));
    library.findings = report_.sorted();
    library.overlaid = std::move(overlaid_);
    library.matter_specific = std::move(matter_specific_);
    library.own_day_sets = std::move(own_day_sets_);
    return library;
}

}  // namespace dutyd::rules
