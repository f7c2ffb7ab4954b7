// SPDX-License-Identifier: MIT
// The forward plan: what lands on which meeting, with the day its papers are due and who answers
// for it; which limits and targets come in which month; what has no date yet; and, against an
// earlier look at the same body, what is new, moved or gone. A value worked out of one or two
// snapshots.
#pragma once

#include "lib/report/changes.hpp"
#include "lib/report/sheet.hpp"

namespace dutyd::report {

struct PlanItem {
    DutyView at;
    Change change;
};

struct PlanMeeting {
    const plan::MeetingSlot* slot = nullptr;
    std::vector<PlanItem> items;
    Change change;
};

/// A limit or a target on its day.
struct PlanDay {
    civil::Date date;
    Aspect aspect = Aspect::limit;
    PlanItem item;
};

/// What was in the plan and is not any more. `from`: the day it had.
struct PlanGone {
    DutyView then;
    Aspect aspect = Aspect::meeting;
    Change change;
};

struct ForwardPlan {
    civil::Date until;
    std::vector<PlanMeeting> meetings;
    std::vector<DutyView> undated;
    /// By day; the first may be past and still open.
    std::vector<PlanDay> days;
    std::vector<PlanGone> gone;
};

struct PlanOrder {
    int months = 12;
    /// The day at whose end the earlier look was taken; only with it are there marks.
    std::optional<civil::Date> since = {};
};

/// `then`: the state at the end of `order.since`. Without a `since` it is not looked at.
ForwardPlan forward_plan(const Office& now, const std::optional<Office>& then,
                         const PlanOrder& order);

Report forward_plan_report(const Office& now, const std::optional<Office>& then,
                           const PlanOrder& order);

}  // namespace dutyd::report
