// SPDX-License-Identifier: MIT
// Packs as values: procedures of statutory duties with their citations, parsed from TOML texts and
// checked. A Pack that exists is sound: every expression parses, every name it uses is declared, no
// gate runs in a circle, every duty cites its law. docs/pack-format.md is the format's reference.
#pragma once

#include "lib/base/diagnostic.hpp"
#include "lib/rules/condition.hpp"
#include "lib/rules/expression.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::rules {

/// How a citation was checked (law.md 0.1). Rules known from memory alone ship switched off.
enum class Verification { text, guidance, secondary, memory, doubtful };

struct Citation {
    std::string cite;  // "PRSRA 2011 s.5(6)(f)"
    Verification verified = Verification::text;
    std::optional<civil::Date> on;  // the day it was last checked
    std::string note;
};

/// "2 working days", "3 weeks", "10 days", "1 month". Working days are the body's own unless
/// `day_set` names another. Zero is the default: done the day its predecessors are.
struct Duration {
    enum class Unit { days, working_days, months };
    int n = 0;
    Unit unit = Unit::days;
    std::string day_set;
};
Result<Duration> parse_duration(std::string_view text, const Place& where = {});
std::string text(const Duration& duration);

/// A gate: this duty may not be done before `duty` is. A soft gate only warns. `duty` names a duty
/// of the same procedure, or "procedure/duty" of the body's matter of that procedure.
struct Edge {
    std::string duty;
    Duration lag;
    bool soft = false;
    Place where;
    /// Added by the body's overlay: policy of the office, so doing it first is not unlawful.
    bool from_overlay = false;
};

/// DESIGN.md section 2. `asap` has no number in law and is never met by an outer limit;
/// `reasonable` has no number but a policy floor; `entered` is a date another body sets (a fact);
/// `with` must be done the same day as `partner`; `window` also has an opening; `automatic` happens
/// by force of law.
enum class LimitKind { hard, asap, reasonable, entered, with, window, automatic, on_day };
std::string text(LimitKind kind);

/// What missing a limit means (law.md section 16); sets an alert's severity.
enum class Gravity { minor, serious, grave };

/// One statement of a rule where the law gives several: a dated version of it, or one reading of
/// disputed words. A version says what it applies to and when it is in force; a reading has an id,
/// by which a body chooses it.
struct Alternative {
    std::string id = {};
    std::string title = {};
    std::optional<Condition> when = {};
    std::optional<civil::Date> in_force_from = {};
    std::optional<civil::Date> in_force_to = {};
    std::optional<Expression> rule = {};
    std::optional<Expression> opens = {};  // window only
    std::vector<Citation> law = {};
    Place where = {};
};

/// Disputed words: what lawyers ask, the answers, and which one counts. Unless a pack or a body has
/// chosen, it is the safest: the earliest for a limit, the latest for a bar.
struct Dispute {
    std::string question = {};  // "month-beginning-with"; the same question may stand at many rules
    std::vector<Alternative> readings = {};
    std::string chosen = {};  // a reading's id; empty: the safest
};

/// REQUIRES: exactly one of `rule`, `versions` and `dispute.readings` where its kind needs a rule.
struct Limit {
    LimitKind kind = LimitKind::hard;
    std::optional<Expression> rule;   // last lawful day; for asap: the day the duty begins to press
    std::optional<Expression> opens;  // window only: first lawful day
    std::string partner;              // with only: the other duty
    std::vector<Citation> law;
    bool directory = false;  // late is not invalid for lateness alone
    Gravity gravity = Gravity::serious;
    std::string missing;  // what missing it means, for people
    Place where;
    std::optional<Condition> when = {};  // it runs only if this holds
    std::vector<Alternative> versions = {};
    Dispute dispute = {};
};

