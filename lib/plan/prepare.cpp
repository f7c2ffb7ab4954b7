// SPDX-License-Identifier: MIT
// Before the passes: which duties count, which days each may use, which bars hold it.
#include "lib/plan/alternatives.hpp"
#include "lib/plan/pass.hpp"

#include <algorithm>

namespace dutyd::plan {

using civil::Date;
using civil::OpenDays;
using civil::Period;
using rules::Bound;
using rules::DutyKind;
using rules::Truth;
using rules::When;

Period closed_pause(const Pause& pause, Date today) {
    return {pause.days.first, pause.days.last.value_or(std::max(today, pause.days.first))};
}

void put_off(When& when, const When& by) {
    if (when.bound == Bound::unknown) {
        when.missing.insert(when.missing.end(), by.missing.begin(), by.missing.end());
        return;
    }
    if (by.bound == Bound::unknown) {
        const std::vector<std::string> missing = std::move(when.missing);
        when = by;
        when.missing.insert(when.missing.end(), missing.begin(), missing.end());
        return;
    }
    const bool provisional = when.provisional || by.provisional;
    const bool exact = when.bound == Bound::exact && by.bound == Bound::exact;
    if (*by.date > *when.date) when = by;
    when.provisional = provisional;
    if (!exact) when.bound = Bound::not_before;
}

const civil::OpenDays& Calendars::of(const civil::DaySet& set,
                                     const std::vector<Period>& left_out) {
    for (const Made& made : made_) {
        const bool same_set = &made.days.day_set().tables() == &set.tables();
        if (same_set && made.left_out == left_out) return made.days;
    }
    return made_.emplace_back(Made{left_out, OpenDays(set, left_out)}).days;
}

bool suits(const rules::MeetingBinding& binding, const MeetingSlot& slot) {
    if (slot.calendar != binding.calendar) return false;
    return binding.kinds.empty() ||
           std::find(binding.kinds.begin(), binding.kinds.end(), slot.kind) != binding.kinds.end();
}

Date papers_day(const MeetingSlot& slot, const DutyRecord& record) {
    return record.urgency.count(slot.id) > 0 ? slot.date : slot.papers_deadline;
}

namespace {

const civil::DaySet& counted_days(const rules::Duration& length, const Surroundings& around) {
    if (length.unit != rules::Duration::Unit::working_days) return civil::DaySet::every_day();
    const civil::DaySet* named =
        length.day_set.empty() ? nullptr : around.facts.day_set(length.day_set);
    return named != nullptr ? *named : around.office_days;
}

bool suspends(const Pause& pause, const rules::Duty& duty) {
    return std::any_of(duty.activities.begin(), duty.activities.end(), [&](const auto& activity) {
        return std::find(pause.activities.begin(), pause.activities.end(), activity) !=
               pause.activities.end();
    });
}

/// Work rests while it is paused; while it is barred it may go on, but not come to its end.
Pace pace_of(Pass& pass, const rules::Duty& duty, const Step& step) {
    std::vector<Period> paused;
    for (const Pause* pause : step.pauses) paused.push_back(closed_pause(*pause, pass.today()));
    std::vector<Period> not_on = paused;
    not_on.insert(not_on.end(), step.barred.begin(), step.barred.end());
    const civil::DaySet& ending =
        duty.by_office ? pass.around.office_days : civil::DaySet::every_day();
    return {duty.takes, pass.calendars.of(counted_days(duty.takes, pass.around), paused),
            pass.calendars.of(ending, not_on)};
}

Presence presence_of(const rules::Duty& duty, const DutyRecord& record, Truth condition) {
    if (duty.kind == DutyKind::continuous || duty.kind == DutyKind::power) return Presence::aside;
    if (record.done) return Presence::required;
    return record.waived || condition != Truth::yes ? Presence::absent : Presence::required;
}

void add_bars(Pass& pass, DutyIndex i, Step& step) {
    for (const rules::Bar& bar : pass.duty(i).bars) {
        BarOutcome outcome = work_out_bar(bar, pass.around);
        for (std::string& fact : missing_for(outcome, pass.around)) {
            step.missing.push_back(std::move(fact));
        }
        const auto barred = bar.from ? outcome.certain_days(pass.today()) : std::nullopt;
        if (barred) step.barred.push_back(*barred);
        pass.outcome(i).bars.push_back(std::move(outcome));
    }
}

/// An act on a day whose bar makes it "not done" leaves the duty open.
bool is_void(const Outcome& outcome, const DutyRecord& record) {
    const auto& bars = outcome.bars;
    return record.done && std::any_of(bars.begin(), bars.end(), [&](const BarOutcome& bar) {
               const auto days = bar.days();
               return bar.bar->effect == rules::Bar::Effect::not_done && days &&
                      days->contains(*record.done);
           });
}

Step prepare_step(Pass& pass, DutyIndex i) {
    const rules::Duty& duty = pass.duty(i);
    const DutyRecord& record = pass.record(i);
    Step step;
    if (duty.when) {
        step.condition = rules::holds(*duty.when, pass.around.fact_text);
        if (step.condition == Truth::unknown) {
            step.missing = unknown_facts(*duty.when, pass.around.fact_text);
        }
    }
    step.presence = presence_of(duty, record, step.condition);
    for (const Pause& pause : pass.around.pauses) {
        if (suspends(pause, duty)) step.pauses.push_back(&pause);
    }
    add_bars(pass, i, step);
    step.unbarred = &pass.calendars.of(civil::DaySet::every_day(), step.barred);
    step.pace = pace_of(pass, duty, step);
    step.voided = is_void(pass.outcome(i), record);
    step.done = record.done && !step.voided;
    return step;
}

}  // namespace

Pace lag_pace(Pass& pass, const rules::Duration& lag) {
    return {lag, pass.calendars.of(counted_days(lag, pass.around), {}),
            pass.calendars.of(civil::DaySet::every_day(), {})};
}

void prepare_steps(Pass& pass) {
    const std::size_t count = pass.matter.network->size();
    pass.steps.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        pass.steps.push_back(prepare_step(pass, static_cast<DutyIndex>(i)));
    }
}

}  // namespace dutyd::plan
