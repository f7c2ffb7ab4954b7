// SPDX-License-Identifier: MIT
// The rules against what was published: every published year of every nation, both ways, with the
// exceptions listed one by one.
#include "lib/civil/holidays.hpp"
#include "tests/catch.hpp"
#include "tests/civil/support.hpp"

#include <algorithm>
#include <map>
#include <set>

using namespace dutyd;
using namespace dutyd::civil;
using dutyd::test::d;
using dutyd::test::published;

namespace {

const std::vector<Nation> nations{Nation::england_and_wales, Nation::scotland,
                                  Nation::northern_ireland};

std::set<Date> dates_of(const std::vector<ClosedDay>& days, int first_year, int last_year) {
    std::set<Date> dates;
    for (const ClosedDay& day : days) {
        const int year = day.date.ymd().year;
        if (year >= first_year && year <= last_year) dates.insert(day.date);
    }
    return dates;
}

/// "+2022-09-19" for a day published against the rules, "-2022-05-30" for one the rules give and
/// nobody kept.
std::vector<std::string> exceptions(Nation nation) {
    const HolidayTable table = published(nation);
    const std::set<Date> kept =
        dates_of(closed_days(table, std::nullopt), table.first_year, table.last_year);
    std::vector<std::string> found;
    for (int year = table.first_year; year <= table.last_year; ++year) {
        const std::set<Date> by_rule = dates_of(projected_holidays(nation, year), year, year);
        for (const Date date : by_rule) {
            if (kept.count(date) == 0) found.push_back("-" + date.iso());
        }
        for (const Date date : kept) {
            if (date.ymd().year == year && by_rule.count(date) == 0) {
                found.push_back("+" + date.iso());
            }
        }
    }
    return found;
}

std::set<Date> standing_in(const HolidayTable& table, int year) {
    std::set<Date> dates;
    for (const Holiday& holiday : table.holidays) {
        if (holiday.date.ymd().year == year && !holiday.withdrawn_on) dates.insert(holiday.date);
    }
    return dates;
}

std::string on(Nation nation, std::string_view date, std::optional<Date> known_on = {}) {
    for (const ClosedDay& day : closed_days(published(nation), known_on)) {
        if (day.date == d(date)) return day.reason;
    }
    return "";
}

}  // namespace

TEST_CASE("Easter") {
    const std::vector<std::string> sundays{
        "1978-03-26", "1981-04-19", "1999-04-04", "2000-04-23", "2008-03-23", "2010-04-04",
        "2011-04-24", "2012-04-08", "2013-03-31", "2014-04-20", "2015-04-05", "2016-03-27",
        "2017-04-16", "2018-04-01", "2019-04-21", "2020-04-12", "2021-04-04", "2022-04-17",
        "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16",
        "2038-04-25", "1943-04-25", "1954-04-18", "2049-04-18", "2076-04-19", "2160-03-23"};
    for (const std::string& sunday : sundays) {
        CHECK(easter_sunday(d(sunday).ymd().year) == d(sunday));
    }
    for (int year = 1900; year <= 2199; ++year) {
        const Date easter = easter_sunday(year);
        CHECK(easter.weekday() == Weekday::sunday);
        CHECK(easter >= Date::of(year, 3, 22));
        CHECK(easter <= Date::of(year, 4, 25));
    }
}

TEST_CASE("the published years of each nation") {
    for (const Nation nation : nations) {
        const HolidayTable table = published(nation);
        CHECK(table.first_year == (nation == Nation::england_and_wales ? 2010 : 2012));
        CHECK(table.last_year == 2028);
        std::map<int, int> by_year;
        for (const Holiday& holiday : table.holidays) {
            CHECK_FALSE(holiday.title.empty());
            CHECK_FALSE(holiday.source.empty());
            if (!holiday.withdrawn_on) ++by_year[holiday.date.ymd().year];
        }
        for (int year = table.first_year; year <= table.last_year; ++year) {
            INFO(nation_name(nation) << " " << year);
            CHECK(by_year[year] >= 8);
        }
        CHECK(by_year.size() == static_cast<std::size_t>(2028 - table.first_year + 1));
    }
}

TEST_CASE("the rules give every published day but those that were proclaimed otherwise") {
    using List = std::vector<std::string>;
    const List common{"-2012-05-28", "+2012-06-04", "+2012-06-05", "-2020-05-04", "+2020-05-08",
                      "-2022-05-30", "+2022-06-02", "+2022-06-03", "+2022-09-19", "+2023-05-08"};
    List england{"+2011-04-29"};
    england.insert(england.end(), common.begin(), common.end());
    List scotland = common;
    scotland.push_back("+2026-06-15");
    CHECK(exceptions(Nation::england_and_wales) == england);
    CHECK(exceptions(Nation::scotland) == scotland);
    CHECK(exceptions(Nation::northern_ireland) == common);
}

