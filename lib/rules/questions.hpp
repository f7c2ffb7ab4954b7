// SPDX-License-Identifier: MIT
// Questions that lawyers leave open, over all packs: where each stands, what its answers are and
// which are gone by. One question has the same answers wherever it stands, so that a body that
// chooses one is understood everywhere.
#pragma once

#include "lib/rules/pack_draft.hpp"

namespace dutyd::rules {

/// A rule whose words are disputed.
struct DisputedRule {
    const Dispute* dispute;
    Place where;       // of the limit or bar
    std::string user;  // "a limit of duty 'issue'"
};

/// Every disputed rule that has a question, in the order of the duties.
std::vector<DisputedRule> disputed_rules(const Procedure& procedure);

/// The ids of a dispute's readings, sorted.
std::vector<std::string> reading_ids(const Dispute& dispute);

/// The body's choice goes before the pack's. Questions it does not answer stay as they are.
void choose_readings(Procedure& procedure, const std::map<std::string, std::string>& readings);

/// One question with different answers is an error at the second rule.
void check_questions(const std::vector<const Procedure*>& procedures, Report& report);

/// How many rules go by the safest reading of each question, and readings that are only remembered:
/// one finding each, however many rules there are. `settled`: questions nobody need be reminded of.
void list_questions(const std::vector<const Procedure*>& procedures,
                    const std::vector<std::string>& settled, Report& report);

}  // namespace dutyd::rules
