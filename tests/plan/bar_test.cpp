// SPDX-License-Identifier: MIT
// Days on which the law lets nobody act: an acting commissioner may not issue the plan (PRSRA 2011
// s.62(4)), a precept waits for scrutiny, a report of the monitoring officer stops the work.
#include "tests/plan/fixture.hpp"

using namespace dutyd;
using civil::Date;
using civil::Days;
using rules::Bound;
using tests::World;

namespace {

World acting(const std::string& until = "") {
    World world;
    auto& issue = world.duty("issue");
    issue.bars.push_back(World::bar_from("vacancy.arose", until));
    issue.limits.push_back(World::limit("2025-03-31"));
    world.settle();
    world.facts.now = Date::of(2025, 2, 10);
    return world;
}

}  // namespace

TEST_CASE("while the beginning of a bar is not known nothing is barred, and nobody is asked") {
    const World world = acting();
    CHECK(world.of("issue").forecast.date == Date::of(2025, 2, 10));
    CHECK(world.of("issue").standing == plan::Standing::ready);
    CHECK(world.of("issue").missing_facts.empty());
}

TEST_CASE("a bar with no end in sight keeps the act behind it, and never moves the limit") {
    World world = acting();
    world.facts.values["vacancy.arose"] = "2025-02-03";
    const auto outcome = world.of("issue");
    CHECK(outcome.forecast.bound == Bound::not_before);
    CHECK(outcome.forecast.date == Date::of(2025, 2, 11));
    CHECK(outcome.standing == plan::Standing::waiting);
    CHECK(outcome.waiting_for == "until it may be done again: nobody may act");
    CHECK(outcome.limit.date == Date::of(2025, 3, 31));
    world.facts.now = Date::of(2025, 4, 1);
    CHECK(plan::has(world.of("issue").risks, plan::Risk::breached));
}

TEST_CASE("once its end is known the first lawful day is") {
    World world = acting("acceptance");
    world.facts.values["vacancy.arose"] = "2025-02-03";
    CHECK(world.of("issue").forecast.bound == Bound::not_before);
    world.facts.values["acceptance"] = "2025-03-24";
    const auto outcome = world.of("issue");
    CHECK(outcome.forecast.date == Date::of(2025, 3, 24));
    CHECK(outcome.forecast.is_known());
    CHECK(outcome.waiting_for == "the first lawful day, 2025-03-24");
    REQUIRE(outcome.forecast_reasons.size() == 2);
    CHECK(outcome.forecast_reasons[1].kind == plan::Reason::Kind::bar);
    CHECK(outcome.forecast_reasons[1].label == "nobody may act");
}

TEST_CASE("a bar that is still to come stands in the way only of what falls into it") {
    World world = acting("2025-02-20");
    world.facts.values["vacancy.arose"] = "2025-02-12";
    CHECK(world.of("issue").forecast.date == Date::of(2025, 2, 10));
    CHECK(world.of("issue").standing == plan::Standing::ready);

    World later;
    auto& issue = later.duty("issue");
    issue.takes = World::working_days(3);
    issue.bars.push_back(World::bar_from("2025-02-12", "2025-02-20"));
    later.settle();
    later.facts.now = Date::of(2025, 2, 10);
    CHECK(later.of("issue").forecast.date == Date::of(2025, 2, 20));
}

TEST_CASE("an act within the barred days is unlawful, before and after it is not") {
    World world = acting("2025-02-20");
    world.facts.values["vacancy.arose"] = "2025-02-03";
    world.facts.now = Date::of(2025, 3, 3);
    const auto early = [&](const Date& day) {
        world.record("issue").done = day;
        return plan::has(world.of("issue").risks, plan::Risk::too_early);
    };
    CHECK_FALSE(early(Date::of(2025, 2, 2)));
    CHECK(early(Date::of(2025, 2, 3)));
    CHECK(early(Date::of(2025, 2, 19)));
    CHECK_FALSE(early(Date::of(2025, 2, 20)));
}

TEST_CASE("what the law treats as not done is void on a barred day, and must be done again") {
    World world;
    auto& issue = world.duty("precept");
    issue.bars.push_back(World::bar_from("2026-01-02", "2026-02-01"));
    issue.bars.back().effect = rules::Bar::Effect::not_done;
    world.settle();
    world.facts.now = Date::of(2026, 1, 26);
    world.record("precept").done = Date::of(2026, 1, 23);
    CHECK(world.of("precept").standing == plan::Standing::voided);
    CHECK(world.of("precept").forecast.date == Date::of(2026, 2, 2));  // 1 February is a Sunday
    world.record("precept").done = Date::of(2026, 1, 1);
    CHECK(world.of("precept").standing == plan::Standing::done);
}

