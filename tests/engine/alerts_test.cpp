// SPDX-License-Identifier: MIT
// Who is told what how often, and how alerts end.
#include "tests/engine/office.hpp"

#include <set>

using namespace dutyd;
using boost::json::object;
using tests::Office;

namespace {

const object paused{{"title", "General election"},
                    {"activities", "public-engagement"},
                    {"from", "2024-05-25"},
                    {"to", "2024-07-04"}};

object issue(const std::string& key = "", const std::string& value = "") {
    object keys{{"matter", "plan-2024"}, {"duty", "issue"}};
    if (!key.empty()) keys[key] = value;
    return keys;
}

const std::string breach = "breached/leicestershire/plan-2024/issue/2025-03-31";

std::set<std::string> persons(const std::vector<engine::Notice>& notices) {
    std::set<std::string> list;
    for (const auto& notice : notices) list.insert(notice.person);
    return list;
}

}  // namespace

TEST_CASE("thirty idle days give no slip and repeat no alert") {
    Office office;
    office.elect();
    // Room to drift in: the item then lands on 28 October.
    office.say("2024-05-03 10:00", "meeting-cancel",
               {{"body", "leicestershire"}, {"meeting", "panel-2024-09-23"}});
    const auto told_first = office.about("slip/").size();
    office.wait_until("2024-06-03 10:00");
    CHECK(office.of("plan-2024", "consult-public").forecast.date >
          office.state.matters.at("leicestershire/plan-2024")
              ->records[*office.state.matters.at("leicestershire/plan-2024")
                             ->network->find("consult-public")]
              .first_plan);
    CHECK(office.about("slip/").size() == told_first);
    CHECK(office.about("recovered/").empty());
    std::map<std::string, int> told;
    for (const auto& notice : office.notices) {
        for (const auto& key : notice.alerts) ++told[notice.person + " " + key];
    }
    for (const auto& [what, times] : told) {
        INFO(what);
        CHECK(times == 1);
    }
    CHECK(tests::events_of(office.events, "first-plan-frozen") == 2);
}

TEST_CASE("an office that never does anything is told of each lost meeting once") {
    Office office;
    office.elect();
    office.wait_until("2025-01-31 09:00");
    std::vector<std::string> headlines;
    for (const auto& event : office.events) {
        const auto* raised = std::get_if<journal::AlertRaised>(&event.payload);
        if (raised != nullptr && raised->duty == "panel-considers" && raised->condition == "slip") {
            headlines.push_back(raised->text);
        }
    }
    const std::string title = "\"The panel considers the draft at a full meeting\"";
    REQUIRE(headlines.size() == 5);
    CHECK(headlines[0] == title + " has moved from Mon 23 September 2024 to Mon 28 October 2024");
    CHECK(headlines[1] == title + " has moved from Mon 28 October 2024 to Mon 2 December 2024");
    CHECK(headlines[2] == title + " has moved from Mon 2 December 2024 to Mon 13 January 2025");
    CHECK(headlines[3] == title + " has moved from Mon 13 January 2025 to Wed 5 February 2025");
    CHECK(headlines[4] == title + ", last forecast for Wed 5 February 2025, has no date now");
    CHECK(office.open("slip/").size() == 1);
    CHECK(office.open("no-meeting/").size() == 1);
}

TEST_CASE("one event is one notice a person, with two roles and in two bodies") {
    Office office("2024-05-03 09:00", {"leicestershire", "dyfed-powys"});
    office.people({{"ann", {"chief-executive", "governance-director", "engagement-lead"}},
                   {"ben", {"communications-lead"}}});
    office.say("2024-05-03 09:00", "election", {{"kind", "ordinary"}, {"poll", "2024-05-02"}});
    for (const std::string date : {"2024-06-18", "2024-07-23", "2024-10-01"}) {
        office.say("2024-05-03 10:00", "meeting-add",
                   {{"body", "dyfed-powys"}, {"calendar", "panel"}, {"date", date}});
    }
    office.wait_until("2024-05-22 10:00");
    const auto result =
        office.try_now({tests::command("pause", paused),
                        tests::command("meeting-cancel", {{"body", "dyfed-powys"},
                                                          {"meeting", "panel-2024-06-18"}})});
    REQUIRE(result.answers[0]);
    REQUIRE(result.answers[1]);
    REQUIRE(result.notices.size() == 2);
    CHECK(result.notices[0].person == "ann");
    CHECK(result.notices[0].alerts.size() >= 2);
    CHECK(result.notices[0].subject.find("more)") != std::string::npos);
    CHECK(result.notices[1].person == "ben");
}

