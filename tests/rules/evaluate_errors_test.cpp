// SPDX-License-Identifier: MIT
// What only the facts can show to be wrong, each message whole. They stand in evaluate_errors.txt.
#include "tests/catch.hpp"
#include "tests/rules/support.hpp"

using namespace dutyd;
using namespace dutyd::rules;
using namespace dutyd::test;

namespace {

World world_of_errors() {
    World world;
    world.set("x", "2024-05-02").set("election.poll", "2024-05-02");
    world.set("precept.year", "2026-04-01..2027-03-31");
    world.period("post-election-period", {"2024-05-02..2024-05-09"});
    world.period("twice", {"2024-05-02..2024-05-03", "2024-05-08..2024-05-09"});
    world.meetings("panel", {"2024-06-18"});
    return world;
}

}  // namespace

TEST_CASE("every refused evaluation has its whole message") {
    const World world = world_of_errors();
    const auto all = refusals("evaluate_errors.txt");
    REQUIRE(all.size() >= 40);
    for (const Refusal& refusal : all) {
        CAPTURE(refusal.written);
        CHECK(answer(refusal.written, world) == refusal.message);
    }
}

TEST_CASE("a day is asked for, so a period is refused, and the other way round") {
    const World world = world_of_errors();
    const auto day = evaluate(parsed("financial year containing x"), world);
    REQUIRE(!day);
    CHECK(render(day.error()) ==
          "1:1: error: 'financial year containing x' is a period (2024-04-01..2025-03-31), where a "
          "day is needed\n"
          "    financial year containing x\n"
          "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
          "    hint: write 'first day of financial year containing x' or 'last day of financial "
          "year containing x'\n");
    const auto period = evaluate_period(parsed("3 days after x"), world);
    REQUIRE(!period);
    CHECK(period.error().front().message ==
          "'3 days after x' is a day (2024-05-05), where a period is needed");
}

TEST_CASE("a period that is not known is told, not guessed") {
    const World world = World().set("a", "unknown");
    CHECK(*evaluate_period(parsed("financial year 2024/25"), world) ==
          civil::parse_period("2024-04-01..2025-03-31").value());
    const auto period = evaluate_period(parsed("financial year containing a"), world);
    REQUIRE(!period);
    CHECK(render(period.error()) ==
          "error: 'financial year containing a' is unknown (needs a)\n"
          "    hint: record what it needs first\n");
}

TEST_CASE("an error inside a pack's line stands in that line") {
    Place where;
    where.file = "packs/pcc/plan.toml";
    where.line = 7;
    where.column = 10;
    where.source_line = "limit = \"3 days after election.pol\"";
    const auto expression = parse_expression("3 days after election.pol", where);
    REQUIRE(expression);
    const auto result = evaluate(*expression, world_of_errors());
    REQUIRE(!result);
    CHECK(render(result.error()) ==
          "packs/pcc/plan.toml:7:23: error: there is no fact 'election.pol'\n"
          "    limit = \"3 days after election.pol\"\n"
          "                          ^^^^^^^^^^^^\n"
          "    hint: did you mean 'election.poll'?\n");
}

TEST_CASE("one mistake met at both ends of a bound is told once") {
    When between = When::exact(civil::Date::of(2024, 5, 3));
    between.bound = Bound::not_before;
    between.latest = civil::Date::of(2024, 5, 28);
    const auto result =
        evaluate(parsed("3 working days after a in s74-days"), World().when("a", between));
    REQUIRE(!result);
    CHECK(result.error().size() == 1);
}