/// Days on which the duty may not be done: before `until`, or from `from` until the day before
/// `until`. Acting then is unlawful, or treated as not done. Without `until` there is no end in
/// sight; while `from` is not known nothing is barred.
struct Bar {
    enum class Effect { unlawful, not_done };
    std::optional<Expression> until;
    Effect effect = Effect::unlawful;
    std::string why;
    std::vector<Citation> law;
    Place where = {};
    std::optional<Expression> from = {};
    std::optional<Condition> when = {};  // it bars only if this holds
    Dispute dispute = {};                // readings of `until`
};

/// The duty is done at a meeting of this calendar, of one of these kinds (empty: any).
struct MeetingBinding {
    std::string calendar;
    std::vector<std::string> kinds;
    Place where = {};
};

struct ChecklistItem {
    std::string id;
    std::string title;
    std::vector<Citation> law;
};

enum class DutyKind { limit, gate, soft_gate, continuous, power, automatic };

struct Duty {
    std::string id;
    std::string title;
    std::string bearer;  // a party: "commissioner", "panel", "chief-constable", ...
    std::string owner;   // a role in the office; empty: nobody yet (a finding)
    std::vector<Citation> law;
    DutyKind kind = DutyKind::gate;
    std::vector<Edge> after;
    std::vector<Limit> limits;
    std::vector<Bar> bars;
    std::optional<Expression> target;
    std::optional<Expression> expect;  // other bodies' duties: when it is expected
    Duration takes;
    std::vector<std::string> activities;  // what a pause may suspend
    std::optional<MeetingBinding> meeting;
    std::optional<Condition> when;  // not required unless it holds
    std::vector<std::string> may_be_done_by;
    std::vector<Duration> lead;  // warn this long before target and limit; empty: the body's ladder
    std::optional<int> slack_threshold;  // working days
    std::vector<ChecklistItem> checklist;
    std::string assurance;
    std::string evidence;
    bool from_overlay = false;
    Place where;
    /// What the office assumes about durations and days, in its own words; never law.
    std::string assumption = {};

    /// The office itself does it (its bearer is one of the body's own parties), so its days are the
    /// office's working days.
    bool by_office = true;
};

/// A duty that is switched off, and why.
struct OffDuty {
    Duty duty;
    std::string reason;
};

/// What the law takes to have happened on the record so far: the first of a fact's derivations
/// whose condition holds gives its value. Whatever somebody records instead rebuts it.
struct Derivation {
    std::optional<Condition> when = {};
    std::optional<Expression> is = {};  // for a date
    std::string word = {};              // for a yes-no or a text
    std::string why = {};
    std::vector<Citation> law = {};
    Place where = {};
};

/// A fact a procedure reads: its name, what it is and who finds it out.
struct FactDeclaration {
    enum class Kind { date, period, yes_no, number, text };
    enum class Scope { matter, body, shared };
    std::string name;  // "election.poll"
    std::string title;
    Kind kind = Kind::date;
    Scope scope = Scope::matter;
    std::string owner;
    bool required = false;  // must be given when the matter opens
    /// The fact is the day this duty was done; nobody records it separately. "issue" is a duty of
    /// the same procedure; "police-and-crime-plan/issue" one of the body's matters of that
    /// procedure, the latest in which it was done.
    std::string duty = {};
    std::vector<std::string> values = {};  // text facts: the only words allowed; empty: any
    Place where = {};
    std::vector<Derivation> derived = {};
    /// A body's fact that every round of elections brings anew (the declaration of acceptance): a
    /// matter does not read what was recorded before its own occasion.
    bool renewed = false;
    /// The body's fact of which this is the end ("incapacity.began"): a matter that it opened reads
    /// the end of its own incapacity, never that of a later one. Empty: it ends nothing.
    std::string ends = {};
};

/// Days the law leaves out of a count, as `ignoring NAME` means it.
struct IgnoredPeriods {
    std::string name;  // "post-election-period"
    Expression first;
    Expression last;  // unknown while the period is open
    std::optional<Condition> when;
    std::vector<Citation> law;
    Place where = {};
};

