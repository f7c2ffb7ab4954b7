// SPDX-License-Identifier: MIT
// Pre-election periods an office must expect: laid over the forecasts when a poll is recorded,
// confirmed or rejected by it, asked about in time, and never moving a limit.
#include "tests/engine/packs.hpp"

#include <boost/json/array.hpp>

using namespace dutyd;
using civil::Date;
using tests::duty;
using tests::Office;
using tests::procedure;
using Did = std::vector<std::string>;

namespace {

const std::string templates = R"toml(
[[activity]]
id    = "announcement"
title = "Announcements"

[[fact]]
name  = "notice.published"
title = "Day of the notice"
kind  = "date"
scope = "body"

[[pause]]
id         = "pcc-election"
title      = "Pre-election period"
elections  = ["ordinary", "by-election"]
first      = "notice.published otherwise (25 working days before election.poll in election-days)"
last       = "election.poll"
activities = ["announcement", "public-engagement"]
law        = [{ cite = "Local Government Act 1986 s.2", verified = "guidance" }]

[[pause]]
id         = "general-election"
title      = "Pre-election period of a general election"
elections  = ["general"]
activities = ["public-engagement"]
law        = [{ cite = "Cabinet Office guidance", verified = "guidance" }]

[[election]]
kind   = "ordinary"
poll   = "first Thursday in May 2028"
status = "scheduled by law"
source = "PRSRA 2011 s.50"
law    = [{ cite = "PRSRA 2011 s.50(2)", verified = "text" }]
)toml";

/// Twenty working days of engagement for a report with a limit.
const std::string review =
    procedure("review", "opens = \"by hand\"\nmatter = \"review-{date}\"",
              duty("engage", "takes = \"20 working days\"\nactivity = \"public-engagement\"") +
                  duty("report", "after = [\"engage\"]\nlimit = \"2024-06-28\""));

Office office_on(const std::string& starts,
                 const std::vector<std::string>& bodies = {"leicestershire"}) {
    Office office(tests::files_with(bodies, tests::small_pack(templates), {{"review", review}}),
                  starts);
    for (const std::string& body : bodies) {
        office.say(starts, "open", {{"body", body}, {"procedure", "review"}});
    }
    return office;
}

void elect(Office& office, const std::string& time, const char* kind, const char* poll) {
    office.say(time, "election", {{"kind", kind}, {"poll", poll}});
}

std::vector<std::string> pauses(const Office& office, const char* body = "leicestershire") {
    std::vector<std::string> list;
    const auto snapshot = office.snapshot();
    for (const auto& pause : snapshot.bodies.at(body).pauses) {
        list.push_back(pause.id + (pause.expected ? " expected " : " ") + civil::iso(pause.days));
    }
    return list;
}

}  // namespace

TEST_CASE("a recorded poll brings its pause into the forecast, and moves no limit") {
    Office office = office_on("2024-03-11 09:00");
    // Twenty working days from Monday 11 March, with Good Friday and Easter Monday between.
    CHECK(office.of("review-2024-03-11", "engage").forecast.date == Date::of(2024, 4, 10));
    elect(office, "2024-03-11 10:00", "ordinary", "2024-05-02");
    CHECK(pauses(office) == Did{"pcc-election-2024-05-02 expected 2024-03-26..2024-05-02"});
    const auto outcome = office.of("review-2024-03-11", "engage");
    CHECK(outcome.forecast.date == Date::of(2024, 5, 17));
    CHECK(outcome.paused_by == Did{"pcc-election-2024-05-02"});
    CHECK(office.of("review-2024-03-11", "report").limit.date == Date::of(2024, 6, 28));
    const auto why = engine::why(office.snapshot(), "review-2024-03-11/engage");
    REQUIRE(why);
    CHECK(why->at("paused-by").at(0).at("expected").as_bool());
}

TEST_CASE("the notice of election sets the day it begins, and a pause of its id confirms it") {
    Office office = office_on("2024-03-11 09:00");
    elect(office, "2024-03-11 10:00", "ordinary", "2024-05-02");
    office.say("2024-03-25 10:00", "record",
               {{"body", "leicestershire"}, {"fact", "notice.published"}, {"value", "2024-03-25"}});
    CHECK(pauses(office) == Did{"pcc-election-2024-05-02 expected 2024-03-25..2024-05-02"});
    CHECK(
        office.say(
            "2024-03-26 10:00", "pause",
            {{"pause", "pcc-election-2024-05-02"}, {"from", "2024-03-25"}, {"to", "2024-05-03"}}) ==
        Did{"pause 'pcc-election-2024-05-02' declared: 2024-03-25 to 2024-05-03 (announcement, "
            "public-engagement)"});
    CHECK(pauses(office) == Did{"pcc-election-2024-05-02 2024-03-25..2024-05-03"});
    CHECK(office.state.pauses.at("pcc-election-2024-05-02").title == "Pre-election period");
    CHECK(office.open("confirm-pause/").empty());
}

TEST_CASE("resuming what nobody declared rejects it, and the dates are as they were") {
    Office office = office_on("2024-03-11 09:00");
    const auto before = office.of("review-2024-03-11", "engage").forecast.date;
    elect(office, "2024-03-11 10:00", "ordinary", "2024-05-02");
    CHECK(office.say("2024-03-11 11:00", "resume", {{"pause", "pcc-election-2024-05-02"}}) ==
          Did{"pause 'pcc-election-2024-05-02' will not take place"});
    CHECK(pauses(office).empty());
    CHECK(office.of("review-2024-03-11", "engage").forecast.date == before);
}

