// SPDX-License-Identifier: MIT
#include "lib/civil/time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::civil {

namespace {

// No zone is two days from Greenwich.
constexpr Days margin{2};

/// Two digits at `at`, or -1.
int two_digits(std::string_view text, std::size_t at) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!is_digit(text[at]) || !is_digit(text[at + 1])) return -1;
    return 10 * (text[at] - '0') + (text[at + 1] - '0');
}

}  // namespace

Result<TimeOfDay> TimeOfDay::parse(std::string_view text) {
    const bool shaped = text.size() == 5 && text[2] == ':';
    const int hours = shaped ? two_digits(text, 0) : -1;
    const int minutes = shaped ? two_digits(text, 3) : -1;
    if (hours < 0 || minutes < 0) {
        return make_error(fmt::format("'{}' is not a time of day", text.substr(0, 40)),
                          "write times as HH:MM, for example 16:00");
    }
    if (minutes > 59 || hours * 60 + minutes > end_of_day().minutes) {
        return make_error(fmt::format("there is no time {} in a day", text),
                          "a day runs from 00:00 to 24:00");
    }
    return TimeOfDay{hours * 60 + minutes};
}

std::string TimeOfDay::text() const {
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

Result<Instant> Instant::parse(std::string_view text) {
    const auto not_an_instant = [text] {
        return make_error(fmt::format("'{}' is not an instant", text.substr(0, 40)),
                          "write instants as 2024-05-22T16:05:00Z");
    };
    const bool shaped = text.size() == 20 && text[10] == 'T' && text[13] == ':' &&
                        text[16] == ':' && text[19] == 'Z';
    if (!shaped) return not_an_instant();
    const Result<Date> date = Date::parse(text.substr(0, 10));
    if (!date) return date.error();
    const int hour = two_digits(text, 11);
    const int minute = two_digits(text, 14);
    const int second = two_digits(text, 17);
    if (std::min({hour, minute, second}) < 0 || hour > 23 || minute > 59 || second > 59) {
        return not_an_instant();
    }
    if (*date < Date::first() + margin || *date > Date::last() - margin) {
        return make_error(
            fmt::format("{} lies too near the ends of the calendar", text),
            fmt::format("instants lie between {} and {}", (Date::first() + margin).iso(),
                        (Date::last() - margin).iso()));
    }
    return Instant{std::int64_t{date->serial()} * seconds_a_day + hour * 3600 + minute * 60 +
                   second};
}

std::string Instant::text() const {
    std::int64_t day = seconds / seconds_a_day;
    if (seconds % seconds_a_day < 0) --day;
    DUTYD_CHECK(day >= Date::first_serial && day <= Date::last_serial);
    const auto in_day = static_cast<int>(seconds - day * seconds_a_day);
    return fmt::format("{}T{:02}:{:02}:{:02}Z",
                       Date::from_serial(static_cast<std::int32_t>(day)).iso(), in_day / 3600,
                       in_day / 60 % 60, in_day % 60);
}

}  // namespace dutyd::civil