/// How matters of a procedure come to be.
struct Opening {
    enum class Kind {
        by_hand,
        on_fact,      // when the first of `occasions` is recorded
        each_period,  // for each `unit` of the body, `ahead` of time
        every,        // every `months` after the fact `occasions.front()`, counted from that day
    };
    enum class Unit { year, financial_year, quarter, month };
    Kind kind = Kind::by_hand;
    std::vector<std::string> occasions = {};
    Unit unit = Unit::financial_year;
    int months = 0;
    /// The fact that holds the period, or the day, the matter is for: "accounts.year".
    std::string bound = {};
    std::optional<Condition> when = {};
    Place where = {};
};

struct Procedure {
    std::string id;
    std::string title;
    std::string pack;
    /// The matter's name: "plan-{year}", see matter_name.hpp.
    std::string matter_name;
    std::vector<FactDeclaration> facts;
    std::vector<IgnoredPeriods> ignored;
    std::vector<Duty> duties;
    std::string file;
    /// The one matter an overlay made this version for ("plan-2024"); empty: every matter.
    std::string applies_to = {};
    Opening opening = {};
    /// How long before its period or day begins a recurring matter opens.
    Duration ahead = {24, Duration::Unit::months, {}};
    /// How long after its period or day the duties of a recurring matter still run: a body that is
    /// tracked from later than the period, but within this time, still opens it.
    Duration runs_on = {};
    std::string successor = {};  // who inherits its duties when the body ends
    /// Written down, so that a register can name them, and never computed with.
    std::vector<OffDuty> switched_off = {};

    const Duty* find(std::string_view duty_id) const;
};

/// Somebody the law puts duties on, or who acts: "commissioner", "panel", "chief-constable".
struct Party {
    std::string id;
    std::string title;
};

/// A post in the office that answers for duties: "chief-executive".
struct Role {
    std::string id;
    std::string title;
    std::string deputy = {};  // the role that stands in while its holders are away; of bodies only
};

/// A kind of work a pause may suspend: "public-engagement".
struct Activity {
    std::string id;
    std::string title;
};

/// A pre-election period as the office expects it when a poll is recorded, until somebody says when
/// it really begins. Policy: it suspends activities and never moves a limit.
struct PauseTemplate {
    std::string id;  // "pcc-election"; the pause itself is "pcc-election-2024-05-02"
    std::string title;
    std::vector<std::string> elections;  // kinds of election that bring it
    std::optional<Expression> first;     // none: only the office can say
    std::optional<Expression> last;      // none: open until it is said
    std::vector<std::string> activities;
    std::vector<Citation> law;
    Place where = {};
};

/// An election the law itself fixes ahead of time, and what may come of it.
struct ScheduledElection {
    std::string kind;
    Expression poll;
    std::string status;  // "scheduled by law; the government intends abolition"
    std::string source;
    std::vector<Citation> law;
    Place where = {};
};

struct Pack {
    std::string id;
    std::string title;
    std::string version;
    std::optional<civil::Date> in_force_from;
    std::optional<civil::Date> in_force_to;
    std::optional<civil::Date> verified_until;
    std::vector<Procedure> procedures;
    Diagnostics findings;
    std::vector<Party> parties = {};
    std::vector<Role> roles = {};
    std::vector<Activity> activities = {};
    /// Facts and ignored periods that more than one procedure reads; each procedure has its own
    /// copy of those it uses.
    std::vector<FactDeclaration> facts = {};
    std::vector<IgnoredPeriods> ignored = {};
    std::vector<PauseTemplate> pauses = {};
    std::vector<ScheduledElection> elections = {};
    /// The fact whose day is the body's last ("abolition.day"); limits after it pass to successors.
    std::string ends_with = {};
    std::string successor = {};  // who inherits what no procedure says otherwise
};

}  // namespace dutyd::rules
