// SPDX-License-Identifier: MIT
// What a turn may not do: touch the state it was given, tell a preview, forget a clock jump.
#include "tests/engine/office.hpp"

#include <boost/json/array.hpp>

using namespace dutyd;
using boost::json::object;
using tests::everything;
using tests::Office;

namespace {

const object paused{{"title", "General election"},
                    {"activities", "public-engagement"},
                    {"from", "2024-05-25"},
                    {"to", "2024-07-04"},
                    {"reason", "called today"}};

Office office_on_22_may() {
    Office office;
    office.elect();
    office.wait_until("2024-05-22 10:00");
    return office;
}

}  // namespace

TEST_CASE("a preview leaves the state as it was, and says what the turn then does") {
    Office office = office_on_22_may();
    const std::string before = everything(office.state, office.clock);
    const auto asked = office.try_now({tests::command("pause", paused)});
    CHECK(everything(office.state, office.clock) == before);
    const auto seen = engine::preview(asked).as_object();
    CHECK(seen.at("preview").as_bool());
    CHECK(seen.at("answers").as_array().size() == 1);
    const auto& notices = seen.at("notices").as_array();
    REQUIRE(notices.size() == 3);
    std::vector<std::string> persons;
    for (const auto& notice : notices) {
        persons.emplace_back(notice.as_object().at("person").as_string());
    }
    CHECK(persons == std::vector<std::string>{"ann", "ben", "cat"});
    bool found = false;
    for (const auto& move : seen.at("moves").as_array()) {
        const auto& one = move.as_object();
        if (one.at("duty") != "panel-considers" || one.at("what") != "forecast") continue;
        found = true;
        CHECK(one.at("from") == "2024-09-23");
        CHECK(one.at("to") == "2024-10-28");
        CHECK(one.at("slack-before").as_int64() > one.at("slack-after").as_int64());
    }
    CHECK(found);
    const auto done = office.try_now({tests::command("pause", paused)});
    CHECK(done.events.size() == asked.events.size());
    CHECK(boost::json::serialize(engine::preview(done)) ==
          boost::json::serialize(engine::preview(asked)));
}

TEST_CASE("a preview of a refusal says why") {
    Office office = office_on_22_may();
    const auto seen =
        engine::preview(office.try_now({tests::command("resume", {{"pause", "x"}})})).as_object();
    const auto& error = seen.at("answers").as_array()[0].as_object().at("error").as_array()[0];
    CHECK(error.as_object().at("message") == "there is no pause 'x'");
}

TEST_CASE("nothing can be done before calendars are adopted, and a tick then is harmless") {
    const auto result = engine::turn({}, {tests::command("pause", paused)},
                                     tests::london("2024-05-22 10:00"), tests::settings());
    REQUIRE_FALSE(result.answers.front());
    CHECK(tests::words(result.answers.front().error()) == "no calendars have been adopted yet");
    CHECK(result.events.empty());
    CHECK_FALSE(result.outlook.next());
    CHECK(
        engine::turn({}, {}, tests::london("2024-05-22 10:00"), tests::settings()).events.empty());
}

TEST_CASE("a clock jump is an event, told nobody by itself, and doubles nothing") {
    Office office = office_on_22_may();
    const auto notices = office.notices.size();
    const auto from = office.clock;
    office.clock = tests::london("2024-05-22 12:00");
    office.take(engine::clock_jumped(office.state, from, office.clock, tests::settings()));
    CHECK(tests::events_of(office.events, "clock-jumped") == 1);
    CHECK(office.notices.size() == notices);
    // Back again: what was told stays told.
    office.clock = from;
    office.take(engine::clock_jumped(office.state, tests::london("2024-05-22 12:00"), office.clock,
                                     tests::settings()));
    CHECK(office.notices.size() == notices);
    CHECK(office.state.seq == office.events.size());
}

TEST_CASE("sleeping through weeks tells on waking what holds then, once") {
    Office office = office_on_22_may();
    office.clock = tests::london("2025-04-14 09:00");
    const auto notices = office.notices.size();
    office.take(engine::turn(office.state, {}, office.clock, tests::settings()));
    CHECK(office.open("breached/leicestershire/plan-2024/").size() == 1);
    CHECK(office.notices.size() > notices);
    const auto after = office.events.size();
    office.take(engine::turn(office.state, {}, office.clock, tests::settings()));
    CHECK(office.events.size() == after);
}

TEST_CASE("several commands of one turn see each other and are told in one notice a person") {
    Office office = office_on_22_may();
    const auto result = office.try_now(
        {tests::command("pause", paused),
         tests::command("resume", {{"pause", "general-election-2024"}, {"last", "2024-07-04"}}),
         tests::command("meeting-cancel",
                        {{"body", "leicestershire"}, {"meeting", "panel-2024-10-28"}})});
    for (const auto& answer : result.answers) CHECK(answer.has_value());
    std::map<std::string, int> told;
    for (const auto& notice : result.notices) ++told[notice.person];
    for (const auto& [person, times] : told) CHECK(times == 1);
    REQUIRE(told.count("ann") == 1);
    CHECK(result.notices.front().subject.find("to Mon 2 December 2024") != std::string::npos);
}

TEST_CASE("adopting the same people is no event, other people is one") {
    Office office = office_on_22_may();
    const auto before = office.events.size();
    office.people({{"ann", {"chief-executive"}},
                   {"ben", {"governance-director", "commissioning-director"}},
                   {"cat", {"engagement-lead", "communications-lead"}},
                   {"dev", {"chief-finance-officer"}}});
    CHECK(office.events.size() == before);
    office.people({{"eve", {"chief-executive"}}});
    CHECK(office.events.size() == before + 1);
    CHECK(tests::events_of(office.events, "people-adopted") == 2);
    CHECK(office.state.holders.at("leicestershire").at("chief-executive") ==
          std::vector<std::string>{"eve"});
}
