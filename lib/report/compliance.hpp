// SPDX-License-Identifier: MIT
// How far a requirement is met, derived from the standing of what is linked to it. The words are
// those of the office's own audits; docs/reports.md has the whole derivation as a table. It only
// reads the record: an officer's judgement is set beside it, never mixed into it.
#pragma once

#include "lib/report/office.hpp"

namespace dutyd::report {

/// From worst to best where several are one; the order of the table in docs/reports.md.
enum class Compliance {
    not_met,
    not_shown,  // done, but nothing is recorded for an item of its checklist
    in_progress,
    open,        // to be done, and no day can be given
    next_steps,  // some of it done, the rest still to come
    planned,
    full_late,
    full,
    not_required,
    unlinked,  // nothing shows it: only an officer can say
};
/// "not-met", "next-steps": for programs.
std::string key(Compliance compliance);
/// "Not met", "Full, next steps", "Full and complete": as an audit says it.
std::string wording(Compliance compliance);

/// A duty, or an item of its checklist, that shows a requirement is met.
struct Proof {
    std::string name;            // as the audit has it: "police-and-crime-plan/issue"
    std::optional<DutyView> at;  // in the current matter of its procedure; none: no matter is open
    std::string title;
    std::string item;  // the item's id; empty: the duty itself
    Compliance compliance = Compliance::not_required;
    std::string because;            // "done on Fri 20 September 2024"
    std::optional<civil::Date> on;  // done, or recorded
    std::string evidence;
};

Proof duty_proof(const Office& office, const std::string& name);
Proof item_proof(const Office& office, const std::string& name);

struct Verdict {
    Compliance compliance = Compliance::unlinked;
    std::string detail;  // what it rests on, or what comes next
};
/// Several at once; `parts` are the verdicts of the rows under this one.
Verdict verdict(const Office& office, const std::vector<Proof>& proofs,
                const std::vector<Verdict>& parts);

/// What an officer's own words say, as far as they can be told: "Full Next Steps: awaiting
/// comments" is next_steps. Nothing if they cannot.
std::optional<Compliance> understand(const std::string& words);
/// Whether the two cannot both be right.
bool contradict(Compliance officer, Compliance derived);

}  // namespace dutyd::report
