// SPDX-License-Identifier: MIT
// Dates that move: what a rescheduling event tells, what mere drift tells, and what it does not.
#include "tests/alert/fixture.hpp"

#include <algorithm>

using namespace dutyd;
using alert::Cause;
using alert::find_slip;
using alert::Level;
using tests::Condition;
using tests::Date;
using tests::Seen;
using tests::World;

namespace {

const Cause drift{{"Why: time has passed."}, false, 40};
const Cause event{{"Why: a pause."}, true, 41};

/// Engagement, papers, the panel, and a plan to be issued by the end of the financial year.
World office() {
    World world;
    auto& engage = world.duty("engage");
    engage.owner = "engagement-lead";
    engage.takes = World::working_days(40);
    engage.activities = {"public-engagement"};
    world.duty("send", {"engage"}).owner = "director";
    auto& considers = world.duty("considers", {"send"});
    considers.by_office = false;
    considers.meeting = rules::MeetingBinding{"panel", {"full"}};
    considers.owner = "chief-executive";
    auto& issue = world.duty("issue", {"considers"});
    issue.owner = "director";
    issue.takes = World::working_days(10);
    issue.law = {{"PRSRA 2011 s.5(1)", rules::Verification::text, {}, ""}};
    issue.limits.push_back(World::limit("2025-03-31"));
    world.settle();
    world.meeting(Date::of(2024, 9, 23), Date::of(2024, 9, 13));
    world.meeting(Date::of(2024, 10, 28), Date::of(2024, 10, 18));
    world.meeting(Date::of(2025, 2, 5), Date::of(2025, 1, 28));
    return world;
}

/// Everybody is told what the schedule says on this day.
void tell(World& world, Date today) {
    const Seen seen(world, today);
    for (const std::string id : {"engage", "send", "considers", "issue"}) {
        world.record(id).told_forecast = seen.of(id).forecast.date;
        world.record(id).told_limit = seen.of(id).limit.date;
    }
}

std::optional<tests::Alert> slip(const Seen& before, const Seen& after, const Cause& cause) {
    return find_slip(before.view(), after.view(), cause);
}

bool says(const tests::Alert& alert, const std::string& line) {
    return std::find(alert.facts.begin(), alert.facts.end(), line) != alert.facts.end();
}

}  // namespace

TEST_CASE("a pause that costs a meeting is one slip, with the meeting first") {
    World world = office();
    const Date today = Date::of(2024, 7, 1);
    const Seen before(world, today);
    world.pause("public-engagement", Date::of(2024, 7, 8), Date::of(2024, 8, 2));
    const Seen after(world, today);
    const auto alert = slip(before, after, event);
    REQUIRE(alert);
    CHECK(alert->condition == Condition::slip);
    CHECK(alert->key == "slip/body/test/considers/41");
    CHECK(alert->level == Level::warning);
    CHECK(alert->duty == "considers");
    CHECK(alert->headline ==
          "\"considers\" has moved from Mon 23 September 2024 to Mon 28 October 2024");
    CHECK(alert->to_do ==
          "Have the papers ready by Fri 18 October 2024 for that meeting. The count: dutyctl why "
          "body/test/considers");
    CHECK(alert->roles ==
          std::vector<std::string>{"engagement-lead", "director", "chief-executive"});
    // Worked by hand: 40 working days from 1 July end on 27 August (26 August is a bank holiday),
    // and 20 more are lost.
    const std::vector<std::string> facts{
        "\"engage\" loses 20 working days to the pause.",
        "The limit has not moved: \"issue\" by Mon 31 March 2025.",
        "Provision: PRSRA 2011 s.5(1).",
        "Slack: 69 working days of slack, was 94 (25 working days lost).",
        "The last meeting that still works is Wed 5 February 2025 (papers by Tue 28 January 2025).",
        "Moved with it:",
        "- \"engage\": Tue 27 August 2024 to Tue 24 September 2024",
        "- \"send\": Tue 27 August 2024 to Tue 24 September 2024",
        "- \"issue\": Mon 7 October 2024 to Mon 11 November 2024",
    };
    CHECK(alert->facts == facts);
    CHECK(alert->cause == std::vector<std::string>{"Why: a pause."});
    CHECK(alert->why == "a pause");
    CHECK(alert->cause_seq == 41);
    CHECK(alert->brief ==
          "limit Mon 31 March 2025, 69 working days of slack; 3 more dates with it");
}

