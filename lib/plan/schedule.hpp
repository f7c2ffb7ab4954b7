// SPDX-License-Identifier: MIT
// The schedule of a matter: limits, forecast, latest safe date, slack, standing and risk of every
// duty, each with its reason. A pure function of the matter's records, its facts and calendars, the
// pauses, the meetings and now; the same input gives the same schedule on any machine. Limits never
// move with pauses or weekends. DESIGN.md section 4.
#pragma once

#include "lib/civil/open_days.hpp"
#include "lib/plan/matter.hpp"
#include "lib/rules/expression.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace dutyd::plan {

enum class Standing {
    not_required,
    waiting,      // for a predecessor, a fact or a bar
    ready,        // may be started now
    in_progress,  // started
    paused,       // could go on but for a pause
    done,
    done_late,
    waived,
    voided,  // void: done before the law allowed, and treated as not done
};
std::string text(Standing standing);

/// A set, since several can hold at once. `on_track` is the absence of all others.
enum class Risk : unsigned {
    slipping = 1U << 0U,      // forecast past the target or the first plan
    at_risk = 1U << 1U,       // slack at or under the threshold
    unreachable = 1U << 2U,   // forecast past the limit or the latest safe date's limit
    overdue = 1U << 3U,       // target passed
    breached = 1U << 4U,      // limit passed; never clears itself
    out_of_order = 1U << 5U,  // done before its gate
    too_early = 1U << 6U,     // done before its bar
};
using Risks = unsigned;
inline bool has(Risks risks, Risk risk) {
    return (risks & static_cast<unsigned>(risk)) != 0;
}
std::vector<std::string> risk_names(Risks risks);  // "on track" if none

/// Why a date is what it is: one step of a driving chain.
struct Reason {
    enum class Kind {
        now,          // nothing holds it but today
        done,         // it was done that day
        started,      // counted from its start
        predecessor,  // `other` sets it
        bar,          // the first lawful day
        meeting,      // the meeting `label`
        pause,        // a pause moved it
        expected,     // another body is expected to do it then
        limit,        // a limit (its own, or `other`'s through the chain)
        successor,    // `other` must still fit behind it
        partner,      // same day as `other`
        unknown,      // a fact or meeting is not known
    };
    Kind kind = Kind::now;
    std::optional<DutyIndex> other;
    std::string label;
    std::optional<civil::Date> date;
    int days = 0;  // working days of the pause that were lost, or of the duty's own length
    friend bool operator==(const Reason&, const Reason&) = default;
};

/// How one version of a rule, or one reading of disputed words, comes out.
struct AlternativeOutcome {
    std::size_t index = 0;  // among the rule's versions or readings
    rules::When date;
    std::optional<rules::When> opens;
    rules::Truth applies = rules::Truth::yes;
    bool in_force = true;
    bool counts = false;
    std::string problem;
    friend bool operator==(const AlternativeOutcome&, const AlternativeOutcome&) = default;
};

struct LimitOutcome {
    std::size_t limit = 0;  // index in the duty's list
    rules::When date;
    std::optional<rules::When> opens;
    bool overridden = false;
    std::string problem;                    // why it has no day, in words
    rules::Truth runs = rules::Truth::yes;  // its condition, if it has one
    std::vector<std::string> missing = {};  // facts without which it cannot be said
    std::vector<AlternativeOutcome> versions = {};
    std::vector<AlternativeOutcome> readings = {};
    friend bool operator==(const LimitOutcome&, const LimitOutcome&) = default;
};

/// On which days a duty may not be done, as far as is known.
struct BarOutcome {
    const rules::Bar* bar = nullptr;
    rules::Truth applies = rules::Truth::yes;  // its condition, if it has one
    rules::When until;                         // unknown: no end in sight, if it has begun
    std::optional<rules::When> from;           // none: from the beginning of time
    std::vector<AlternativeOutcome> readings = {};
    std::string problem = {};

    /// The barred days; one that may end later than is known now is open. Nothing while it is not
    /// known that any day is barred.
    std::optional<civil::Period> days() const;
    /// The days that are barred for certain: an open bar ends no earlier than today.
    std::optional<civil::Period> certain_days(civil::Date today) const;
    friend bool operator==(const BarOutcome&, const BarOutcome&) = default;
};

struct Outcome {
    /// It counts: not waived, and its condition, if it has one, is known to hold. Others see
    /// through a duty that does not.
    bool counts = true;
    std::vector<LimitOutcome> limits;
    std::vector<BarOutcome> bars;
    /// The last lawful day: the earliest of its limits that have a number. Unknown if none has.
    rules::When limit;
    rules::When forecast;
    std::vector<Reason> forecast_reasons;
    std::optional<civil::Date> earliest_start;
    std::optional<civil::Date> latest_safe;
    std::vector<Reason> latest_safe_reasons;
    std::optional<int>
        slack;  // working days of the office in (forecast, latest safe]; negative if later
    std::optional<civil::Date> start_by;  // last day to start and still make the latest safe date
    std::optional<civil::Date> target;
    std::optional<std::string> meeting;               // id of the meeting it lands on
    std::optional<std::string> last_usable_meeting;   // id of the last that still works
    std::optional<civil::Date> papers_deadline;       // of `meeting`
    std::optional<civil::Date> last_papers_deadline;  // of `last_usable_meeting`
    int paused_days = 0;                              // working days its forecast lost to pauses
    std::vector<std::string> paused_by;
    Standing standing = Standing::waiting;
    std::string waiting_for;
    Risks risks = 0;
    std::vector<DutyIndex> missed_gates;  // hard gates not done when it was
    std::vector<std::string> missing_facts;
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

struct Schedule {
    std::vector<Outcome> outcomes;  // by DutyIndex
    friend bool operator==(const Schedule&, const Schedule&) = default;
};

/// The world around a matter, as the engine lays it out for the scheduler.
struct Surroundings {
    const rules::Environment& facts;
    /// A fact as a condition reads it.
    rules::FactText fact_text;
    civil::DaySet office_days;
    /// Pauses that apply to the body.
    std::span<const Pause> pauses;
    /// Meetings of the body, in date order.
    std::span<const MeetingSlot> meetings;
    int slack_threshold = 10;
    civil::Moment now;
};

Schedule schedule(const Matter& matter, const Surroundings& around);

}  // namespace dutyd::plan
