// SPDX-License-Identifier: MIT
#include "tests/plan/fixture.hpp"

using namespace dutyd;
using tests::World;

TEST_CASE("duties stand in topological order, ties in the pack's order") {
    World world;
    world.duty("last", {"middle"});
    world.duty("free");
    world.duty("middle", {"first"});
    world.duty("first");
    world.settle();
    std::vector<std::string> order;
    for (plan::DutyIndex i = 0; i < world.matter.network->size(); ++i) {
        order.push_back(world.matter.network->duty(i).id);
    }
    CHECK(order == std::vector<std::string>{"free", "first", "middle", "last"});
}

TEST_CASE("edges are there both ways") {
    World world;
    world.duty("a");
    world.duty("b", {"a"});
    world.duty("c", {"a", "b"});
    world.settle();
    const auto& network = *world.matter.network;
    const auto a = *network.find("a");
    const auto c = *network.find("c");
    CHECK(network.before(a).empty());
    CHECK(network.after(a).size() == 2);
    CHECK(network.before(c).size() == 2);
    CHECK(network.after(c).empty());
    CHECK_FALSE(network.find("d"));
}

TEST_CASE("a duty done with a partner waits for it, and the partner for what it waits for") {
    World world;
    world.duty("statement-text").takes = World::working_days(10);
    auto& statement = world.duty("statement", {"statement-text"});
    rules::Limit with;
    with.kind = rules::LimitKind::with;
    with.partner = "plan";
    statement.limits.push_back(with);
    world.duty("plan").limits.push_back(World::limit("2024-12-31"));
    world.settle();
    CHECK(world.of("plan").forecast.date == world.of("statement").forecast.date);
    CHECK(world.of("plan").forecast.date == tests::Date::of(2024, 5, 20));
}
