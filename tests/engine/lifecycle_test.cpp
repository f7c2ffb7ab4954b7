// SPDX-License-Identifier: MIT
// Two things happen to an open alert, in every order: where it then stands, with the real engine
// and not the table alone. The alert is one that the plan can no longer be issued in time.
#include "tests/engine/office.hpp"

#include <functional>

using namespace dutyd;
using alert::Stage;
using boost::json::object;
using tests::Office;

namespace {

const std::string key = "unreachable/leicestershire/plan-2024/issue/2024-09-20";

object issue() {
    return {{"matter", "plan-2024"}, {"duty", "issue"}};
}

/// An office of which the alert under test has just been told, on Monday 20 May 2024 at 09:00.
Office told_office() {
    Office office;
    office.elect();
    object order = issue();
    order["limit"] = "2024-09-20";
    order["authority"] = "an order";
    office.say("2024-05-20 09:00", "override", std::move(order));
    return office;
}

Stage stage(const Office& office) {
    return office.state.alerts.at(key).stage;
}

std::string at(const Office& office, int days, const std::string& time) {
    const auto local = tests::settings().zones.at("Europe/London").local(office.clock);
    return (local.date + civil::Days{days}).iso() + " " + time;
}

/// Says it now; a refusal is no failure here, it must only change nothing.
void try_to_say(Office& office, const std::string& verb, object keys) {
    auto result = office.try_now({tests::command(verb, std::move(keys))});
    if (result.answers.front()) office.take(std::move(result));
}

struct Step {
    const char* name;
    void (*take)(Office&);
};

void acknowledge(Office& office) {
    try_to_say(office, "ack", {{"alert", key}, {"reason", "seen to"}, {"actor", "ann"}});
}
void snooze(Office& office) {
    try_to_say(office, "snooze",
               {{"alert", key}, {"reason", "on leave"}, {"until", "2024-05-24"}, {"actor", "ann"}});
}
void pause(Office& office) {
    try_to_say(office, "pause",
               {{"title", "General election"},
                {"activities", "public-engagement"},
                {"from", "2024-05-25"},
                {"to", "2024-07-04"}});
}
void quiet_hours(Office& office) {
    office.wait_until(at(office, 0, "23:00"));
}
/// Long enough for every step of the ladder, and shorter than any answer runs.
void escalation(Office& office) {
    office.wait_until(at(office, 2, "16:00"));
}
void move_again(Office& office) {
    try_to_say(office, "meeting-cancel",
               {{"body", "leicestershire"}, {"meeting", "panel-2024-10-28"}});
    try_to_say(office, "meeting-cancel",
               {{"body", "leicestershire"}, {"meeting", "panel-2024-09-23"}});
}
void done(Office& office) {
    try_to_say(office, "done", issue());
}
void reopened(Office& office) {
    done(office);
    try_to_say(office, "reopen", issue());
}
void restart(Office& office) {
    const std::string before = tests::everything(office.state, office.clock);
    office.state = office.replayed(office.events.size());
    CHECK(tests::everything(office.state, office.clock) == before);
    office.take(engine::turn(office.state, {}, office.clock, tests::settings()));
}

constexpr Step steps[] = {{"acknowledgement", acknowledge},
                          {"snooze", snooze},
                          {"pause", pause},
                          {"quiet hours", quiet_hours},
                          {"escalation", escalation},
                          {"date moves again", move_again},
                          {"done", done},
                          {"reopened", reopened},
                          {"restart", restart}};

// Where the alert stands after the step of the row and then that of the column, in the order of
// `steps`. A = acknowledged, S = snoozed, N = notified, E = escalated, R = resolved.
constexpr const char* after_both[] = {
    // A S P Q E M D O R
    "ASNAANRNA",  // acknowledgement
    "ASNSSNRNS",  // snooze
    "ASNEENRNN",  // pause
    "ASEEEERNE",  // quiet hours: the first step of the ladder was due that afternoon
    "ASEEEERNE",  // escalation
    "ASNEENRNN",  // date moves again
    "RRRRRRRNR",  // done
    "ASNEENRNN",  // reopened
    "ASNEENRNN",  // restart
};

std::string letter(Stage stage) {
    if (stage == Stage::resolved) return "R";
    std::string word = alert::name(stage).substr(0, 1);
    word[0] = static_cast<char>(word[0] - 'a' + 'A');
    return word;
}

}  // namespace

TEST_CASE("after any two things that can happen to it an alert stands where it should") {
    const Office told = told_office();
    REQUIRE(stage(told) == Stage::notified);
    for (std::size_t first = 0; first < std::size(steps); ++first) {
        std::string row;
        for (const Step& second : steps) {
            Office office = told;
            steps[first].take(office);
            second.take(office);
            row += letter(stage(office));
        }
        INFO(steps[first].name);
        CHECK(row == after_both[first]);
    }
}

