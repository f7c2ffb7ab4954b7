// SPDX-License-Identifier: MIT
// What must agree between files: every name a pack, body or overlay uses is declared, every
// expression says which days it counts, no gate runs in a circle. Looks names up in a Scope; a kind
// of name whose file could not be read is not looked up at all, so that one broken file never makes
// errors in the others.
#pragma once

#include "lib/rules/pack_draft.hpp"

namespace dutyd::rules {

/// The names that may be used at one place. Nothing: not known, so not checked.
struct Scope {
    using Names = std::optional<std::vector<std::string>>;
    Names parties;
    Names roles;
    Names activities;
    Names duties;  // of the procedure, and "procedure/duty" of the others
    Names day_sets;
    Names meeting_calendars;
    Names procedures;
    Names periods;
    std::optional<std::vector<const FactDeclaration*>> facts;
    /// Files that could not be read: nothing that may be in them is an error.
    std::vector<std::string> unread_procedures;
    std::string procedure;  // the one whose file or overlay this is
};

void check_uses(const Uses& uses, const Scope& scope, Report& report);
/// The facts of a condition exist and can be what they are compared with.
void check_condition(const ConditionUse& use, const Scope& scope, Report& report);
/// The facts of the opening exist and are of the kind it needs.
void check_opening(const ProcedureDraft& draft, const Scope& scope, Report& report);
/// The expressions of pauses and elections read only what is recorded for the body; kinds of
/// election are no slips of the pen; the fact of the body's end is a day.
void check_body_rules(const PackDraft& pack, const Scope& scope, Report& report);
/// Partners that are the duty itself and the like.
void check_duties(const Procedure& procedure, Report& report);

/// REQUIRES: scope.facts. Nothing, and an error, if no such fact is declared.
const FactDeclaration* declared_fact(const std::string& name, const Place& where,
                                     const Scope& scope, Report& report);
/// "a date", "yes or no".
std::string_view word_for(FactDeclaration::Kind kind);
/// The nearest name, or a few of those there are.
std::string suggestion(const std::string& name, const std::vector<std::string>& known);

/// Facts and periods that these uses read, by name.
std::vector<std::string> facts_read(const Uses& uses);
std::vector<std::string> periods_read(const Uses& uses);

/// Gates that run in a circle, within a procedure or between several: one error a circle, "a -> b
/// -> a", at the gate that closes it. `overlays_only`: circles that an overlay's gate closes.
enum class Circles { all, overlays_only };
void check_circles(const std::vector<const Procedure*>& procedures, Circles which, Report& report);

/// Things worth knowing that are not errors.
void list_findings(const ProcedureDraft& draft, Report& report);
void list_citation_findings(const Procedure& procedure, Report& report);
/// Duties that nobody in this body answers for, its overlay included.
void list_unowned(const Procedure& procedure, const std::string& body, Report& report);

}  // namespace dutyd::rules
