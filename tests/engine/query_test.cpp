// SPDX-License-Identifier: MIT
// The shape and the values of every answer.
#include "tests/engine/office.hpp"

#include <boost/json/array.hpp>

#include <set>

using namespace dutyd;
using boost::json::array;
using boost::json::object;
using boost::json::value;
using engine::UpcomingFilter;
using tests::Office;

namespace {

Office office_in_a_pause() {
    Office office;
    office.elect();
    office.say("2024-05-22 17:30", "election",
               {{"kind", "general"},
                {"poll", "2024-07-04"},
                {"pause-from", "2024-05-25"},
                {"pause-to", "2024-07-04"},
                {"activities", "public-engagement"},
                {"authority", "the guidance"}});
    office.done("2024-05-24 09:00", "process-paper", "2024-05-23");
    return office;
}

array duties(const Office& office, const UpcomingFilter& filter) {
    return engine::upcoming(office.snapshot(), filter).as_object().at("duties").as_array();
}

std::set<std::string> all(const array& list, const char* key) {
    std::set<std::string> values;
    for (const value& one : list) values.emplace(one.as_object().at(key).as_string());
    return values;
}

object asked_why(const Office& office, const std::string& name) {
    const auto answer = engine::why(office.snapshot(), name);
    if (!answer) FAIL(tests::words(answer.error()));
    return answer->as_object();
}

}  // namespace

TEST_CASE("upcoming lists open duties by their next date, undated last") {
    const Office office = office_in_a_pause();
    const auto whole = engine::upcoming(office.snapshot(), {}).as_object();
    CHECK(whole.at("as-of") == value(office.clock.text()));
    CHECK(whole.at("seq") == office.state.seq);
    const array& list = whole.at("duties").as_array();
    CHECK(whole.at("found") == list.size());
    std::string last;
    bool undated = false;
    for (const value& one : list) {
        const value& next = one.as_object().at("next");
        if (next.is_null()) {
            undated = true;
            continue;
        }
        CHECK_FALSE(undated);
        CHECK(std::string(next.as_string()) >= last);
        last = std::string(next.as_string());
    }
    CHECK(all(list, "duty").count("process-paper") == 0);
    CHECK(all(list, "duty").count("keep-under-review") == 0);
    UpcomingFilter done;
    done.include_done = true;
    CHECK(all(duties(office, done), "duty").count("process-paper") == 1);
    CHECK(all(duties(office, done), "duty").count("keep-under-review") == 1);
}

TEST_CASE("each filter of upcoming keeps exactly what it names") {
    const Office office = office_in_a_pause();
    UpcomingFilter filter;
    filter.owner = "communications-lead";
    CHECK(all(duties(office, filter), "duty") ==
          std::set<std::string>{"publish-response", "publish"});
    filter = {};
    filter.bearer = "panel";
    CHECK(all(duties(office, filter), "duty") ==
          std::set<std::string>{"panel-considers", "panel-copies-report", "panel-publishes-report",
                                "panel-report"});
    filter = {};
    filter.matter = "election-2024";
    CHECK(all(duties(office, filter), "matter") ==
          std::set<std::string>{"leicestershire/election-2024"});
    filter.matter = "leicestershire/election-2024";
    CHECK_FALSE(duties(office, filter).empty());
    filter.matter = "plan";
    CHECK(duties(office, filter).empty());
    filter = {};
    filter.body = "nowhere";
    CHECK(duties(office, filter).empty());
    filter = {};
    filter.standing = "slipping";
    const auto slipping = duties(office, filter);
    CHECK(all(slipping, "duty").count("panel-considers") == 1);
    for (const value& one : slipping) {
        const auto& risks = one.as_object().at("risks").as_array();
        CHECK(std::find(risks.begin(), risks.end(), value("slipping")) != risks.end());
    }
    filter.standing = "waiting";
    CHECK(all(duties(office, filter), "standing") == std::set<std::string>{"waiting"});
    filter = {};
    filter.days = 60;
    const auto soon = duties(office, filter);
    CHECK(all(soon, "duty").count("declaration-of-acceptance") == 1);
    for (const value& one : soon) CHECK(one.as_object().at("next").as_string() <= "2024-07-23");
    filter = {};
    filter.limit = 3;
    CHECK(duties(office, filter).size() == 3);
    CHECK(engine::upcoming(office.snapshot(), filter).as_object().at("found").as_uint64() > 3);
    filter.limit = 0;
    CHECK(duties(office, filter).empty());
}

