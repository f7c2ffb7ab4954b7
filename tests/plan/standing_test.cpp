// SPDX-License-Identifier: MIT
#include "tests/plan/fixture.hpp"

using namespace dutyd;
using civil::Date;
using plan::Risk;
using plan::Standing;
using tests::World;

namespace {

World two() {
    World world;
    world.duty("respond");
    world.duty("issue", {"respond"}).limits.push_back(World::limit("2024-05-31"));
    world.settle();
    return world;
}

}  // namespace

TEST_CASE("waiting, ready, in progress, done") {
    World world = two();
    CHECK(world.of("issue").standing == Standing::waiting);
    CHECK(world.of("issue").waiting_for == "respond");
    CHECK(world.of("respond").standing == Standing::ready);
    world.record("respond").started = Date::of(2024, 5, 3);
    CHECK(world.of("respond").standing == Standing::in_progress);
    world.record("respond").done = Date::of(2024, 5, 3);
    CHECK(world.of("respond").standing == Standing::done);
    CHECK(world.of("issue").standing == Standing::ready);
}

TEST_CASE("the limit day itself is in time; the day after is a breach") {
    World world = two();
    world.record("respond").done = Date::of(2024, 5, 3);
    world.facts.now = Date::of(2024, 5, 31);
    CHECK_FALSE(has(world.of("issue").risks, Risk::breached));
    world.facts.now = Date::of(2024, 6, 1);
    CHECK(has(world.of("issue").risks, Risk::breached));
    world.record("issue").done = Date::of(2024, 5, 31);
    CHECK(world.of("issue").standing == Standing::done);
    CHECK_FALSE(has(world.of("issue").risks, Risk::breached));
    world.record("issue").done = Date::of(2024, 6, 3);
    CHECK(world.of("issue").standing == Standing::done_late);
    CHECK(has(world.of("issue").risks, Risk::breached));
}

TEST_CASE("a limit with a time of day ends at that time") {
    World world;
    world.duty("nominate").limits.push_back(World::limit("2024-05-31 at 16:00"));
    world.settle();
    world.record("nominate").done = Date::of(2024, 5, 31);
    world.record("nominate").done_at = civil::TimeOfDay{16 * 60};
    CHECK(world.of("nominate").standing == Standing::done);
    world.record("nominate").done_at = civil::TimeOfDay{16 * 60 + 1};
    CHECK(world.of("nominate").standing == Standing::done_late);
}

TEST_CASE("done before its gate is out of order; the same day is not") {
    World world = two();
    world.record("issue").done = Date::of(2024, 5, 10);
    CHECK(has(world.of("issue").risks, Risk::out_of_order));
    CHECK(world.of("issue").missed_gates.size() == 1);
    world.record("respond").done = Date::of(2024, 5, 11);
    CHECK(has(world.of("issue").risks, Risk::out_of_order));
    world.record("respond").done = Date::of(2024, 5, 10);
    CHECK_FALSE(has(world.of("issue").risks, Risk::out_of_order));
}

TEST_CASE("done before its bar is too early, or not done at all") {
    World world;
    world.duty("precept").bars.push_back(World::bar("2024-05-09"));
    world.settle();
    world.record("precept").done = Date::of(2024, 5, 8);
    CHECK(has(world.of("precept").risks, Risk::too_early));
    CHECK(world.of("precept").standing == Standing::done);

    World treated;
    auto bar = World::bar("2024-05-09");
    bar.effect = rules::Bar::Effect::not_done;
    treated.duty("precept").bars.push_back(bar);
    treated.settle();
    treated.record("precept").done = Date::of(2024, 5, 8);
    CHECK(treated.of("precept").standing == Standing::voided);
}

TEST_CASE("a target that passes is overdue and a forecast past it is slipping") {
    World world = two();
    world.record("respond").target_set = true;
    world.record("respond").target = Date::of(2024, 5, 2);
    CHECK(has(world.of("respond").risks, Risk::overdue));
    CHECK(has(world.of("respond").risks, Risk::slipping));
    world.record("respond").target = Date::of(2024, 5, 10);
    CHECK_FALSE(has(world.of("respond").risks, Risk::overdue));
}

TEST_CASE("a duty by force of law is done when its day has come") {
    World world;
    auto& begins = world.duty("term-begins");
    begins.kind = rules::DutyKind::automatic;
    begins.limits.push_back(World::limit("2024-05-09"));
    begins.limits.front().kind = rules::LimitKind::automatic;
    world.settle();
    CHECK(world.of("term-begins").standing == Standing::waiting);
    world.facts.now = Date::of(2024, 5, 9);
    CHECK(world.of("term-begins").standing == Standing::done);
    world.facts.now = Date::of(2024, 6, 9);
    CHECK_FALSE(has(world.of("term-begins").risks, Risk::breached));
}
