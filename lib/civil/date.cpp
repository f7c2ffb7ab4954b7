// SPDX-License-Identifier: MIT
#include "lib/civil/date.hpp"

#include "lib/base/text.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <boost/date_time/gregorian/greg_calendar.hpp>

#include <algorithm>
#include <array>

namespace dutyd::civil {

namespace {

using Calendar = boost::gregorian::gregorian_calendar;

constexpr int first_year = 1900;
constexpr int last_year = 2199;

constexpr std::array<std::string_view, 12> month_names{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> weekday_names{
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

Calendar::ymd_type boost_ymd(int year, int month, int day) {
    return {static_cast<unsigned short>(year), static_cast<unsigned short>(month),
            static_cast<unsigned short>(day)};
}

std::int32_t julian_day_of_epoch() {
    static const auto day = static_cast<std::int32_t>(Calendar::day_number(boost_ymd(1970, 1, 1)));
    return day;
}

Diagnostic out_of_range(std::string_view what) {
    return make_error(fmt::format("{} lies outside the calendar", what),
                      fmt::format("dates run from {}-01-01 to {}-12-31", first_year, last_year));
}

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) {
    int value = 0;
    for (char c : digits) value = 10 * value + (c - '0');
    return value;
}

}  // namespace

Result<Date> Date::from_ymd(int year, int month, int day) {
    const auto text = [&] { return fmt::format("{:04}-{:02}-{:02}", year, month, day); };
    if (month < 1 || month > 12) {
        return make_error(fmt::format("{} is not a date: there is no month {}", text(), month));
    }
    if (year < first_year || year > last_year) return out_of_range(text());
    const int days = days_in_month(year, month);
    if (day < 1 || day > days) {
        return make_error(fmt::format("{} is not a date: {} {} has {} days", text(),
                                      month_name(month), year, days));
    }
    const auto julian =
        static_cast<std::int32_t>(Calendar::day_number(boost_ymd(year, month, day)));
    return from_serial(julian - julian_day_of_epoch());
}

Result<Date> Date::parse(std::string_view text) {
    const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                        all_digits(text.substr(0, 4)) && all_digits(text.substr(5, 2)) &&
                        all_digits(text.substr(8, 2));
    if (!shaped) {
        return make_error(fmt::format("'{}' is not a date", text.substr(0, 40)),
                          "write dates as YYYY-MM-DD, for example 2024-05-02");
    }
    return from_ymd(number(text.substr(0, 4)), number(text.substr(5, 2)),
                    number(text.substr(8, 2)));
}

Date Date::of(int year, int month, int day) {
    return from_ymd(year, month, day).value();
}

YearMonthDay Date::ymd() const {
    const auto julian = static_cast<Calendar::date_int_type>(serial_ + julian_day_of_epoch());
    const Calendar::ymd_type ymd = Calendar::from_day_number(julian);
    return {ymd.year, ymd.month, ymd.day};
}

Weekday Date::weekday() const {
    // 1900-01-01 was a Monday.
    return static_cast<Weekday>((serial_ - first_serial) % 7);
}

std::string Date::iso() const {
    const YearMonthDay d = ymd();
    return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}"), d.year, d.month, d.day);
}

Result<Date> plus(Date date, Days days) {
    const std::int64_t serial = std::int64_t{date.serial()} + days.n;
    if (serial < Date::first_serial || serial > Date::last_serial) {
        const long long distance = days.n < 0 ? -std::int64_t{days.n} : std::int64_t{days.n};
        return out_of_range(fmt::format("the day {} {} {}", counted(distance, "day"),
                                        days.n < 0 ? "before" : "after", date.iso()));
    }
    return Date::from_serial(static_cast<std::int32_t>(serial));
}

bool is_leap_year(int year) {
    return Calendar::is_leap_year(static_cast<Calendar::year_type::value_type>(year));
}

int days_in_month(int year, int month) {
    const Calendar::ymd_type first = boost_ymd(year, month, 1);
    return Calendar::end_of_month_day(first.year, first.month);
}

std::string weekday_name(Weekday weekday) {
    return std::string(weekday_names[static_cast<std::size_t>(weekday)]);
}

std::string month_name(int month) {
    DUTYD_CHECK(month >= 1 && month <= 12);
    return std::string(month_names[static_cast<std::size_t>(month - 1)]);
}

std::string short_text(Date date) {
    return weekday_name(date.weekday()).substr(0, 3) + " " + long_text(date);
}

std::string long_text(Date date) {
    const YearMonthDay d = date.ymd();
    return fmt::format("{} {} {}", d.day, month_name(d.month), d.year);
}

}  // namespace dutyd::civil