TEST_CASE("a duty's line has its dates, its meeting and what it waits for") {
    const Office office = office_in_a_pause();
    const auto shown = engine::show(office.snapshot(), "plan-2024/panel-considers");
    REQUIRE(shown);
    const object& duty = shown->as_object();
    CHECK(duty.at("matter") == "leicestershire/plan-2024");
    CHECK(duty.at("title") == "The panel considers the draft at a full meeting");
    CHECK(duty.at("bearer") == "panel");
    CHECK(duty.at("owner") == "chief-executive");
    CHECK(duty.at("standing") == "waiting");
    CHECK(duty.at("waiting-for") == "Send the draft to the panel");
    CHECK(duty.at("forecast") == "2024-10-28");
    CHECK(duty.at("forecast-bound") == "exact");
    CHECK(duty.at("first-plan") == "2024-09-23");
    CHECK(duty.at("limit").is_null());
    CHECK(duty.at("limit-bound") == "unknown");
    CHECK(duty.at("latest-safe") == "2025-02-05");
    CHECK(duty.at("slack") == 69);
    CHECK(duty.at("meeting") == "panel-2024-10-28");
    CHECK(duty.at("papers-deadline") == "2024-10-18");
    CHECK(duty.at("last-usable-meeting") == "panel-2025-02-05");
    CHECK(duty.at("last-papers-deadline") == "2025-01-28");
    CHECK(duty.at("next") == "2024-10-28");
    CHECK(duty.at("next-what") == "forecast");
    CHECK(duty.at("actual").is_null());
    CHECK_FALSE(duty.at("law").as_array().empty());
    const auto same = engine::show(office.snapshot(), "leicestershire/plan-2024/panel-considers");
    REQUIRE(same);
    CHECK(*same == *shown);
}

TEST_CASE("what was done shows when, by whom and with what evidence") {
    Office office = office_in_a_pause();
    office.say("2024-05-24 10:00", "done",
               {{"matter", "election-2024"},
                {"duty", "declaration-of-acceptance"},
                {"on", "2024-05-09"},
                {"by", "commissioner"},
                {"evidence", "the book"}});
    const auto shown = engine::show(office.snapshot(), "election-2024/declaration-of-acceptance");
    REQUIRE(shown);
    const object& duty = shown->as_object();
    CHECK(duty.at("standing") == "done");
    CHECK(duty.at("actual") == "2024-05-09");
    CHECK(duty.at("done-by") == "commissioner");
    CHECK(duty.at("evidence") == "the book");
    CHECK(duty.at("next").is_null());
    CHECK(duty.at("next-what") == "");
}

TEST_CASE("a matter shows its facts and all its duties; the list of matters counts them") {
    const Office office = office_in_a_pause();
    const auto shown = engine::show(office.snapshot(), "plan-2024");
    REQUIRE(shown);
    const object& matter = shown->as_object();
    CHECK(matter.at("procedure") == "police-and-crime-plan");
    CHECK(matter.at("opened") == "2024-05-03");
    bool poll = false;
    for (const value& fact : matter.at("facts").as_array()) {
        CHECK(fact.as_object().at("fact") != "plan.issued");
        if (fact.as_object().at("fact") != "election.poll") continue;
        poll = true;
        CHECK(fact.as_object().at("value") == "2024-05-02");
        CHECK(fact.as_object().at("known-on") == "2024-05-03");
    }
    CHECK(poll);
    const auto listed = engine::matters(office.snapshot(), "").as_object();
    const array& list = listed.at("matters").as_array();
    REQUIRE(list.size() == 2);
    CHECK(list[1].as_object().at("matter") == "leicestershire/plan-2024");
    CHECK(list[1].as_object().at("open") == matter.at("open"));
    CHECK(list[1].as_object().at("done") == 1);
    CHECK(
        engine::matters(office.snapshot(), "nowhere").as_object().at("matters").as_array().empty());
}

