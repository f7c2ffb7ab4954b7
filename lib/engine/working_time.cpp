// SPDX-License-Identifier: MIT
#include "lib/engine/working_time.hpp"

#include "lib/civil/open_days.hpp"

#include <algorithm>

namespace dutyd::engine {

using civil::Date;
using civil::Instant;
using civil::TimeOfDay;

const civil::DaySet& office_days(const State& state, const rules::Body& body) {
    const civil::DaySet* set = state.library->day_set(body.id, body.working_days);
    return set == nullptr ? civil::DaySet::every_day() : *set;
}

bool in_working_hours(const BodyView& body, const civil::DaySet& days) {
    const rules::WorkingHours& hours = body.hours;
    return days.is_open(body.now->date) && body.now->time >= hours.from &&
           body.now->time < hours.to;
}

Instant next_working_moment(const BodyView& body, const civil::DaySet& days, Instant now) {
    if (in_working_hours(body, days)) return now;
    const bool today = body.now->time < body.hours.from;
    const Date from = today ? body.now->date : body.now->date + civil::Days{1};
    const auto next = civil::OpenDays(days).first_on_or_after(from);
    return next ? body.zone->instant(*next, body.hours.from) : now;
}

Instant after_working_time(const BodyView& body, const civil::DaySet& days, Instant from,
                           const rules::WorkingTime& time) {
    const civil::OpenDays open(days);
    const rules::WorkingHours& hours = body.hours;
    const int a_day = hours.to.minutes - hours.from.minutes;
    const int wanted = time.unit == rules::WorkingTime::Unit::hours ? time.n * 60 : time.n * a_day;
    const civil::LocalTime local = body.zone->local(from);
    const int now = std::clamp(local.time.minutes, hours.from.minutes, hours.to.minutes);
    const int left = open.is_open(local.date) ? hours.to.minutes - now : 0;
    if (wanted < left) return body.zone->instant(local.date, TimeOfDay{now + wanted});
    const int rest = wanted - left;
    const int whole_days = rest / a_day;
    const auto day = open.nth_after(local.date, whole_days + 1);
    if (!day) return Instant{std::max(from.seconds, body.now->instant.seconds) + 86400};
    return body.zone->instant(*day, TimeOfDay{hours.from.minutes + rest - whole_days * a_day});
}

std::optional<civil::Instant> minute_after(const BodyView& body, const rules::When& limit) {
    if (!limit.time || limit.date != body.now->date) return std::nullopt;
    return civil::Instant{body.zone->instant(*limit.date, *limit.time).seconds + 60};
}

}  // namespace dutyd::engine