TEST_CASE("lifting the pause is told as good news") {
    World world = office();
    const Seen without(world, Date::of(2024, 7, 1));
    world.pause("public-engagement", Date::of(2024, 7, 8), Date::of(2024, 8, 2));
    const Seen with(world, Date::of(2024, 7, 1));
    const auto alert = slip(with, without, event);
    REQUIRE(alert);
    CHECK(alert->condition == Condition::recovered);
    CHECK(alert->key == "recovered/body/test/considers/41");
    CHECK(alert->level == Level::information);
    CHECK(says(*alert, "Slack: 94 working days of slack, was 69 (25 working days gained)."));
}

TEST_CASE("an event that moves nothing tells nothing") {
    World world = office();
    const Seen before(world, Date::of(2024, 7, 1));
    world.pause("announcement", Date::of(2024, 7, 8), Date::of(2024, 8, 2));
    const Seen after(world, Date::of(2024, 7, 1));
    CHECK_FALSE(slip(before, after, event));
}

TEST_CASE("thirty idle days before the same meeting give no slip") {
    World world = office();
    const Date told = Date::of(2024, 6, 3);
    tell(world, told);
    for (int n = 0; n <= 30; ++n) {
        const Seen seen(world, told + civil::Days{n});
        INFO(n);
        CHECK_FALSE(slip(seen, seen, drift));
    }
}

TEST_CASE("drift is told on the first day that costs a meeting, and not again once told") {
    World world = office();
    tell(world, Date::of(2024, 6, 3));
    std::optional<Date> first;
    for (Date day = Date::of(2024, 6, 3); day <= Date::of(2024, 8, 20);
         day = day + civil::Days{1}) {
        const Seen seen(world, day);
        const bool lost = seen.of("considers").meeting != "panel-2024-09-23";
        const auto alert = slip(seen, seen, drift);
        INFO(day.iso());
        if (first) {
            CHECK_FALSE(alert);
            continue;
        }
        CHECK(alert.has_value() == lost);
        if (!lost) continue;
        first = day;
        CHECK(alert->headline ==
              "\"considers\" has moved from Mon 23 September 2024 to Mon 28 October 2024");
        CHECK(alert->why == "time has passed");
        CHECK(alert->roles == std::vector<std::string>{"chief-executive"});
        tell(world, day);
    }
    // 40 working days from Thursday 18 July end on Friday 13 September, the papers day.
    CHECK(first == Date::of(2024, 7, 19));
}

TEST_CASE("drift across a target is told once, on the day the forecast passes it") {
    World world;
    world.duty("draft").takes = World::working_days(5);
    world.settle();
    auto& record = world.record("draft");
    record.target = Date::of(2024, 6, 14);
    record.target_set = true;
    record.told_forecast = Date::of(2024, 6, 10);
    const Seen on_target(world, Date::of(2024, 6, 7));
    CHECK_FALSE(slip(on_target, on_target, drift));
    const Seen past(world, Date::of(2024, 6, 10));
    const auto alert = slip(past, past, drift);
    REQUIRE(alert);
    CHECK(alert->headline == "\"draft\" has moved from Mon 10 June 2024 to Mon 17 June 2024");
    record.told_forecast = Date::of(2024, 6, 17);
    const Seen later(world, Date::of(2024, 6, 20));
    CHECK_FALSE(slip(later, later, drift));
}

