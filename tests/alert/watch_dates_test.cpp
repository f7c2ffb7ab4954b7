// SPDX-License-Identifier: MIT
// Conditions that come with the calendar: the lead ladder, start-by days, slack, targets, limits.
#include "tests/alert/fixture.hpp"

#include <set>

using namespace dutyd;
using alert::Level;
using tests::Condition;
using tests::Date;
using tests::Keys;
using tests::keys;
using tests::on;
using tests::Seen;
using tests::World;

namespace {

/// One duty of the office with a limit on Friday 28 June 2024.
World limited(int takes = 0) {
    World world;
    auto& issue = world.duty("issue");
    issue.owner = "director";
    issue.takes = World::working_days(takes);
    issue.law = {{"Act s.5(1)", rules::Verification::text, {}, ""}};
    issue.limits.push_back(World::limit("2024-06-28"));
    world.settle();
    return world;
}

/// Working days strictly after `from` up to `to`, one by one.
int days_left(Date from, Date to) {
    const civil::OpenDays open(tests::shipped_library().calendars.day_sets.at("working-days"));
    int n = 0;
    for (Date day = from + civil::Days{1}; day <= to; day = day + civil::Days{1}) {
        n += open.is_open(day) ? 1 : 0;
    }
    return n;
}

}  // namespace

TEST_CASE("the ladder tells the shortest rung reached, every day the same key until the next") {
    const World world = limited();
    const Date limit = Date::of(2024, 6, 28);
    for (Date day = Date::of(2024, 5, 1); day <= Date::of(2024, 7, 3); day = day + civil::Days{1}) {
        INFO(day.iso());
        std::string expected;
        for (const int rung : {20, 10, 5, 1}) {
            // A rung is reached on the working day itself, so a weekend after it has reached it
            // too.
            if (days_left(day, limit) <= rung && day <= limit) {
                expected = fmt::format("lead/body/test/issue/limit-2024-06-28/{}", rung);
            }
        }
        const Keys found = keys(on(world, day, Condition::lead));
        CHECK(found == (expected.empty() ? Keys{} : Keys{expected}));
    }
}

TEST_CASE("a duty's own ladder stands for the body's, and a rung of nought is the day itself") {
    World world;
    auto& issue = world.duty("issue");
    issue.limits.push_back(World::limit("2024-06-28"));
    issue.lead = {World::working_days(2), World::working_days(0)};
    world.settle();
    CHECK(on(world, Date::of(2024, 6, 25), Condition::lead).empty());
    CHECK(keys(on(world, Date::of(2024, 6, 26), Condition::lead)) ==
          Keys{"lead/body/test/issue/limit-2024-06-28/2"});
    CHECK(keys(on(world, Date::of(2024, 6, 28), Condition::lead)) ==
          Keys{"lead/body/test/issue/limit-2024-06-28/0"});
}

TEST_CASE("a lead alert says how many working days are left and goes to the owner alone") {
    const auto alerts = on(limited(), Date::of(2024, 6, 14), Condition::lead);
    REQUIRE(alerts.size() == 1);
    CHECK(alerts[0].headline == "\"issue\": 10 working days until its limit, Fri 28 June 2024");
    CHECK(alerts[0].level == Level::information);
    CHECK(alerts[0].roles == std::vector<std::string>{"director"});
    CHECK(alerts[0].to_do == "When it is done: dutyctl done body/test/issue --on DATE");
    CHECK(alerts[0].facts.back() == "Provision: Act s.5(1).");
}

TEST_CASE("a duty without an owner is told to the fallback role") {
    World world;
    world.duty("issue").limits.push_back(World::limit("2024-06-28"));
    world.settle();
    const auto alerts = on(world, Date::of(2024, 6, 27), Condition::lead);
    REQUIRE(alerts.size() == 1);
    CHECK(alerts[0].roles == std::vector<std::string>{"chief-executive"});
}

TEST_CASE("the start-by day is told on the day, not before, and stops once it has started") {
    World world = limited(10);
    CHECK(on(world, Date::of(2024, 6, 13), Condition::start_by).empty());
    const auto alerts = on(world, Date::of(2024, 6, 14), Condition::start_by);
    REQUIRE(keys(alerts) == Keys{"start-by/body/test/issue/2024-06-14"});
    CHECK(alerts[0].level == Level::warning);
    CHECK(alerts[0].headline ==
          "\"issue\" must start by Fri 14 June 2024 to keep every later limit");
    CHECK(on(world, Date::of(2024, 6, 17), Condition::start_by).empty());
    world.record("issue").started = Date::of(2024, 6, 13);
    CHECK(on(world, Date::of(2024, 6, 14), Condition::start_by).empty());
}

TEST_CASE("a duty of another body has no start-by day of ours") {
    World world;
    auto& report = world.duty("report");
    report.by_office = false;
    report.takes = World::working_days(10);
    report.limits.push_back(World::limit("2024-06-28"));
    world.settle();
    CHECK(on(world, Date::of(2024, 6, 14), Condition::start_by).empty());
}

