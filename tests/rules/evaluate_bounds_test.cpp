// SPDX-License-Identifier: MIT
// What is not fully known: unknown facts, bounds, open periods; and that a bound carried through a
// form is the bound of what the form can give.
#include "lib/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/rules/generate.hpp"
#include "tests/rules/support.hpp"

using namespace dutyd;
using namespace dutyd::rules;
using namespace dutyd::test;

namespace {

When bound(Bound kind, std::string_view date) {
    When when;
    when.bound = kind;
    when.date = civil::Date::parse(date).value();
    when.missing = {"something"};
    return when;
}

/// `lo` not before 1 May, `hi` not after 1 June, `both` between the two, `none` unknown.
World bounded_world() {
    World world;
    world.when("lo", bound(Bound::not_before, "2024-05-01"));
    world.when("hi", bound(Bound::not_after, "2024-06-01"));
    When both = bound(Bound::not_before, "2024-05-01");
    both.latest = civil::Date::of(2024, 6, 1);
    world.when("both", both).set("none", "unknown").set("x", "2024-05-15");
    return world;
}

}  // namespace

TEST_CASE("an unknown fact makes everything on it unknown, and is named") {
    const World world = World().set("a", "unknown").set("b", "unknown").set("x", "2024-05-02");
    check_all(world,
              {
                  {"a", "unknown (needs a)"},
                  {"3 days after a", "unknown (needs a)"},
                  {"25 working days before a rolled forward in s73-days", "unknown (needs a)"},
                  {"the end of a", "unknown (needs a)"},
                  {"last day of a", "unknown (needs a)"},
                  {"last day of financial year containing a", "unknown (needs a)"},
                  {"financial year containing a", "unknown (needs a)"},
                  {"1 February in financial year before a", "unknown (needs a)"},
                  {"May in a", "unknown (needs a)"},
                  {"first Monday in a", "unknown (needs a)"},
                  {"72 hours after a", "unknown (needs a)"},
                  {"earliest of (a, b)", "unknown (needs a and b)"},
                  {"latest of (a, b)", "unknown (needs a and b)"},
                  {"a otherwise x", "2024-05-02"},
              });
    CHECK(text(value("earliest of (a, b, (3 days after a))", world)) == "unknown (needs a and b)");
    CHECK(value("earliest of (a, x)", world).missing == std::vector<std::string>{"a"});
    CHECK(value("x otherwise a", world).missing.empty());
}

TEST_CASE("three or more missing facts are listed") {
    const World world = World().set("a", "unknown").set("b", "unknown").set("c", "unknown");
    CHECK(answer("latest of (c, a, b)", world) == "unknown (needs a, b and c)");
}

TEST_CASE("earliest of: not after what is known, until that day has passed") {
    World world;
    world.set("a", "2024-05-10").set("b", "unknown");
    const std::string_view rule = "earliest of (a, b)";
    CHECK(answer(rule, world.today("2024-05-01")) == "not after 2024-05-10");
    CHECK(answer(rule, world.today("2024-05-10")) == "not after 2024-05-10");
    CHECK(answer(rule, world.today("2024-05-11")) == "2024-05-10");
    CHECK(value(rule, world.today("2024-05-11")).missing.empty());
}

TEST_CASE("latest of: not before what is known, however late it gets") {
    World world;
    world.set("a", "2024-05-10").set("b", "unknown");
    for (const std::string_view today : {"2024-05-01", "2024-05-10", "2024-06-30"}) {
        CHECK(answer("latest of (a, b)", world.today(today)) == "not before 2024-05-10");
    }
}

