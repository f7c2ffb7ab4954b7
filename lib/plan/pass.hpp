// SPDX-License-Identifier: MIT
// What the two passes over a matter share while a schedule is being worked out: what is required,
// which days each step may use, what has been worked out so far. Lives only inside schedule().
#pragma once

#include "lib/plan/pace.hpp"
#include "lib/plan/schedule.hpp"

#include <list>

namespace dutyd::plan {

/// Working days after a meeting during which an item whose papers were out may still have been
/// taken there, though nobody has recorded it.
inline constexpr int unrecorded_meeting_grace_days = 5;

/// Whether a duty counts at all, and how.
enum class Presence {
    required,
    absent,  // not required, waived, or its condition is not known yet: others see through it
    aside,   // continuous duties, powers: they neither wait nor hold anything up
};

/// Day sets with periods taken out, each made once: a matter's duties share a few.
class Calendars {
public:
    /// Lives as long as this object.
    const civil::OpenDays& of(const civil::DaySet& set, const std::vector<civil::Period>& left_out);

private:
    struct Made {
        std::vector<civil::Period> left_out;  // as it was asked for
        civil::OpenDays days;
    };
    std::list<Made> made_;
};

/// Per duty, prepared once before the passes.
struct Step {
    Presence presence = Presence::required;
    rules::Truth condition = rules::Truth::yes;
    bool done = false;  // done, and not void
    bool voided = false;
    std::optional<Pace> pace;
    std::vector<const Pause*> pauses;  // those that suspend one of its activities
    /// Days taken out of those on which the act may fall, by bars that have a beginning.
    std::vector<civil::Period> barred;
    const civil::OpenDays* unbarred = nullptr;  // every day but those
    std::vector<std::string> missing;           // facts its condition or bars need
    std::optional<civil::Date> expected;        // an item for a meeting: taken no earlier than this
    /// The last day everything it waits for may arrive; worked out by the backward pass.
    std::optional<civil::Date> arrive_by;
};

struct Pass {
    const Matter& matter;
    const Surroundings& around;
    Calendars calendars = {};
    const civil::OpenDays& office = calendars.of(around.office_days, {});
    std::vector<Step> steps = {};
    Schedule schedule = {};

    const rules::Duty& duty(DutyIndex i) const { return matter.network->duty(i); }
    const DutyRecord& record(DutyIndex i) const { return matter.records[i]; }
    Outcome& outcome(DutyIndex i) { return schedule.outcomes[i]; }
    civil::Date today() const { return around.now.date; }
};

/// The last day of a pause as planning may assume it: its own, or for an open one no earlier than
/// today.
civil::Period closed_pause(const Pause& pause, civil::Date today);

/// Puts `when` off to `by` if that is later as far as can be known; unknown is later than
/// everything.
void put_off(rules::When& when, const rules::When& by);

/// A gate's lag: no office calendar on the days it may end.
Pace lag_pace(Pass& pass, const rules::Duration& lag);

/// The usable slots of a bound duty: right calendar, right kind.
bool suits(const rules::MeetingBinding& binding, const MeetingSlot& slot);
/// The last day papers can make this meeting; the meeting's own day where its chair accepts
/// urgency.
civil::Date papers_day(const MeetingSlot& slot, const DutyRecord& record);

bool may_fall_on(const Step& step, civil::Date date);
BarOutcome work_out_bar(const rules::Bar& bar, const Surroundings& around);
std::vector<std::string> missing_for(const BarOutcome& bar, const Surroundings& around);
/// Whether an act on that day is one the law bars, as far as is known.
bool is_barred(const Outcome& outcome, civil::Date date);

void prepare_steps(Pass& pass);
void work_out_limits(Pass& pass);
void run_forward(Pass& pass);
void run_backward(Pass& pass);
void judge(Pass& pass);

}  // namespace dutyd::plan