TEST_CASE("an acknowledgement runs out after the body's days, and the alert says so and is told") {
    Office office = told_office();
    office.say("2024-05-20 10:00", "ack", {{"alert", key}, {"reason", "on it"}, {"actor", "ann"}});
    const auto& record = office.state.alerts.at(key);
    REQUIRE(record.acknowledged_until);
    // Ten working days from Monday 20 May, over the bank holiday of Monday 27 May.
    CHECK(record.acknowledged_until->iso() == "2024-06-04");
    const auto before = office.about(key).size();
    office.wait_until("2024-06-04 23:59");
    CHECK(stage(office) == Stage::acknowledged);
    office.wait_until("2024-06-05 08:29");
    CHECK(stage(office) == Stage::acknowledged);
    office.wait_until("2024-06-05 08:30");
    CHECK(stage(office) == Stage::notified);
    CHECK(office.state.alerts.at(key).acknowledged_by.empty());
    const auto told = office.about(key);
    REQUIRE(told.size() == before + 1);
    CHECK(told.back().person == "ann");
    CHECK(told.back().text.find(": the acknowledgement by ann ran out on Tue 4 June 2024.\n") !=
          std::string::npos);
}

TEST_CASE("nobody can acknowledge for longer than the body allows, nor into the past") {
    Office office = told_office();
    object ack{{"alert", key}, {"reason", "later"}, {"until", "2024-07-20"}};
    CHECK(office.refused("2024-05-20 10:00", "ack", ack) ==
          "an acknowledgement runs for at most 60 days, until 2024-07-19 (it can be given again "
          "then)");
    ack["until"] = "2024-07-19";
    CHECK(office.refused("2024-05-20 10:00", "ack", ack) == "accepted");
    ack["until"] = "2024-05-19";
    CHECK(office.refused("2024-05-20 10:00", "ack", ack) ==
          "2024-05-19 is past (an acknowledgement runs until a day to come)");
}

TEST_CASE("a snooze has a cap that snoozing again does not move, and an end that is told") {
    Office office = told_office();
    object snoozed{{"alert", key}, {"reason", "away"}, {"until", "2024-05-29"}, {"actor", "ann"}};
    CHECK(office.refused("2024-05-20 10:00", "snooze", snoozed) ==
          "an alert can be snoozed for 5 working days, until 2024-05-28 (to answer for it for "
          "longer, acknowledge it: dutyctl ack " +
              key + ")");
    snoozed["until"] = "2024-05-22";
    office.say("2024-05-20 10:00", "snooze", snoozed);
    const auto before = office.about(key).size();
    office.wait_until("2024-05-22 23:00");
    CHECK(office.about(key).size() == before);
    office.wait_until("2024-05-23 08:30");
    REQUIRE(office.about(key).size() == before + 1);
    CHECK(office.about(key).back().text.find(": it was put off by ann until Wed 22 May 2024.\n") !=
          std::string::npos);
    snoozed["until"] = "2024-05-29";
    CHECK(
        office.refused("2024-05-23 10:00", "snooze", snoozed).rfind("an alert can be snoozed", 0) ==
        0);
    snoozed["until"] = "2024-05-28";
    CHECK(office.refused("2024-05-23 10:00", "snooze", snoozed) == "accepted");
}

TEST_CASE("what is over while it is snoozed is resolved, not told when the snooze ends") {
    Office office = told_office();
    office.say("2024-05-20 10:00", "snooze",
               {{"alert", key}, {"reason", "away"}, {"until", "2024-05-24"}});
    const auto before = office.about(key).size();
    object order = issue();
    order["authority"] = "the order is lifted";
    office.say("2024-05-21 10:00", "override", std::move(order));
    CHECK(stage(office) == Stage::resolved);
    office.wait_until("2024-06-03 12:00");
    CHECK(office.about(key).size() == before);
}

TEST_CASE("a notice can be acknowledged whole, by its id") {
    Office office = told_office();
    const auto notice = office.about(key).back();
    REQUIRE(notice.alerts.size() > 1);
    office.say("2024-05-20 10:00", "ack",
               {{"alert", notice.message_id}, {"reason", "all seen"}, {"actor", "ann"}});
    for (const std::string& one : notice.alerts) {
        CHECK(office.state.alerts.at(one).stage == Stage::acknowledged);
    }
}

TEST_CASE("a breach that was accounted for comes back when its duty is opened again") {
    const std::string breach = "breached/leicestershire/plan-2024/issue/2025-03-31";
    Office office;
    office.elect();
    office.wait_until("2025-04-01 09:00");
    office.done("2025-04-02 09:00", "issue");
    office.say("2025-04-03 09:00", "ack",
               {{"alert", breach}, {"reason", "late"}, {"actor", "ann"}});
    REQUIRE(office.open(breach).empty());
    office.say("2025-04-04 09:00", "reopen", issue());
    REQUIRE(office.open(breach).size() == 1);
    CHECK(office.state.alerts.at(breach).account.empty());
    office.done("2025-04-07 09:00", "issue");
    CHECK(office.open(breach).size() == 1);  // it needs an account of its own
    office.say("2025-04-07 10:00", "ack", {{"alert", breach}, {"reason", "late again"}});
    CHECK(office.open(breach).empty());
}

TEST_CASE("an act out of order stays an alert until it is accounted for") {
    Office office;
    office.elect();
    office.done("2024-12-02 09:00", "issue");
    const std::string prefix = "out-of-order/leicestershire/plan-2024/issue/";
    REQUIRE(office.open(prefix).size() == 1);
    office.say("2024-12-02 10:00", "ack",
               {{"alert", office.open(prefix).front()}, {"reason", "on advice"}, {"actor", "ann"}});
    CHECK(office.open(prefix).empty());
    office.wait_until("2025-02-03 12:00");
    CHECK(office.open(prefix).empty());
}
