// SPDX-License-Identifier: MIT
// A calendar day. A Date is always valid and lies in [1900-01-01, 2199-12-31]; there is no "no
// date" value (use std::optional). Only days can be added to a date: months are a question of law,
// asked in lib/civil/months.hpp. Boost.Date_Time does the Gregorian arithmetic; its month
// arithmetic, its parsers and its special values are never used.
#pragma once

#include "lib/base/check.hpp"
#include "lib/base/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace dutyd::civil {

enum class Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

struct Days {
    std::int32_t n = 0;
    friend auto operator<=>(Days, Days) = default;
};

struct YearMonthDay {
    int year;
    int month;
    int day;
    friend auto operator<=>(const YearMonthDay&, const YearMonthDay&) = default;
};

class Date {
public:
    static constexpr std::int32_t first_serial = -25567;  // 1900-01-01
    static constexpr std::int32_t last_serial = 84005;    // 2199-12-31

    /// Days since 1970-01-01. REQUIRES: within [first_serial, last_serial].
    static Date from_serial(std::int32_t serial) {
        DUTYD_CHECK(serial >= first_serial && serial <= last_serial);
        return Date(serial);
    }
    /// Nothing is corrected: 2023-02-29 is an error.
    static Result<Date> from_ymd(int year, int month, int day);
    /// Strictly YYYY-MM-DD and nothing after it.
    static Result<Date> parse(std::string_view text);
    /// REQUIRES: a valid date; for literals in tests and tables.
    static Date of(int year, int month, int day);

    static Date first() { return Date(first_serial); }
    static Date last() { return Date(last_serial); }

    std::int32_t serial() const { return serial_; }
    YearMonthDay ymd() const;
    Weekday weekday() const;
    /// "2024-05-02"
    std::string iso() const;

    friend auto operator<=>(Date, Date) = default;

private:
    explicit Date(std::int32_t serial) : serial_(serial) {}
    std::int32_t serial_;
};

/// REQUIRES: the answer lies in the supported range; for input from people use plus().
inline Date operator+(Date date, Days days) {
    return Date::from_serial(date.serial() + days.n);
}
inline Date operator-(Date date, Days days) {
    return Date::from_serial(date.serial() - days.n);
}
inline Days operator-(Date later, Date earlier) {
    return {later.serial() - earlier.serial()};
}

/// Checked addition: an error if the answer leaves the supported range.
Result<Date> plus(Date date, Days days);

bool is_leap_year(int year);
int days_in_month(int year, int month);

/// "Thursday", "Thu", "May", "Thu 2 May 2024", "2 May 2024".
std::string weekday_name(Weekday weekday);
std::string month_name(int month);
std::string short_text(Date date);
std::string long_text(Date date);

}  // namespace dutyd::civil