TEST_CASE("bounds mix: each end on its own") {
    World world = bounded_world();
    world.today("2024-04-01");
    check_all(
        world,
        {
            // The exact day comes first or last for certain only on one side of a bound.
            {"earliest of (lo, 2024-04-20)", "2024-04-20"},
            {"earliest of (lo, x)", "between 2024-05-01 and 2024-05-15"},
            {"latest of (lo, 2024-04-20)", "not before 2024-05-01"},
            {"latest of (lo, x)", "not before 2024-05-15"},
            {"latest of (hi, 2024-06-20)", "2024-06-20"},
            {"latest of (hi, x)", "between 2024-05-15 and 2024-06-01"},
            {"earliest of (hi, 2024-06-20)", "not after 2024-06-01"},
            {"earliest of (hi, x)", "not after 2024-05-15"},
            {"earliest of (both, x)", "between 2024-05-01 and 2024-05-15"},
            {"latest of (both, x)", "between 2024-05-15 and 2024-06-01"},
            {"earliest of (both, 2024-04-20)", "2024-04-20"},
            {"latest of (both, 2024-06-20)", "2024-06-20"},
            {"earliest of (lo, hi)", "not after 2024-06-01"},
            {"latest of (lo, hi)", "not before 2024-05-01"},
            {"earliest of (lo, none)", "unknown (needs none and something)"},
            {"latest of (lo, none)", "not before 2024-05-01"},
            {"latest of (hi, none)", "unknown (needs none and something)"},
            {"earliest of (x, latest of (2024-05-20, none))", "2024-05-15"},
            {"latest of (x, earliest of (2024-05-10, none))", "2024-05-15"},
            {"earliest of (x, latest of (2024-05-10, none))", "between 2024-05-10 and 2024-05-15"},
        });
}

TEST_CASE("a bound is carried through every form") {
    const World world = bounded_world();
    check_all(world, {
                         {"3 days after lo", "not before 2024-05-04"},
                         {"3 days before hi", "not after 2024-05-29"},
                         {"3 working days after hi", "not after 2024-06-05"},
                         {"1 month after both", "between 2024-06-01 and 2024-07-01"},
                         {"the day after lo", "not before 2024-05-02"},
                         {"the end of hi", "not after 2024-06-01 24:00"},
                         {"lo at 16:00", "not before 2024-05-01 16:00"},
                         {"hi rolled forward in working-days", "not after 2024-06-03"},
                         {"last day of financial year containing lo", "not before 2025-03-31"},
                         {"last day of financial year containing hi", "not after 2025-03-31"},
                         // Both ends fall in one financial year: the day is certain after all.
                         {"last day of financial year containing both", "2025-03-31"},
                         {"financial year containing both", "2024-04-01..2025-03-31"},
                         {"1 February in financial year after both", "2026-02-01"},
                         {"last day of month containing both", "between 2024-05-31 and 2024-06-30"},
                         {"both otherwise x", "between 2024-05-01 and 2024-06-01"},
                         {"both as known on x", "between 2024-05-01 and 2024-06-01"},
                         {"x as known on both", "unknown (needs something)"},
                     });
    World meetings = bounded_world();
    meetings.meetings("panel", {"2024-05-20", "2024-07-01"});
    check_all(meetings, {
                            {"first panel meeting after lo", "not before 2024-05-20"},
                            {"first panel meeting after both", "between 2024-05-20 and 2024-07-01"},
                            {"first panel meeting after hi", "not after 2024-07-01"},
                            {"last panel meeting before hi", "not after 2024-05-20"},
                            {"second panel meeting after both", "not before 2024-07-01"},
                        });
}