TEST_CASE("what no owner holds goes to the fallback role, and to nobody only with a finding") {
    Office office;
    office.people({{"ann", {"chief-executive"}}});
    office.elect();
    office.say("2024-05-22 10:00", "pause", paused);
    CHECK(persons(office.about("slip/")) == std::set<std::string>{"ann"});
    office.people({});
    office.wait_until("2024-05-23 10:00");
    const auto result =
        office.try_now({tests::command("resume", {{"pause", "general-election-2024"}})});
    CHECK(result.notices.empty());
    REQUIRE_FALSE(result.findings.empty());
    CHECK(result.findings.front().message.rfind("nobody holds a role to be told of ", 0) == 0);
}

TEST_CASE("a slip names cause, authority and reason, and threads by duty") {
    Office office;
    office.elect();
    office.say("2024-05-22 17:30", "election",
               {{"kind", "general"},
                {"poll", "2024-07-04"},
                {"pause-from", "2024-05-25"},
                {"pause-to", "2024-07-04"},
                {"activities", "public-engagement"},
                {"authority", "the guidance"},
                {"reason", "called today"},
                {"actor", "ann"}});
    const auto told = office.about("slip/");
    REQUIRE(persons(told) == std::set<std::string>{"ann", "ben", "cat"});
    for (const std::string line :
         {"Why: general election, poll Thu 4 July 2024.",
          "Why: pause \"General election\" from Sat 25 May 2024 to Thu 4 July 2024; it suspends "
          "public-engagement. It rests on: the guidance.",
          "Recorded by ann on the authority of the guidance on Wed 22 May 2024. Reason: called "
          "today",
          "The limit has not moved: \"Issue the police and crime plan\" by Mon 31 March 2025."}) {
        INFO(line);
        CHECK(told.front().text.find(line + "\n") != std::string::npos);
    }
    office.say("2024-05-23 10:00", "resume", {{"pause", "general-election-2024"}});
    const auto back = office.about("recovered/");
    REQUIRE_FALSE(back.empty());
    CHECK(back.front().references == told.front().references);
    CHECK(back.front().message_id != told.front().message_id);
    CHECK(office.open("slip/").empty());  // the newer move stands for the older
    CHECK(office.open("recovered/").size() == 1);
}

TEST_CASE("alerts end when the duty is done") {
    Office office;
    office.elect();
    office.say("2024-05-20 09:00", "target",
               {{"matter", "plan-2024"}, {"duty", "process-paper"}, {"date", "2024-06-14"}});
    office.wait_until("2024-06-17 09:00");
    const auto keys = office.open("overdue/");
    REQUIRE(keys.size() == 1);
    office.done("2024-06-17 09:00", "process-paper");
    CHECK(office.open("overdue/").empty());
    CHECK(office.state.alerts.at(keys.front()).how == "done");
    CHECK(office.open("lead/leicestershire/plan-2024/process-paper").empty());
}

TEST_CASE("an alert that is no longer so ends, and a slack that comes back is told again") {
    Office office;
    office.elect();
    office.say("2024-05-20 09:00", "override", [] {
        object keys = issue("limit", "2024-10-31");
        keys["authority"] = "an order";
        return keys;
    }());
    REQUIRE(office.open("slack/leicestershire/plan-2024/issue").size() +
                office.open("unreachable/leicestershire/plan-2024/issue").size() ==
            1);
    const std::string key = office.open("slack/").empty() ? "unreachable/" : "slack/";
    const auto first = office.about(key).size();
    office.say("2024-05-21 09:00", "override", issue("authority", "an order"));
    CHECK(office.open(key + "leicestershire/plan-2024/issue").empty());
    office.say("2024-05-22 09:00", "override", [] {
        object keys = issue("limit", "2024-10-31");
        keys["authority"] = "an order";
        return keys;
    }());
    CHECK(office.open(key + "leicestershire/plan-2024/issue").size() == 1);
    CHECK(office.about(key).size() > first);
}

TEST_CASE("a breach ends only when it is done and accounted for, in either order") {
    Office office;
    office.elect();
    office.wait_until("2025-04-01 09:00");
    REQUIRE(office.open(breach).size() == 1);
    office.done("2025-04-02 09:00", "issue");
    CHECK(office.open(breach).size() == 1);
    office.say("2025-04-03 09:00", "ack",
               {{"alert", breach}, {"reason", "late"}, {"actor", "ann"}});
    CHECK(office.open(breach).empty());
    CHECK(office.state.alerts.at(breach).how == "accounted for by ann");
    office.wait_until("2025-06-01 09:00");
    CHECK(office.about(breach).size() == 1);

    Office other;
    other.elect();
    other.say("2025-04-01 09:00", "ack", {{"alert", breach}, {"reason", "late"}, {"actor", "ann"}});
    CHECK(other.open(breach).size() == 1);
    other.done("2025-04-02 09:00", "issue");
    CHECK(other.open(breach).empty());
    CHECK(other.refused("2025-04-03 09:00", "ack", {{"alert", breach}, {"reason", "again"}}) ==
          "the alert '" + breach + "' is resolved already");
}

