// SPDX-License-Identifier: MIT
// The days that every count of the benchmarks is made on: weekends and the bank holidays of England
// and Wales closed, as the statutory rules give them. The same set everywhere, so that what two
// areas say can be compared; it asks no file of published holidays.
#pragma once

#include "lib/civil/day_set.hpp"
#include "lib/civil/holidays.hpp"

namespace dutyd::bench {

/// `one_of_many` is civil::DaySet's own: kept without a table for each day.
inline civil::DaySet working_days(bool one_of_many = false,
                                  civil::Date first = civil::DaySet::first_day(),
                                  civil::Date last = civil::DaySet::last_day()) {
    civil::HolidayTable unpublished;
    unpublished.first_year = unpublished.last_year = 1978;
    return civil::DaySet({"working-days",
                          "",
                          "",
                          {civil::Weekday::saturday, civil::Weekday::sunday},
                          civil::closed_days(unpublished, std::nullopt),
                          first,
                          last,
                          one_of_many});
}

}  // namespace dutyd::bench
