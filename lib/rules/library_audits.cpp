// SPDX-License-Identifier: MIT
// Which duties the audits of this folder may rest on.
#include "lib/rules/library_loader.hpp"

#include <algorithm>

namespace dutyd::rules {

/// Duties of packs, and those that the audit's own bodies add to them.
AuditScope LibraryLoader::audit_scope(const AuditDraft& audit) const {
    AuditScope scope;
    scope.unread_procedures = unread_procedures_;
    scope.unread_bodies = unread_bodies_;
    const auto add = [&](const std::string& procedure, const std::vector<Duty>& duties,
                         const std::vector<SwitchedOff>& off) {
        for (const Duty& duty : duties) scope.duties[procedure + "/" + duty.id] = &duty;
        for (const SwitchedOff& one : off)
            scope.duties.emplace(procedure + "/" + one.duty, nullptr);
    };
    for (const PackDraft& pack : packs_) {
        scope.packs.push_back(pack.pack.id);
        for (const ProcedureDraft& draft : pack.procedures) {
            add(draft.procedure.id, draft.procedure.duties, draft.switched_off);
        }
    }
    for (const BodyDraft& body : bodies_) scope.bodies.push_back(body.body.id);
    const auto& own = audit.audit.bodies;
    for (const OverlayDraft& overlay : overlays_) {
        if (std::find(own.begin(), own.end(), overlay.body) == own.end()) continue;
        add(overlay.procedure.value, overlay.duties, overlay.switched_off);
    }
    return scope;
}

void LibraryLoader::check_audits() {
    for (AuditDraft& audit : audits_) check_audit(audit, audit_scope(audit), report_);
}

}  // namespace dutyd::rules