TEST_CASE("a bar bars only if its condition holds") {
    World world;
    auto& duty = world.duty("appoint");
    duty.bars.push_back(World::bar("2025-06-30"));
    duty.bars.back().when = World::condition("panel.vetoed = yes");
    world.settle();
    world.facts.now = Date::of(2025, 6, 2);
    CHECK(world.of("appoint").forecast.date == Date::of(2025, 6, 2));
    CHECK(world.of("appoint").missing_facts == std::vector<std::string>{"panel.vetoed"});
    world.facts.values["panel.vetoed"] = "no";
    CHECK(world.of("appoint").forecast.date == Date::of(2025, 6, 2));
    CHECK(world.of("appoint").missing_facts.empty());
    world.facts.values["panel.vetoed"] = "yes";
    CHECK(world.of("appoint").forecast.date == Date::of(2025, 6, 30));
    CHECK(world.of("appoint").waiting_for == "the first lawful day, 2025-06-30");
}

TEST_CASE("of disputed readings of a bar the latest day counts") {
    World world;
    auto& duty = world.duty("appoint");
    rules::Bar bar{std::nullopt, rules::Bar::Effect::unlawful, "scrutiny", {}};
    bar.dispute.question = "end-of-scrutiny";
    bar.dispute.readings = {World::alternative("2025-06-16"), World::alternative("2025-06-23")};
    duty.bars.push_back(bar);
    world.settle();
    world.facts.now = Date::of(2025, 6, 2);
    CHECK(world.of("appoint").forecast.date == Date::of(2025, 6, 23));
    CHECK(world.of("appoint").bars.front().readings[1].counts);
}

TEST_CASE("what others do is not expected on a barred day either") {
    World world;
    auto& report = world.duty("report");
    report.by_office = false;
    report.limits.push_back(World::limit("2025-06-21"));
    report.bars.push_back(World::bar_from("2025-06-10", "2025-07-01"));
    world.settle();
    world.facts.now = Date::of(2025, 6, 2);
    const auto outcome = world.of("report");
    CHECK(outcome.forecast.date == Date::of(2025, 7, 1));
    CHECK(outcome.latest_safe == Date::of(2025, 6, 9));
    CHECK(plan::has(outcome.risks, plan::Risk::unreachable));
}

TEST_CASE("an item is not taken at a meeting on a barred day") {
    World world;
    auto& item = world.duty("item");
    item.by_office = false;
    item.meeting = rules::MeetingBinding{"panel", {}, {}};
    item.bars.push_back(World::bar_from("2025-06-10", "2025-07-01"));
    item.limits.push_back(World::limit("2025-07-31"));
    world.meeting(Date::of(2025, 6, 16), Date::of(2025, 6, 6));
    world.meeting(Date::of(2025, 7, 14), Date::of(2025, 7, 4));
    world.settle();
    world.facts.now = Date::of(2025, 6, 2);
    CHECK(world.of("item").meeting == "panel-2025-07-14");
    CHECK(world.of("item").last_usable_meeting == "panel-2025-07-14");
}

// Brute force over a chain with barred days: the forecast is past the latest safe date exactly when
// the limit can no longer be met.
TEST_CASE("forward and backward agree about barred days, for every day one could begin") {
    for (const int takes : {0, 1, 4}) {
        for (const auto& [from, until] :
             {std::pair{"2025-06-10", "2025-06-25"}, std::pair{"2025-06-20", "2025-07-08"},
              std::pair{"2025-06-27", "2025-06-30"}}) {
            for (int limit_in = 20; limit_in < 40; ++limit_in) {
                World world;
                const Date start = Date::of(2025, 6, 2);
                world.duty("draft").takes = World::working_days(2);
                auto& issue = world.duty("issue", {"draft"});
                issue.takes = World::working_days(takes);
                issue.bars.push_back(World::bar_from(from, until));
                auto& publish = world.duty("publish", {"issue"});
                publish.takes = World::working_days(1);
                publish.limits.push_back(World::limit((start + Days{limit_in}).iso()));
                world.settle();
                for (int day = 0; day < 45; ++day) {
                    world.facts.now = start + Days{day};
                    const bool in_time =
                        *world.of("publish").forecast.date <= *world.of("publish").limit.date;
                    for (const char* duty : {"draft", "issue"}) {
                        const auto outcome = world.of(duty);
                        const bool safe =
                            outcome.latest_safe && *outcome.forecast.date <= *outcome.latest_safe;
                        if (safe != in_time) {
                            FAIL(duty << " takes " << takes << " limit " << limit_in << " day "
                                      << world.facts.now.iso() << " bar " << from);
                        }
                    }
                }
            }
        }
    }
    SUCCEED();
}
