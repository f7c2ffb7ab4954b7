// SPDX-License-Identifier: MIT
// Checklist items, evidence and an officer's judgement of an audit's row: kept as said, told to
// nobody, moving no date.
#include "tests/engine/office.hpp"

using namespace dutyd;
using namespace dutyd::tests;

namespace {

/// An office with an audit of its own, so that the test says all it rests on.
Office audited_office() {
    Office office;
    std::vector<rules::SourceFile> files = office.files;
    std::erase_if(files, [](const auto& file) { return file.path.rfind("audits/", 0) == 0; });
    files.push_back({"audits/short.toml", R"([audit]
id    = "short"
title = "A short audit"
pack  = "pcc"

[[row]]
number      = "1"
requirement = "The plan is issued"
duties      = ["police-and-crime-plan/issue"]
)"});
    office.adopt(files);
    office.elect();
    return office;
}

const plan::DutyRecord& record_of(const Office& office, const std::string& duty) {
    const plan::Matter& matter = *office.state.matters.at("leicestershire/plan-2024");
    return matter.records[*matter.network->find(duty)];
}

}  // namespace

TEST_CASE("a checklist item is kept with its evidence, and the later record stands") {
    Office office = audited_office();
    const auto before = office.of("leicestershire/plan-2024", "draft");
    office.say("2024-06-10 10:00", "item",
               {{"matter", "plan-2024"},
                {"duty", "draft"},
                {"item", "objectives"},
                {"on", "2024-06-07"},
                {"evidence", "page 3"}});
    office.say("2024-06-11 10:00", "item",
               {{"matter", "plan-2024"},
                {"duty", "draft"},
                {"item", "objectives"},
                {"by", "claire"},
                {"evidence", "page 4"}});
    const auto& items = record_of(office, "draft").items;
    REQUIRE(items.size() == 1);
    CHECK(items.at("objectives").on.iso() == "2024-06-11");
    CHECK(items.at("objectives").by == "claire");
    CHECK(items.at("objectives").evidence == "page 4");
    const auto shown = engine::show(office.snapshot(), "plan-2024/draft");
    REQUIRE(shown);
    CHECK(shown->at("items").at(0).at("item") == "objectives");
    CHECK(shown->at("items").at(0).at("on") == "2024-06-11");
    CHECK(shown->at("items").at(1).at("on").is_null());
    CHECK(office.of("leicestershire/plan-2024", "draft").limit.date == before.limit.date);
    CHECK(
        office.replayed(office.events.size())
            .matters.at("leicestershire/plan-2024")
            ->records[*office.state.matters.at("leicestershire/plan-2024")->network->find("draft")]
            .items.size() == 1);
}

TEST_CASE("an item that the checklist does not have, or a day to come, is refused") {
    Office office = audited_office();
    CHECK(office.refused("2024-06-10 10:00", "item",
                         {{"matter", "plan-2024"}, {"duty", "draft"}, {"item", "objectivs"}}) ==
          "'draft' has no checklist item 'objectivs' (did you mean 'objectives'?)");
    CHECK(office.refused("2024-06-10 10:00", "item",
                         {{"matter", "plan-2024"},
                          {"duty", "draft"},
                          {"item", "objectives"},
                          {"on", "2024-06-11"}}) ==
          "2024-06-11 has not come yet (record what is so on a day that has come)");
}

TEST_CASE("evidence adds up and moves nothing") {
    Office office = audited_office();
    office.say("2024-06-10 10:00", "evidence",
               {{"matter", "plan-2024"}, {"duty", "issue"}, {"evidence", "decision notice"}});
    office.say("2024-06-11 10:00", "evidence",
               {{"matter", "plan-2024"}, {"duty", "issue"}, {"evidence", "web page"}});
    CHECK(record_of(office, "issue").evidence == "decision notice; web page");
    CHECK_FALSE(record_of(office, "issue").done);
}

TEST_CASE("an assessment is the officer's, dated, and earlier ones stay on record") {
    Office office = audited_office();
    office.say("2024-10-10 10:00", "assess",
               {{"row", "1"}, {"wording", "Planned"}, {"reason", "Timetabled for 28 October"}});
    office.say("2025-04-01 10:00", "assess",
               {{"row", "1"}, {"wording", "Full and complete"}, {"on", "2025-03-31"}});
    const auto& made = office.state.assessments.at({"leicestershire", "short", "1"});
    REQUIRE(made.size() == 2);
    CHECK(made[0].wording == "Planned");
    CHECK(made[0].on.iso() == "2024-10-10");
    CHECK(made[0].notes == "Timetabled for 28 October");
    CHECK(made[1].on.iso() == "2025-03-31");
    CHECK(office.refused("2025-04-02 10:00", "assess", {{"row", "99"}, {"wording", "Planned"}}) ==
          "A short audit has no row '99' (there are: 1)");
    CHECK(office.refused("2025-04-02 10:00", "assess",
                         {{"row", "1"}, {"wording", "Planned"}, {"audit", "shot"}}) ==
          "leicestershire has no audit 'shot' (did you mean 'short'?)");
}
