// SPDX-License-Identifier: MIT
// The worked examples of the law: each trap with its number, the rule as a pack would write it, and
// the day it must give. A date with a weekday is checked for both.
#include "lib/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/rules/support.hpp"

using namespace dutyd;
using namespace dutyd::test;

namespace {

/// "Mon 2025-03-31": the day with its weekday, to hold against the law's own words.
std::string with_weekday(const std::string& answer) {
    const auto date = civil::Date::parse(answer);
    return date ? civil::weekday_name(date->weekday()).substr(0, 3) + " " + answer : answer;
}

std::string day(std::string_view expression, const World& world = World()) {
    return with_weekday(answer(expression, world));
}

std::string hours_from(std::string_view expression, std::string_view anchor) {
    return answer(expression, World().set("x", anchor));
}

std::string from(std::string_view expression, std::string_view anchor) {
    return day(expression, World().set("x", anchor));
}

}  // namespace

// ---- The election timetable (law.md 6.1)
// ---------------------------------------------------------

TEST_CASE("the timetable of three commissioner elections") {
    struct Row {
        int n;
        std::string y2021, y2024, y2028;
    };
    const std::vector<Row> rows{
        {25, "Mon 2021-03-29", "Tue 2024-03-26", "Mon 2028-03-27"},
        {19, "Thu 2021-04-08", "Fri 2024-04-05", "Tue 2028-04-04"},
        {18, "Fri 2021-04-09", "Mon 2024-04-08", "Wed 2028-04-05"},
        {12, "Mon 2021-04-19", "Tue 2024-04-16", "Thu 2028-04-13"},
        {11, "Tue 2021-04-20", "Wed 2024-04-17", "Tue 2028-04-18"},
        {6, "Tue 2021-04-27", "Wed 2024-04-24", "Tue 2028-04-25"},
        {5, "Wed 2021-04-28", "Thu 2024-04-25", "Wed 2028-04-26"},
    };
    for (const Row& row : rows) {
        const std::string rule = std::to_string(row.n) + " working days before x in election-days";
        CAPTURE(rule);
        CHECK(from(rule, "2021-05-06") == row.y2021);
        CHECK(from(rule, "2024-05-02") == row.y2024);
        CHECK(from(rule, "2028-05-04") == row.y2028);
    }
    CHECK(from("28 working days before x in election-days", "2012-11-15") == "Mon 2012-10-08");
    CHECK(from("25 working days before x in election-days", "2016-05-05") == "Wed 2016-03-30");
}

TEST_CASE("nominations close at four in the afternoon") {
    CHECK(answer("19 working days before x in election-days at 16:00",
                 World().set("x", "2024-05-02")) == "2024-04-05 16:00");
}

TEST_CASE("the first Thursday in May of an election year") {
    CHECK(day("first Thursday in May 2016") == "Thu 2016-05-05");
    CHECK(day("first Thursday in May 2024") == "Thu 2024-05-02");
    CHECK(day("first Thursday in May 2028") == "Thu 2028-05-04");
}

// ---- Traps (law.md 17)
// ---------------------------------------------------------------------------

TEST_CASE("T1: a period beginning with a day includes it") {
    CHECK(from("56 days beginning with x", "2025-02-04") == "Mon 2025-03-31");
    CHECK(from("56 days beginning with x", "2025-11-08") == "Fri 2026-01-02");
}

TEST_CASE("T2: panel clocks run over weekends and Christmas") {
    CHECK(from("3 weeks beginning with x", "2025-12-03") == "Tue 2025-12-23");
    CHECK(from("3 weeks beginning with x", "2025-12-17") == "Tue 2026-01-06");
}

TEST_CASE("T3: the days of the post-election period are skipped, both ends included") {
    World world;
    world.period("post-election-period", {"2024-05-02..2024-05-09"});
    world.set("x", "2024-04-22");
    CHECK(day("3 weeks beginning with x", world) == "Sun 2024-05-12");
    CHECK(day("3 weeks beginning with x ignoring post-election-period", world) == "Mon 2024-05-20");
    world.set("x", "2024-05-03");
    CHECK(day("3 weeks beginning with x ignoring post-election-period", world) == "Thu 2024-05-30");
    world.set("x", "2024-04-08");
    CHECK(day("6 weeks beginning with x", world) == "Sun 2024-05-19");
    CHECK(day("6 weeks beginning with x ignoring 2024-05-02..2024-05-10", world) ==
          "Tue 2024-05-28");
}

