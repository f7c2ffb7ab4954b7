// SPDX-License-Identifier: MIT
// What each form means, on exact facts: edges of periods, n-th days, months, times, meetings,
// choices, facts as they were known, and the marks of projected days.
#include "tests/catch.hpp"
#include "tests/rules/support.hpp"

using namespace dutyd;
using namespace dutyd::rules;
using namespace dutyd::test;

TEST_CASE("counts of days in every direction") {
    // Friday 10 May 2024 and Saturday 11 May 2024.
    const World world = World().set("fri", "2024-05-10").set("sat", "2024-05-11");
    check_all(world, {
                         {"3 days after fri", "2024-05-13"},
                         {"3 days before fri", "2024-05-07"},
                         {"3 days beginning with fri", "2024-05-12"},
                         {"3 days ending with fri", "2024-05-08"},
                         {"3 clear days after fri", "2024-05-14"},
                         {"3 clear days before fri", "2024-05-06"},
                         {"1 week after fri", "2024-05-17"},
                         {"1 week beginning with fri", "2024-05-16"},
                         {"2 weeks before fri", "2024-04-26"},
                         {"2 weeks ending with fri", "2024-04-27"},
                         {"3 working days after fri", "2024-05-15"},
                         {"3 working days before fri", "2024-05-07"},
                         {"3 working days beginning with fri", "2024-05-14"},
                         {"3 working days ending with fri", "2024-05-08"},
                         {"1 working day after sat", "2024-05-13"},
                         {"1 working day before sat", "2024-05-10"},
                         {"1 working day beginning with sat", "2024-05-13"},
                         {"1 working day ending with sat", "2024-05-10"},
                         {"3 clear working days before fri", "2024-05-03"},
                         {"3 clear working days after fri", "2024-05-16"},
                         {"3 clear working days before sat", "2024-05-07"},
                     });
}

TEST_CASE("counts of months and years in every direction") {
    const World world = World().set("x", "2024-03-31").set("leap", "2024-02-29");
    check_all(world, {
                         {"1 month after x", "2024-04-30"},
                         {"1 month before x", "2024-02-29"},
                         {"1 month beginning with x", "2024-04-30"},
                         {"1 month ending with x", "2024-03-01"},
                         {"11 months after x", "2025-02-28"},
                         {"1 month after 2023-02-28", "2023-03-28"},
                         {"1 year after leap", "2025-02-28"},
                         {"1 year beginning with leap", "2025-02-28"},
                         {"4 years after leap", "2028-02-29"},
                         {"4 years beginning with leap", "2028-02-28"},
                         {"1 year ending with leap", "2023-03-01"},
                     });
}

TEST_CASE("ignored periods, whichever way the count runs") {
    World world;
    world.period("p", {"2024-05-02..2024-05-09"})
        .period("parts", {"2024-05-02..2024-05-03", "2024-05-08..2024-05-09"});
    world.set("named", "2024-05-06..2024-05-06");
    check_all(world,
              {
                  {"5 days after 2024-04-30 ignoring p", "2024-05-13"},
                  {"5 days before 2024-05-11 ignoring p", "2024-04-28"},
                  {"3 days beginning with 2024-05-05 ignoring p", "2024-05-12"},
                  {"3 days ending with 2024-05-05 ignoring p", "2024-04-29"},
                  {"5 days after 2024-05-01 ignoring parts", "2024-05-10"},
                  {"5 days after 2024-05-01 ignoring parts, named", "2024-05-11"},
                  {"5 days after 2024-05-01 ignoring parts, 2024-05-06..2024-05-06", "2024-05-11"},
                  {"5 working days after 2024-05-01 ignoring p in s73-days", "2024-05-16"},
                  {"2 clear days after 2024-05-01 ignoring p", "2024-05-12"},
                  {"1 week after 2024-05-01 ignoring p, p", "2024-05-16"},
                  // A count that ends before the period begins never meets it.
                  {"2 days beginning with 2024-04-30 ignoring p", "2024-05-01"},
              });
}

