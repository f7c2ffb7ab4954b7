// SPDX-License-Identifier: MIT
// The forward pass: the earliest day each duty can now be done, and what sets it.
#include "lib/plan/pass.hpp"

#include <algorithm>

namespace dutyd::plan {

using civil::Date;
using rules::Bound;
using rules::LimitKind;
using rules::When;

namespace {

/// A date under construction: the latest of what holds it, and which of those is the latest.
struct Arrival {
    When when;
    std::vector<Reason> reasons;

    /// `reason` makes the reason, if it is one.
    template <class MakeReason>
    void hold(const When& by, MakeReason reason) {
        const bool decides =
            when.bound != Bound::unknown && (by.bound == Bound::unknown || *by.date > *when.date);
        put_off(when, by);
        if (!decides) return;
        reasons.clear();
        reasons.push_back(reason());
    }
};

/// When a predecessor lets go, its lag over.
std::optional<Date> lets_go(Pass& pass, const When& from, const Link& link) {
    if (link.lag.n == 0 || !from.date) return from.date;
    const auto end = lag_pace(pass, link.lag).finish(*from.date);
    return end ? end : from.date;
}

void hold_by_predecessors(Pass& pass, DutyIndex i, Arrival& arrival) {
    for (const Link& link : pass.matter.network->before(i)) {
        if (pass.steps[link.other].presence == Presence::aside) continue;
        const When& from = pass.outcome(link.other).forecast;
        const auto date = lets_go(pass, from, link);
        const auto reason = [&] {
            return Reason{Reason::Kind::predecessor, link.other, "", date, 0};
        };
        if (date == from.date) {
            arrival.hold(from, reason);
        } else {
            When lagged = from;
            lagged.date = date;
            arrival.hold(lagged, reason);
        }
    }
}

void hold_by_bars(const Outcome& outcome, Arrival& arrival) {
    for (const BarOutcome& bar : outcome.bars) {
        if (bar.bar->from || bar.applies != rules::Truth::yes) continue;
        arrival.hold(bar.until, [&] {
            return Reason{Reason::Kind::bar, std::nullopt, bar.bar->why, bar.until.date, 0};
        });
    }
    for (const LimitOutcome& limit : outcome.limits) {
        if (!limit.opens) continue;
        arrival.hold(*limit.opens, [&] {
            return Reason{Reason::Kind::bar, std::nullopt, "the window opens", limit.opens->date,
                          0};
        });
    }
}

/// When the pack or the office expects it; unknown if neither says.
When expected_day(const Pass& pass, const rules::Duty& duty) {
    if (!duty.expect) return {};
    const auto when = rules::evaluate(*duty.expect, pass.around.facts);
    return when ? *when : When{};
}

void hold_by_expectation(const When& expected, Arrival& arrival) {
    if (!expected.date) return;
    arrival.hold(expected, [&] {
        return Reason{Reason::Kind::expected, std::nullopt, "", expected.date, 0};
    });
}

/// The day the papers are ready: when the last of what comes before was, or will be, done.
Date papers_ready(Pass& pass, DutyIndex i) {
    std::optional<Date> ready;
    for (const Link& link : pass.matter.network->before(i)) {
        if (pass.steps[link.other].presence == Presence::aside) continue;
        const auto from = lets_go(pass, pass.outcome(link.other).forecast, link);
        if (from && (!ready || *from > *ready)) ready = from;
    }
    return ready.value_or(pass.today());
}

bool all_done_before(const Pass& pass, DutyIndex i) {
    const auto links = pass.matter.network->before(i);
    return std::all_of(links.begin(), links.end(), [&](const Link& link) {
        return link.soft || pass.steps[link.other].done ||
               pass.steps[link.other].presence != Presence::required;
    });
}

/// A meeting that has taken place stays the item's for a while if its papers were out: nobody may
/// have recorded it yet, and a missing record is a reason to ask, not proof that it was not taken.
bool still_counts(const Pass& pass, DutyIndex i, const MeetingSlot& slot) {
    if (slot.date >= pass.today()) return true;
    return all_done_before(pass, i) &&
           pass.office.count(slot.date, pass.today()) <= unrecorded_meeting_grace_days;
}

/// The barred days that an act was kept from; while a bar has no end in sight, neither has what it
/// keeps.
void note_bars(const Pass& pass, DutyIndex i, Date from, Arrival& arrival) {
    const Outcome& outcome = pass.schedule.outcomes[i];
    for (const BarOutcome& bar : outcome.bars) {
        const auto days = bar.bar->from ? bar.certain_days(pass.today()) : std::nullopt;
        if (!days || !arrival.when.date || *arrival.when.date < days->first) continue;
        if (!bar.days()->last) arrival.when.bound = Bound::not_before;
        if (*days->last < from) continue;
        const Date lawful = *days->last + civil::Days{1};
        arrival.reasons.push_back({Reason::Kind::bar, std::nullopt, bar.bar->why, lawful, 0});
    }
}

/// The first meeting whose papers can still be made, or were.
void land_on_meeting(Pass& pass, DutyIndex i, Arrival& arrival) {
    Outcome& outcome = pass.outcome(i);
    const rules::MeetingBinding& binding = *pass.duty(i).meeting;
    if (!arrival.when.date) return;
    const Date papers = papers_ready(pass, i);
    const bool held_up = *arrival.when.date > pass.today();  // by a bar, or by what comes before
    const Date from = held_up ? *arrival.when.date : papers;
    for (const MeetingSlot& slot : pass.around.meetings) {
        if (!suits(binding, slot) || slot.date < from || !still_counts(pass, i, slot)) continue;
        if (!may_fall_on(pass.steps[i], slot.date)) continue;
        if (papers_day(slot, pass.record(i)) < papers) continue;
        outcome.meeting = slot.id;
        outcome.papers_deadline = papers_day(slot, pass.record(i));
        arrival.when.date = std::max(slot.date, pass.today());
        arrival.reasons.push_back({Reason::Kind::meeting, std::nullopt, slot.id, slot.date, 0});
        note_bars(pass, i, papers, arrival);
        return;
    }
    arrival.when = When::unknown("a usable " + binding.calendar + " meeting");
    arrival.reasons.push_back({Reason::Kind::unknown, std::nullopt,
                               "no known " + binding.calendar + " meeting can still be made",
                               std::nullopt, 0});
}

/// Working days of the step's own calendar that pauses took between its start and its end.
void note_pauses(Pass& pass, DutyIndex i, Date start, Arrival& arrival) {
    Outcome& outcome = pass.outcome(i);
    for (const Pause* pause : pass.steps[i].pauses) {
        const civil::Period days = closed_pause(*pause, pass.today());
        const Date from = std::max(start, days.first - civil::Days{1});
        const Date to = std::min(*arrival.when.date, *days.last);
        // An open pause may swallow any day from its first on, also those before a later start.
        const bool may_grow = pause->days.is_open() && *arrival.when.date >= days.first;
        if (may_grow) arrival.when.bound = Bound::not_before;
        if (to <= from) continue;
        const int lost = pass.office.count(from, to);
        if (lost == 0) continue;
        outcome.paused_days += lost;
        outcome.paused_by.push_back(pause->id);
        arrival.reasons.push_back({Reason::Kind::pause, std::nullopt, pause->id, days.last, lost});
    }
}

/// The office's own step: its length counted from its start on unpaused days.
void take_time(Pass& pass, DutyIndex i, Arrival& arrival) {
    if (!arrival.when.date) return;
    const Pace& pace = *pass.steps[i].pace;
    const DutyRecord& record = pass.record(i);
    const Date ready = *arrival.when.date;
    Date start = ready;
    std::optional<Date> end;
    if (record.started) {
        start = *record.started;
        end = pace.finish(start);
        if (end && *end >= ready) {
            arrival.reasons = {
                {Reason::Kind::started, std::nullopt, "", start, pass.duty(i).takes.n}};
        } else {
            end = pass.calendars.of(pass.around.office_days, pass.steps[i].barred)
                      .first_on_or_after(ready);
        }
    } else {
        end = pace.finish(start);
    }
    pass.outcome(i).earliest_start = start;
    if (!end) {
        arrival.when = When::unknown("a day within the calendars");
        return;
    }
    arrival.when.date = end;
    note_pauses(pass, i, start, arrival);
    note_bars(pass, i, start, arrival);
}

/// Another body's duty: expected when the pack says, else by its limit, never before it can be.
void expect_others(Pass& pass, DutyIndex i, Arrival& arrival) {
    const rules::Duty& duty = pass.duty(i);
    const Outcome& outcome = pass.outcome(i);
    if (duty.takes.n > 0 || pass.record(i).started) return take_time(pass, i, arrival);
    hold_by_expectation(duty.expect ? expected_day(pass, duty) : outcome.limit, arrival);
    if (!arrival.when.date) return;
    const Date before = *arrival.when.date;
    arrival.when.date = pass.steps[i].unbarred->first_on_or_after(before);
    note_bars(pass, i, before, arrival);
}

void arrive(Pass& pass, DutyIndex i) {
    Outcome& outcome = pass.outcome(i);
    const Step& step = pass.steps[i];
    const rules::Duty& duty = pass.duty(i);
    Arrival arrival{When::exact(pass.today()), {}};
    arrival.reasons.push_back({Reason::Kind::now, {}, "", pass.today(), 0});
    hold_by_predecessors(pass, i, arrival);
    if (step.presence == Presence::absent) {
        outcome.forecast = std::move(arrival.when);
        return;
    }
    hold_by_bars(outcome, arrival);
    const bool partnered =
        std::any_of(duty.limits.begin(), duty.limits.end(),
                    [](const rules::Limit& limit) { return limit.kind == LimitKind::with; });
    if (duty.kind == rules::DutyKind::automatic) {
        arrival.when = outcome.limit;
        arrival.reasons = {{Reason::Kind::limit, {}, "", outcome.limit.date, 0}};
    } else if (duty.meeting) {
        // A budget is not laid before the meeting of a year earlier, though nothing forbids it.
        const When expected = expected_day(pass, duty);
        pass.steps[i].expected = expected.date;
        hold_by_expectation(expected, arrival);
        land_on_meeting(pass, i, arrival);
    } else if (!partnered) {
        duty.by_office ? take_time(pass, i, arrival) : expect_others(pass, i, arrival);
    }
    outcome.forecast = std::move(arrival.when);
    outcome.forecast_reasons = std::move(arrival.reasons);
}

void settle_done(Pass& pass, DutyIndex i) {
    Outcome& outcome = pass.outcome(i);
    const DutyRecord& record = pass.record(i);
    outcome.forecast = When::exact(*record.done, record.done_at);
    outcome.forecast_reasons = {{Reason::Kind::done, {}, "", record.done, 0}};
    if (!pass.duty(i).meeting) return;
    for (const MeetingSlot& slot : pass.around.meetings) {
        if (suits(*pass.duty(i).meeting, slot) && slot.date == *record.done)
            outcome.meeting = slot.id;
    }
}

}  // namespace

void run_forward(Pass& pass) {
    for (std::size_t n = 0; n < pass.steps.size(); ++n) {
        const auto i = static_cast<DutyIndex>(n);
        if (pass.steps[i].presence == Presence::aside) continue;
        if (pass.steps[i].done) {
            settle_done(pass, i);
        } else {
            arrive(pass, i);
        }
    }
}

}  // namespace dutyd::plan
