// SPDX-License-Identifier: MIT
// Bank holidays as they were really announced: the early May day of 2020 moved, spring 2022 moved
// with a day more, the State Funeral with ten days' notice, the coronation with six months'. The
// calendars are those of the day before; each announcement is recorded on its day, and what was
// running is dated anew.
#include "lib/rules/selection.hpp"
#include "tests/engine/office.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>

using namespace dutyd;
using namespace dutyd::tests;

namespace {

/// The shipped calendars as if these days had never been heard of.
std::vector<rules::SourceFile> without(std::vector<rules::SourceFile> files,
                                       const std::vector<std::string>& days) {
    const auto names = [&](std::string_view text) {
        return std::any_of(days.begin(), days.end(), [&](const std::string& day) {
            return text.find(day) != std::string_view::npos;
        });
    };
    for (rules::SourceFile& file : files) {
        if (file.path == "holidays/bank-holidays.json") {
            auto tables = json::parse(file.text).as_object();
            for (auto& table : tables) {
                auto& events = table.value().at("events").as_array();
                json::array kept;
                for (const auto& event : events) {
                    if (!names(event.at("date").as_string())) kept.push_back(event);
                }
                events = std::move(kept);
            }
            file.text = json::serialize(tables);
        }
        if (file.path != "holidays/additions.toml") continue;
        std::string kept;
        for (std::size_t at = 0; at < file.text.size();) {
            const std::size_t next = std::min(file.text.find("\n[[", at + 1), file.text.size());
            const std::string part = file.text.substr(at, next - at);
            if (!names(part)) kept += part;
            at = next;
        }
        file.text = kept;
    }
    return files;
}

Office office_without(const std::string& starts, const std::vector<std::string>& days) {
    const auto files = rules::running_only(rules::files_for_bodies(calendars(), {"leicestershire"}),
                                           {"freedom-of-information", "election-timetable"});
    return Office(without(files, days), starts);
}

std::string limit_of(const Office& office, const std::string& matter, const std::string& duty) {
    return office.of("leicestershire/" + matter, duty).limit.date->iso();
}

void proclaim(Office& office, const std::string& time, const std::string& day,
              const std::string& name) {
    office.say(time, "holiday-proclaim",
               {{"date", day}, {"name", name}, {"source", "announced that day"}});
}

void request(Office& office, const std::string& time, const std::string& name,
             const std::string& received) {
    office.say(time, "open",
               {{"body", "leicestershire"},
                {"procedure", "freedom-of-information"},
                {"matter", name},
                {"facts", {{"request.received", received}}}});
}

}  // namespace

TEST_CASE(
    "the State Funeral of 2022, announced nine days before, moves a request that is running") {
    Office office = office_without("2022-09-01 09:00", {"2022-09-19"});
    office.people({{"claire", {"chief-executive"}}});
    request(office, "2022-09-01 10:00", "request-1", "2022-09-01");
    CHECK(limit_of(office, "request-1", "answer") == "2022-09-29");
    proclaim(office, "2022-09-10 17:00", "2022-09-19", "State Funeral of Queen Elizabeth II");
    CHECK(limit_of(office, "request-1", "answer") == "2022-09-30");
    const auto told = office.about("slip/leicestershire/request-1");
    REQUIRE(told.size() == 1);
    CHECK(told.front().person == "claire");
    CHECK(told.front().text.find("Mon 19 September 2022 is a bank holiday now") !=
          std::string::npos);
    CHECK(office.refused("2022-09-12 10:00", "holiday-proclaim",
                         {{"date", "2022-09-19"}, {"name", "again"}, {"source", "news"}}) ==
          "Mon 19 September 2022 is a bank holiday already (nothing changes; `dutyctl date` counts "
          "with it)");
    CHECK(everything(office.replayed(office.events.size()), office.clock) ==
          everything(office.state, office.clock));
}

TEST_CASE("the coronation of 2023, announced six months before, moves what is running by then") {
    Office office = office_without("2022-11-01 09:00", {"2023-05-08"});
    proclaim(office, "2022-11-08 10:00", "2023-05-08", "Coronation of King Charles III");
    request(office, "2023-04-20 10:00", "request-2", "2023-04-20");
    // Twenty days from 21 April, less 1 and 8 May.
    CHECK(limit_of(office, "request-2", "answer") == "2023-05-22");
    office.say("2023-04-21 10:00", "holiday-withdraw",
               {{"date", "2023-05-08"}, {"source", "a slip of the pen"}});
    CHECK(limit_of(office, "request-2", "answer") == "2023-05-19");
}

TEST_CASE("the early May day of 2020, moved from Monday to Friday, moves a timetable") {
    Office office = office_without("2019-06-03 09:00", {"2020-05-08", "2020-05-04"});
    proclaim(office, "2019-06-03 10:00", "2020-05-04", "Early May bank holiday");
    office.say("2019-06-03 11:00", "election",
               {{"kind", "ordinary"}, {"body", "leicestershire"}, {"poll", "2020-05-07"}});
    CHECK(limit_of(office, "timetable-2020-05-07", "notice-of-election") == "2020-03-30");
    office.say("2019-06-10 10:00", "holiday-withdraw",
               {{"date", "2020-05-04"}, {"source", "moved to 8 May"}});
    proclaim(office, "2019-06-10 10:01", "2020-05-08", "Early May bank holiday (VE day)");
    CHECK(limit_of(office, "timetable-2020-05-07", "notice-of-election") == "2020-03-31");
}

TEST_CASE("spring 2022, moved and joined by the Jubilee, moves a timetable") {
    Office office = office_without("2020-11-02 09:00", {"2022-06-02", "2022-06-03", "2022-05-30"});
    proclaim(office, "2020-11-02 10:00", "2022-05-30", "Spring bank holiday");
    office.say("2020-11-02 11:00", "election",
               {{"kind", "by-election"}, {"body", "leicestershire"}, {"poll", "2022-06-30"}});
    const std::string before = limit_of(office, "timetable-2022-06-30", "notice-of-election");
    office.say("2020-11-12 10:00", "holiday-withdraw",
               {{"date", "2022-05-30"}, {"source", "moved to 2 June"}});
    proclaim(office, "2020-11-12 10:01", "2022-06-02", "Spring bank holiday");
    proclaim(office, "2020-11-12 10:02", "2022-06-03", "Platinum Jubilee");
    CHECK(before == "2022-05-25");
    CHECK(limit_of(office, "timetable-2022-06-30", "notice-of-election") == "2022-05-24");
}

TEST_CASE("a holiday of a nation nobody knows is refused") {
    Office office;
    CHECK(office.refused("2024-05-10 10:00", "holiday-proclaim",
                         {{"date", "2024-06-03"},
                          {"name", "x"},
                          {"source", "y"},
                          {"nations", {"england-and-wale"}}}) ==
          "no bank holidays of 'england-and-wale' are known (did you mean 'england-and-wales'?)");
    CHECK(office.refused("2024-05-10 10:00", "holiday-withdraw",
                         {{"date", "2024-06-04"}, {"source", "y"}}) ==
          "Tue 4 June 2024 is no bank holiday (nothing changes)");
}
