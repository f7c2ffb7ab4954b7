// SPDX-License-Identifier: MIT
#include "lib/report/forward_plan.hpp"

#include "lib/report/order.hpp"
#include "tests/catch.hpp"
#include "tests/report/story.hpp"

#include <boost/json/parse.hpp>

using namespace dutyd;
using namespace dutyd::report;
using dutyd::tests::office_in;

namespace {

civil::Date date(const char* text) {
    return civil::Date::parse(text).value();
}

const PlanMeeting& meeting_on(const ForwardPlan& plan, const char* day) {
    for (const PlanMeeting& meeting : plan.meetings) {
        if (meeting.slot->date == date(day)) return meeting;
    }
    FAIL("no meeting on " << day);
    return plan.meetings.front();
}

std::vector<std::string> duties_of(const PlanMeeting& meeting) {
    std::vector<std::string> names;
    for (const PlanItem& item : meeting.items) names.push_back(item.at.duty().id);
    return names;
}

const PlanDay* find_day(const ForwardPlan& plan, const std::string& duty, Aspect aspect) {
    for (const PlanDay& one : plan.days) {
        if (one.item.at.duty().id == duty && one.aspect == aspect) return &one;
    }
    return nullptr;
}

}  // namespace

TEST_CASE("the plan says what lands on which meeting, and when its papers are due") {
    tests::Story story = tests::story_of_2024();
    story.play_until("2024-05-10");
    const auto snapshot = story.now();
    const ForwardPlan plan = forward_plan(office_in(snapshot), std::nullopt, {12, std::nullopt});
    CHECK(plan.until == date("2025-05-10"));
    const PlanMeeting& september = meeting_on(plan, "2024-09-23");
    CHECK(duties_of(september) == std::vector<std::string>{"panel-considers"});
    CHECK(september.slot->papers_deadline == date("2024-09-13"));
    CHECK(september.items.front().change.kind == Change::Kind::same);
    CHECK(duties_of(meeting_on(plan, "2024-10-28")).empty());
    const PlanDay* issue = find_day(plan, "issue", Aspect::limit);
    REQUIRE(issue != nullptr);
    CHECK(issue->date == date("2025-03-31"));
    CHECK(plan.gone.empty());
}

TEST_CASE("a plan for fewer months leaves out what comes later") {
    tests::Story story = tests::story_of_2024();
    story.play_until("2024-05-10");
    const auto snapshot = story.now();
    const ForwardPlan plan = forward_plan(office_in(snapshot), std::nullopt, {3, std::nullopt});
    for (const PlanMeeting& meeting : plan.meetings) CHECK(meeting.slot->date <= plan.until);
    CHECK(find_day(plan, "issue", Aspect::limit) == nullptr);
}

TEST_CASE("the general election moved the draft from one panel to the next, and the plan says so") {
    tests::Story story = tests::story_of_2024();
    story.play_until("2024-05-22");
    const auto then = story.at_end_of("2024-05-10");
    const auto now = story.now();
    const ForwardPlan plan =
        forward_plan(office_in(now), office_in(then), {12, date("2024-05-10")});
    const PlanMeeting& october = meeting_on(plan, "2024-10-28");
    REQUIRE(duties_of(october) == std::vector<std::string>{"panel-considers"});
    const Change& change = october.items.front().change;
    CHECK(change.kind == Change::Kind::moved);
    CHECK(change.from == date("2024-09-23"));
    CHECK(change.to == date("2024-10-28"));
    CHECK(text(change).find("moved from Mon 23 September 2024 to Mon 28 October 2024: pause \"") ==
          0);
    CHECK(change.cause.find("from Sat 25 May 2024 to Thu 4 July 2024") != std::string::npos);
    CHECK(duties_of(meeting_on(plan, "2024-09-23")).empty());
    const PlanDay* issue = find_day(plan, "issue", Aspect::limit);
    REQUIRE(issue != nullptr);
    CHECK(issue->item.change.kind == Change::Kind::same);
    CHECK(plan.gone.empty());
}

TEST_CASE("what was opened since is new, with the day it was opened") {
    tests::Story story = tests::story_of_2024();
    story.play_until("2024-05-10");
    const auto then = story.at_end_of("2024-05-02");
    const auto now = story.now();
    const Office office = office_in(now);
    CHECK(!Office::find(then, "leicestershire"));  // nothing was recorded yet
    const ForwardPlan plan = forward_plan(office, std::nullopt, {12, date("2024-05-02")});
    const Change& change = meeting_on(plan, "2024-09-23").items.front().change;
    CHECK(change.kind == Change::Kind::added);
    CHECK(change.cause == "plan-2024 was opened on Fri 3 May 2024");
}

