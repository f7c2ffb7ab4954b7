// SPDX-License-Identifier: MIT
// What was done, but not as the law says: out of order, too early, late, not with its partner.
#include "tests/alert/fixture.hpp"

using namespace dutyd;
using alert::Level;
using tests::Condition;
using tests::Date;
using tests::Keys;
using tests::keys;
using tests::on;
using tests::World;

TEST_CASE("done before its gate is told once for the day it was done, naming every gate missed") {
    World world;
    world.duty("report");
    world.duty("respond");
    auto& issue = world.duty("issue", {"report", "respond"});
    issue.owner = "director";
    issue.law = {{"Act s.5(6)", rules::Verification::text, {}, ""}};
    world.settle();
    world.record("report").done = Date::of(2024, 6, 10);
    world.record("issue").done = Date::of(2024, 6, 10);
    const auto alerts = on(world, Date::of(2024, 6, 11), Condition::out_of_order);
    REQUIRE(keys(alerts) == Keys{"out-of-order/body/test/issue/2024-06-10"});
    CHECK(alerts[0].headline == "\"issue\" was done on Mon 10 June 2024, before \"respond\"");
    CHECK(alerts[0].level == Level::urgent);
    CHECK(alerts[0].roles == std::vector<std::string>{"director"});
    CHECK(alerts[0].facts.back() == "Provision: Act s.5(6).");
    world.record("report").done.reset();
    CHECK(on(world, Date::of(2024, 6, 11), Condition::out_of_order)[0].headline ==
          "\"issue\" was done on Mon 10 June 2024, before \"report\" and \"respond\"");
    world.record("report").done = Date::of(2024, 6, 9);
    world.record("respond").done = Date::of(2024, 6, 10);
    CHECK(on(world, Date::of(2024, 6, 11), Condition::out_of_order).empty());
}

TEST_CASE("a soft gate missed, or a step of the office's own, is not out of order") {
    World world;
    world.duty("advice");
    world.duty("audit");
    auto& issue = world.duty("issue", {"advice", "audit"});
    issue.after[0].soft = true;
    issue.after[1].from_overlay = true;
    world.settle();
    world.record("issue").done = Date::of(2024, 6, 10);
    CHECK(tests::Seen(world, Date::of(2024, 6, 11)).alerts().empty());
}

TEST_CASE("done before the first lawful day is told; on that day it is not") {
    World world;
    world.duty("draft").bars.push_back(World::bar("2024-05-09"));
    world.settle();
    world.record("draft").done = Date::of(2024, 5, 9);
    CHECK(on(world, Date::of(2024, 5, 10), Condition::too_early).empty());
    world.record("draft").done = Date::of(2024, 5, 8);
    const auto alerts = on(world, Date::of(2024, 5, 10), Condition::too_early);
    REQUIRE(keys(alerts) == Keys{"too-early/body/test/draft/2024-05-08"});
    CHECK(alerts[0].level == Level::urgent);
    CHECK(alerts[0].to_do == "Take advice: acting too early is unlawful.");
}

TEST_CASE("an early act that the law treats as not done says: do it again") {
    World world;
    auto& draft = world.duty("draft");
    draft.bars.push_back(World::bar("2024-05-09"));
    draft.bars.back().effect = rules::Bar::Effect::not_done;
    draft.limits.push_back(World::limit("2024-05-31"));
    world.settle();
    world.record("draft").done = Date::of(2024, 5, 8);
    const auto alerts = on(world, Date::of(2024, 5, 10), Condition::too_early);
    REQUIRE(keys(alerts) == Keys{"too-early/body/test/draft/2024-05-08"});
    CHECK(alerts[0].to_do == "The law treats it as not done: do it again.");
    CHECK(keys(on(world, Date::of(2024, 6, 1), Condition::breached)) ==
          Keys{"breached/body/test/draft/2024-05-31"});
}

TEST_CASE("done late keeps the key of the breach it was, and asks for an account") {
    World world;
    world.duty("issue").limits.push_back(World::limit("2024-06-28"));
    world.settle();
    const Keys open = keys(on(world, Date::of(2024, 7, 1), Condition::breached));
    world.record("issue").done = Date::of(2024, 7, 2);
    const auto done = on(world, Date::of(2024, 7, 3), Condition::breached);
    CHECK(keys(done) == open);
    REQUIRE(done.size() == 1);
    CHECK(done[0].headline ==
          "\"issue\" was done on Tue 2 July 2024, after its limit of Fri 28 June 2024");
    CHECK(done[0].to_do == "Record an account of why it was late: acknowledge this alert.");
    world.record("issue").done = Date::of(2024, 6, 28);
    CHECK(on(world, Date::of(2024, 7, 3), Condition::breached).empty());
}

namespace {

World partners() {
    World world;
    world.duty("issue");
    auto& statement = world.duty("statement");
    statement.owner = "director";
    rules::Limit same_day;
    same_day.kind = rules::LimitKind::with;
    same_day.partner = "issue";
    same_day.missing = "It must come out with the plan.";
    statement.limits.push_back(same_day);
    world.settle();
    return world;
}

}  // namespace

TEST_CASE("what must be done with its partner is breached the day after the partner alone") {
    World world = partners();
    CHECK(on(world, Date::of(2024, 6, 10), Condition::breached).empty());
    world.record("issue").done = Date::of(2024, 6, 10);
    CHECK(on(world, Date::of(2024, 6, 10), Condition::breached).empty());
    const auto alerts = on(world, Date::of(2024, 6, 11), Condition::breached);
    REQUIRE(keys(alerts) == Keys{"breached/body/test/statement/with-issue-2024-06-10"});
    CHECK(alerts[0].level == Level::urgent);
    CHECK(alerts[0].headline ==
          "\"statement\" was not done with \"issue\" on Mon 10 June 2024, as the law wants");
    CHECK(alerts[0].facts.front() == "What it means: It must come out with the plan.");
    CHECK(alerts[0].roles == std::vector<std::string>{"director", "chief-executive"});
}

TEST_CASE(
    "partners done on different days are a breach under the same key; together they are not") {
    World world = partners();
    world.record("issue").done = Date::of(2024, 6, 10);
    world.record("statement").done = Date::of(2024, 6, 12);
    const auto alerts = on(world, Date::of(2024, 6, 13), Condition::breached);
    REQUIRE(keys(alerts) == Keys{"breached/body/test/statement/with-issue-2024-06-10"});
    CHECK(alerts[0].headline ==
          "\"statement\" was done on Wed 12 June 2024, not with \"issue\" on Mon 10 June 2024");
    world.record("statement").done = Date::of(2024, 6, 10);
    CHECK(on(world, Date::of(2024, 6, 13), Condition::breached).empty());
}
