// SPDX-License-Identifier: MIT
// Rules the law states more than once: conditions, dated versions, readings of disputed words. The
// dates are those of the Accounts and Audit Regulations 2015 with SI 2024/907, of the specified
// information order and of R (Zaporozhchenko) v Westminster.
#include "tests/plan/fixture.hpp"

using namespace dutyd;
using civil::Date;
using tests::World;

namespace {

/// When audited accounts must be published: a table by year, the last row in force since 2024.
rules::Limit audited_accounts() {
    rules::Limit limit;
    limit.versions = {
        World::alternative("2026-02-27", "accounts.year = 2024-04-01..2025-03-31"),
        World::alternative("2027-01-31", "accounts.year = 2025-04-01..2026-03-31"),
        World::alternative("31 July in financial year after accounts.year",
                           "accounts.year >= 2028-04-01"),
        World::alternative("30 September in financial year after accounts.year",
                           "accounts.year = 2022-04-01..2023-03-31"),
        World::alternative("2024-12-13", "accounts.year = 2022-04-01..2023-03-31"),
    };
    limit.versions[2].in_force_from = Date::of(2024, 9, 30);
    limit.versions[3].in_force_to = Date::of(2024, 9, 29);
    limit.versions[4].in_force_from = Date::of(2024, 9, 30);
    return limit;
}

World accounts_of(const std::string& year) {
    World world;
    world.duty("publish").limits.push_back(audited_accounts());
    world.settle();
    world.facts.now = Date::of(2025, 6, 2);
    if (!year.empty()) world.facts.values["accounts.year"] = year;
    return world;
}

/// One month beginning with a publication, as two readings.
rules::Limit disputed_month() {
    rules::Limit limit;
    limit.dispute.question = "month-beginning-with";
    limit.dispute.readings = {World::alternative("1 month after peel.published"),
                              World::alternative("1 month beginning with peel.published")};
    limit.dispute.readings[0].id = "corresponding-day";
    limit.dispute.readings[1].id = "day-before";
    return limit;
}

}  // namespace

TEST_CASE("the version for the year counts, and every version says what it would give") {
    const World world = accounts_of("2024-04-01..2025-03-31");
    const auto outcome = world.of("publish");
    CHECK(outcome.limit.date == Date::of(2026, 2, 27));
    REQUIRE(outcome.limits.front().versions.size() == 5);
    CHECK(outcome.limits.front().versions[0].counts);
    CHECK_FALSE(outcome.limits.front().versions[1].counts);
    CHECK(outcome.limits.front().versions[1].date.date == Date::of(2027, 1, 31));
    CHECK(outcome.limits.front().problem.empty());
    CHECK(accounts_of("2025-04-01..2026-03-31").of("publish").limit.date == Date::of(2027, 1, 31));
    CHECK(accounts_of("2028-04-01..2029-03-31").of("publish").limit.date == Date::of(2029, 7, 31));
}

TEST_CASE("the law of the day counts: today's until it is done, then that of the day it was done") {
    World world = accounts_of("2022-04-01..2023-03-31");
    CHECK(world.of("publish").limit.date == Date::of(2024, 12, 13));
    world.facts.now = Date::of(2024, 9, 29);
    CHECK(world.of("publish").limit.date == Date::of(2023, 9, 30));
    world.facts.now = Date::of(2025, 6, 2);
    world.record("publish").done = Date::of(2024, 9, 2);
    CHECK(world.of("publish").limit.date == Date::of(2023, 9, 30));
    CHECK(world.of("publish").standing == plan::Standing::done_late);
    world.record("publish").done = Date::of(2024, 12, 13);
    CHECK(world.of("publish").standing == plan::Standing::done);
}

