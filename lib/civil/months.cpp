// SPDX-License-Identifier: MIT
#include "lib/civil/months.hpp"

#include "lib/base/text.hpp"

#include <algorithm>
#include <cstdlib>

namespace dutyd::civil {

namespace {

struct YearMonth {
    std::int64_t year;
    int month;
};

YearMonth month_of(Date date, Months months) {
    const YearMonthDay d = date.ymd();
    const std::int64_t index = std::int64_t{d.year} * 12 + (d.month - 1) + months.n;
    const std::int64_t month = ((index % 12) + 12) % 12;
    return {(index - month) / 12, static_cast<int>(month) + 1};
}

bool in_calendar(const YearMonth& at) {
    return at.year >= Date::first().ymd().year && at.year <= Date::last().ymd().year;
}

Diagnostic leaves_calendar(Date date, Months months) {
    const std::string distance = counted(std::llabs(months.n), "month");
    return make_error(distance + (months.n < 0 ? " before " : " after ") + date.iso() +
                          " lies outside the calendar",
                      "dates run from " + Date::first().iso() + " to " + Date::last().iso());
}

}  // namespace

Result<Date> corresponding_date(Date date, Months months) {
    const YearMonth at = month_of(date, months);
    if (!in_calendar(at)) return leaves_calendar(date, months);
    const int year = static_cast<int>(at.year);
    return Date::from_ymd(year, at.month, std::min(date.ymd().day, days_in_month(year, at.month)));
}

bool has_corresponding_date(Date date, Months months) {
    const YearMonth at = month_of(date, months);
    return in_calendar(at) && date.ymd().day <= days_in_month(static_cast<int>(at.year), at.month);
}

Result<Date> last_day_beginning_with(Date date, Months months) {
    DUTYD_CHECK(months.n >= 1);
    Result<Date> corresponding = corresponding_date(date, months);
    if (!corresponding || !has_corresponding_date(date, months)) return corresponding;
    return *corresponding - Days{1};
}

Result<Date> first_day_ending_with(Date date, Months months) {
    DUTYD_CHECK(months.n >= 1);
    const Result<Date> corresponding = corresponding_date(date, Months{-months.n});
    if (!corresponding) return corresponding.error();
    return *corresponding + Days{1};
}

}  // namespace dutyd::civil
