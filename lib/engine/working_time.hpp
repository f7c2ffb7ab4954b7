// SPDX-License-Identifier: MIT
// The clock of an office: working hours on working days. Says whether an office is at work, when it
// next is, and when so much of its working time has passed. Constant time for any stretch; knows no
// alerts.
#pragma once

#include "lib/engine/snapshot.hpp"

namespace dutyd::engine {

/// The days on which the office works.
const civil::DaySet& office_days(const State& state, const rules::Body& body);

bool in_working_hours(const BodyView& body, const civil::DaySet& days);

/// The first moment of working hours at or after now.
civil::Instant next_working_moment(const BodyView& body, const civil::DaySet& office_days,
                                   civil::Instant now);

/// The first moment of work after so much working time since `from`. A working day is as long as
/// the body's hours; what ends with the day ends when work begins again.
civil::Instant after_working_time(const BodyView& body, const civil::DaySet& days,
                                  civil::Instant from, const rules::WorkingTime& time);

/// The first minute after a limit of today that ends at a time of day; nothing for any other.
std::optional<civil::Instant> minute_after(const BodyView& body, const rules::When& limit);

}  // namespace dutyd::engine