TEST_CASE("a meeting that nobody has recorded yet does not slip a day every day") {
    World world = office();
    world.record("engage").done = Date::of(2024, 9, 6);
    world.record("send").done = Date::of(2024, 9, 12);
    tell(world, Date::of(2024, 9, 20));
    for (Date day = Date::of(2024, 9, 21); day <= Date::of(2024, 9, 30);
         day = day + civil::Days{1}) {
        const Seen seen(world, day);
        INFO(day.iso());
        CHECK(seen.of("considers").meeting == "panel-2024-09-23");
        CHECK_FALSE(slip(seen, seen, drift));
    }
    const Seen given_up(world, Date::of(2024, 10, 1));
    const auto alert = slip(given_up, given_up, drift);
    REQUIRE(alert);
    CHECK(alert->headline ==
          "\"considers\" has moved from Mon 23 September 2024 to Mon 28 October 2024");
}

TEST_CASE("a limit that moves is told as that, with where it was") {
    World world = office();
    const Seen before(world, Date::of(2024, 7, 1));
    world.record("issue").limit_override = Date::of(2025, 5, 30);
    const Seen after(world, Date::of(2024, 7, 1));
    const auto alert = slip(before, after, event);
    REQUIRE(alert);
    CHECK(alert->headline == "The limit of \"issue\" is now Fri 30 May 2025");
    CHECK(alert->duty == "issue");
    CHECK(
        says(*alert, "The limit has moved: \"issue\" by Fri 30 May 2025, was Mon 31 March 2025."));
}

TEST_CASE("a meeting lost with no other in sight has moved to a day not known") {
    World world = office();
    world.meetings.erase(world.meetings.begin() + 1, world.meetings.end());
    const Seen before(world, Date::of(2024, 7, 1));
    world.meetings.clear();
    const Seen after(world, Date::of(2024, 7, 1));
    const auto alert = slip(before, after, event);
    REQUIRE(alert);
    CHECK(alert->condition == Condition::slip);
    CHECK(alert->headline ==
          "\"considers\", last forecast for Mon 23 September 2024, has no date now");
    CHECK(alert->to_do == "See the count: dutyctl why body/test/considers");
}

TEST_CASE("a meeting found again after there was none is told as recovered") {
    World world = office();
    world.record("considers").first_plan = Date::of(2024, 9, 23);
    world.meetings.clear();
    tell(world, Date::of(2024, 7, 1));
    const Seen before(world, Date::of(2024, 7, 1));
    world.meeting(Date::of(2024, 12, 2), Date::of(2024, 11, 22));
    const Seen after(world, Date::of(2024, 7, 1));
    const auto alert = slip(before, after, event);
    REQUIRE(alert);
    CHECK(alert->condition == Condition::recovered);
    CHECK(alert->headline == "\"considers\" has moved from not known yet to Mon 2 December 2024");
}

TEST_CASE("without a meeting among what moved, the duty with a limit of its own comes first") {
    World world;
    world.duty("draft").takes = World::working_days(5);
    world.duty("issue", {"draft"}).limits.push_back(World::limit("2025-03-31"));
    world.settle();
    const Seen before(world, Date::of(2024, 7, 1));
    world.record("draft").started = Date::of(2024, 6, 20);
    const Seen after(world, Date::of(2024, 7, 1));
    const auto alert = slip(before, after, event);
    REQUIRE(alert);
    CHECK(alert->duty == "issue");
    CHECK(alert->condition == Condition::recovered);
}

TEST_CASE("what is done is not moved, and twelve moves are listed at most") {
    World world;
    world.duty("start").takes = World::working_days(5);
    for (int n = 1; n <= 15; ++n) world.duty(fmt::format("step-{:02}", n), {"start"});
    world.settle();
    world.record("step-01").done = Date::of(2024, 6, 28);
    const Seen before(world, Date::of(2024, 7, 1));
    const Seen after(world, Date::of(2024, 7, 2));
    const auto alert = slip(before, after, event);
    REQUIRE(alert);
    CHECK(alert->duty == "start");
    const auto listed = std::count_if(alert->facts.begin(), alert->facts.end(),
                                      [](const auto& line) { return line.rfind("- \"", 0) == 0; });
    CHECK(listed == 12);
    CHECK(alert->facts.back() == "- and 2 more");
}
