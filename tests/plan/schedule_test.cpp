// SPDX-License-Identifier: MIT
#include "tests/plan/fixture.hpp"

using namespace dutyd;
using civil::Date;
using rules::Bound;
using tests::World;

namespace {

/// Friday 3 May 2024 is "now"; Monday 6 May is a bank holiday.
World chain() {
    World world;
    world.duty("write").takes = World::working_days(5);
    world.duty("review", {"write"}).takes = World::working_days(3);
    world.duty("issue", {"review"}).limits.push_back(World::limit("2024-06-30"));
    world.settle();
    return world;
}

}  // namespace

TEST_CASE("a chain is counted on working days") {
    const World world = chain();
    CHECK(world.of("write").forecast.date == Date::of(2024, 5, 13));
    CHECK(world.of("review").forecast.date == Date::of(2024, 5, 16));
    CHECK(world.of("issue").forecast.date == Date::of(2024, 5, 16));
}

TEST_CASE("a limit on a Sunday stays there; the office's latest safe date is the Friday") {
    const World world = chain();
    CHECK(world.of("issue").limit.date == Date::of(2024, 6, 30));
    CHECK(world.of("issue").latest_safe == Date::of(2024, 6, 28));
    CHECK(world.of("review").latest_safe == Date::of(2024, 6, 28));
    CHECK(world.of("review").start_by == Date::of(2024, 6, 25));
    CHECK(world.of("write").latest_safe == Date::of(2024, 6, 25));
}

TEST_CASE("slack is the same along a chain and recounts") {
    const World world = chain();
    CHECK(world.of("issue").slack == 30);
    CHECK(world.of("review").slack == 30);
    CHECK(world.of("write").slack == 30);
}

TEST_CASE("a duty that is too late is unreachable, and so is everything before it") {
    World world = chain();
    world.facts.now = Date::of(2024, 6, 24);
    CHECK(has(world.of("issue").risks, plan::Risk::unreachable));
    CHECK(has(world.of("write").risks, plan::Risk::unreachable));
    CHECK(*world.of("issue").slack < 0);
}

TEST_CASE("one day decides between reachable and not") {
    World world = chain();
    world.facts.now = Date::of(2024, 6, 18);
    CHECK(world.of("issue").slack == 0);
    CHECK_FALSE(has(world.of("issue").risks, plan::Risk::unreachable));
    world.facts.now = Date::of(2024, 6, 19);
    CHECK(has(world.of("issue").risks, plan::Risk::unreachable));
    CHECK(world.of("issue").slack == -1);
}

TEST_CASE("a done duty counts from the day it was done") {
    World world = chain();
    world.facts.now = Date::of(2024, 5, 20);
    world.record("write").done = Date::of(2024, 5, 10);
    CHECK(world.of("review").forecast.date == Date::of(2024, 5, 23));
    CHECK_FALSE(world.of("write").latest_safe);
}

TEST_CASE("a started duty forecasts from its start, never before today") {
    World world = chain();
    world.facts.now = Date::of(2024, 5, 8);
    world.record("write").started = Date::of(2024, 5, 7);
    CHECK(world.of("write").forecast.date == Date::of(2024, 5, 14));
    world.facts.now = Date::of(2024, 5, 20);
    CHECK(world.of("write").forecast.date == Date::of(2024, 5, 20));
}

TEST_CASE("a waived duty is seen through") {
    World world = chain();
    world.record("review").waived = true;
    CHECK(world.of("issue").forecast.date == Date::of(2024, 5, 13));
    CHECK(world.of("write").latest_safe == Date::of(2024, 6, 28));
    CHECK(world.of("review").standing == plan::Standing::waived);
}

TEST_CASE("a bar holds a duty until its day, and an unknown bar makes the forecast unknown") {
    World world;
    world.duty("act").bars.push_back(World::bar("acceptance.delivered"));
    world.duty("next", {"act"});
    world.settle();
    CHECK(world.of("act").forecast.bound == Bound::unknown);
    CHECK(world.of("next").forecast.bound == Bound::unknown);
    world.facts.values["acceptance.delivered"] = "2024-05-09";
    CHECK(world.of("next").forecast.date == Date::of(2024, 5, 9));
}

TEST_CASE("an unknown limit is a missing fact, not a default") {
    World world;
    world.duty("comment").limits.push_back(World::limit("56 days beginning with report.published"));
    world.settle();
    CHECK(world.of("comment").limit.bound == Bound::unknown);
    CHECK(world.of("comment").missing_facts == std::vector<std::string>{"report.published"});
    world.facts.values["report.published"] = "2025-02-04";
    CHECK(world.of("comment").limit.date == Date::of(2025, 3, 31));
}

TEST_CASE("a lag is counted between two duties, forwards and back") {
    World world;
    world.duty("send");
    auto& decide = world.duty("decide", {"send"});
    decide.after.front().lag = {21, rules::Duration::Unit::days, ""};
    decide.limits.push_back(World::limit("2024-06-30"));
    world.settle();
    CHECK(world.of("decide").forecast.date == Date::of(2024, 5, 24));
    CHECK(world.of("send").latest_safe == Date::of(2024, 6, 7));
}

TEST_CASE("another body's duty is expected by its limit unless the pack says otherwise") {
    World world;
    auto& report = world.duty("report");
    report.by_office = false;
    report.limits.push_back(World::limit("2024-07-07"));
    world.duty("answer", {"report"});
    world.settle();
    CHECK(world.of("report").forecast.date == Date::of(2024, 7, 7));
    CHECK(world.of("answer").forecast.date == Date::of(2024, 7, 8));
}

TEST_CASE("a limit overridden by an authority is pinned") {
    World world = chain();
    world.record("issue").limit_override = Date::of(2024, 9, 2);
    CHECK(world.of("issue").limit.date == Date::of(2024, 9, 2));
    CHECK(world.of("issue").limits.back().overridden);
}

TEST_CASE("the same input gives the same schedule") {
    const World world = chain();
    const auto first = world.run();
    const auto second = world.run();
    for (std::size_t i = 0; i < first.outcomes.size(); ++i) {
        CHECK(first.outcomes[i].forecast.date == second.outcomes[i].forecast.date);
        CHECK(first.outcomes[i].latest_safe == second.outcomes[i].latest_safe);
    }
}