TEST_CASE("T3b: while the declaration is awaited the date has only an earliest day") {
    World world;
    world.period("post-election-period", {"2024-05-02.."}).today("2024-05-15");
    const auto when =
        value("3 weeks beginning with 2024-04-22 ignoring post-election-period", world);
    CHECK(text(when) == "not before 2024-05-26");
    CHECK(when.rest == "the end of post-election-period + 11 days");
    CHECK(when.missing == std::vector<std::string>{"the last day of post-election-period"});
}

TEST_CASE("T4: other elections ignore nothing") {
    const World world = World().period("post-election-period", {}).set("x", "2024-06-17");
    CHECK(day("3 weeks beginning with x ignoring post-election-period", world) == "Sun 2024-07-07");
}

TEST_CASE("T5: a month beginning with a day ends before the corresponding date, and clamps") {
    const std::string rule = "1 month beginning with x";
    CHECK(from(rule, "2025-10-17") == "Sun 2025-11-16");
    CHECK(from(rule, "2025-01-31") == "Fri 2025-02-28");
    CHECK(from(rule, "2025-01-30") == "Fri 2025-02-28");
    CHECK(from(rule, "2025-01-29") == "Fri 2025-02-28");
    CHECK(from(rule, "2024-01-29") == "Wed 2024-02-28");
    CHECK(from(rule, "2024-01-30") == "Thu 2024-02-29");
    CHECK(from(rule, "2025-02-28") == "Thu 2025-03-27");
    CHECK(from(rule, "2025-03-31") == "Wed 2025-04-30");
    CHECK(from(rule, "2025-03-01") == "Mon 2025-03-31");
}

TEST_CASE("T6: by-election days are business days, and Christmas Eve is none") {
    const std::string rule = "35 working days after x in s73-days";
    CHECK(from(rule, "2025-12-01") == "Fri 2026-01-23");
    CHECK(from("35 days after x", "2025-12-01") == "Mon 2026-01-05");
    CHECK(from("35 working days after x in working-days", "2025-12-01") == "Thu 2026-01-22");
    CHECK(from(rule, "2021-10-14") == "Thu 2021-12-02");
}

TEST_CASE("T6b: the clock starts with the notice of two electors") {
    World world;
    world.set("vacancy.resignation", "2025-12-01").set("vacancy.notice", "2025-12-15");
    CHECK(day("35 working days after vacancy.notice in s73-days", world) ==
          day("35 working days after 2025-12-15 in s73-days"));
}

TEST_CASE("T7: precept days stay on Sundays, and the clear days come first") {
    for (const std::string date : {"1 February", "8 February", "15 February", "22 February"}) {
        CHECK(day(date + " in 2026").substr(0, 3) == "Sun");
        CHECK(day(date + " in 2025").substr(0, 3) == "Sat");
    }
    CHECK(day("1 March in 2026") == "Sun 2026-03-01");
    CHECK(from("5 clear working days before x in meeting-days", "2026-02-06") == "Thu 2026-01-29");
    const World precept = World().set("precept.year", "2026-04-01..2027-03-31");
    CHECK(day("1 February in financial year before precept.year", precept) == "Sun 2026-02-01");
}

TEST_CASE("T8: by 1 March is not before 1 March") {
    World world;
    world.set("precept.year", "2027-04-01..2028-03-31");
    CHECK(day("by 1 March in financial year before precept.year", world) == "Mon 2027-03-01");
    CHECK(day("before 1 March in financial year before precept.year", world) == "Sun 2027-02-28");
    world.set("precept.year", "2028-04-01..2029-03-31");
    CHECK(day("1 March in financial year before precept.year", world) == "Wed 2028-03-01");
    CHECK(day("before 1 March in financial year before precept.year", world) == "Tue 2028-02-29");
    CHECK(day("earliest of (1 March in 2027, before 1 March in 2027)") == "Sun 2027-02-28");
}

TEST_CASE("T9: a precept may be issued from the later of scrutiny's end and the tax base") {
    const std::string rule =
        "latest of (scrutiny.end, earliest of (1 February in financial year before precept.year, "
        "taxbase.last))";
    World world;
    world.set("precept.year", "2026-04-01..2027-03-31");
    world.set("scrutiny.end", "2026-02-06").set("taxbase.last", "2026-01-20");
    CHECK(day(rule, world) == "Fri 2026-02-06");
    world.set("scrutiny.end", "2026-01-25").set("taxbase.last", "unknown").today("2026-01-28");
    CHECK(answer(rule, world) == "between 2026-01-25 and 2026-02-01");
    world.today("2026-02-02");
    CHECK(day(rule, world) == "Sun 2026-02-01");
}