TEST_CASE("the office is asked twenty working days ahead, until it answers or the poll is over") {
    Office office = office_on("2024-02-12 09:00");
    elect(office, "2024-02-12 10:00", "ordinary", "2024-05-02");
    office.wait_until("2024-02-26 17:00");
    CHECK(office.open("confirm-pause/").empty());
    office.wait_until("2024-02-27 09:00");
    CHECK(office.open("confirm-pause/") ==
          Did{"confirm-pause/leicestershire/pcc-election-2024-05-02"});
    const auto told = office.about("confirm-pause/");
    REQUIRE(told.size() == 1);
    CHECK(told.front().person == "ann");
    CHECK(told.front().text.find("expected from Tue 26 March 2024 to Thu 2 May 2024") !=
          std::string::npos);
    CHECK(told.front().text.find("dutyctl pause --id pcc-election-2024-05-02 --from DATE") !=
          std::string::npos);
    office.wait_until("2024-05-03 09:00");
    CHECK(office.open("confirm-pause/").empty());
}

TEST_CASE("a question that passes from one matter to another is the same question") {
    Office office = office_on("2024-02-12 09:00");
    office.say("2024-02-13 09:00", "open", {{"body", "leicestershire"}, {"procedure", "review"}});
    elect(office, "2024-02-13 10:00", "ordinary", "2024-05-02");
    office.wait_until("2024-02-27 09:00");
    const std::string key = "confirm-pause/leicestershire/pcc-election-2024-05-02";
    REQUIRE(office.state.alerts.at(key).matter == "leicestershire/review-2024-02-12");
    office.say("2024-02-28 09:00", "done",
               {{"matter", "leicestershire/review-2024-02-12"}, {"duty", "engage"}});
    CHECK(office.open("confirm-pause/") == Did{key});
    CHECK(office.about("confirm-pause/").size() == 1);
}

TEST_CASE("where only the office can know, it is asked for the days and nothing is laid over") {
    Office office = office_on("2024-05-20 09:00");
    elect(office, "2024-05-22 17:30", "general", "2024-07-04");
    CHECK(pauses(office).empty());
    office.wait_until("2024-05-23 09:00");
    CHECK(office.open("confirm-pause/") ==
          Did{"confirm-pause/leicestershire/general-election-2024-07-04"});
    // By its title, as offices have done: the year names it as well.
    office.say("2024-05-23 10:00", "pause",
               {{"title", "General election"},
                {"activities", "public-engagement"},
                {"from", "2024-05-25"},
                {"to", "2024-07-04"}});
    CHECK(office.open("confirm-pause/").empty());
    CHECK(pauses(office) == Did{"general-election-2024 2024-05-25..2024-07-04"});
}

TEST_CASE("a pause of another name that stops the same work until the poll is the answer too") {
    Office office = office_on("2024-03-11 09:00");
    office.say("2024-03-11 10:00", "pause",
               {{"title", "Purdah"},
                {"activities", boost::json::array{"announcement", "public-engagement"}},
                {"from", "2024-03-26"},
                {"to", "2024-05-02"}});
    elect(office, "2024-03-11 11:00", "ordinary", "2024-05-02");
    CHECK(pauses(office) == Did{"purdah-2024 2024-03-26..2024-05-02"});
}

TEST_CASE("an election recorded with its pause confirms the one the packs expect") {
    Office office = office_on("2024-03-11 09:00");
    office.say("2024-03-11 10:00", "election",
               {{"kind", "ordinary"},
                {"poll", "2024-05-02"},
                {"pause-from", "2024-03-25"},
                {"pause-to", "2024-05-02"},
                {"activities", "public-engagement"}});
    CHECK(pauses(office) == Did{"pcc-election-2024-05-02 2024-03-25..2024-05-02"});
    office.say("2024-05-22 17:30", "election",
               {{"kind", "general"},
                {"poll", "2024-07-04"},
                {"pause-from", "2024-05-25"},
                {"pause-to", "2024-07-04"},
                {"activities", "public-engagement"}});
    CHECK(office.state.pauses.count("general-election-2024") == 1);
}

TEST_CASE("an election that is itself only expected brings its pause, and asks nobody for years") {
    Office office = office_on("2026-05-01 09:00");
    office.wait_until("2026-05-04 09:00");
    CHECK(pauses(office) == Did{"pcc-election-2028-05-04 expected 2028-03-27..2028-05-04"});
    CHECK(office.open("confirm-pause/").empty());
    office.say("2026-05-05 09:00", "withdraw",
               {{"body", "leicestershire"}, {"fact", "election.poll"}});
    CHECK(pauses(office).empty());
}

TEST_CASE("each of two bodies answers for its own") {
    Office office = office_on("2024-03-11 09:00", {"dyfed-powys", "leicestershire"});
    elect(office, "2024-03-11 10:00", "ordinary", "2024-05-02");
    const auto confirm = [&](const std::string& time, const char* body, const char* from) {
        office.say(time, "pause",
                   {{"pause", "pcc-election-2024-05-02"},
                    {"body", body},
                    {"from", from},
                    {"to", "2024-05-02"}});
    };
    confirm("2024-03-20 10:00", "dyfed-powys", "2024-03-25");
    CHECK(pauses(office, "dyfed-powys") == Did{"pcc-election-2024-05-02 2024-03-25..2024-05-02"});
    CHECK(pauses(office) == Did{"pcc-election-2024-05-02 expected 2024-03-26..2024-05-02"});
    confirm("2024-03-20 10:05", "leicestershire", "2024-03-26");
    CHECK(pauses(office, "dyfed-powys") == Did{"pcc-election-2024-05-02 2024-03-25..2024-05-02"});
    CHECK(pauses(office) == Did{"leicestershire-pcc-election-2024-05-02 2024-03-26..2024-05-02"});
    const auto again = office.replayed(office.events.size());
    CHECK(tests::everything(again, office.clock) == tests::everything(office.state, office.clock));
}
