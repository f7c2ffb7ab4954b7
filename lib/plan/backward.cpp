// SPDX-License-Identifier: MIT
// The backward pass, the exact adjoint of the forward one: the last day each duty can be finished
// without making a later limit unreachable, and the meeting that is the last that still works.
#include "lib/plan/pass.hpp"

#include <algorithm>

namespace dutyd::plan {

using civil::Date;
using rules::LimitKind;

namespace {

struct Latest {
    std::optional<Date> date;
    std::vector<Reason> reasons;

    /// `reason` makes the reason, if it is one.
    template <class MakeReason>
    void cap(std::optional<Date> by, MakeReason reason) {
        if (!by || (date && *by >= *date)) return;
        date = by;
        reasons.clear();
        reasons.push_back(reason());
    }
};

/// The last meeting the duty could land on and still be in time by `end`, and the last day on which
/// papers for any such meeting can still go out. As in the forward pass, a meeting before the duty
/// is expected is not one of them: where next year's meetings are not known, this year's are no
/// reason to hurry.
struct LastMeeting {
    const MeetingSlot* slot = nullptr;
    std::optional<Date> papers;
};

LastMeeting last_usable(const Pass& pass, DutyIndex i, Date end) {
    LastMeeting last;
    for (const MeetingSlot& slot : pass.around.meetings) {
        if (!suits(*pass.duty(i).meeting, slot) || slot.date > end) continue;
        if (!may_fall_on(pass.steps[i], slot.date)) continue;
        if (pass.steps[i].expected && slot.date < *pass.steps[i].expected) continue;
        const Date papers = papers_day(slot, pass.record(i));
        last.slot = &slot;
        last.papers = last.papers ? std::max(*last.papers, papers) : papers;
    }
    return last;
}

/// The last day everything a duty waits for may arrive, given the last day it may itself be
/// finished.
std::optional<Date> latest_arrival(const Pass& pass, DutyIndex i, const Outcome& outcome) {
    if (!outcome.latest_safe) return std::nullopt;
    const rules::Duty& duty = pass.duty(i);
    if (outcome.last_papers_deadline) return outcome.last_papers_deadline;
    if (outcome.start_by) return outcome.start_by;
    const bool plain = pass.record(i).started || (!duty.by_office && duty.takes.n == 0);
    return plain ? outcome.latest_safe : pass.steps[i].pace->latest_start(*outcome.latest_safe);
}

void cap_by_successors(Pass& pass, DutyIndex i, Latest& latest) {
    for (const Link& link : pass.matter.network->after(i)) {
        const Step& step = pass.steps[link.other];
        if (step.done || step.presence == Presence::aside) continue;
        auto by = step.arrive_by;
        if (by && link.lag.n > 0) by = lag_pace(pass, link.lag).latest_start(*by);
        latest.cap(by, [&] { return Reason{Reason::Kind::successor, link.other, "", by, 0}; });
    }
}

void cap_by_partner(Pass& pass, DutyIndex i, Latest& latest) {
    for (const rules::Limit& limit : pass.duty(i).limits) {
        if (limit.kind != LimitKind::with) continue;
        const auto partner = pass.matter.network->find(limit.partner);
        if (!partner) continue;
        const Outcome& other = pass.outcome(*partner);
        const auto day = pass.steps[*partner].done ? other.forecast.date : other.limit.date;
        latest.cap(day, [&] { return Reason{Reason::Kind::partner, partner, "", day, 0}; });
    }
}

void settle_meeting(const Pass& pass, DutyIndex i, Outcome& outcome) {
    const LastMeeting last = last_usable(pass, i, *outcome.latest_safe);
    if (last.slot == nullptr) return;  // none fits: the forecast is past the limit all the same
    if (outcome.meeting == last.slot->id && last.slot->date < pass.today()) {
        outcome.last_usable_meeting = last.slot->id;  // it has met; only the record is awaited
        return;
    }
    outcome.latest_safe = last.slot->date;
    outcome.last_usable_meeting = last.slot->id;
    outcome.last_papers_deadline = last.papers;
}

/// Falls back to a day the step can end on: a limit on a Sunday means the Friday for the office.
void settle_own_day(const Pass& pass, DutyIndex i, Outcome& outcome) {
    if (!outcome.latest_safe || pass.steps[i].presence == Presence::absent) return;
    const rules::Duty& duty = pass.duty(i);
    if (duty.meeting) return settle_meeting(pass, i, outcome);
    if (!duty.by_office) {
        outcome.latest_safe = pass.steps[i].unbarred->last_on_or_before(*outcome.latest_safe);
        return;
    }
    const Pace& pace = *pass.steps[i].pace;
    outcome.latest_safe = pace.last_end(*outcome.latest_safe);
    if (outcome.latest_safe && !pass.record(i).started) {
        outcome.start_by = pace.latest_start(*outcome.latest_safe);
    }
}

void work_out_slack(const Pass& pass, Outcome& outcome) {
    if (!outcome.latest_safe || !outcome.forecast.date) return;
    const civil::OpenDays& office = pass.office;
    const Date forecast = *outcome.forecast.date;
    const Date safe = *outcome.latest_safe;
    outcome.slack = forecast <= safe ? office.count(forecast, safe)
                                     : -std::max(1, office.count(safe, forecast));
}

}  // namespace

void run_backward(Pass& pass) {
    for (std::size_t n = pass.steps.size(); n-- > 0;) {
        const auto i = static_cast<DutyIndex>(n);
        Step& step = pass.steps[i];
        if (step.presence == Presence::aside || step.done) continue;
        Outcome& outcome = pass.outcome(i);
        Latest latest;
        if (step.presence == Presence::required) {
            latest.cap(outcome.limit.date, [&] {
                return Reason{Reason::Kind::limit, std::nullopt, "", outcome.limit.date, 0};
            });
            cap_by_partner(pass, i, latest);
        }
        cap_by_successors(pass, i, latest);
        outcome.latest_safe = latest.date;
        outcome.latest_safe_reasons = std::move(latest.reasons);
        settle_own_day(pass, i, outcome);
        step.arrive_by = step.presence == Presence::absent ? outcome.latest_safe
                                                           : latest_arrival(pass, i, outcome);
        if (step.presence == Presence::required) work_out_slack(pass, outcome);
    }
}

}  // namespace dutyd::plan
