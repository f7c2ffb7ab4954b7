// SPDX-License-Identifier: MIT
#define DUTYD_HAVE_QUANTLIB
#include "bench/days_quantlib.hpp"

#include <ql/time/calendars/bespokecalendar.hpp>

namespace dutyd::bench {

namespace {

constexpr std::int32_t serial_of_1970 = 25569;  // QuantLib counts days as spreadsheets do

}  // namespace

Advance quantlib_advance(const std::vector<std::int32_t>& closed) {
    QuantLib::BespokeCalendar calendar("working-days");
    calendar.addWeekend(QuantLib::Saturday);
    calendar.addWeekend(QuantLib::Sunday);
    for (const std::int32_t day : closed) calendar.addHoliday(QuantLib::Date(day + serial_of_1970));
    return [calendar](std::int32_t day, std::int32_t n) {
        const QuantLib::Date from(day + serial_of_1970);
        return calendar.advance(from, n, QuantLib::Days).serialNumber() - serial_of_1970;
    };
}

}  // namespace dutyd::bench