TEST_CASE("the first day the limit can no longer be met is told as unreachable, urgently") {
    const World world = limited(10);
    CHECK(on(world, Date::of(2024, 6, 14), Condition::unreachable).empty());
    const auto alerts = on(world, Date::of(2024, 6, 17), Condition::unreachable);
    REQUIRE(keys(alerts) == Keys{"unreachable/body/test/issue/2024-06-28"});
    CHECK(alerts[0].level == Level::urgent);
    CHECK(alerts[0].roles == std::vector<std::string>{"director", "chief-executive"});
    CHECK(alerts[0].headline ==
          "\"issue\" can no longer be done by its limit of Fri 28 June 2024: it is now forecast "
          "for Mon 1 July 2024");
    CHECK(alerts[0].facts.front() == "1 working day too late.");
    CHECK(keys(on(world, Date::of(2024, 6, 27), Condition::unreachable)) == keys(alerts));
}

TEST_CASE("slack at the threshold is told, one working day above it is not") {
    const World world = limited(10);
    CHECK(on(world, Date::of(2024, 5, 30), Condition::slack).empty());
    const auto alerts = on(world, Date::of(2024, 5, 31), Condition::slack);
    REQUIRE(keys(alerts) == Keys{"slack/body/test/issue/2024-06-28"});
    CHECK(alerts[0].headline ==
          "\"issue\": 10 working days left before it can no longer be done by Fri 28 June 2024");
    CHECK(alerts[0].level == Level::warning);
    CHECK(keys(on(world, Date::of(2024, 6, 13), Condition::slack)) == keys(alerts));
}

TEST_CASE("what can be done today has no slack to lose, only reminders") {
    const World world = limited();
    CHECK(on(world, Date::of(2024, 6, 14), Condition::slack).empty());
    CHECK(on(world, Date::of(2024, 6, 14), Condition::lead).size() == 1);
}

TEST_CASE("a limit is breached the day after it, not on it, with one alert that stays the same") {
    const World world = limited();
    CHECK(on(world, Date::of(2024, 6, 28), Condition::breached).empty());
    const auto alerts = on(world, Date::of(2024, 6, 29), Condition::breached);
    REQUIRE(keys(alerts) == Keys{"breached/body/test/issue/2024-06-28"});
    CHECK(alerts[0].level == Level::urgent);
    CHECK(alerts[0].roles == std::vector<std::string>{"director", "chief-executive"});
    CHECK(alerts[0].headline == "\"issue\" was not done by its limit of Fri 28 June 2024");
    for (const Condition other : {Condition::lead, Condition::slack, Condition::unreachable}) {
        CHECK(on(world, Date::of(2024, 6, 29), other).empty());
    }
    CHECK(keys(on(world, Date::of(2025, 6, 29), Condition::breached)) == keys(alerts));
}

TEST_CASE("a breach says what missing the limit means") {
    World world;
    auto& issue = world.duty("issue");
    issue.limits.push_back(World::limit("2024-06-28"));
    issue.limits.back().missing = "The office becomes vacant.";
    world.settle();
    const auto alerts = on(world, Date::of(2024, 6, 29), Condition::breached);
    REQUIRE(alerts.size() == 1);
    CHECK(alerts[0].facts.front() == "What it means: The office becomes vacant.");
    CHECK(alerts[0].roles == std::vector<std::string>{"chief-executive"});
}

TEST_CASE("a target is overdue the day after it, told to its owner without alarm") {
    World world = limited();
    world.record("issue").target = Date::of(2024, 6, 7);
    world.record("issue").target_set = true;
    CHECK(on(world, Date::of(2024, 6, 7), Condition::overdue).empty());
    CHECK(keys(on(world, Date::of(2024, 6, 7), Condition::lead)) ==
          Keys{"lead/body/test/issue/limit-2024-06-28/20",
               "lead/body/test/issue/target-2024-06-07/1"});
    const auto alerts = on(world, Date::of(2024, 6, 8), Condition::overdue);
    REQUIRE(keys(alerts) == Keys{"overdue/body/test/issue/2024-06-07"});
    CHECK(alerts[0].level == Level::warning);
    CHECK(alerts[0].roles == std::vector<std::string>{"director"});
    world.record("issue").target = Date::of(2024, 6, 21);
    CHECK(on(world, Date::of(2024, 6, 8), Condition::overdue).empty());
}

TEST_CASE("what is waived, not counted or happens by itself gives no alert") {
    World world = limited();
    world.record("issue").waived = true;
    CHECK(Seen(world, Date::of(2024, 7, 1)).alerts().empty());
    World automatic;
    auto& begins = automatic.duty("begins");
    begins.kind = rules::DutyKind::automatic;
    begins.limits.push_back(World::limit("2024-06-28"));
    begins.limits.back().kind = rules::LimitKind::automatic;
    automatic.settle();
    for (const Date day : {Date::of(2024, 6, 27), Date::of(2024, 6, 28), Date::of(2024, 6, 30)}) {
        CHECK(Seen(automatic, day).alerts().empty());
    }
    World power;
    power.duty("veto").kind = rules::DutyKind::power;
    power.settle();
    CHECK(Seen(power, Date::of(2024, 7, 1)).alerts().empty());
}

TEST_CASE("asked twice, the watch gives the same alerts in the same order, and no key twice") {
    World world = limited(10);
    world.record("issue").target = Date::of(2024, 6, 7);
    world.record("issue").target_set = true;
    for (Date day = Date::of(2024, 5, 1); day <= Date::of(2024, 7, 3); day = day + civil::Days{1}) {
        INFO(day.iso());
        const Keys once = keys(Seen(world, day).alerts());
        CHECK(once == keys(Seen(world, day).alerts()));
        CHECK(std::set<std::string>(once.begin(), once.end()).size() == once.size());
    }
}