TEST_CASE("names that are not there are answered with the nearest") {
    const Office office = office_in_a_pause();
    const auto error = [&](const std::string& name) {
        const auto shown = engine::show(office.snapshot(), name);
        return shown ? std::string{} : tests::words(shown.error());
    };
    CHECK(error("plan-2023") == "there is no matter 'plan-2023' (did you mean 'plan-2024'?)");
    CHECK(error("plan-2024/isue") ==
          "there is no duty 'isue' in leicestershire/plan-2024 (did you mean 'issue'?)");
    CHECK(error("plan-2023/issue") == "there is no matter 'plan-2023' (did you mean 'plan-2024'?)");
    const auto why = engine::why(office.snapshot(), "plan-2024");
    REQUIRE_FALSE(why);
    CHECK(tests::words(why.error())
              .rfind("'plan-2024' is a matter; why needs one of its duties", 0) == 0);
}

TEST_CASE("why a limit is what it is: rule, law, ledger") {
    const Office office = office_in_a_pause();
    const object answer = asked_why(office, "election-2024/declaration-of-acceptance");
    const array& limits = answer.at("limits").as_array();
    REQUIRE(limits.size() == 1);
    const object& limit = limits[0].as_object();
    CHECK(limit.at("kind") == "hard");
    CHECK(limit.at("date") == "2024-07-02");
    CHECK(limit.at("rule") ==
          "2 months beginning with the day after election.poll rolled forward in s73-days");
    CHECK(limit.at("problem") == "");
    CHECK(limit.at("law").as_array().size() == 2);
    CHECK_FALSE(limit.at("ledger").as_array().empty());
    CHECK(std::string(limit.at("what-missing-means").as_string())
              .rfind("The office becomes vacant", 0) == 0);
}

TEST_CASE("why a forecast is what it is: the chain runs back to today or what was done") {
    const Office office = office_in_a_pause();
    for (const std::string duty : {"issue", "panel-considers", "consult-public", "publish"}) {
        const object answer = asked_why(office, "plan-2024/" + duty);
        const array& forecast = answer.at("forecast-chain").as_array();
        INFO(boost::json::serialize(forecast));
        REQUIRE_FALSE(forecast.empty());
        CHECK(forecast[0].as_object().at("duty") == value(duty));
        const std::string end(forecast[forecast.size() - 1].as_object().at("text").as_string());
        const bool now = end.find("can start now") != std::string::npos;
        const bool done = end.find("was done on") != std::string::npos;
        const bool pause = end.find("to the pause") != std::string::npos;
        CHECK((now || done || pause));
    }
    const object draft = asked_why(office, "plan-2024/draft");
    const array& safe = draft.at("latest-safe-chain").as_array();
    REQUIRE_FALSE(safe.empty());
    const object& end = safe[safe.size() - 1].as_object();
    CHECK(end.at("duty") == "issue");
    CHECK(end.at("date") == "2025-03-31");
    CHECK(end.at("text") ==
          "\"Issue the police and crime plan\" has its limit on Mon 31 March 2025");
}

TEST_CASE("why names the pause and the meeting with its papers rule") {
    const Office office = office_in_a_pause();
    const object engagement = asked_why(office, "plan-2024/consult-public");
    REQUIRE(engagement.at("paused-by").as_array().size() == 1);
    const object& pause = engagement.at("paused-by").as_array()[0].as_object();
    CHECK(pause.at("pause") == "general-election-2024");
    CHECK(pause.at("first") == "2024-05-25");
    CHECK(pause.at("last") == "2024-07-04");
    CHECK(pause.at("provision") == "the guidance");
    CHECK(engagement.at("paused-days").as_int64() == 28);
    const object item = asked_why(office, "plan-2024/panel-considers");
    const object& meetings = item.at("meetings").as_object();
    CHECK(meetings.at("lands-on").as_object().at("meeting") == "panel-2024-10-28");
    CHECK(meetings.at("lands-on").as_object().at("papers-deadline") == "2024-10-18");
    CHECK(meetings.at("last-usable").as_object().at("date") == "2025-02-05");
    CHECK(meetings.at("papers-rule") == "5 clear working days before meeting.date in meeting-days");
    CHECK_FALSE(meetings.at("papers-law").as_array().empty());
}

