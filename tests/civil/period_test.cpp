// SPDX-License-Identifier: MIT
#include "lib/civil/period.hpp"
#include "tests/catch.hpp"
#include "tests/civil/support.hpp"

using namespace dutyd;
using namespace dutyd::civil;
using dutyd::test::d;

namespace {

std::string containing(PeriodKind kind, std::string_view date, FiscalYearStart start = {}) {
    return iso(period_containing(kind, d(date), start).value());
}

std::string relative(PeriodKind kind, std::string_view date, int steps) {
    return iso(period_relative(kind, d(date), steps).value());
}

}  // namespace

TEST_CASE("the financial year that contains a poll") {
    const auto year = PeriodKind::financial_year;
    CHECK(containing(year, "2024-05-02") == "2024-04-01..2025-03-31");
    CHECK(containing(year, "2024-03-31") == "2023-04-01..2024-03-31");
    CHECK(containing(year, "2024-04-01") == "2024-04-01..2025-03-31");
    CHECK(containing(year, "2012-11-15") == "2012-04-01..2013-03-31");
    CHECK(containing(year, "2028-11-02") == "2028-04-01..2029-03-31");
    CHECK(containing(year, "2024-04-05", {4, 6}) == "2023-04-06..2024-04-05");
    CHECK(containing(year, "2024-05-02", {1, 1}) == "2024-01-01..2024-12-31");
    CHECK(relative(year, "2024-05-02", 1) == "2025-04-01..2026-03-31");
    CHECK(relative(year, "2024-05-02", -1) == "2023-04-01..2024-03-31");
}

TEST_CASE("quarters follow the body's financial year") {
    const auto quarter = PeriodKind::quarter;
    CHECK(containing(quarter, "2024-06-30") == "2024-04-01..2024-06-30");
    CHECK(containing(quarter, "2024-07-01") == "2024-07-01..2024-09-30");
    CHECK(containing(quarter, "2025-01-01") == "2025-01-01..2025-03-31");
    CHECK(containing(quarter, "2024-02-20", {8, 31}) == "2023-11-30..2024-02-28");
    CHECK(containing(quarter, "2024-02-29", {8, 31}) == "2024-02-29..2024-05-30");
    CHECK(relative(quarter, "2024-05-02", 1) == "2024-07-01..2024-09-30");
    CHECK(relative(quarter, "2024-05-02", -1) == "2024-01-01..2024-03-31");
    CHECK(relative(quarter, "2024-05-02", 7) == "2026-01-01..2026-03-31");
}

TEST_CASE("months and years are the calendar's") {
    CHECK(containing(PeriodKind::month, "2024-02-29") == "2024-02-01..2024-02-29");
    CHECK(containing(PeriodKind::month, "2024-12-31") == "2024-12-01..2024-12-31");
    CHECK(containing(PeriodKind::year, "2024-05-02") == "2024-01-01..2024-12-31");
    CHECK(relative(PeriodKind::month, "2024-01-31", 1) == "2024-02-01..2024-02-29");
    CHECK(relative(PeriodKind::month, "2024-01-31", -13) == "2022-12-01..2022-12-31");
    CHECK(relative(PeriodKind::year, "2024-05-02", -24) == "2000-01-01..2000-12-31");
}

namespace {

void tiles_the_calendar(PeriodKind kind, FiscalYearStart start) {
    const Date origin = d("2010-06-15");
    Period period = period_containing(kind, origin, start).value();
    for (int step = 1; *period.last < d("2013-12-31"); ++step) {
        int strays = 0;
        for (Date date = period.first; date <= *period.last; date = date + Days{1}) {
            strays += period_containing(kind, date, start).value() == period ? 0 : 1;
        }
        REQUIRE(strays == 0);
        const Period next = period_relative(kind, origin, step, start).value();
        REQUIRE(next.first == *period.last + Days{1});
        REQUIRE(period_relative(kind, next.first, -1, start).value() == period);
        period = next;
    }
}

}  // namespace

