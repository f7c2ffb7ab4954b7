// SPDX-License-Identifier: MIT
// What the alert logic looks at: one matter, its schedule and its body at one moment. A view; it
// owns nothing and decides nothing.
#pragma once

#include "lib/plan/schedule.hpp"
#include "lib/rules/body.hpp"

#include <span>

namespace dutyd::alert {

/// A pause the office must expect, to be confirmed or rejected by it.
struct PauseQuestion {
    plan::Pause pause;
    bool has_first = false;    // false: only the office can say when it begins
    plan::DutyIndex duty = 0;  // one that it would suspend
};

struct View {
    const plan::Matter& matter;
    const plan::Schedule& schedule;
    const rules::Body& body;
    civil::Moment now;
    std::span<const plan::MeetingSlot> meetings;
    std::span<const plan::Pause> pauses;
    civil::OpenDays office_days;
    /// Asked in this matter; each is asked in one matter of the body only.
    std::vector<PauseQuestion> questions = {};
    /// The first day of the period, or the day, that a recurring matter is for.
    std::optional<civil::Date> begins = {};

    bool matter_has_begun() const { return !begins || *begins <= now.date; }
    std::size_t size() const { return matter.network->size(); }
    const rules::Duty& duty(plan::DutyIndex i) const { return matter.network->duty(i); }
    const plan::Outcome& outcome(plan::DutyIndex i) const { return schedule.outcomes[i]; }
    const plan::DutyRecord& record(plan::DutyIndex i) const { return matter.records[i]; }
    const plan::MeetingSlot* meeting(const std::string& id) const;
    const plan::Pause* pause(const std::string& id) const;
};

/// Still to be done: neither done, waived nor not required.
bool is_open(const plan::Outcome& outcome);

}  // namespace dutyd::alert
