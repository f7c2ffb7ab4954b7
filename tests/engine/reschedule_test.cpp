// SPDX-License-Identifier: MIT
// Pauses and meetings as an office reschedules them, and what follows for the dates.
#include "tests/engine/office.hpp"

using namespace dutyd;
using boost::json::array;
using boost::json::object;
using civil::Date;
using tests::Office;

namespace {

using Did = std::vector<std::string>;

Office running(const std::vector<std::string>& bodies = {"leicestershire"}) {
    Office office("2024-05-03 09:00", bodies);
    office.say("2024-05-03 09:00", "election", {{"kind", "ordinary"}, {"poll", "2024-05-02"}});
    return office;
}

const object purdah{
    {"title", "Purdah"},    {"body", "leicestershire"}, {"activities", array{"public-engagement"}},
    {"from", "2024-05-25"}, {"to", "2024-07-04"},       {"provision", "the guidance"}};

/// Those that somebody has declared, without what the polls on record let the office expect.
std::vector<plan::Pause> declared(const engine::BodyView& body) {
    std::vector<plan::Pause> pauses;
    for (const plan::Pause& pause : body.pauses) {
        if (!pause.expected) pauses.push_back(pause);
    }
    return pauses;
}

object changed(object keys, const std::string& key, const std::string& value) {
    keys[key] = value;
    return keys;
}

}  // namespace

TEST_CASE("a pause declared, changed and lifted moves the panel's meeting there and back") {
    Office office = running();
    const auto meeting = [&] { return office.of("plan-2024", "panel-considers").meeting; };
    CHECK(meeting() == "panel-2024-09-23");
    CHECK(office.say("2024-05-22 10:00", "pause", purdah) ==
          Did{"pause 'purdah-2024' declared: 2024-05-25 to 2024-07-04 (public-engagement)"});
    CHECK(meeting() == "panel-2024-10-28");
    CHECK(office.of("plan-2024", "issue").limit.date == Date::of(2025, 3, 31));
    CHECK(office.say("2024-05-23 10:00", "pause", changed(purdah, "to", "2024-05-26")) ==
          Did{"pause 'Purdah' now runs 2024-05-25 to 2024-05-26"});
    CHECK(meeting() == "panel-2024-09-23");
    CHECK(office.say("2024-05-24 10:00", "resume", {{"pause", "purdah-2024"}}) ==
          Did{"pause 'purdah-2024' will not take place"});
    CHECK(declared(office.snapshot().bodies.at("leicestershire")).empty());
}

TEST_CASE("resuming ends a running pause yesterday, or on the day that is named") {
    Office office = running();
    object open = purdah;
    open.erase("to");
    office.done("2024-05-21 09:00", "process-paper");
    office.say("2024-05-21 10:00", "start", {{"matter", "plan-2024"}, {"duty", "consult-public"}});
    office.say("2024-05-22 10:00", "pause", open);
    office.wait_until("2024-06-03 09:00");
    CHECK(office.of("plan-2024", "consult-public").forecast.bound == rules::Bound::not_before);
    CHECK(office.say("2024-06-17 10:00", "resume", {{"pause", "purdah-2024"}}) ==
          Did{"pause 'purdah-2024' ends with 2024-06-16"});
    CHECK(office.of("plan-2024", "consult-public").forecast.bound == rules::Bound::exact);
    CHECK(office.say("2024-06-17 11:00", "resume",
                     {{"pause", "purdah-2024"}, {"last", "2024-06-10"}}) ==
          Did{"pause 'purdah-2024' ends with 2024-06-10"});
}

TEST_CASE("the same title in another body is another pause") {
    Office office = running({"leicestershire", "dyfed-powys"});
    office.say("2024-05-22 10:00", "pause", purdah);
    office.say("2024-05-22 10:05", "pause",
               changed(changed(purdah, "body", "dyfed-powys"), "to", "2024-06-02"));
    const auto snapshot = office.snapshot();
    const auto here = declared(snapshot.bodies.at("leicestershire"));
    const auto there = declared(snapshot.bodies.at("dyfed-powys"));
    REQUIRE(here.size() == 1);
    REQUIRE(there.size() == 1);
    CHECK(here[0].days.last == Date::of(2024, 7, 4));
    CHECK(there[0].days.last == Date::of(2024, 6, 2));
}

