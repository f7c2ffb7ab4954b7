// SPDX-License-Identifier: MIT
// British civil time and a body's working hours, reckoned from the rule of the Summer Time Order
// 2002 and not from lib/civil, so that the simulation does not believe what it checks.
#pragma once

#include "lib/rules/library.hpp"

namespace dutyd::sim {

struct LocalMinute {
    civil::Date date;
    int minutes = 0;  // after midnight
};

/// Summer time runs from 01:00 UTC on the last Sunday of March to that of October.
bool is_summer_time(civil::Instant instant);
LocalMinute local_minute(civil::Instant instant);

/// What the hours of a body allow.
struct Hours {
    const rules::Body& body;
    const civil::DaySet& days;

    bool is_work(civil::Instant instant) const;
    /// Whether `at` is the moment at which work next begins after `after`.
    bool is_next_start(civil::Instant at, civil::Instant after) const;
};
Hours hours_of(const rules::Library& library, const std::string& id);

}  // namespace dutyd::sim
