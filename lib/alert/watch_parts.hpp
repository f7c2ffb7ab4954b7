// SPDX-License-Identifier: MIT
// What every condition is put together from: an alert's key and roles, how loud it is, and when its
// time has come. Internal to the watching of a matter.
#pragma once

#include "lib/alert/alert.hpp"
#include "lib/alert/view.hpp"

namespace dutyd::alert {

struct Subject {
    Condition condition;
    plan::DutyIndex duty;
    std::string detail = {};  // what makes the key unique, if the duty alone does not
};

/// For the duty's owner; where it has none, for the body's fallback role.
Alert alert_about(const View& view, const Subject& subject);
/// With its level and the provision behind it.
Alert weighed(const View& view, plan::DutyIndex i, Alert alert);

/// Every hard gate before it is done or does not count.
bool gates_are_done(const View& view, plan::DutyIndex i);
/// The day on which a rung of a ladder before `day` is reached.
std::optional<civil::Date> rung_day(const View& view, const rules::Duration& rung, civil::Date day);
/// The duty's ladder of reminders, or the body's.
const std::vector<rules::Duration>& ladder_of(const View& view, plan::DutyIndex i);
/// Whether the first reminder before its limit is due.
bool limit_is_near(const View& view, plan::DutyIndex i);

}  // namespace dutyd::alert
