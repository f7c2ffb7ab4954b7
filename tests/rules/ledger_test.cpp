// SPDX-License-Identifier: MIT
// The derivation behind a date: whole ledgers of the forms people ask about, and that every ledger
// can be counted again by hand. "1 Wed 1 May 2024" is a counted day, "-" a day passed over, "=" a
// step with the date it gives.
#include "tests/catch.hpp"
#include "tests/rules/generate.hpp"
#include "tests/rules/support.hpp"

using namespace dutyd;
using namespace dutyd::rules;
using namespace dutyd::test;

using Lines = std::vector<std::string>;

TEST_CASE("the ledger of a count of working days over a bank holiday") {
    const World world = World().set("election.poll", "2024-05-08");
    CHECK(ledger("3 working days before election.poll in election-days", world) ==
          Lines{
              "= 2024-05-08 election.poll",
              "- Wed 8 May 2024 the day counted from, not counted",
              "1 Tue 7 May 2024",
              "- Mon 6 May 2024 Early May bank holiday",
              "- Sun 5 May 2024 Sunday",
              "- Sat 4 May 2024 Saturday",
              "2 Fri 3 May 2024",
              "3 Thu 2 May 2024",
              "= 2024-05-02 3 working days before election.poll in election-days",
          });
}

TEST_CASE("the ledger names what an ignored period takes out") {
    const World world = World().period("p", {"2024-05-02..2024-05-04"});
    CHECK(ledger("2 days beginning with 2024-05-01 ignoring p", world) ==
          Lines{
              "=  p: 2024-05-02..2024-05-04",
              "1 Wed 1 May 2024",
              "- Thu 2 May 2024 inside 2024-05-02..2024-05-04, left out",
              "- Fri 3 May 2024 inside 2024-05-02..2024-05-04, left out",
              "- Sat 4 May 2024 inside 2024-05-02..2024-05-04, left out",
              "2 Sun 5 May 2024",
              "= 2024-05-05 2 days beginning with 2024-05-01 ignoring p",
          });
}

TEST_CASE("the ledger of a period that has not ended, or of which nothing is known") {
    World world;
    world.period("p", {"2024-05-02.."}).period("none", {}).set("q", "unknown");
    world.today("2024-05-03");
    CHECK(ledger("2 days beginning with 2024-05-01 ignoring p, none, q", world) ==
          Lines{
              "=  p: 2024-05-02.., which has not ended",
              "=  none: no such days, nothing is left out",
              "=  q: unknown",
              "1 Wed 1 May 2024",
              "- Thu 2 May 2024 inside 2024-05-02..2024-05-03, left out",
              "- Fri 3 May 2024 inside 2024-05-02..2024-05-03, left out",
              "2 Sat 4 May 2024",
              "= 2024-05-04 2 days beginning with 2024-05-01 ignoring p, none, q: not before "
              "2024-05-04",
          });
}

TEST_CASE("the ledger of months says when a month is too short") {
    CHECK(ledger("1 month beginning with 2025-01-31") ==
          Lines{"=  February 2025 has no day 31: its last day, 2025-02-28, stands for it",
                "= 2025-02-28 1 month beginning with 2025-01-31"});
    CHECK(ledger("1 month after 2025-01-28") == Lines{"= 2025-02-28 1 month after 2025-01-28"});
}

TEST_CASE("the ledger walks from the inside out") {
    const World world = World().set("poll", "2025-02-27");
    CHECK(ledger("2 months beginning with the day after poll rolled forward in s73-days", world) ==
          Lines{
              "= 2025-02-27 poll",
              "= 2025-02-28 the day after poll",
              "= 2025-04-27 2 months beginning with the day after poll",
              "- Sun 27 April 2025 Sunday",
              "= 2025-04-28 rolled forward to the next day that counts",
              "= 2025-04-28 2 months beginning with the day after poll rolled forward in s73-days",
          });
}

TEST_CASE("the ledger of periods, choices, facts, meetings and times") {
    World world;
    world.set("x", "2024-05-02 16:00").set("none", "unknown");
    world.set_as_known_on("y", "2024-01-01", "2024-04-01").set("y", "2024-06-01");
    world.meetings("panel", {"2024-06-18"});
    CHECK(ledger("last day of financial year containing x", world) ==
          Lines{
              "= 2024-05-02 x: 2024-05-02 16:00",
              "=  financial year containing x: 2024-04-01..2025-03-31",
              "= 2025-03-31 last day of financial year containing x",
          });
    CHECK(ledger("earliest of (2024-03-01, none)", world) ==
          Lines{
              "=  none: unknown (needs none)",
              "= 2024-03-01 earliest of (2024-03-01, none): not after 2024-03-01",
          });
    CHECK(ledger("none otherwise 2024-03-01", world) ==
          Lines{
              "=  none: unknown (needs none)",
              "= 2024-03-01 none otherwise 2024-03-01",
          });
    CHECK(ledger("y as known on 2024-01-01", world) ==
          Lines{
              "=  y as known on 2024-01-01: 2024-04-01",
              "= 2024-04-01 y as known on 2024-01-01",
          });
    CHECK(ledger("first panel meeting after x", world) ==
          Lines{
              "= 2024-05-02 x: 2024-05-02 16:00",
              "= 2024-06-18 first panel meeting after x",
          });
    CHECK(ledger("72 hours after x", world) ==
          Lines{
              "= 2024-05-02 x: 2024-05-02 16:00",
              "= 2024-05-05 72 hours after x: 2024-05-05 16:00",
          });
    CHECK(ledger("May in 2028") == Lines{
                                       "=  2028: 2028-01-01..2028-12-31",
                                       "=  May in 2028: 2028-05-01..2028-05-31",
                                   });
    CHECK(ledger("2024-05-02") == Lines{"= 2024-05-02 2024-05-02"});
}

TEST_CASE("a projected day is marked in the ledger") {
    civil::Ledger ledger;
    const auto result = evaluate(parsed("2 working days after 2028-12-28"), World(), &ledger);
    REQUIRE(result);
    std::vector<bool> marks;
    for (const civil::LedgerLine& line : ledger.lines()) {
        if (line.kind == civil::LedgerLine::Kind::counted) marks.push_back(line.provisional);
    }
    CHECK(marks == std::vector<bool>{false, true});
}

TEST_CASE("asking why never changes the answer, and the last step is the answer") {
    World world;
    world.set("x", "2024-05-02").set("election.poll", "2024-05-02 16:00").set("a1.b-2", "unknown");
    world.set("panel.meeting", "2024-09-23").set("report.sent", "2024-06-01");
    world.meetings("panel", {"2024-06-18", "2024-09-23"}).meetings("audit-committee", {});
    world.today("2024-07-01");
    CHECK(rc::check("same with and without a ledger", [&] {
        for (int i = 0; i < 20; ++i) {
            const Expression expression(*day_tree(*rc::gen::inRange(1, 6)));
            civil::Ledger ledger;
            const auto plain = evaluate(expression, world);
            const auto explained = evaluate(expression, world, &ledger);
            RC_ASSERT(plain.has_value() == explained.has_value());
            if (!plain) continue;
            RC_ASSERT(text(*plain) == text(*explained));
            RC_ASSERT(plain->rest == explained->rest);
            RC_ASSERT(!ledger.lines().empty() || plain->bound == Bound::unknown);
            if (plain->date) RC_ASSERT(ledger.lines().back().date == plain->date);
        }
    }));
}
