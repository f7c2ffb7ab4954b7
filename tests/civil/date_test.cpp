// SPDX-License-Identifier: MIT
#include "lib/civil/months.hpp"
#include "tests/catch.hpp"
#include "tests/civil/support.hpp"

#include <chrono>
#include <type_traits>

using namespace dutyd;
using namespace dutyd::civil;

namespace {

// Only days can be added to a date: the wrong question does not compile.
template <class A, class B>
concept Addable = requires(A a, B b) {
    a + b;
};
template <class A, class B>
concept Subtractable = requires(A a, B b) {
    a - b;
};
static_assert(Addable<Date, Days> && Subtractable<Date, Days> && Subtractable<Date, Date>);
static_assert(!Addable<Date, Months> && !Subtractable<Date, Months>);
static_assert(!Addable<Date, int> && !Subtractable<Date, int>);
static_assert(!Addable<Date, Date> && !Addable<Days, Months>);
static_assert(!std::is_default_constructible_v<Date>);
static_assert(!std::is_convertible_v<int, Date>);
static_assert(sizeof(Date) == 4);

std::string error_of(const Result<Date>& result) {
    return render(result.error());
}

}  // namespace

TEST_CASE("every day of the calendar agrees with std::chrono") {
    int mismatches = 0;
    for (std::int32_t serial = Date::first_serial; serial <= Date::last_serial; ++serial) {
        const Date date = Date::from_serial(serial);
        const std::chrono::sys_days oracle{std::chrono::days{serial}};
        const std::chrono::year_month_day ymd{oracle};
        const YearMonthDay ours = date.ymd();
        const bool same = ours.year == static_cast<int>(ymd.year()) &&
                          ours.month == static_cast<int>(static_cast<unsigned>(ymd.month())) &&
                          ours.day == static_cast<int>(static_cast<unsigned>(ymd.day())) &&
                          static_cast<unsigned>(date.weekday()) + 1 ==
                              std::chrono::weekday{oracle}.iso_encoding() &&
                          Date::from_ymd(ours.year, ours.month, ours.day).value() == date &&
                          Date::parse(date.iso()).value() == date;
        if (!same) ++mismatches;
    }
    CHECK(mismatches == 0);
    CHECK(Date::first().iso() == "1900-01-01");
    CHECK(Date::last().iso() == "2199-12-31");
}

TEST_CASE("a date is parsed strictly") {
    CHECK(Date::parse("2024-05-02").value() == Date::of(2024, 5, 2));
    const std::vector<std::string> not_dates{"",
                                             "2024-5-2",
                                             "2024-05-2",
                                             "2024/05/02",
                                             "2024-05-02 ",
                                             " 2024-05-02",
                                             "2024-05-021",
                                             "20240502",
                                             "2024-05-0a",
                                             "+024-05-02",
                                             "2024-05--2",
                                             "02-05-2024",
                                             "2024-05-02T",
                                             "٢٠٢٤-05-02",
                                             "not a date!",
                                             "2024-05-02\n"};
    for (const std::string& text : not_dates) {
        INFO("'" << text << "'");
        REQUIRE_FALSE(Date::parse(text));
        CHECK(error_of(Date::parse(text)) ==
              "error: '" + text +
                  "' is not a date\n    hint: write dates as YYYY-MM-DD, for example 2024-05-02\n");
    }
}

TEST_CASE("days that do not exist are errors that say why") {
    CHECK(error_of(Date::parse("2023-02-29")) ==
          "error: 2023-02-29 is not a date: February 2023 has 28 days\n");
    CHECK(error_of(Date::parse("2024-02-30")) ==
          "error: 2024-02-30 is not a date: February 2024 has 29 days\n");
    CHECK(error_of(Date::parse("2100-02-29")) ==
          "error: 2100-02-29 is not a date: February 2100 has 28 days\n");
    CHECK(error_of(Date::parse("2024-04-31")) ==
          "error: 2024-04-31 is not a date: April 2024 has 30 days\n");
    CHECK(error_of(Date::parse("2024-13-01")) ==
          "error: 2024-13-01 is not a date: there is no month 13\n");
    CHECK(error_of(Date::parse("2024-00-01")) ==
          "error: 2024-00-01 is not a date: there is no month 0\n");
    CHECK(error_of(Date::parse("2024-01-00")) ==
          "error: 2024-01-00 is not a date: January 2024 has 31 days\n");
    CHECK(error_of(Date::parse("1899-12-31")) ==
          "error: 1899-12-31 lies outside the calendar\n"
          "    hint: dates run from 1900-01-01 to 2199-12-31\n");
    CHECK_FALSE(Date::parse("2200-01-01"));
    CHECK_FALSE(Date::parse("0000-01-01"));
    CHECK_FALSE(Date::from_ymd(99999, 1, 1));
    CHECK_FALSE(Date::from_ymd(2024, -1, 1));
    CHECK_FALSE(Date::from_ymd(2024, 1, 100));
}

TEST_CASE("adding days is checked at both ends of the calendar") {
    CHECK(plus(Date::of(2024, 2, 28), {2}).value() == Date::of(2024, 3, 1));
    CHECK(plus(Date::of(2024, 3, 1), {-1}).value() == Date::of(2024, 2, 29));
    CHECK(plus(Date::last(), {0}).value() == Date::last());
    CHECK(error_of(plus(Date::last(), {1})) ==
          "error: the day 1 day after 2199-12-31 lies outside the calendar\n"
          "    hint: dates run from 1900-01-01 to 2199-12-31\n");
    CHECK(error_of(plus(Date::first(), {-2})) ==
          "error: the day 2 days before 1900-01-01 lies outside the calendar\n"
          "    hint: dates run from 1900-01-01 to 2199-12-31\n");
    CHECK_FALSE(plus(Date::last(), {INT32_MAX}));
    CHECK_FALSE(plus(Date::first(), {INT32_MIN}));
    CHECK((Date::of(2025, 3, 31) - Date::of(2024, 5, 2)).n == 333);
}

TEST_CASE("dates have texts for people") {
    const Date poll = Date::of(2024, 5, 2);
    CHECK(poll.iso() == "2024-05-02");
    CHECK(short_text(poll) == "Thu 2 May 2024");
    CHECK(long_text(poll) == "2 May 2024");
    CHECK(weekday_name(poll.weekday()) == "Thursday");
    CHECK(month_name(12) == "December");
    CHECK(is_leap_year(2000));
    CHECK_FALSE(is_leap_year(2100));
    CHECK(days_in_month(2024, 2) == 29);
}