TEST_CASE("the rules name the days as they were published") {
    // Two pairs of neighbouring days were named the other way round: Scotland's after the Sunday
    // New Year of 2023, and those of England and Wales after the Sunday Christmas of 2011.
    const std::set<std::string> renamed{"scotland 2023-01-02", "scotland 2023-01-03",
                                        "england-and-wales 2011-12-26",
                                        "england-and-wales 2011-12-27"};
    for (const Nation nation : nations) {
        std::map<Date, std::string> kept;
        const HolidayTable table = published(nation);
        for (const ClosedDay& day : closed_days(table, std::nullopt)) kept[day.date] = day.reason;
        for (int year = table.first_year; year <= table.last_year; ++year) {
            for (const ClosedDay& day : projected_holidays(nation, year)) {
                if (kept.count(day.date) == 0) continue;
                if (renamed.count(nation_name(nation) + " " + day.date.iso()) != 0) continue;
                INFO(nation_name(nation) << " " << day.date);
                CHECK(kept[day.date] == day.reason);
            }
        }
    }
}

TEST_CASE("days that the rules have not always given") {
    const auto has = [](Nation nation, std::string_view date) {
        return dates_of(projected_holidays(nation, d(date).ymd().year), 1900, 2199)
                   .count(d(date)) == 1;
    };
    CHECK(has(Nation::england_and_wales, "Mon 1978-05-01"));
    CHECK_FALSE(has(Nation::scotland, "Thu 2006-11-30"));
    CHECK(has(Nation::scotland, "Fri 2007-11-30"));
    CHECK(has(Nation::scotland, "Mon 2008-12-01"));
    CHECK_FALSE(has(Nation::scotland, "Mon 2024-04-01"));
    CHECK(has(Nation::northern_ireland, "Mon 2029-03-19") ==
          (d("2029-03-17").weekday() == Weekday::saturday));
}

TEST_CASE("years outside the published ones are worked out, and nothing else is") {
    const Nation ew = Nation::england_and_wales;
    const HolidayTable table = published(ew);
    const std::vector<ClosedDay> days = closed_days(table, std::nullopt);
    for (int year = 1978; year <= 2199; ++year) {
        const bool listed = year >= 2010 && year <= 2028;
        const std::set<Date> expected =
            listed ? standing_in(table, year) : dates_of(projected_holidays(ew, year), year, year);
        INFO(year);
        CHECK(dates_of(days, year, year) == expected);
    }
    CHECK(std::is_sorted(days.begin(), days.end(),
                         [](const ClosedDay& a, const ClosedDay& b) { return a.date < b.date; }));
}

TEST_CASE("what was known when") {
    const Nation ew = Nation::england_and_wales;
    CHECK(on(ew, "2022-09-19", d("2022-09-09")).empty());
    CHECK(on(ew, "2022-09-19", d("2022-09-10")) ==
          "Bank Holiday for the State Funeral of Queen Elizabeth II");
    CHECK(on(ew, "2020-05-04", d("2019-06-09")) == "Early May bank holiday");
    CHECK(on(ew, "2020-05-08", d("2019-06-09")).empty());
    CHECK(on(ew, "2020-05-04", d("2019-06-10")).empty());
    CHECK(on(ew, "2020-05-08", d("2019-06-10")) == "Early May bank holiday (VE day)");
    CHECK(on(ew, "2020-05-04").empty());
    CHECK(on(Nation::scotland, "2020-05-04", d("2019-06-13")) == "Early May bank holiday");
    CHECK(on(ew, "2022-05-30", d("2020-11-11")) == "Spring bank holiday");
    CHECK(on(ew, "2022-05-30", d("2020-11-12")).empty());
    CHECK(on(ew, "2023-05-08", d("2022-11-07")).empty());
    CHECK_FALSE(on(ew, "2023-05-08", d("2022-11-08")).empty());
    CHECK(on(ew, "2011-04-29", d("2010-11-22")).empty());
    CHECK(on(ew, "2011-04-29") == "Royal wedding (extra bank holiday)");
    CHECK(on(Nation::scotland, "2026-06-15", d("2026-02-04")).empty());
    CHECK(on(Nation::scotland, "2026-06-15", d("2026-02-05")) ==
          "World Cup bank holiday (extra bank holiday)");
    CHECK(on(ew, "2026-06-15").empty());
    CHECK(on(ew, "2010-12-28") == "Boxing Day (substitute day)");
}

TEST_CASE("a proclamation in a year worked out by rule is added, and a withdrawal takes away") {
    HolidayTable table = published(Nation::england_and_wales);
    table.holidays.push_back({d("2031-06-20"), "Jubilee", "", "test", d("2030-01-01"), {}});
    table.holidays.push_back(
        {d("Mon 2031-05-05"), "Early May bank holiday", "", "test", {}, d("2030-01-01")});
    const auto in_2031 = [&](std::optional<Date> known_on) {
        return dates_of(closed_days(table, known_on), 2031, 2031);
    };
    const std::set<Date> by_rule =
        dates_of(projected_holidays(Nation::england_and_wales, 2031), 2031, 2031);
    CHECK(in_2031(d("2029-12-31")) == by_rule);
    std::set<Date> changed = by_rule;
    changed.erase(d("2031-05-05"));
    changed.insert(d("2031-06-20"));
    CHECK(in_2031(d("2030-01-01")) == changed);
    CHECK(in_2031(std::nullopt) == changed);
}

TEST_CASE("nations have names") {
    for (const Nation nation : nations) CHECK(nation_from(nation_name(nation)) == nation);
    CHECK(nation_name(Nation::england_and_wales) == "england-and-wales");
    CHECK_FALSE(nation_from("wales"));
    CHECK_FALSE(nation_from(""));
}