TEST_CASE("an open ignored period: not before, and what remains to be counted") {
    World world;
    world.period("p", {"2024-05-02.."}).today("2024-05-15");
    const auto rest = [&](std::string_view rule) { return value(rule, world).rest; };
    check_all(world, {
                         {"3 weeks beginning with 2024-04-22 ignoring p", "not before 2024-05-26"},
                         {"21 days after 2024-04-22 ignoring p", "not before 2024-05-27"},
                         {"10 working days after 2024-04-22 ignoring p", "not before 2024-05-20"},
                         {"2 clear days after 2024-05-10 ignoring p", "not before 2024-05-18"},
                         // Finished before the period begins: exact.
                         {"10 days beginning with 2024-04-22 ignoring p", "2024-05-01"},
                         {"11 days beginning with 2024-04-22 ignoring p", "not before 2024-05-16"},
                         // Begun inside: day one is the first day after its end.
                         {"1 day beginning with 2024-05-10 ignoring p", "not before 2024-05-16"},
                         {"2024-05-20 otherwise x", "2024-05-20"},
                     });
    CHECK(rest("3 weeks beginning with 2024-04-22 ignoring p") == "the end of p + 11 days");
    CHECK(rest("11 days beginning with 2024-04-22 ignoring p") == "the end of p + 1 day");
    CHECK(rest("10 working days after 2024-04-22 ignoring p") == "the end of p + 3 working days");
    CHECK(rest("10 days beginning with 2024-04-22 ignoring p").empty());
    CHECK(rest("the day after 3 weeks beginning with 2024-04-22 ignoring p") ==
          "the day after (the end of p + 11 days)");
    CHECK(rest("3 weeks beginning with 2024-04-22 ignoring p at 12:00") ==
          "the end of p + 11 days");
    CHECK(rest("3 weeks beginning with 2024-04-22 ignoring 2024-05-02..") ==
          "the end of 2024-05-02.. + 11 days");
}

TEST_CASE("an open period that has not begun yet ends no earlier than its first day") {
    World world;
    world.period("p", {"2024-05-02.."}).today("2024-04-01");
    check_all(world, {{"3 weeks beginning with 2024-04-22 ignoring p", "not before 2024-05-13"}});
    CHECK(value("3 weeks beginning with 2024-04-22 ignoring p", world).rest ==
          "the end of p + 11 days");
}

TEST_CASE("two open periods end when the later one does") {
    World world;
    world.period("p", {"2024-05-02.."}).period("q", {"2024-05-06.."}).today("2024-05-15");
    const When when = value("3 weeks beginning with 2024-04-22 ignoring p, q", world);
    CHECK(text(when) == "not before 2024-05-26");
    CHECK(when.rest == "the end of p and of q, whichever is later, + 11 days");
    // While one has not begun, days between them may still count: no rest is promised.
    world.today("2024-05-03");
    CHECK(value("3 weeks beginning with 2024-04-22 ignoring p, q", world).rest.empty());
}

TEST_CASE("counting back over an open period: later it cannot be, earlier it may") {
    World world;
    world.period("p", {"2024-05-02.."}).today("2024-05-06");
    check_all(world,
              {
                  {"10 days before 2024-05-10 ignoring p", "between 2024-04-22 and 2024-04-25"},
                  // The period covers all the days looked at, however long it lasts.
                  {"10 days before 2024-05-05 ignoring p", "2024-04-22"},
                  {"10 days before 2024-05-01 ignoring p", "2024-04-21"},
              });
}

TEST_CASE("an ignored period of which nothing is known bounds the count") {
    World world;
    world.set("p", "unknown");
    check_all(world, {
                         {"3 weeks beginning with 2024-04-22 ignoring p", "not before 2024-05-12"},
                         {"3 weeks before 2024-05-10 ignoring p", "not after 2024-04-19"},
                     });
    CHECK(value("3 weeks beginning with 2024-04-22 ignoring p", world).missing ==
          std::vector<std::string>{"p"});
}

TEST_CASE("the last day of a period that has not ended") {
    World world;
    world.period("p", {"2024-05-02.."}).today("2024-05-15");
    check_all(world, {
                         {"last day of p", "not before 2024-05-15"},
                         {"first day of p", "2024-05-02"},
                         {"the end of p", "not before 2024-05-15 24:00"},
                         {"3 days after last day of p", "not before 2024-05-18"},
                         {"financial year before p", "2023-04-01..2024-03-31"},
                         {"financial year containing p", "unknown (needs the last day of p)"},
                         {"month after p", "unknown (needs the last day of p)"},
                     });
    CHECK(value("last day of p", world).missing == std::vector<std::string>{"the last day of p"});
}