TEST_CASE("an overridden limit is shown beside the law's own") {
    Office office = office_in_a_pause();
    office.say("2024-05-24 10:00", "override",
               {{"matter", "plan-2024"},
                {"duty", "issue"},
                {"limit", "2025-05-30"},
                {"authority", "High Court order"}});
    const object answer = asked_why(office, "plan-2024/issue");
    CHECK(answer.at("limit") == "2025-05-30");
    const array& limits = answer.at("limits").as_array();
    REQUIRE(limits.size() == 3);
    CHECK(limits[0].as_object().at("date") == "2025-03-31");
    CHECK(limits[2].as_object().at("kind") == "override");
    CHECK(limits[2].as_object().at("date") == "2025-05-30");
}

TEST_CASE("alerts list what is open, or all, with who was told and how it ended") {
    Office office = office_in_a_pause();
    const auto list = [&](engine::AlertScope scope) {
        return engine::alerts(office.snapshot(), scope).as_object().at("alerts").as_array();
    };
    const auto slip = [&](const array& alerts) -> std::optional<object> {
        for (const value& one : alerts) {
            if (one.as_object().at("condition") == "slip") return one.as_object();
        }
        return std::nullopt;
    };
    const auto open = slip(list(engine::AlertScope::open));
    REQUIRE(open);
    CHECK(open->at("matter") == "leicestershire/plan-2024");
    CHECK(open->at("duty") == "panel-considers");
    CHECK(open->at("severity") == "warning");
    CHECK(open->at("raised-at") == "2024-05-22T16:30:00Z");
    CHECK(open->at("resolved").is_null());
    CHECK(open->at("notices").as_array().size() == 3);
    office.say("2024-05-24 10:00", "ack",
               {{"alert", open->at("key")},
                {"reason", "we know"},
                {"until", "2024-06-30"},
                {"actor", "ann"}});
    const auto known = slip(list(engine::AlertScope::open));
    REQUIRE(known);
    CHECK(known->at("acknowledged-by") == "ann");
    CHECK(known->at("acknowledged-until") == "2024-06-30");
    CHECK(known->at("account") == "we know");
    office.say("2024-05-24 11:00", "resume", {{"pause", "general-election-2024"}});
    CHECK_FALSE(slip(list(engine::AlertScope::open)));
    const auto over = slip(list(engine::AlertScope::all));
    REQUIRE(over);
    CHECK(over->at("resolved") == "the dates have moved again");
}

TEST_CASE("status counts what there is and says when it wakes next") {
    const Office office = office_in_a_pause();
    const auto status = engine::status(office.snapshot()).as_object();
    CHECK(status.at("bodies") == 1);
    CHECK(status.at("matters") == 2);
    CHECK(status.at("seq") == office.state.seq);
    CHECK(status.at("now") == "2024-05-24T08:00:00Z");
    CHECK(status.at("next-wake").as_string() == office.wake_at->text());
    CHECK(status.at("open-alerts") == office.open("").size());
    CHECK(status.at("risks").as_object().at("slipping").to_number<int>() > 0);
    CHECK(status.at("open-duties").to_number<int>() < status.at("duties").to_number<int>());
}

TEST_CASE("every event of a story can be shown in the log under its own keys") {
    const Office office = office_in_a_pause();
    for (const journal::Event& event : office.events) {
        const auto entry = engine::log_entry(event).as_object();
        CHECK(entry.at("seq") == event.seq);
        CHECK(entry.at("kind") == value(journal::kind_name(event.payload)));
        CHECK(entry.at("data").is_object());
    }
    for (const journal::Event& event : office.events) {
        if (journal::kind_name(event.payload) != "pause-declared") continue;
        const auto entry = engine::log_entry(event).as_object();
        CHECK(entry.at("effective") == "2024-05-22");
        CHECK(entry.at("recorded-at") == "2024-05-22T16:30:00Z");
        CHECK(entry.at("actor") == "clerk");
        CHECK(entry.at("authority") == "the guidance");
        CHECK(entry.at("data").as_object().at("first") == "2024-05-25");
    }
}