TEST_CASE("a breach that was opened again before anybody accounted for it is accounted for once") {
    Office office;
    office.elect();
    office.done("2025-04-02 09:00", "issue");
    office.say("2025-04-03 09:00", "reopen", {{"matter", "plan-2024"}, {"duty", "issue"}});
    office.done("2025-04-04 09:00", "issue");
    office.say("2025-04-04 10:00", "ack",
               {{"alert", breach}, {"reason", "late"}, {"actor", "ann"}});
    CHECK(office.open(breach).empty());
    office.wait_until("2025-04-07 09:00");
    CHECK(office.open(breach).empty());
    CHECK(office.about(breach).size() == 1);
}

TEST_CASE("papers of a meeting that moves are asked for again") {
    Office office;
    office.elect();
    for (const std::string duty : {"process-paper", "consult-public", "draft",
                                   "consult-chief-constable", "plan-audit", "panel-papers"}) {
        office.done("2024-08-01 09:00", duty);
    }
    office.wait_until("2024-09-02 09:00");
    REQUIRE(office.about("papers/").size() == 1);
    office.say("2024-09-03 09:00", "meeting-move",
               {{"body", "leicestershire"}, {"meeting", "panel-2024-09-23"}, {"to", "2024-10-14"}});
    CHECK(office.open("papers/").empty());
    const auto before = office.about("papers/").size();
    office.wait_until("2024-09-23 09:00");
    CHECK(office.about("papers/").size() == before + 1);
}

TEST_CASE("a meeting nobody has recorded is asked about once, not told as a slip every day") {
    Office office;
    office.elect();
    for (const std::string duty :
         {"process-paper", "consult-public", "draft", "consult-chief-constable", "plan-audit",
          "panel-papers", "send-to-panel"}) {
        office.done("2024-09-02 09:00", duty);
    }
    const auto slips = office.about("slip/").size();
    office.wait_until("2024-09-30 23:00");
    CHECK(office.about("unrecorded/").size() == 1);
    CHECK(office.about("slip/").size() == slips);
    office.wait_until("2024-10-02 09:00");
    CHECK(office.about("slip/").size() == slips + 1);
}

TEST_CASE("a statement that must go out with the plan is a breach the day after the plan alone") {
    Office office;
    office.elect();
    office.done("2024-12-10 09:00", "issue");
    const std::string with_plan = "breached/leicestershire/plan-2024/";
    CHECK(office.open(with_plan).empty());
    office.wait_until("2024-12-11 00:00");
    CHECK(
        office.open(with_plan) ==
        std::vector<std::string>{"breached/leicestershire/plan-2024/national-priorities-statement/"
                                 "with-issue-2024-12-10"});
    office.done("2024-12-12 09:00", "national-priorities-statement");
    REQUIRE(office.open(with_plan).size() == 1);
    office.say("2024-12-12 10:00", "ack",
               {{"alert", office.open(with_plan).front()}, {"reason", "the website was down"}});
    CHECK(office.open(with_plan).empty());
}

TEST_CASE("a breach of doing it together falls away when the other act is taken back") {
    Office office;
    office.elect();
    office.done("2024-12-02 09:00", "issue");
    office.wait_until("2024-12-03 00:00");
    const auto keys = office.open("breached/leicestershire/plan-2024/");
    REQUIRE(keys.size() == 1);
    office.say("2024-12-03 09:00", "reopen", issue("reason", "withdrawn"));
    CHECK(office.open(keys.front()).empty());
    CHECK(office.state.alerts.at(keys.front()).how ==
          "what it should have been done with was taken back");
}

TEST_CASE("a missing fact is asked for once its time has come, of its owner") {
    Office office;
    office.elect();
    office.wait_until("2024-05-31 09:00");
    CHECK(office.open("missing-fact/leicestershire/plan-2024/").empty());
    for (const std::string duty :
         {"process-paper", "consult-public", "draft", "consult-chief-constable", "plan-audit",
          "panel-papers", "send-to-panel", "panel-considers", "panel-report", "have-regard",
          "respond"}) {
        office.done("2024-10-29 09:00", duty);
    }
    const std::string key = "missing-fact/leicestershire/plan-2024/plan.differs-from-draft";
    CHECK(office.open(key).size() == 1);
    CHECK(persons(office.about(key)) == std::set<std::string>{"ann"});
    office.say("2024-10-30 09:00", "record",
               {{"matter", "plan-2024"}, {"fact", "plan.differs-from-draft"}, {"value", "no"}});
    CHECK(office.open(key).empty());
}
