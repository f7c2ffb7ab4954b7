// SPDX-License-Identifier: MIT
// Conditions of items that are taken at a meeting: papers, the last meeting, none, unrecorded.
#include "tests/alert/fixture.hpp"

using namespace dutyd;
using alert::Level;
using tests::Condition;
using tests::Date;
using tests::Keys;
using tests::keys;
using tests::on;
using tests::World;

namespace {

/// Papers by the director for the panel, which must consider them before a limit at the end of
/// November.
World panel() {
    World world;
    world.duty("send").owner = "director";
    auto& considers = world.duty("considers", {"send"});
    considers.by_office = false;
    considers.owner = "director";
    considers.meeting = rules::MeetingBinding{"panel", {"full"}};
    world.duty("issue", {"considers"}).limits.push_back(World::limit("2024-11-29"));
    world.settle();
    return world;
}

World two_meetings() {
    World world = panel();
    world.meeting(Date::of(2024, 9, 23), Date::of(2024, 9, 13));
    world.meeting(Date::of(2024, 10, 28), Date::of(2024, 10, 18));
    return world;
}

}  // namespace

TEST_CASE("papers are asked for ten, five and one working days before they must be out") {
    World world = panel();
    world.meeting(Date::of(2024, 10, 28), Date::of(2024, 10, 18));
    const auto key = [&](Date day) { return keys(on(world, day, Condition::papers)); };
    CHECK(key(Date::of(2024, 10, 3)).empty());
    const Keys ten = key(Date::of(2024, 10, 4));
    REQUIRE(ten.size() == 1);
    CHECK(key(Date::of(2024, 10, 10)) == ten);
    const Keys five = key(Date::of(2024, 10, 11));
    REQUIRE(five.size() == 1);
    CHECK(five != ten);
    CHECK(key(Date::of(2024, 10, 16)) == five);
    const Keys one = key(Date::of(2024, 10, 17));
    REQUIRE(one.size() == 1);
    CHECK(one != five);
    CHECK(key(Date::of(2024, 10, 18)) == one);
    CHECK(key(Date::of(2024, 10, 19)).empty());
}

TEST_CASE("a papers alert says by when, for which meeting and how long that is") {
    World world = panel();
    world.meeting(Date::of(2024, 10, 28), Date::of(2024, 10, 18));
    const auto alerts = on(world, Date::of(2024, 10, 11), Condition::papers);
    REQUIRE(alerts.size() == 1);
    CHECK(alerts[0].headline ==
          "Papers for \"considers\" must be out by Fri 18 October 2024 for the meeting on Mon 28 "
          "October 2024");
    CHECK(alerts[0].facts.front() == "5 working days left.");
    CHECK(alerts[0].level == Level::warning);
    CHECK(alerts[0].roles == std::vector<std::string>{"director"});
}

TEST_CASE("a meeting that is moved has papers to be asked for again") {
    World world = panel();
    world.meeting(Date::of(2024, 9, 23), Date::of(2024, 9, 13));
    const Keys first = keys(on(world, Date::of(2024, 9, 2), Condition::papers));
    REQUIRE(first.size() == 1);
    world.meetings.front().date = Date::of(2024, 10, 28);  // the same meeting, by its id
    world.meetings.front().papers_deadline = Date::of(2024, 10, 18);
    CHECK(on(world, Date::of(2024, 9, 3), Condition::papers).empty());
    const Keys again = keys(on(world, Date::of(2024, 10, 7), Condition::papers));
    REQUIRE(again.size() == 1);
    CHECK(again != first);
}

TEST_CASE("the last meeting that still works is told as soon as no other is left") {
    const World world = two_meetings();
    CHECK(on(world, Date::of(2024, 9, 13), Condition::last_meeting).empty());
    const auto alerts = on(world, Date::of(2024, 9, 14), Condition::last_meeting);
    REQUIRE(keys(alerts) == Keys{"last-meeting/body/test/considers/panel-2024-10-28"});
    CHECK(alerts[0].headline ==
          "\"considers\": the meeting on Mon 28 October 2024 is the last that still works");
    CHECK(alerts[0].facts.front() == "Papers must be out by Fri 18 October 2024.");
    CHECK(alerts[0].roles == std::vector<std::string>{"director"});
}

TEST_CASE("once the papers are out nobody is asked for them") {
    World world = two_meetings();
    world.record("send").done = Date::of(2024, 10, 10);
    CHECK(on(world, Date::of(2024, 10, 11), Condition::papers).empty());
    CHECK(on(world, Date::of(2024, 10, 11), Condition::last_meeting).empty());
    CHECK(on(world, Date::of(2024, 10, 28), Condition::unrecorded).empty());
}

TEST_CASE("no meeting that can still be made is told to the owner and the top") {
    const World world = two_meetings();
    CHECK(on(world, Date::of(2024, 10, 18), Condition::no_meeting).empty());
    const auto alerts = on(world, Date::of(2024, 10, 19), Condition::no_meeting);
    REQUIRE(keys(alerts) == Keys{"no-meeting/body/test/considers"});
    CHECK(alerts[0].headline == "\"considers\": no known panel meeting can still be made");
    CHECK(alerts[0].to_do == "Find a meeting and record it: dutyctl meeting add body panel DATE");
    CHECK(alerts[0].roles == std::vector<std::string>{"director", "chief-executive"});
}

TEST_CASE("the day after the meeting somebody is asked whether the item was taken") {
    World world = two_meetings();
    world.record("send").done = Date::of(2024, 9, 12);
    CHECK(on(world, Date::of(2024, 9, 23), Condition::unrecorded).empty());
    const auto alerts = on(world, Date::of(2024, 9, 24), Condition::unrecorded);
    REQUIRE(keys(alerts) == Keys{"unrecorded/body/test/considers/panel-2024-09-23"});
    CHECK(alerts[0].headline ==
          "\"considers\": was it taken at the meeting on Mon 23 September 2024?");
    CHECK(alerts[0].to_do == "If it was: dutyctl done body/test/considers --on 2024-09-23");
    CHECK(keys(on(world, Date::of(2024, 9, 30), Condition::unrecorded)) == keys(alerts));
    CHECK(on(world, Date::of(2024, 10, 1), Condition::unrecorded).empty());
    world.record("considers").done = Date::of(2024, 9, 23);
    CHECK(on(world, Date::of(2024, 9, 24), Condition::unrecorded).empty());
}

TEST_CASE("a continuous duty before the item does not keep its papers in") {
    World world;
    world.duty("review").kind = rules::DutyKind::continuous;
    world.duty("send");
    auto& considers = world.duty("considers", {"review", "send"});
    considers.by_office = false;
    considers.meeting = rules::MeetingBinding{"panel", {"full"}};
    world.settle();
    world.meeting(Date::of(2024, 10, 28), Date::of(2024, 10, 18));
    CHECK(on(world, Date::of(2024, 10, 11), Condition::papers).size() == 1);
    world.record("send").done = Date::of(2024, 10, 10);
    CHECK(on(world, Date::of(2024, 10, 11), Condition::papers).empty());
    CHECK(on(world, Date::of(2024, 10, 29), Condition::unrecorded).size() == 1);
}