TEST_CASE("what was done since is gone, with the day it was done") {
    tests::Story story = tests::story_of_2024();
    story.play_until("2024-12-12");
    const auto then = story.at_end_of("2024-10-16");
    const auto now = story.now();
    const ForwardPlan plan =
        forward_plan(office_in(now), office_in(then), {12, date("2024-10-16")});
    std::map<std::string, std::string> gone;
    for (const PlanGone& one : plan.gone) gone[one.then.duty().id] = one.change.cause;
    CHECK(gone["panel-considers"] == "done on Mon 28 October 2024");
    CHECK(gone["issue"] == "done on Tue 10 December 2024");
    CHECK(gone.count("draft") == 0);  // it was done before
}

TEST_CASE("a cancelled meeting is named as the cause") {
    tests::Story story = tests::story_of_2024();
    story.play_until("2024-05-10");
    story.say("2024-05-13 09:00", {{"do", "meeting-cancel"},
                                   {"meeting", "panel-2024-09-23"},
                                   {"body", "leicestershire"},
                                   {"reason", "The chair has cancelled it."}});
    const auto then = story.at_end_of("2024-05-10");
    const auto now = story.now();
    const ForwardPlan plan =
        forward_plan(office_in(now), office_in(then), {12, date("2024-05-10")});
    const Change& change = meeting_on(plan, "2024-10-28").items.front().change;
    CHECK(
        text(change) ==
        "moved from Mon 23 September 2024 to Mon 28 October 2024: the meeting on Mon 23 September "
        "2024 was cancelled");
}

TEST_CASE("a meeting that was moved takes its items along and says where it was") {
    tests::Story story = tests::story_of_2024();
    story.play_until("2024-05-10");
    story.say("2024-05-13 09:00", {{"do", "meeting-move"},
                                   {"meeting", "panel-2024-09-23"},
                                   {"to", "2024-09-30"},
                                   {"body", "leicestershire"}});
    const auto then = story.at_end_of("2024-05-10");
    const auto now = story.now();
    const ForwardPlan plan =
        forward_plan(office_in(now), office_in(then), {12, date("2024-05-10")});
    const PlanMeeting& moved = meeting_on(plan, "2024-09-30");
    CHECK(text(moved.change) == "moved from Mon 23 September 2024 to Mon 30 September 2024");
    REQUIRE(moved.items.size() == 1);
    CHECK(moved.items.front().change.cause == "the meeting itself was moved");
}

TEST_CASE("a target the office sets and moves is in the plan with its mark") {
    tests::Story story = tests::story_of_2024();
    story.play_until("2024-05-10");
    const auto set = [&](const char* when, const char* day) {
        story.say(when,
                  {{"do", "target"}, {"matter", "plan-2024"}, {"duty", "issue"}, {"date", day}});
    };
    set("2024-05-13 09:00", "2025-01-31");
    set("2024-05-20 09:00", "2025-02-28");
    const auto then = story.at_end_of("2024-05-14");
    const auto now = story.now();
    const ForwardPlan plan =
        forward_plan(office_in(now), office_in(then), {12, date("2024-05-14")});
    const PlanDay* target = find_day(plan, "issue", Aspect::target);
    REQUIRE(target != nullptr);
    CHECK(text(target->item.change) ==
          "moved from Fri 31 January 2025 to Fri 28 February 2025: set by the office");
}

TEST_CASE("work that came late is the cause when it drives the meeting") {
    tests::Story story = tests::story_of_2024();
    story.play_until("2024-05-24");
    const auto then_day = std::string("2024-05-24");
    story.say("2024-10-21 09:00", {{"do", "note"}, {"matter", "plan-2024"}, {"reason", "quiet"}});
    const auto then = story.at_end_of(then_day);
    const auto now = story.now();
    const ForwardPlan plan =
        forward_plan(office_in(now), office_in(then), {12, date("2024-05-24")});
    for (const PlanMeeting& meeting : plan.meetings) {
        for (const PlanItem& item : meeting.items) {
            INFO(text(item.change));
            CHECK(item.change.kind == Change::Kind::moved);
            CHECK(item.change.cause.find("is not recorded as done; it was expected by") !=
                  std::string::npos);
        }
    }
}

TEST_CASE("every format of the plan says the same, and its JSON has its keys") {
    tests::Story story = tests::story_of_2024();
    story.play_until("2024-05-22");
    const auto then = story.at_end_of("2024-05-10");
    const auto now = story.now();
    const auto print_as = [&](const char* format) {
        const auto order =
            read_order("forward-plan", {{"format", format}, {"since", "2024-05-10"}});
        REQUIRE(order);
        const auto printed = print(*order, now, &then);
        REQUIRE(printed);
        return *printed;
    };
    tests::check_golden("forward-plan.txt", print_as("text").text);
    tests::check_golden("forward-plan.csv", print_as("csv").text);
    tests::check_golden("forward-plan.html", print_as("html").text);
    const auto values = boost::json::parse(print_as("json").text).as_object();
    for (const char* key : {"report", "body", "as-at", "as-of", "seq", "until", "since", "meetings",
                            "days", "undated", "gone"}) {
        INFO(key);
        CHECK(values.contains(key));
    }
    CHECK(values.at("as-at") == "2024-05-22");
    CHECK(print_as("html").content_type == "text/html; charset=utf-8");
}
