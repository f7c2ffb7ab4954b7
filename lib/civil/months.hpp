// SPDX-License-Identifier: MIT
// Months as the law counts them. CASE STUDY: four months after 30 September end on 30 January, the
// corresponding date, however long the months between are (Dodds v Walker [1981] 1 WLR 1027). One
// month after 31 January has no corresponding date and ends on the last day of February. A period
// of one month *beginning with* a day ends the day before the corresponding date; where that date
// does not exist, on the month's last day. Never an end-of-month snap: 28 February plus a month is
// 28 March.
#pragma once

#include "lib/civil/date.hpp"

namespace dutyd::civil {

struct Months {
    int n = 0;
};

/// The corresponding date `months` later (earlier if negative), clamped to the month's last day.
Result<Date> corresponding_date(Date date, Months months);
/// Whether the corresponding date exists without clamping.
bool has_corresponding_date(Date date, Months months);
/// Last day of the period of `months` months beginning with `date`. REQUIRES: months.n >= 1.
Result<Date> last_day_beginning_with(Date date, Months months);
/// First day of the period of `months` months ending with `date`: the day after the corresponding
/// date that many months earlier. REQUIRES: months.n >= 1.
Result<Date> first_day_ending_with(Date date, Months months);

}  // namespace dutyd::civil
