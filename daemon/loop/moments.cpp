// SPDX-License-Identifier: MIT
#include "daemon/loop/moments.hpp"

#include <fmt/format.h>

namespace dutyd::daemon {

Result<civil::Instant> parse_moment(std::string_view text, const civil::Zone& zone, DayEdge edge) {
    constexpr std::size_t day_length = 10;
    if (text.ends_with('Z')) return civil::Instant::parse(text);
    const auto date = civil::Date::parse(text.substr(0, day_length));
    if (date && text.size() == day_length) {
        const auto time =
            edge == DayEdge::end ? civil::TimeOfDay::end_of_day() : civil::TimeOfDay{};
        return zone.instant(*date, time);
    }
    const char joint = text.size() > day_length ? text[day_length] : '\0';
    if (date && (joint == 'T' || joint == ' ')) {
        const auto time = civil::TimeOfDay::parse(text.substr(day_length + 1));
        if (time) return zone.instant(*date, *time);
    }
    return make_error(fmt::format("'{}' is not a point in time", text),
                      "write 2024-05-22, 2024-05-22T16:00 or, in UTC, 2024-05-22T15:00:00Z");
}

std::string local_text(civil::Instant instant, const civil::Zone& zone) {
    const civil::LocalTime local = zone.local(instant);
    return fmt::format("{}T{}", local.date.iso(), local.time.text());
}

}  // namespace dutyd::daemon