TEST_CASE("periods of a kind tile the calendar: every day lies in exactly one") {
    for (const auto kind :
         {PeriodKind::financial_year, PeriodKind::quarter, PeriodKind::month, PeriodKind::year}) {
        for (const FiscalYearStart start : {FiscalYearStart{4, 1}, FiscalYearStart{8, 31},
                                            FiscalYearStart{1, 1}, FiscalYearStart{11, 30}}) {
            tiles_the_calendar(kind, start);
        }
    }
}

TEST_CASE("periods at the ends of the calendar") {
    CHECK(containing(PeriodKind::month, "2199-12-31") == "2199-12-01..2199-12-31");
    CHECK(containing(PeriodKind::year, "2199-06-01") == "2199-01-01..2199-12-31");
    CHECK(containing(PeriodKind::year, "1900-01-01") == "1900-01-01..1900-12-31");
    CHECK(containing(PeriodKind::quarter, "2199-12-31") == "2199-10-01..2199-12-31");
    CHECK_FALSE(period_containing(PeriodKind::financial_year, d("2199-12-31")));
    CHECK_FALSE(period_containing(PeriodKind::financial_year, d("1900-01-01")));
    CHECK_FALSE(period_relative(PeriodKind::month, d("2199-12-31"), 1));
    CHECK_FALSE(period_relative(PeriodKind::month, d("2024-12-31"), INT32_MAX));
    CHECK_FALSE(period_relative(PeriodKind::year, d("2024-12-31"), INT32_MIN));
}

TEST_CASE("a financial year begins on a day that every year has") {
    const auto error = period_containing(PeriodKind::financial_year, d("2024-05-02"), {2, 29});
    CHECK(render(error.error()) ==
          "error: a financial year cannot begin on day 29 of month 2\n"
          "    hint: it must begin on a day that every year has\n");
    CHECK_FALSE(period_containing(PeriodKind::quarter, d("2024-05-02"), {13, 1}));
    CHECK_FALSE(period_containing(PeriodKind::quarter, d("2024-05-02"), {4, 0}));
}

TEST_CASE("periods have names") {
    const auto text = [](PeriodKind kind, std::string_view date, FiscalYearStart start = {}) {
        return period_text(kind, period_containing(kind, d(date), start).value());
    };
    CHECK(text(PeriodKind::financial_year, "2024-05-02") == "financial year 2024/25");
    CHECK(text(PeriodKind::financial_year, "2099-05-02") == "financial year 2099/00");
    CHECK(text(PeriodKind::financial_year, "2024-05-02", {1, 1}) == "financial year 2024");
    CHECK(text(PeriodKind::quarter, "2024-08-02") == "quarter beginning 2024-07-01");
    CHECK(text(PeriodKind::month, "2028-05-04") == "May 2028");
    CHECK(text(PeriodKind::year, "2028-05-04") == "2028");
}

TEST_CASE("periods are written with both ends or open") {
    CHECK(iso(parse_period("2024-05-02..2024-05-09").value()) == "2024-05-02..2024-05-09");
    CHECK(iso(parse_period("2024-05-02..").value()) == "2024-05-02..");
    CHECK(parse_period("2024-05-02..").value().is_open());
    CHECK(parse_period("2024-05-02..2024-05-02").value().contains(d("2024-05-02")));
    const Period open = parse_period("2024-05-02..").value();
    CHECK(open.contains(Date::last()));
    CHECK_FALSE(open.contains(d("2024-05-01")));
    CHECK(render(parse_period("2024-05-09..2024-05-02").error()) ==
          "error: the period 2024-05-09..2024-05-02 ends before it begins\n"
          "    hint: write the earlier date first\n");
    CHECK(render(parse_period("2024-05-09").error()) ==
          "error: '2024-05-09' is not a period\n"
          "    hint: write periods as 2024-05-02..2024-05-09, or 2024-05-02.. while open\n");
    CHECK(render(parse_period("2024-05-02..2024-02-30").error()) ==
          "error: 2024-02-30 is not a date: February 2024 has 29 days\n");
    CHECK_FALSE(parse_period("..2024-05-02"));
    CHECK_FALSE(parse_period("2024-05-02...2024-05-09"));
    CHECK_FALSE(parse_period("2024-05-02..2024-05-09 "));
}