// ---- Bounds against the definition
// ---------------------------------------------------------------

namespace {

/// Worlds in which `a` is each day of a month: what a bound on `a` may turn out to be.
std::vector<std::string> outcomes(const std::string& expression, int first, int last) {
    std::vector<std::string> found;
    for (int day = first; day <= last; ++day) {
        const World world =
            World()
                .set("a", civil::Date::of(2024, 5, day).iso())
                .meetings("panel", {"2024-04-18", "2024-05-16", "2024-06-20", "2024-07-30"});
        found.push_back(answer(expression, world));
    }
    return found;
}

}  // namespace

TEST_CASE("every form is monotone, so the ends of its bounds are its first and last outcome") {
    for (const std::string expression : {"5 days after a",
                                         "5 days before a",
                                         "5 clear days before a",
                                         "5 working days after a",
                                         "5 working days before a in s73-days",
                                         "5 clear working days before a in meeting-days",
                                         "5 working days beginning with a",
                                         "5 working days ending with a",
                                         "5 clear working days after a",
                                         "2 weeks beginning with a",
                                         "9 days after a ignoring 2024-05-12..2024-05-19",
                                         "9 days before a ignoring 2024-05-12..2024-05-19",
                                         "9 days beginning with a ignoring 2024-05-12..2024-05-19",
                                         "9 days ending with a ignoring 2024-05-12..2024-05-19",
                                         "1 month after a",
                                         "1 month before a",
                                         "9 months beginning with a",
                                         "9 months ending with a",
                                         "1 year after a",
                                         "the day after a",
                                         "the end of a",
                                         "a at 09:00",
                                         "a rolled forward in working-days",
                                         "a rolled back in working-days",
                                         "last day of month containing a",
                                         "first day of quarter after a",
                                         "last working day of month before a",
                                         "first Friday in month after a",
                                         "first panel meeting after a",
                                         "last panel meeting on or before a",
                                         "second panel meeting on or after a",
                                         "earliest of (a, 2024-05-14)",
                                         "latest of (a, 2024-05-14)",
                                         "1 February in financial year containing a",
                                         "48 hours after (a at 12:00)"}) {
        CAPTURE(expression);
        const auto seen = outcomes(expression, 3, 28);
        CHECK(std::is_sorted(seen.begin(), seen.end()));
        World world =
            World().meetings("panel", {"2024-04-18", "2024-05-16", "2024-06-20", "2024-07-30"});
        When between = bound(Bound::not_before, "2024-05-03");
        between.latest = civil::Date::of(2024, 5, 28);
        const When when = value(expression, world.when("a", between));
        REQUIRE(when.date);
        CHECK(seen.front().substr(0, 10) == when.date->iso());
        CHECK(seen.back().substr(0, 10) == when.latest.value_or(*when.date).iso());
        CHECK(text(value(expression, world.when("a", bound(Bound::not_before, "2024-05-03"))))
                  .find(seen.front()) != std::string::npos);
    }
}

TEST_CASE("an open ignored period: what comes out once it closes keeps the bound") {
    const std::string rule = "12 days beginning with 2024-05-01 ignoring p";
    const std::string back = "12 days before 2024-05-25 ignoring p";
    for (int today = 1; today <= 31; ++today) {
        World open;
        open.period("p", {"2024-05-06.."}).today(civil::Date::of(2024, 5, today).iso());
        const When forward = value(rule, open);
        const When backward = value(back, open);
        for (int end = std::max(today, 6); end <= 31; ++end) {
            const World closed =
                World().period("p", {"2024-05-06.." + civil::Date::of(2024, 5, end).iso()});
            CAPTURE(today, end);
            CHECK(*value(rule, closed).date >= *forward.date);
            CHECK(*value(back, closed).date >= *backward.date);
            CHECK(*value(back, closed).date <= backward.latest.value_or(*backward.date));
            if (end == std::max(today, 6)) {
                CHECK(*value(rule, closed).date == *forward.date);
            }
        }
    }
}
