// SPDX-License-Identifier: MIT
#include "tests/plan/fixture.hpp"

using namespace dutyd;
using civil::Date;
using rules::Bound;
using tests::World;

namespace {

World engagement() {
    World world;
    auto& engage = world.duty("engage");
    engage.takes = World::working_days(40);
    engage.activities = {"public-engagement"};
    world.duty("draft", {"engage"}).takes = World::working_days(15);
    world.duty("issue", {"draft"}).limits.push_back(World::limit("2025-03-31"));
    world.settle();
    world.facts.now = Date::of(2024, 5, 22);
    return world;
}

}  // namespace

TEST_CASE("a pause moves the forecast by the working days it takes, and no limit") {
    World world = engagement();
    const auto before = world.of("engage");
    const auto limit = world.of("issue").limit.date;
    const auto safe = world.of("issue").latest_safe;
    world.pause("public-engagement", Date::of(2024, 5, 25), Date::of(2024, 7, 4));
    const auto after = world.of("engage");
    CHECK(before.forecast.date == Date::of(2024, 7, 18));
    CHECK(after.paused_days == 28);  // 4 in May, 20 in June, 4 in July
    CHECK(after.forecast.date == Date::of(2024, 8, 28));
    CHECK(*before.slack - *after.slack == 28);
    CHECK(world.of("issue").limit.date == limit);
    CHECK(world.of("issue").latest_safe == safe);
}

TEST_CASE("a pause of other work changes nothing") {
    World world = engagement();
    const auto before = world.of("issue").forecast.date;
    world.pause("recruitment", Date::of(2024, 5, 25), Date::of(2024, 7, 4));
    CHECK(world.of("issue").forecast.date == before);
    CHECK(world.of("engage").paused_days == 0);
}

TEST_CASE("a pause without a known end makes everything behind it not earlier than") {
    World world = engagement();
    world.pause("public-engagement", Date::of(2024, 5, 25), std::nullopt);
    CHECK(world.of("engage").forecast.bound == Bound::not_before);
    CHECK(world.of("issue").forecast.bound == Bound::not_before);
    CHECK(world.of("issue").limit.bound == Bound::exact);
    world.facts.now = Date::of(2024, 6, 10);
    CHECK(world.of("engage").standing == plan::Standing::paused);
    CHECK(*world.of("engage").forecast.date > Date::of(2024, 8, 1));
}

TEST_CASE("an open pause holds up work that would start after its first day, too") {
    World world;
    world.duty("paper").takes = World::working_days(10);
    auto& engage = world.duty("engage", {"paper"});
    engage.takes = World::working_days(5);
    engage.activities = {"public-engagement"};
    world.settle();
    world.pause("public-engagement", Date::of(2024, 5, 6), std::nullopt);
    CHECK(world.of("paper").forecast.bound == Bound::exact);
    CHECK(world.of("engage").forecast.bound == Bound::not_before);
}

TEST_CASE("work that ends before the pause begins is not touched") {
    World world = engagement();
    const auto before = world.of("engage").forecast.date;
    world.pause("public-engagement", *before + civil::Days{1}, std::nullopt);
    CHECK(world.of("engage").forecast.date == before);
    CHECK(world.of("engage").forecast.bound == Bound::exact);
}

TEST_CASE("no pause ever brings a date forward or moves a limit") {
    World world = engagement();
    const auto before = world.run();
    for (int first = 0; first < 200; first += 7) {
        for (const int length : {1, 3, 30, 90}) {
            world.pauses.clear();
            const Date from = Date::of(2024, 5, 1) + civil::Days{first};
            world.pause("public-engagement", from, from + civil::Days{length});
            const auto after = world.run();
            for (std::size_t i = 0; i < before.outcomes.size(); ++i) {
                CHECK(*after.outcomes[i].forecast.date >= *before.outcomes[i].forecast.date);
                CHECK(after.outcomes[i].limit.date == before.outcomes[i].limit.date);
            }
        }
    }
}