TEST_CASE("the edges of periods") {
    const World world =
        World().set("x", "2024-05-15").set("precept.year", "2026-04-01..2027-03-31");
    check_all(world, {
                         {"financial year containing x", "2024-04-01..2025-03-31"},
                         {"financial year before x", "2023-04-01..2024-03-31"},
                         {"financial year after x", "2025-04-01..2026-03-31"},
                         {"quarter containing x", "2024-04-01..2024-06-30"},
                         {"quarter after x", "2024-07-01..2024-09-30"},
                         {"quarter before x", "2024-01-01..2024-03-31"},
                         {"month containing x", "2024-05-01..2024-05-31"},
                         {"month before x", "2024-04-01..2024-04-30"},
                         {"year containing x", "2024-01-01..2024-12-31"},
                         {"year after x", "2025-01-01..2025-12-31"},
                         {"financial year containing precept.year", "2026-04-01..2027-03-31"},
                         {"financial year before precept.year", "2025-04-01..2026-03-31"},
                         {"financial year after precept.year", "2027-04-01..2028-03-31"},
                         {"month before precept.year", "2026-03-01..2026-03-31"},
                         {"month after precept.year", "2027-04-01..2027-04-30"},
                         {"quarter after (quarter after x)", "2024-10-01..2024-12-31"},
                         {"2028", "2028-01-01..2028-12-31"},
                         {"May 2028", "2028-05-01..2028-05-31"},
                         {"financial year 2024/25", "2024-04-01..2025-03-31"},
                         {"financial year 1999/00", "1999-04-01..2000-03-31"},
                         {"May in precept.year", "2026-05-01..2026-05-31"},
                         {"February in precept.year", "2027-02-01..2027-02-28"},
                         {"2024-05-02..2024-05-09", "2024-05-02..2024-05-09"},
                         {"2024-05-02..", "2024-05-02.."},
                         {"precept.year", "2026-04-01..2027-03-31"},
                         {"first day of precept.year", "2026-04-01"},
                         {"last day of precept.year", "2027-03-31"},
                         {"tenth day of precept.year", "2026-04-10"},
                         {"last day of 2024-05-02..2024-05-09", "2024-05-09"},
                         {"the end of precept.year", "2027-03-31 24:00"},
                         {"the end of x", "2024-05-15 24:00"},
                     });
}

TEST_CASE("a body whose financial year begins otherwise") {
    const World world = World().set("x", "2024-05-15").financial_year_starts(8, 1);
    check_all(world, {
                         {"financial year containing x", "2023-08-01..2024-07-31"},
                         {"quarter containing x", "2024-05-01..2024-07-31"},
                         {"financial year 2024/25", "2024-08-01..2025-07-31"},
                         {"month containing x", "2024-05-01..2024-05-31"},
                     });
}

TEST_CASE("n-th days of periods") {
    check_all(World(),
              {
                  {"first Monday in May 2024", "2024-05-06"},
                  {"second Monday in May 2024", "2024-05-13"},
                  {"5th Friday in May 2024", "2024-05-31"},
                  {"last Monday in May 2024", "2024-05-27"},
                  {"last Friday in March in financial year 2024/25", "2025-03-28"},
                  {"first working day of May 2024", "2024-05-01"},
                  {"fourth working day of May 2024", "2024-05-07"},
                  {"last working day of August 2024 in foi-days", "2024-08-30"},
                  {"first working day of 2024-05-04..2024-05-10 in accounts-days", "2024-05-07"},
                  {"first working day of August 2024 in foi-days", "2024-08-01"},
                  {"third working day of August 2024 in foi-days", "2024-08-06"},
                  {"1 February in financial year 2024/25", "2025-02-01"},
                  {"29 February in financial year 2023/24", "2024-02-29"},
                  {"29 February in 2024", "2024-02-29"},
                  {"first day of May in financial year 2024/25", "2024-05-01"},
              });
}

