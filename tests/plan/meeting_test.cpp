// SPDX-License-Identifier: MIT
#include "tests/plan/fixture.hpp"

using namespace dutyd;
using civil::Date;
using rules::Bound;
using tests::World;

namespace {

/// The panel of Leicester, Leicestershire and Rutland in 2024/25 with its papers days.
World panel() {
    World world;
    world.duty("send").takes = World::working_days(20);
    auto& considers = world.duty("considers", {"send"});
    considers.by_office = false;
    considers.meeting = rules::MeetingBinding{"panel", {"full"}};
    world.duty("issue", {"considers"}).takes = World::working_days(15);
    world.settle();
    world.meeting(Date::of(2024, 6, 18), Date::of(2024, 6, 10));
    world.meeting(Date::of(2024, 9, 23), Date::of(2024, 9, 13));
    world.meeting(Date::of(2024, 10, 28), Date::of(2024, 10, 18));
    world.meeting(Date::of(2025, 2, 5), Date::of(2025, 1, 28));
    return world;
}

}  // namespace

TEST_CASE("an item lands on the first meeting whose papers it can still make") {
    World world = panel();
    CHECK(world.of("send").forecast.date == Date::of(2024, 6, 4));
    CHECK(world.of("considers").meeting == "panel-2024-06-18");
    CHECK(world.of("considers").papers_deadline == Date::of(2024, 6, 10));
    world.facts.now = Date::of(2024, 5, 10);
    CHECK(world.of("send").forecast.date == Date::of(2024, 6, 10));
    CHECK(world.of("considers").meeting == "panel-2024-06-18");
    world.facts.now = Date::of(2024, 5, 13);
    CHECK(world.of("considers").meeting == "panel-2024-09-23");
}

TEST_CASE("the last meeting that still works sets the papers' latest safe date") {
    World world = panel();
    world.matter = {};
    World limited;
    limited.duty("send").takes = World::working_days(20);
    auto& considers = limited.duty("considers", {"send"});
    considers.by_office = false;
    considers.meeting = rules::MeetingBinding{"panel", {"full"}};
    auto& issue = limited.duty("issue", {"considers"});
    issue.takes = World::working_days(15);
    issue.limits.push_back(World::limit("2024-11-30"));
    limited.settle();
    limited.meetings = world.meetings;
    CHECK(limited.of("considers").last_usable_meeting == "panel-2024-10-28");
    CHECK(limited.of("considers").latest_safe == Date::of(2024, 10, 28));
    CHECK(limited.of("send").latest_safe == Date::of(2024, 10, 18));
    limited.facts.now = Date::of(2024, 10, 21);
    CHECK(has(limited.of("send").risks, plan::Risk::unreachable));
    CHECK(has(limited.of("issue").risks, plan::Risk::unreachable));
}

TEST_CASE("an item is not taken at a meeting before the day it is expected on") {
    World world;
    world.duty("send");
    auto& considers = world.duty("considers", {"send"});
    considers.by_office = false;
    considers.meeting = rules::MeetingBinding{"panel", {"full"}};
    considers.expect = *rules::parse_expression("2024-10-01");
    world.settle();
    world.meetings = panel().meetings;
    CHECK(world.of("considers").meeting == "panel-2024-10-28");
    world.facts.now = Date::of(2024, 10, 21);
    CHECK(world.of("considers").meeting == "panel-2025-02-05");
}

TEST_CASE("a chair's urgency lets a late paper in") {
    World world = panel();
    world.facts.now = Date::of(2024, 6, 14);
    world.record("send").done = Date::of(2024, 6, 14);
    CHECK(world.of("considers").meeting == "panel-2024-09-23");
    world.record("considers").urgency.insert("panel-2024-06-18");
    CHECK(world.of("considers").meeting == "panel-2024-06-18");
}

TEST_CASE("a meeting of another kind is not usable") {
    World world = panel();
    world.meetings[0].kind = "hearing";
    CHECK(world.of("considers").meeting == "panel-2024-09-23");
}

TEST_CASE("no known usable meeting is unknown, not a guess") {
    World world = panel();
    world.meetings.clear();
    CHECK(world.of("considers").forecast.bound == Bound::unknown);
    CHECK(world.of("issue").forecast.bound == Bound::unknown);
}

TEST_CASE("a meeting that has passed unrecorded is asked about for a week, then lost") {
    World world = panel();
    world.record("send").done = Date::of(2024, 6, 7);
    world.facts.now = Date::of(2024, 6, 18);
    CHECK(world.of("considers").meeting == "panel-2024-06-18");
    world.facts.now = Date::of(2024, 6, 25);
    CHECK(world.of("considers").meeting == "panel-2024-06-18");
    CHECK(world.of("considers").forecast.date == Date::of(2024, 6, 25));
    world.facts.now = Date::of(2024, 6, 26);
    CHECK(world.of("considers").meeting == "panel-2024-09-23");
}

TEST_CASE("a meeting that passes before the papers are out is lost at once") {
    World world = panel();
    world.facts.now = Date::of(2024, 6, 19);
    CHECK(world.of("considers").meeting == "panel-2024-09-23");
}