TEST_CASE("T10: the inspection starts the day after publication") {
    CHECK(day("first working day of July 2026 in accounts-days") == "Wed 2026-07-01");
    CHECK(day("the day before first working day of July 2026 in accounts-days") ==
          "Tue 2026-06-30");
    CHECK(day("30 working days beginning with 2026-07-01 in accounts-days") == "Tue 2026-08-11");
    CHECK(day("first working day of July 2028 in accounts-days") == "Mon 2028-07-03");
    CHECK(day("the day before first working day of July 2028 in accounts-days") ==
          "Sun 2028-07-02");
    CHECK(day("30 working days beginning with 2028-07-03 in accounts-days") == "Fri 2028-08-11");
}

TEST_CASE("T10: the inspection must hold the first ten working days of June") {
    CHECK(day("first working day of June 2024 in accounts-days") == "Mon 2024-06-03");
    CHECK(day("10th working day of June 2024 in accounts-days") == "Fri 2024-06-14");
    // Thirty working days that end no earlier than the tenth, and begin no later than the first.
    CHECK(day("30 working days ending with (10th working day of June 2024 in accounts-days) in "
              "accounts-days") == "Thu 2024-05-02");
}

TEST_CASE("T10b: every financial year has its own audit date") {
    CHECK(day("27 February in financial year 2025/26") == "Fri 2026-02-27");
    CHECK(day("31 January in financial year 2026/27") == "Sun 2027-01-31");
    CHECK(day("30 November in financial year 2027/28") == "Tue 2027-11-30");
    CHECK(day("31 July in financial year 2029/30") == "Tue 2029-07-31");
}

TEST_CASE("T11: two months beginning with the day after the election, rolled") {
    const std::string rule = "2 months beginning with the day after x rolled forward in s73-days";
    CHECK(from(rule, "2024-05-02") == "Tue 2024-07-02");
    CHECK(from(rule, "2028-05-04") == "Tue 2028-07-04");
    CHECK(from("2 months beginning with the day after x", "2025-02-27") == "Sun 2025-04-27");
    CHECK(from(rule, "2025-02-27") == "Mon 2025-04-28");
}

TEST_CASE("T12: the term starts seven days after the poll, the old one ends the day before") {
    CHECK(from("7 days after x", "2021-05-06") == "Thu 2021-05-13");
    CHECK(answer("7 days after 2021-05-06 at 00:00") == "2021-05-13 00:00");
    CHECK(answer("the end of 6 days after 2021-05-06") == "2021-05-12 24:00");
}

TEST_CASE("T13: five clear working days, both ends out, Christmas Eve in") {
    const std::string rule = "5 clear working days before x in meeting-days";
    CHECK(from(rule, "2024-10-28") == "Fri 2024-10-18");
    CHECK(from(rule, "2024-09-23") == "Fri 2024-09-13");
    CHECK(from(rule, "2026-05-08") == "Wed 2026-04-29");
    CHECK(from(rule, "2026-04-13") == "Wed 2026-04-01");
    CHECK(from(rule, "2026-01-05") == "Tue 2025-12-23");
}

TEST_CASE("T13: Elitestone, three clear days for a meeting on 1 May 1990") {
    // Thursday 26 April leaves Friday and Monday only: the agenda was a day late.
    const World world = World().set("x", "1990-05-01");
    CHECK(answer("3 clear working days before x in meeting-days", world) ==
          "1990-04-25 provisional");
}

TEST_CASE("T13b: three clear days in Wales") {
    CHECK(from("3 clear working days before x in meeting-days", "2024-10-28") == "Tue 2024-10-22");
}

TEST_CASE("T14: six months ending with the poll") {
    CHECK(from("6 months ending with x", "2028-05-04") == "Fri 2027-11-05");
    CHECK(from("6 months ending with x", "2020-05-07") == "Fri 2019-11-08");
    CHECK(from("35 working days after x in s73-days", "2027-11-04") == "Thu 2027-12-23");
}

TEST_CASE("T15: freedom of information days leave out bank holidays anywhere in the UK") {
    const std::string rule = "20 working days after x in foi-days";
    CHECK(from(rule, "2026-05-26") == "Wed 2026-06-24");
    CHECK(from("20 working days after x in working-days", "2026-05-26") == "Tue 2026-06-23");
    CHECK(from(rule, "2026-07-01") == "Thu 2026-07-30");
    CHECK(from(rule, "2026-03-02") == "Tue 2026-03-31");
    CHECK(from(rule, "2025-12-17") == "Tue 2026-01-20");
}

