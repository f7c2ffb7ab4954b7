// SPDX-License-Identifier: MIT
// Bank holidays of a nation: what was published, when each became known, and the statutory rules
// that project days past the published span (Banking and Financial Dealings Act 1971 Sch 1 and the
// proclamations customarily made under s.1(3)). Published days are data; rules only fill the years
// before and after them.
#pragma once

#include "lib/civil/date.hpp"
#include "lib/civil/day_set.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dutyd::civil {

enum class Nation { england_and_wales, scotland, northern_ireland };

std::optional<Nation> nation_from(std::string_view name);  // "england-and-wales"
std::string nation_name(Nation nation);

/// One published holiday. `known_from`: the day it was announced (nothing: known all along).
/// `withdrawn_on`: the day it was moved away or cancelled (nothing: stands).
struct Holiday {
    Date date;
    std::string title;
    std::string notes;
    std::string source;
    std::optional<Date> known_from;
    std::optional<Date> withdrawn_on;
};

struct HolidayTable {
    Nation nation = Nation::england_and_wales;
    std::vector<Holiday> holidays;
    /// Whole years the data covers; the rules fill the rest.
    int first_year = 2012;
    int last_year = 2028;
};

/// Western Easter Sunday. REQUIRES: 1900 <= year <= 2199.
Date easter_sunday(int year);

/// The bank holidays (with Good Friday and Christmas Day) that the rules give for one year,
/// substitutes included, one-off days not.
std::vector<ClosedDay> projected_holidays(Nation nation, int year);

/// Every closed day of a nation over [DaySet::first_day(), DaySet::last_day()]: published days as
/// known on `known_on` (nothing: all that is known), projections outside the published years.
std::vector<ClosedDay> closed_days(const HolidayTable& table, std::optional<Date> known_on);

}  // namespace dutyd::civil