TEST_CASE("times") {
    const World world = World().set("x", "2024-05-15").set("y", "2024-05-15 10:30");
    check_all(world, {
                         {"x at 16:00", "2024-05-15 16:00"},
                         {"y", "2024-05-15 10:30"},
                         {"y at 16:00", "2024-05-15 16:00"},
                         {"the day before y", "2024-05-14 10:30"},
                         {"the day after (x at 16:00)", "2024-05-16 16:00"},
                         {"the end of y", "2024-05-15 24:00"},
                         {"y rolled forward in working-days", "2024-05-15 10:30"},
                         // Days are counted from the day, whatever the time.
                         {"2 days after y", "2024-05-17"},
                         {"1 month after y", "2024-06-15"},
                         {"24 hours after y", "2024-05-16 10:30"},
                         {"1 hour before y", "2024-05-15 09:30"},
                         {"72 hours after (x at 24:00)", "2024-05-18 24:00"},
                         {"1 hour after (x at 24:00)", "2024-05-16 01:00"},
                         {"24 hours after (x at 00:00)", "2024-05-16 00:00"},
                     });
}

TEST_CASE("hours run by the clock of the world over a change of the local clock") {
    check_all(World(), {
                           // 31 March 2024 has 23 hours, 27 October 2024 has 25.
                           {"24 hours after (2024-03-30 at 12:00)", "2024-03-31 13:00"},
                           {"24 hours after (2024-10-26 at 12:00)", "2024-10-27 11:00"},
                           {"72 hours before (2024-04-01 at 12:00)", "2024-03-29 11:00"},
                           {"1 hour after (2024-03-31 at 00:30)", "2024-03-31 02:30"},
                           {"1 hour after (2024-10-27 at 01:30)", "2024-10-27 01:30"},
                           {"100000 hours after (2024-01-01 at 00:00)", "2035-05-29 17:00"},
                       });
}

TEST_CASE("rolling only when said") {
    check_all(World(), {
                           {"2024-05-04 rolled forward in working-days", "2024-05-07"},
                           {"2024-05-04 rolled back in working-days", "2024-05-03"},
                           {"2024-05-03 rolled forward in working-days", "2024-05-03"},
                           {"2024-05-03 rolled back in working-days", "2024-05-03"},
                           {"2 days after 2024-05-02", "2024-05-04"},
                           {"2 days after 2024-05-02 rolled forward in working-days at 12:00",
                            "2024-05-07 12:00"},
                       });
}

TEST_CASE("choices on exact days and times") {
    const World world =
        World().set("a", "2024-05-03").set("b", "2024-05-02").set("c", "2024-05-02 09:00");
    check_all(world, {
                         {"earliest of (a, b)", "2024-05-02"},
                         {"latest of (a, b)", "2024-05-03"},
                         // A whole day runs to its end, so a time on it comes first.
                         {"earliest of (b, c)", "2024-05-02 09:00"},
                         {"latest of (c, b)", "2024-05-02"},
                         {"earliest of (a, b, c, 2024-05-01)", "2024-05-01"},
                         {"the day after earliest of (a, b)", "2024-05-03"},
                     });
}

TEST_CASE("otherwise takes the second only when nothing is known of the first") {
    const World world = World()
                            .set("noted", "2024-05-03")
                            .set("unknown", "unknown")
                            .set("q", "2026-04-01..2027-03-31");
    check_all(world,
              {
                  {"noted otherwise 2024-01-01", "2024-05-03"},
                  {"unknown otherwise 2024-01-01", "2024-01-01"},
                  {"unknown otherwise unknown otherwise noted", "2024-05-03"},
                  {"unknown otherwise unknown", "unknown (needs unknown)"},
                  {"unknown otherwise q", "2026-04-01..2027-03-31"},
                  {"last day of (unknown otherwise q)", "2027-03-31"},
                  // What is known in part is known.
                  {"(earliest of (noted, unknown)) otherwise 2024-01-01", "not after 2024-05-03"},
              });
}

