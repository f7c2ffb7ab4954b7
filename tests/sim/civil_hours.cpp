// SPDX-License-Identifier: MIT
#include "tests/sim/civil_hours.hpp"

#include "lib/base/check.hpp"

namespace dutyd::sim {

namespace {

using civil::Date;
using civil::Instant;

constexpr std::int64_t day_s = 86'400;
constexpr std::int64_t hour_s = 3'600;

const Date epoch = Date::of(1970, 1, 1);  // a Thursday

std::int64_t day_number(Date date) {
    return (date - epoch).n;
}

/// 01:00 UTC on the month's last Sunday.
Instant last_sunday(int year, int month, int last_day) {
    const std::int64_t last = day_number(Date::of(year, month, last_day));
    const std::int64_t after_sunday = (last + 4) % 7;  // 1970-01-04 was a Sunday
    return {(last - after_sunday) * day_s + hour_s};
}

std::int64_t local_seconds(Instant instant) {
    return instant.seconds + (is_summer_time(instant) ? hour_s : 0);
}

}  // namespace

bool is_summer_time(Instant instant) {
    const Date day = epoch + civil::Days{static_cast<std::int32_t>(instant.seconds / day_s)};
    const int year = day.ymd().year;
    return instant >= last_sunday(year, 3, 31) && instant < last_sunday(year, 10, 31);
}

LocalMinute local_minute(Instant instant) {
    const std::int64_t seconds = local_seconds(instant);
    return {epoch + civil::Days{static_cast<std::int32_t>(seconds / day_s)},
            static_cast<int>(seconds % day_s / 60)};
}

bool Hours::is_work(Instant instant) const {
    const LocalMinute local = local_minute(instant);
    return days.is_open(local.date) && local.minutes >= body.working_hours.from.minutes &&
           local.minutes < body.working_hours.to.minutes;
}

bool Hours::is_next_start(Instant at, Instant after) const {
    const LocalMinute end = local_minute(at);
    const bool on_the_dot = at.seconds % 60 == 0;
    if (!on_the_dot || end.minutes != body.working_hours.from.minutes) return false;
    const LocalMinute start = local_minute(after);
    const bool today_counts = start.minutes < body.working_hours.from.minutes;
    Date day = today_counts ? start.date : start.date + civil::Days{1};
    while (!days.is_open(day)) day = day + civil::Days{1};
    return day == end.date;
}

Hours hours_of(const rules::Library& library, const std::string& id) {
    const rules::Body* body = library.body(id);
    DUTYD_CHECK(body != nullptr);
    const auto days = library.calendars.day_sets.find(body->working_days);
    DUTYD_CHECK(days != library.calendars.day_sets.end());
    return {*body, days->second};
}

}  // namespace dutyd::sim