TEST_CASE("no version, or two, is said, and the limit is not known") {
    const auto none = accounts_of("2010-04-01..2011-03-31").of("publish");
    CHECK(none.limit.bound == rules::Bound::unknown);
    CHECK(none.limits.front().problem ==
          "no version of this rule applies and is in force on 2025-06-02");
    CHECK(none.missing_facts.empty());

    World world;
    rules::Limit twice;
    twice.versions = {World::alternative("2026-01-31"), World::alternative("2026-02-28")};
    world.duty("publish").limits.push_back(twice);
    world.settle();
    CHECK(world.of("publish").limit.bound == rules::Bound::unknown);
    CHECK(world.of("publish").limits.front().problem ==
          "2 versions of this rule apply and are in force on 2024-05-03");
}

TEST_CASE("a version whose condition cannot be answered asks for its fact") {
    const auto outcome = accounts_of("").of("publish");
    CHECK(outcome.limit.bound == rules::Bound::unknown);
    CHECK(outcome.limits.front().problem.empty());
    REQUIRE_FALSE(outcome.missing_facts.empty());
    CHECK(outcome.missing_facts.front() == "accounts.year");
}

TEST_CASE("an override stands above every version") {
    World world = accounts_of("2024-04-01..2025-03-31");
    world.record("publish").limit_override = Date::of(2026, 4, 30);
    CHECK(world.of("publish").limit.date == Date::of(2026, 4, 30));
    CHECK(world.of("publish").limits.back().overridden);
}

TEST_CASE("a limit runs only if its condition holds, and asks while that is not known") {
    World world;
    auto& duty = world.duty("publish");
    duty.limits.push_back(World::limit("2025-03-31"));
    duty.limits.push_back(World::limit("2024-12-31"));
    duty.limits.back().when = World::condition("staff >= 150");
    world.settle();
    CHECK(world.of("publish").limit.date == Date::of(2025, 3, 31));
    CHECK(world.of("publish").missing_facts == std::vector<std::string>{"staff"});
    CHECK(world.of("publish").limits[1].runs == rules::Truth::unknown);
    world.facts.values["staff"] = "40";
    CHECK(world.of("publish").limit.date == Date::of(2025, 3, 31));
    CHECK(world.of("publish").missing_facts.empty());
    world.facts.values["staff"] = "150";
    CHECK(world.of("publish").limit.date == Date::of(2024, 12, 31));
}

TEST_CASE("of disputed readings the earliest day counts, unless one is chosen") {
    World world;
    world.duty("publish").limits.push_back(disputed_month());
    world.settle();
    world.facts.values["peel.published"] = "2025-10-17";
    const auto outcome = world.of("publish");
    CHECK(outcome.limit.date == Date::of(2025, 11, 16));
    REQUIRE(outcome.limits.front().readings.size() == 2);
    CHECK(outcome.limits.front().readings[0].date.date == Date::of(2025, 11, 17));
    CHECK_FALSE(outcome.limits.front().readings[0].counts);
    CHECK(outcome.limits.front().readings[1].counts);
}

TEST_CASE("a reading somebody has chosen counts, though another is safer") {
    World world;
    auto limit = disputed_month();
    limit.dispute.chosen = "corresponding-day";
    world.duty("publish").limits.push_back(limit);
    world.settle();
    world.facts.values["peel.published"] = "2025-10-17";
    CHECK(world.of("publish").limit.date == Date::of(2025, 11, 17));
    CHECK(world.of("publish").limits.front().readings[0].counts);
}

TEST_CASE("while one reading has no day yet, the limit is not after the other's") {
    World world;
    rules::Limit limit;
    limit.dispute.question = "election";
    limit.dispute.readings = {World::alternative("2 months beginning with the day after poll"),
                              World::alternative("2 months beginning with the day after result")};
    limit.dispute.readings[0].id = "poll";
    limit.dispute.readings[1].id = "result";
    world.duty("declare").limits.push_back(limit);
    world.settle();
    world.facts.values["poll"] = "2024-05-02";
    CHECK(world.of("declare").limit.date == Date::of(2024, 7, 2));
    CHECK(world.of("declare").limit.bound == rules::Bound::not_after);
    world.facts.values["result"] = "2024-05-03";
    CHECK(world.of("declare").limit.date == Date::of(2024, 7, 2));
    CHECK(world.of("declare").limit.is_known());
}