TEST_CASE("other work for a pause that is there keeps its body, title and provision") {
    Office office = running({"leicestershire", "dyfed-powys"});
    office.say("2024-05-22 10:00", "pause", purdah);
    office.say("2024-05-23 10:00", "pause",
               {{"pause", "purdah-2024"},
                {"activities", array{"public-engagement", "announcement"}},
                {"from", "2024-05-25"},
                {"to", "2024-07-04"}});
    const auto& pause = office.state.pauses.at("purdah-2024");
    CHECK(pause.body == "leicestershire");
    CHECK(pause.title == "Purdah");
    CHECK(pause.provision == "the guidance");
    CHECK(pause.activities.size() == 2);
}

TEST_CASE("a general election brings its pause to every body") {
    Office office = running({"leicestershire", "dyfed-powys"});
    CHECK(office.say("2024-05-22 17:30", "election",
                     {{"kind", "general"},
                      {"poll", "2024-07-04"},
                      {"pause-from", "2024-05-25"},
                      {"pause-to", "2024-07-04"},
                      {"activities", "public-engagement"},
                      {"authority", "the guidance"}}) ==
          Did{"general election recorded, poll 2024-07-04",
              "pause 'general-election-2024' declared: 2024-05-25 to 2024-07-04 "
              "(public-engagement)"});
    for (const auto& [id, body] : office.snapshot().bodies) CHECK(declared(body).size() == 1);
    CHECK(office.state.elections.at("/general-2024-07-04").poll == Date::of(2024, 7, 4));
}

TEST_CASE("a meeting added, moved and cancelled moves the item with it") {
    Office office = running();
    const auto item = [&] { return office.of("plan-2024", "panel-considers"); };
    CHECK(item().meeting == "panel-2024-09-23");
    CHECK(office.say("2024-05-22 10:00", "meeting-move",
                     {{"body", "leicestershire"},
                      {"meeting", "panel-2024-09-23"},
                      {"to", "2024-09-30"},
                      {"time", "14:00"}}) ==
          Did{"meeting panel-2024-09-23 moved from 2024-09-23 to 2024-09-30"});
    CHECK(item().meeting == "panel-2024-09-23");
    CHECK(item().forecast.date == Date::of(2024, 9, 30));
    CHECK(item().papers_deadline == Date::of(2024, 9, 20));
    CHECK(office.say("2024-05-23 10:00", "meeting-cancel",
                     {{"body", "leicestershire"}, {"meeting", "panel-2024-09-23"}}) ==
          Did{"meeting panel-2024-09-23 on 2024-09-30 cancelled"});
    CHECK(item().meeting == "panel-2024-10-28");
    office.say("2024-05-24 10:00", "meeting-add",
               {{"body", "leicestershire"}, {"calendar", "panel"}, {"date", "2024-10-07"}});
    CHECK(item().meeting == "panel-2024-10-07");
    office.say("2024-05-24 11:00", "meeting-add",
               {{"body", "leicestershire"},
                {"calendar", "panel"},
                {"date", "2024-10-01"},
                {"kind", "hearing"}});
    CHECK(item().meeting == "panel-2024-10-07");
}

TEST_CASE("the chair's urgency lets a late paper in, at that meeting only") {
    Office office = running();
    for (const std::string duty : {"process-paper", "consult-public", "draft"}) {
        office.done("2024-09-02 09:00", duty);
    }
    office.wait_until("2024-09-16 10:00");
    CHECK(office.of("plan-2024", "panel-considers").meeting == "panel-2024-10-28");
    office.say("2024-09-16 10:00", "waive",
               {{"matter", "plan-2024"}, {"duty", "plan-audit"}, {"reason", "r"}});
    office.done("2024-09-16 10:00", "consult-chief-constable");
    CHECK(office.of("plan-2024", "panel-considers").meeting == "panel-2024-10-28");
    office.say("2024-09-16 10:00", "urgency",
               {{"matter", "plan-2024"},
                {"duty", "panel-considers"},
                {"meeting", "panel-2024-09-23"},
                {"reason", "the chair agreed"}});
    CHECK(office.of("plan-2024", "panel-considers").meeting == "panel-2024-09-23");
}

TEST_CASE("an override pins the limit through every recompute and can be taken away") {
    Office office = running();
    office.say("2024-05-22 10:00", "override",
               {{"matter", "plan-2024"},
                {"duty", "issue"},
                {"limit", "2025-05-30"},
                {"authority", "High Court order"}});
    office.wait_until("2024-08-01 09:00");
    CHECK(office.of("plan-2024", "issue").limit.date == Date::of(2025, 5, 30));
    office.say("2024-08-01 09:00", "override",
               {{"matter", "plan-2024"}, {"duty", "issue"}, {"authority", "High Court order"}});
    CHECK(office.of("plan-2024", "issue").limit.date == Date::of(2025, 3, 31));
}
