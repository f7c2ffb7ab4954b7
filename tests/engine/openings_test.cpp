// SPDX-License-Identifier: MIT
// Which recorded elections open which matters, and whose the facts are that follow.
#include "tests/engine/office.hpp"

using namespace dutyd;
using civil::Date;
using tests::Office;

namespace {

std::vector<std::string> ids(const Office& office) {
    std::vector<std::string> list;
    for (const auto& [id, matter] : office.state.matters) list.push_back(id);
    return list;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("an ordinary election opens the plan and the election's own matter") {
    Office office;
    CHECK(office.say("2024-05-03 09:00", "election",
                     {{"kind", "ordinary"}, {"body", "leicestershire"}, {"poll", "2024-05-02"}}) ==
          Ids{"ordinary election recorded, poll 2024-05-02", "opened leicestershire/election-2024",
              "opened leicestershire/plan-2024"});
    CHECK(ids(office) == Ids{"leicestershire/election-2024", "leicestershire/plan-2024"});
    CHECK(office.of("plan-2024", "issue").limit.date == Date::of(2025, 3, 31));
}

TEST_CASE(
    "a by-election opens neither, a general election nothing, and the same poll nothing twice") {
    Office office;
    office.say("2024-05-03 09:00", "election",
               {{"kind", "by-election"}, {"body", "leicestershire"}, {"poll", "2024-05-02"}});
    CHECK(ids(office).empty());
    office.say("2024-05-22 17:00", "election", {{"kind", "general"}, {"poll", "2024-07-04"}});
    CHECK(ids(office).empty());
    office.say("2024-05-23 09:00", "election",
               {{"kind", "ordinary"}, {"body", "leicestershire"}, {"poll", "2024-05-02"}});
    CHECK(ids(office).size() == 2);
    office.say("2024-05-24 09:00", "election",
               {{"kind", "ordinary"}, {"body", "leicestershire"}, {"poll", "2024-05-02"}});
    CHECK(ids(office).size() == 2);
    CHECK(tests::events_of(office.events, "matter-opened") == 2);
}

TEST_CASE("an election of every body opens matters in each") {
    Office office("2024-05-03 09:00", {"leicestershire", "dyfed-powys"});
    office.say("2024-05-03 09:00", "election", {{"kind", "ordinary"}, {"poll", "2024-05-02"}});
    CHECK(ids(office) == Ids{"dyfed-powys/election-2024", "dyfed-powys/plan-2024",
                             "leicestershire/election-2024", "leicestershire/plan-2024"});
    CHECK(
        office.refused("2024-05-03 09:00", "start", {{"matter", "plan-2024"}, {"duty", "draft"}}) ==
        "more than one body has a matter 'plan-2024' (name the body too: dyfed-powys/plan-2024 or "
        "leicestershire/plan-2024)");
    office.say("2024-05-10 09:00", "start",
               {{"matter", "dyfed-powys/plan-2024"}, {"duty", "draft"}});
    CHECK(office.of("dyfed-powys/plan-2024", "draft").standing == plan::Standing::in_progress);
    CHECK(office.of("leicestershire/plan-2024", "draft").standing != plan::Standing::in_progress);
}

TEST_CASE("an election of one body opens nothing in another") {
    Office office("2024-05-03 09:00", {"leicestershire", "dyfed-powys"});
    office.elect();
    CHECK(ids(office) == Ids{"leicestershire/election-2024", "leicestershire/plan-2024"});
}

TEST_CASE("a second election opens new matters and leaves the old ones' facts alone") {
    Office office;
    office.elect();
    office.say(
        "2024-05-09 10:00", "record",
        {{"body", "leicestershire"}, {"fact", "acceptance.delivered"}, {"value", "2024-05-09"}});
    office.wait_until("2028-05-05 08:00");
    const auto bar_before = office.of("plan-2024", "draft").limit;
    office.say("2028-05-05 09:00", "election",
               {{"kind", "ordinary"}, {"body", "leicestershire"}, {"poll", "2028-05-04"}});
    CHECK(ids(office).size() == 4);
    CHECK(office.of("plan-2024", "issue").limit.date == Date::of(2025, 3, 31));
    CHECK(office.of("plan-2028", "issue").limit.date == Date::of(2029, 3, 31));
    CHECK(office.of("plan-2024", "draft").limit.date == bar_before.date);

    // The declaration of 2024 is not the new commissioner's: the first day of the term stands for
    // it.
    CHECK(office.of("plan-2028", "process-paper").waiting_for ==
          "the first lawful day, 2028-05-11");
    office.say(
        "2028-05-15 09:00", "record",
        {{"body", "leicestershire"}, {"fact", "acceptance.delivered"}, {"value", "2028-05-15"}});
    const auto shown = engine::show(office.snapshot(), "plan-2024");
    REQUIRE(shown);
    const std::string text = boost::json::serialize(*shown);
    CHECK(text.find("2024-05-09") != std::string::npos);
    CHECK(text.find("2028-05-15") == std::string::npos);
    const auto fresh = engine::show(office.snapshot(), "plan-2028");
    REQUIRE(fresh);
    CHECK(boost::json::serialize(*fresh).find("2028-05-15") != std::string::npos);
}

TEST_CASE("a by-election in between leaves the running plan as it was") {
    Office office;
    office.elect();
    office.wait_until("2026-03-02 09:00");
    const auto before = office.of("plan-2024", "period-ends").limit;
    office.say("2026-03-02 09:00", "election",
               {{"kind", "by-election"}, {"body", "leicestershire"}, {"poll", "2026-02-26"}});
    CHECK(ids(office).size() == 2);
    CHECK(office.of("plan-2024", "issue").limit.date == Date::of(2025, 3, 31));
    CHECK(office.of("plan-2024", "period-ends").limit.date == before.date);
}

TEST_CASE(
    "the election expected when the plan was issued fixes its end, whatever is recorded later") {
    Office office;
    office.elect();
    office.say("2024-11-01 09:00", "record",
               {{"matter", "plan-2024"}, {"fact", "election.next"}, {"value", "2028-05-04"}});
    office.done("2024-12-20 09:00", "issue", "2024-12-10");  // recorded ten days late
    CHECK(office.of("plan-2024", "period-ends").limit.date == Date::of(2029, 3, 31));
    office.say("2025-03-03 09:00", "record",
               {{"matter", "plan-2024"}, {"fact", "election.next"}, {"value", "2029-05-03"}});
    CHECK(office.of("plan-2024", "period-ends").limit.date == Date::of(2029, 3, 31));
}

TEST_CASE(
    "what was learnt between the act and its late record was not known on the day of the act") {
    Office office;
    office.elect();
    office.say("2024-12-15 09:00", "record",
               {{"matter", "plan-2024"}, {"fact", "election.next"}, {"value", "2029-05-03"}});
    CHECK(office.of("plan-2024", "period-ends").limit.date == Date::of(2030, 3, 31));
    office.done("2024-12-20 09:00", "issue", "2024-12-10");
    CHECK(office.of("plan-2024", "period-ends").limit.date == Date::of(2029, 3, 31));
    office.say("2024-12-20 10:00", "reopen",
               {{"matter", "plan-2024"}, {"duty", "issue"}, {"reason", "wrong day"}});
    office.done("2024-12-20 11:00", "issue", "2024-12-16");
    CHECK(office.of("plan-2024", "period-ends").limit.date == Date::of(2030, 3, 31));
}

TEST_CASE("a fact withdrawn is unknown again, and a matter's own comes before its body's") {
    Office office;
    office.elect();
    office.say(
        "2024-05-10 09:00", "record",
        {{"body", "leicestershire"}, {"fact", "acceptance.delivered"}, {"value", "2024-05-20"}});
    CHECK(office.of("plan-2024", "draft").waiting_for ==
          "Obtain the views of people in the area and of victims of crime");
    office.say(
        "2024-05-10 09:05", "record",
        {{"matter", "plan-2024"}, {"fact", "acceptance.delivered"}, {"value", "2024-05-30"}});
    CHECK(office.of("plan-2024", "process-paper").waiting_for ==
          "the first lawful day, 2024-05-30");
    office.say("2024-05-10 09:10", "withdraw",
               {{"matter", "plan-2024"}, {"fact", "acceptance.delivered"}});
    CHECK(office.of("plan-2024", "process-paper").waiting_for ==
          "the first lawful day, 2024-05-20");
    office.say("2024-05-10 09:15", "withdraw",
               {{"body", "leicestershire"}, {"fact", "acceptance.delivered"}});
    CHECK(office.of("plan-2024", "process-paper").waiting_for.empty());
}

TEST_CASE("a matter opened by hand has the facts it was given") {
    Office office;
    CHECK(office.say("2024-05-03 09:00", "open",
                     {{"body", "leicestershire"},
                      {"procedure", "police-and-crime-plan"},
                      {"facts", boost::json::object{{"election.poll", "2024-05-02"},
                                                    {"election.kind", "ordinary"}}}}) ==
          Ids{"opened leicestershire/plan-2024"});
    CHECK(office.of("plan-2024", "issue").limit.date == Date::of(2025, 3, 31));
}