TEST_CASE("T16: a subject's request, one month after, rolled") {
    CHECK(from("1 month after x", "2026-01-31") == "Sat 2026-02-28");
    CHECK(from("1 month after x rolled forward in working-days", "2026-01-31") == "Mon 2026-03-02");
    CHECK(from("1 month after x", "2026-09-03") == "Sat 2026-10-03");
}

TEST_CASE("T17: Christmas Eve is out for polls and in for all else") {
    const auto counts = [](std::string_view set) {
        return answer("1 working day beginning with 2025-12-24 in " + std::string(set)) ==
               "2025-12-24";
    };
    for (const auto out : {"s73-days", "election-days"}) CHECK_FALSE(counts(out));
    for (const auto in :
         {"working-days", "accounts-days", "foi-days", "lgha-days", "meeting-days"}) {
        CAPTURE(in);
        CHECK(counts(in));
    }
}

TEST_CASE("T18: Good Friday and Christmas Day are no bank holidays, and are out everywhere") {
    for (const auto& [id, set] : shipped_calendars().day_sets) {
        CAPTURE(id);
        CHECK_FALSE(set.is_open(civil::Date::of(2024, 3, 29)));
        CHECK_FALSE(set.is_open(civil::Date::of(2024, 12, 25)));
    }
}

TEST_CASE("T19: the plan's limit is the end of the financial year") {
    const std::string rule = "last day of financial year containing x";
    CHECK(from(rule, "2012-11-15") == "Sun 2013-03-31");
    CHECK(from(rule, "2016-05-05") == "Fri 2017-03-31");
    CHECK(from(rule, "2021-05-06") == "Thu 2022-03-31");
    CHECK(from(rule, "2024-05-02") == "Mon 2025-03-31");
    CHECK(from(rule, "2028-11-02") == "Sat 2029-03-31");
    CHECK(day("333 days after 2024-05-02") == "Mon 2025-03-31");
}

TEST_CASE("T20: the plan ends with the election expected when it was issued") {
    World world;
    world.set("plan.issued", "2017-03-31").set("election.next", "2021-05-06");
    world.set_as_known_on("election.next", "2020-03-24", "2020-05-07");
    const std::string rule =
        "last day of financial year containing (election.next as known on "
        "plan.issued)";
    CHECK(day(rule, world) == "Wed 2021-03-31");
    world.set("plan.issued", "2020-04-01");
    CHECK(day(rule, world) == "Thu 2022-03-31");
}

TEST_CASE("T21: the plan takes effect on 1 April at the latest") {
    CHECK(from("first day of financial year after financial year containing x", "2024-05-02") ==
          "Tue 2025-04-01");
}

TEST_CASE("T23: by includes, before excludes") {
    CHECK(day("by 1 February in 2026") == "Sun 2026-02-01");
    CHECK(day("before first day of financial year 2026/27") == "Tue 2026-03-31");
    CHECK(day("before 31 July in 2026") == "Thu 2026-07-30");
}

TEST_CASE("T24: three months after a report was sent") {
    CHECK(from("3 months after x", "2025-11-30") == "Sat 2026-02-28");
    CHECK(from("3 months after x", "2027-11-30") == "Tue 2028-02-29");
}

TEST_CASE("T25: 21 days beginning with the day copies are sent") {
    CHECK(from("21 days beginning with x", "2025-12-17") == "Tue 2026-01-06");
}

TEST_CASE("T26: the end of the day following, a Saturday") {
    CHECK(answer("the end of the day after 2025-12-05") == "2025-12-06 24:00");
    CHECK(from("the day after x", "2025-12-05") == "Sat 2025-12-06");
}

TEST_CASE("T27: mourning days count unless the body chooses otherwise") {
    rules::CalendarChoices choices;
    choices.readings = {"meeting-days/mourning"};
    const auto mourning = rules::load_calendars(calendar_files(), choices);
    REQUIRE(mourning);
    World world;
    world.set("x", "2022-09-22");
    const std::string rule = "5 clear working days before x in meeting-days";
    CHECK(day(rule, world) == "Tue 2022-09-13");
    CHECK(day(rule, world.calendars(*mourning)) == "Mon 2022-09-05");
}

TEST_CASE("T28: 28 days starting with the day after") {
    CHECK(from("28 days starting with the day after x", "2026-01-02") == "Fri 2026-01-30");
}

TEST_CASE("T29: intervals of a year shrink by a day") {
    CHECK(from("1 year beginning with x", "2026-01-31") == "Sat 2027-01-30");
    CHECK(from("4 years beginning with x", "2022-03-30") == "Sun 2026-03-29");
}

