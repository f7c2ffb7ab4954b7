// SPDX-License-Identifier: MIT
// An audit against the duties it rests on: its rows name duties and checklist items that exist, and
// hang together as a tree.
#pragma once

#include "lib/rules/pack_draft.hpp"

namespace dutyd::rules {

/// What an audit's rows may rest on.
struct AuditScope {
    /// By "procedure/duty"; nothing: the duty is switched off.
    std::map<std::string, const Duty*> duties;
    std::vector<std::string> packs;
    std::vector<std::string> bodies;
    /// Files that could not be read: nothing that may be in them is an error.
    std::vector<std::string> unread_procedures;
    std::vector<std::string> unread_bodies;
};

/// Puts the rows into the audit, without the duties that are switched off.
void check_audit(AuditDraft& audit, const AuditScope& scope, Report& report);

}  // namespace dutyd::rules