TEST_CASE("facts as they were known") {
    World world;
    world.set("poll", "2021-05-06").set_as_known_on("poll", "2020-03-24", "2020-05-07");
    world.set("issued", "2020-01-10").set("asked", "unknown");
    check_all(world,
              {
                  {"poll", "2021-05-06"},
                  {"poll as known on 2020-03-24", "2020-05-07"},
                  {"poll as known on 2020-03-25", "2021-05-06"},
                  {"poll as known on issued", "2020-05-07"},
                  {"last day of financial year containing poll as known on issued", "2021-03-31"},
                  {"poll as known on asked", "unknown (needs asked)"},
                  {"(2 days after poll) as known on issued", "2020-05-09"},
                  {"((poll as known on 2024-01-01) as known on issued)", "2021-05-06"},
                  {"earliest of (poll, (poll as known on issued))", "2020-05-07"},
                  // The day that says when is itself read as things stand.
                  {"poll as known on the day after issued", "2020-05-07"},
              });
}

TEST_CASE("meetings") {
    World world;
    world.meetings("panel", {"2024-06-18", "2024-09-23", "2024-10-01 hearing", "2024-10-28",
                             "2024-12-02 sub-committee"});
    check_all(
        world,
        {
            {"first panel meeting on or after 2024-09-23", "2024-09-23"},
            {"first panel meeting after 2024-09-23", "2024-10-01"},
            {"first full panel meeting after 2024-09-23", "2024-10-28"},
            {"second panel meeting after 2024-09-23", "2024-10-28"},
            {"third panel meeting on or after 2024-09-23", "2024-10-28"},
            {"first hearing panel meeting after 2024-01-01", "2024-10-01"},
            {"last panel meeting on or before 2024-09-23", "2024-09-23"},
            {"last panel meeting before 2024-09-23", "2024-06-18"},
            {"last full panel meeting before 2025-01-01", "2024-10-28"},
            {"first panel meeting after 2024-12-02", "unknown (needs a panel meeting)"},
            {"second full panel meeting after 2024-10-01", "unknown (needs a full panel meeting)"},
            {"last panel meeting before 2024-06-18", "unknown (needs a panel meeting)"},
            {"5 clear working days before first panel meeting after 2024-06-18 in meeting-days",
             "2024-09-13"},
        });
    check_all(World().meetings("panel", {}),
              {{"first panel meeting after 2024-01-01", "unknown (needs a panel meeting)"}});
}

TEST_CASE("days beyond the published holidays are provisional, and say so on the way up") {
    check_all(
        World(),
        {
            {"25 working days before 2024-05-02", "2024-03-26"},
            {"25 working days before 2032-05-06", "2032-03-31 provisional"},
            {"2 working days after 2028-12-28", "2029-01-02 provisional"},
            {"2 working days before 2010-01-05", "2009-12-31 provisional"},
            {"25 days before 2032-05-06", "2032-04-11"},
            {"first working day of July 2030 in accounts-days", "2030-07-01 provisional"},
            {"the day after 25 working days before 2032-05-06", "2032-04-01 provisional"},
            {"earliest of (2024-05-02, 2 working days after 2030-01-01)", "2024-05-02 provisional"},
            {"2030-01-05 rolled forward in working-days", "2030-01-07 provisional"},
            {"last day of month containing 2 working days after 2030-01-01",
             "2030-01-31 provisional"},
            {"2 working days after 2014-06-02 in accounts-days", "2014-06-04 provisional"},
        });
}

TEST_CASE("the default day set is the one of England and Wales") {
    check_all(World(), {
                           {"1 working day after 2024-12-23", "2024-12-24"},
                           {"first working day of July 2028", "2028-07-03"},
                       });
}