TEST_CASE("T31: election expenses run from the result and roll forward") {
    const auto days_after = [](int n) {
        return from(std::to_string(n) + " days after x rolled forward in election-days",
                    "2024-05-04");
    };
    CHECK(from("21 days after x", "2024-05-04") == "Sat 2024-05-25");
    CHECK(days_after(21) == "Tue 2024-05-28");
    CHECK(from("28 days after x", "2024-05-04") == "Sat 2024-06-01");
    CHECK(days_after(28) == "Mon 2024-06-03");
    CHECK(from("70 days after x", "2024-05-04") == "Sat 2024-07-13");
    CHECK(days_after(70) == "Mon 2024-07-15");
}

TEST_CASE("T35: the notice may come before the 25th day") {
    const std::string rule =
        "notice.published otherwise (25 working days before election.poll in election-days)";
    World world;
    world.set("election.poll", "2024-05-02").set("notice.published", "unknown");
    CHECK(day(rule, world) == "Tue 2024-03-26");
    CHECK(day(rule, world.set("notice.published", "2024-03-25")) == "Mon 2024-03-25");
}

TEST_CASE("T37: 21 days after the meeting, and before that day") {
    CHECK(from("21 days after x", "2026-05-21") == "Thu 2026-06-11");
    CHECK(from("before 21 days after x", "2026-05-21") == "Wed 2026-06-10");
}

TEST_CASE("T39: a sub-committee's meeting does not serve where the full panel must meet") {
    World world;
    world.meetings("panel", {"2024-07-01 sub-committee", "2024-09-23", "2024-09-30 hearing"});
    CHECK(day("first panel meeting on or after 2024-06-01", world) == "Mon 2024-07-01");
    CHECK(day("first full panel meeting on or after 2024-06-01", world) == "Mon 2024-09-23");
}

TEST_CASE("T40: moved holidays change the counts of their years") {
    CHECK(from("1 working day before x in working-days", "2020-05-09") == "Thu 2020-05-07");
    CHECK(from("3 working days after x in working-days", "2022-05-30") == "Mon 2022-06-06");
    CHECK(from("3 working days after x in working-days", "2012-06-01") == "Fri 2012-06-08");
}

// ---- Elsewhere in the law
// ------------------------------------------------------------------------

TEST_CASE("a first plan's inspection comments, incapacity, and other periods of sections 6 to 10") {
    CHECK(from("6 months beginning with x", "2026-01-15") == "Tue 2026-07-14");
    CHECK(from("12 months beginning with x", "2025-03-31") == "Mon 2026-03-30");
    CHECK(from("4 months after x", "1978-09-30") == "Tue 1979-01-30");
    CHECK(from("2 months beginning with x", "2010-09-03") == "Tue 2010-11-02");
    CHECK(from("28 days beginning with x", "2026-01-02") == "Thu 2026-01-29");
    CHECK(from("1 working day after x in lgha-days", "2026-04-02") == "Tue 2026-04-07");
}

TEST_CASE("a data breach is reported within 72 hours by the clock, summer time or not") {
    CHECK(hours_from("72 hours after x", "2024-03-29 10:00") == "2024-04-01 11:00");
    CHECK(hours_from("72 hours after x", "2024-10-25 10:00") == "2024-10-28 09:00");
    CHECK(hours_from("72 hours after x", "2024-06-03 10:00") == "2024-06-06 10:00");
}

TEST_CASE("the accounts of section 11, year by year") {
    const auto before_first = [](std::string_view month, std::string_view year) {
        return day("before first working day of " + std::string(month) + " " + std::string(year) +
                   " in accounts-days");
    };
    CHECK(before_first("June", "2023") == "Wed 2023-05-31");
    CHECK(before_first("June", "2024") == "Sun 2024-06-02");
    CHECK(before_first("September", "2020") == "Mon 2020-08-31");
    CHECK(before_first("July", "2025") == "Mon 2025-06-30");
    CHECK(before_first("July", "2026") == "Tue 2026-06-30");
    CHECK(before_first("July", "2027") == "Wed 2027-06-30");
    CHECK(before_first("July", "2028") == "Sun 2028-07-02");
    CHECK(answer("before first working day of June 2029 in accounts-days") ==
          "2029-05-31 provisional");
    CHECK(day("first working day of July 2025 in accounts-days") == "Tue 2025-07-01");
    CHECK(day("first working day of July 2027 in accounts-days") == "Thu 2027-07-01");
}

TEST_CASE("the day on which a local auditor must be appointed") {
    CHECK(from("31 December in financial year before x", "2026-04-01..2027-03-31") ==
          "Wed 2025-12-31");
}
