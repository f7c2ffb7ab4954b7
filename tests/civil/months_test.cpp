// SPDX-License-Identifier: MIT
// law.md's rules R7 and R8 with its worked traps, and the whole against std::chrono.
#include "lib/civil/months.hpp"
#include "tests/catch.hpp"
#include "tests/civil/support.hpp"

#include <chrono>
#include <tuple>

using namespace dutyd;
using namespace dutyd::civil;
using dutyd::test::d;

namespace {

Date beginning(std::string_view date, int months) {
    return last_day_beginning_with(d(date), {months}).value();
}

Date months_after(std::string_view date, int months) {
    return corresponding_date(d(date), {months}).value();
}

}  // namespace

TEST_CASE("months after a day end on the corresponding date") {
    CHECK(months_after("1978-09-30", 4) == d("1979-01-30"));  // Dodds v Walker
    CHECK(months_after("2025-11-30", 3) == d("2026-02-28"));  // a monitoring officer's report sent
    CHECK(months_after("2027-11-30", 3) == d("2028-02-29"));
    CHECK(months_after("2026-01-31", 1) == d("Sat 2026-02-28"));
    CHECK(months_after("2025-09-03", 1) == d("2025-10-03"));
    CHECK(months_after("2023-02-28", 1) == d("2023-03-28"));  // never a snap to the month's end
    CHECK(months_after("2024-04-30", 1) == d("2024-05-30"));
    CHECK(months_after("2024-02-29", 12) == d("2025-02-28"));
    CHECK(months_after("2024-05-31", -3) == d("2024-02-29"));
    CHECK(months_after("2024-01-15", -1) == d("2023-12-15"));
}

TEST_CASE("a period of months beginning with a day ends the day before the corresponding date") {
    using Row = std::tuple<std::string_view, int, std::string_view>;
    const std::vector<Row> rows{
        {"2025-10-17", 1, "Sun 2025-11-16"},  {"2025-01-31", 1, "2025-02-28"},
        {"2025-01-30", 1, "2025-02-28"},      {"2025-01-29", 1, "2025-02-28"},
        {"2024-01-29", 1, "2024-02-28"},      {"2024-01-30", 1, "2024-02-29"},
        {"2025-02-28", 1, "2025-03-27"},      {"2025-03-31", 1, "2025-04-30"},
        {"2025-03-01", 1, "2025-03-31"},      {"2010-09-03", 2, "2010-11-02"},
        {"2024-05-03", 2, "Tue 2024-07-02"},  {"2025-02-28", 2, "Sun 2025-04-27"},
        {"2026-01-31", 12, "Sat 2027-01-30"}, {"2022-03-30", 48, "Sun 2026-03-29"},
        {"2024-02-29", 12, "2025-02-28"},     {"2023-03-01", 12, "2024-02-29"}};
    for (const auto& [first, months, last] : rows) {
        INFO(months << " months beginning with " << first);
        CHECK(beginning(first, months) == d(last));
    }
}

TEST_CASE("a period of months ending with a day begins after the corresponding date") {
    CHECK(first_day_ending_with(d("2028-05-04"), {6}).value() == d("2027-11-05"));
    CHECK(first_day_ending_with(d("2020-05-07"), {6}).value() == d("2019-11-08"));
    CHECK(first_day_ending_with(d("2024-08-31"), {6}).value() == d("2024-03-01"));
    CHECK(first_day_ending_with(d("2025-03-31"), {12}).value() == d("2024-04-01"));
}

TEST_CASE("months agree with std::chrono for every day of a leap cycle") {
    using std::chrono::year_month_day;
    int mismatches = 0;
    for (Date date = d("1999-01-01"); date < d("2004-03-01"); date = date + Days{1}) {
        const year_month_day from{std::chrono::sys_days{std::chrono::days{date.serial()}}};
        for (int n = -30; n <= 60; ++n) {
            const year_month_day to = from + std::chrono::months{n};
            const std::chrono::sys_days clamped =
                to.ok() ? std::chrono::sys_days{to}
                        : std::chrono::sys_days{to.year() / to.month() / std::chrono::last};
            const auto expected =
                Date::from_serial(static_cast<int>(clamped.time_since_epoch().count()));
            if (corresponding_date(date, {n}).value() != expected) ++mismatches;
            if (has_corresponding_date(date, {n}) != to.ok()) ++mismatches;
            if (n < 1) continue;
            const Date last = to.ok() ? expected - Days{1} : expected;
            if (last_day_beginning_with(date, {n}).value() != last) ++mismatches;
        }
    }
    CHECK(mismatches == 0);
}

TEST_CASE("consecutive periods of months meet without a gap or an overlap unless clamped") {
    for (Date date = d("2023-01-01"); date < d("2025-01-01"); date = date + Days{1}) {
        for (int n = 1; n <= 24; ++n) {
            if (!has_corresponding_date(date, {n})) continue;
            const Date last = last_day_beginning_with(date, {n}).value();
            CHECK(last + Days{1} == corresponding_date(date, {n}).value());
        }
    }
}

TEST_CASE("months that leave the calendar are errors") {
    CHECK(render(corresponding_date(Date::last(), {1}).error()) ==
          "error: 1 month after 2199-12-31 lies outside the calendar\n"
          "    hint: dates run from 1900-01-01 to 2199-12-31\n");
    CHECK(render(corresponding_date(d("1900-05-01"), {-5}).error()) ==
          "error: 5 months before 1900-05-01 lies outside the calendar\n"
          "    hint: dates run from 1900-01-01 to 2199-12-31\n");
    CHECK_FALSE(corresponding_date(d("2024-01-01"), {INT32_MAX}));
    CHECK_FALSE(corresponding_date(d("2024-01-01"), {INT32_MIN}));
    CHECK_FALSE(has_corresponding_date(d("2024-01-01"), {INT32_MIN}));
    CHECK_FALSE(first_day_ending_with(d("2024-01-01"), {INT32_MAX}));
    CHECK_FALSE(last_day_beginning_with(d("2024-01-01"), {INT32_MAX}));
}
