// SPDX-License-Identifier: MIT
// A calendar day. A Date is always valid and lies in [1900-01-01, 2199-12-31]; there is no "no
// date" value (use std::optional). Only days can be added to a date: months are a question of law,
// asked in lib/civil/months.hpp. Boost.Date_Time does the Gregorian arithmetic; its month
// arithmetic, its parsers and its special values are never used.
#pragma once

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
    /// Days since 1970-01-01. REQUIRES: within [first_serial, last_serial].
    static Date from_serial(std::int32_t serial);
    /// Nothing is corrected: 2023-02-29 is an error.
    static Result<Date> from_ymd(int year, int month, int day);
    /// Strictly YYYY-MM-DD and nothing after it.
    static Result<Date> parse(std::string_view text);
    /// REQUIRES: a valid date; for literals in tests and tables.
    static Date of(int year, int month, int day);

    static Date first();
    static Date last();

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
Date operator+(Date date, Days days);
Date operator-(Date date, Days days);
Days operator-(Date later, Date earlier);

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
