// SPDX-License-Identifier: MIT
// The shipped calendars against published holidays, and the loader on small folders of its own:
// set algebra, extra days, readings, what was known when, what is projected.
#include "lib/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/rules/support.hpp"

#include <boost/json.hpp>

#include <set>

using namespace dutyd;
using namespace dutyd::rules;
using namespace dutyd::test;

namespace {

using civil::Date;

Date d(std::string_view text) {
    const auto date = Date::parse(text);
    REQUIRE(date);
    return *date;
}

const civil::DaySet& shipped(const std::string& id) {
    return shipped_calendars().day_sets.at(id);
}

Calendars shipped_with(const CalendarChoices& choices) {
    auto loaded = load_calendars(calendar_files(), choices);
    REQUIRE(loaded);
    return *loaded;
}

/// A folder with one holiday in each nation and one they share, and one day set.
Calendars small_folder(const std::string& day_set, const CalendarChoices& choices = {}) {
    const std::string json = R"({
      "england-and-wales": {"events": [{"title": "Shared", "date": "2024-05-01"},
                                       {"title": "English", "date": "2024-05-02"}]},
      "scotland": {"events": [{"title": "Shared", "date": "2024-05-01"},
                              {"title": "Scottish", "date": "2024-05-03"}]},
      "northern-ireland": {"events": [{"title": "Shared", "date": "2024-05-01"},
                                      {"title": "Irish", "date": "2024-05-02"}]}})";
    auto loaded =
        load_calendars({{"holidays/list.json", json}, {"day-sets/s.toml", day_set}}, choices);
    if (!loaded) throw std::runtime_error(render(loaded.error()));
    return *loaded;
}

std::string set_text(const std::string& rest) {
    return "id = \"s\"\ntitle = \"S\"\nlaw = [{ cite = \"Act s.1\", verified = \"text\" }]\n" +
           rest;
}

/// "open", or why it is closed.
std::string state(const civil::DaySet& set, std::string_view date) {
    return set.is_open(d(date)) ? "open" : set.why_closed(d(date));
}

std::vector<std::string> states(const std::string& holidays) {
    const auto calendars = small_folder(set_text("holidays = \"" + holidays + "\"\n"));
    std::vector<std::string> found;
    for (const auto date : {"2024-05-01", "2024-05-02", "2024-05-03"}) {
        found.push_back(state(calendars.day_sets.at("s"), date));
    }
    return found;
}

using States = std::vector<std::string>;

}  // namespace

TEST_CASE("the shipped day sets are those of the laws, each with its citation") {
    std::vector<std::string> ids;
    for (const auto& [id, set] : shipped_calendars().day_sets) {
        ids.push_back(id);
        CAPTURE(id);
        CHECK_FALSE(set.title().empty());
        CHECK_FALSE(set.law().empty());
        CHECK(set.published_to() == d("2028-12-31"));
    }
    CHECK(ids == std::vector<std::string>{"accounts-days", "election-days", "foi-days", "lgha-days",
                                          "meeting-days", "s73-days", "working-days"});
    CHECK(shipped("s73-days").law() == "PRSRA 2011 s.73(5)");
    CHECK(shipped("working-days").published_from() == d("2010-01-01"));
    CHECK(shipped("foi-days").published_from() == d("2012-01-01"));
    CHECK(shipped("accounts-days").published_from() == d("2015-04-01"));
    CHECK(shipped_calendars().findings.empty());
}

TEST_CASE("every holiday GOV.UK lists closes the sets of its nation, and nothing else does") {
    const auto json =
        boost::json::parse(read_text(DUTYD_SOURCE_DIR "/calendars/holidays/bank-holidays.json"));
    std::map<std::string, std::set<std::string>> listed;
    for (const auto& [nation, division] : json.as_object()) {
        for (const auto& event : division.at("events").as_array()) {
            listed[std::string(nation)].emplace(event.at("date").as_string());
        }
    }
    const auto has = [&](const std::string& nation, Date date) {
        return listed.at(nation).count(date.iso()) != 0;
    };
    for (Date date = d("2012-01-01"); date <= d("2028-12-31"); date = date + civil::Days{1}) {
        const bool weekend =
            date.weekday() == civil::Weekday::saturday || date.weekday() == civil::Weekday::sunday;
        const bool english = has("england-and-wales", date);
        const bool scottish_extra = date == d("2026-06-15");
        const bool anywhere =
            english || has("scotland", date) || has("northern-ireland", date) || scottish_extra;
        const bool christmas_eve = date.ymd().month == 12 && date.ymd().day == 24;
        CAPTURE(date.iso());
        for (const std::string id :
             {"working-days", "meeting-days", "accounts-days", "lgha-days"}) {
            CHECK(shipped(id).is_open(date) == !(weekend || english));
        }
        for (const std::string id : {"s73-days", "election-days"}) {
            CHECK(shipped(id).is_open(date) == !(weekend || english || christmas_eve));
        }
        CHECK(shipped("foi-days").is_open(date) == !(weekend || anywhere));
    }
}

TEST_CASE("England and Wales in 2010 and 2011, before GOV.UK's list begins") {
    const civil::DaySet& set = shipped("working-days");
    for (const auto closed :
         {"2010-01-01", "2010-04-02", "2010-04-05", "2010-05-03", "2010-05-31", "2010-08-30",
          "2010-12-27", "2010-12-28", "2011-01-03", "2011-04-22", "2011-04-25", "2011-04-29",
          "2011-05-02", "2011-05-30", "2011-08-29", "2011-12-26", "2011-12-27"}) {
        CAPTURE(closed);
        CHECK_FALSE(set.is_open(d(closed)));
        CHECK_FALSE(set.is_provisional(d(closed)));
    }
    CHECK(set.is_open(d("2010-12-29")));
    CHECK(state(set, "2011-04-29") == "Royal wedding (extra bank holiday)");
}

TEST_CASE("a count as one would have made it then") {
    CalendarChoices then;
    then.known_on = d("2022-09-09");
    const Calendars before = shipped_with(then);
    then.known_on = d("2022-09-10");
    const Calendars after = shipped_with(then);
    World world;
    const std::string_view rule = "5 working days after 2022-09-14";
    CHECK(answer(rule, world.calendars(before)) == "2022-09-21");
    CHECK(answer(rule, world.calendars(after)) == "2022-09-22");
    CHECK(answer(rule) == "2022-09-22");
    // The early May bank holiday of 2020 was moved in June 2019.
    then.known_on = d("2019-06-09");
    const Calendars old_may = shipped_with(then);
    CHECK(answer("1 working day after 2020-05-01", world.calendars(old_may)) == "2020-05-05");
    CHECK(answer("1 working day after 2020-05-07", world.calendars(old_may)) == "2020-05-08");
    CHECK(answer("1 working day after 2020-05-01") == "2020-05-04");
    CHECK(answer("1 working day after 2020-05-07") == "2020-05-11");
}

TEST_CASE("union and intersection over nations") {
    CHECK(states("england-and-wales") == States{"Shared", "English", "open"});
    CHECK(states("scotland") == States{"Shared", "open", "Scottish"});
    CHECK(states("england-and-wales or scotland") ==
          States{"Shared", "English (England and Wales)", "Scottish (Scotland)"});
    CHECK(states("england-and-wales or scotland or northern-ireland") ==
          States{"Shared", "English (England and Wales), Irish (Northern Ireland)",
                 "Scottish (Scotland)"});
    CHECK(states("england-and-wales and scotland") == States{"Shared", "open", "open"});
    CHECK(states("england-and-wales and northern-ireland") ==
          States{"Shared", "English (England and Wales), Irish (Northern Ireland)", "open"});
    CHECK(states("(england-and-wales and northern-ireland) or scotland") ==
          States{"Shared", "English (England and Wales), Irish (Northern Ireland)",
                 "Scottish (Scotland)"});
    CHECK(states("england-and-wales and (scotland or northern-ireland)") ==
          States{"Shared", "English (England and Wales), Irish (Northern Ireland)", "open"});
}

TEST_CASE("days closed every year, by name and by date") {
    const auto calendars = small_folder(
        set_text("closed = [\"good-friday\", \"easter-monday\", \"christmas-eve\", \"05-06\"]\n"));
    const civil::DaySet& set = calendars.day_sets.at("s");
    CHECK(state(set, "2024-03-29") == "Good Friday");
    CHECK(state(set, "2024-04-01") == "Easter Monday");
    CHECK(state(set, "1990-12-24") == "Christmas Eve");
    CHECK(state(set, "2150-05-06") == "6 May");
    CHECK(state(set, "2024-05-01") == "open");
    CHECK(set.is_open(d("2024-05-04")));               // no weekend was named
    CHECK_FALSE(set.is_provisional(d("2150-05-06")));  // nothing published is used
}

TEST_CASE("extra days of one set, and when they became known") {
    const std::string text = set_text(
        "[[day]]\ndate = 2024-06-05\nname = \"Thanksgiving\"\nsource = \"here\"\n"
        "known_from = 2024-05-20\n");
    CHECK(state(small_folder(text).day_sets.at("s"), "2024-06-05") == "Thanksgiving");
    CalendarChoices then;
    then.known_on = d("2024-05-19");
    CHECK(state(small_folder(text, then).day_sets.at("s"), "2024-06-05") == "open");
}

TEST_CASE("a disputed reading closes its days only when it is chosen") {
    const std::string text = set_text(
        "[[reading]]\nid = \"mourning\"\ntitle = \"T\"\nauthority = \"A\"\n"
        "[[reading.period]]\nfrom = 2024-06-05\nto = 2024-06-06\nname = \"National mourning\"\n");
    CHECK(state(small_folder(text).day_sets.at("s"), "2024-06-05") == "open");
    CalendarChoices choices;
    choices.readings = {"s/mourning"};
    const auto calendars = small_folder(text, choices);
    CHECK(state(calendars.day_sets.at("s"), "2024-06-05") == "National mourning");
    CHECK(state(calendars.day_sets.at("s"), "2024-06-06") == "National mourning");
    CHECK(state(calendars.day_sets.at("s"), "2024-06-07") == "open");
}

TEST_CASE("outside the published years days are projected and marked") {
    const civil::DaySet& set = shipped("working-days");
    CHECK(set.is_provisional(d("2029-01-01")));
    CHECK_FALSE(set.is_open(d("2029-01-01")));
    CHECK(set.is_open(d("2029-01-02")));
    CHECK(set.is_provisional(d("2009-12-31")));
    CHECK_FALSE(set.is_provisional(d("2010-01-01")));
    CHECK_FALSE(set.is_provisional(d("2028-12-31")));
}

TEST_CASE("a set that is law only from some day is provisional before it") {
    const auto calendars = small_folder(set_text("since = 2024-05-02\n"));
    CHECK(calendars.day_sets.at("s").is_provisional(d("2024-05-01")));
    CHECK_FALSE(calendars.day_sets.at("s").is_provisional(d("2024-05-02")));
}

TEST_CASE("law that is only remembered is a finding") {
    const auto calendars = small_folder(
        "id = \"s\"\ntitle = \"S\"\nlaw = [{ cite = \"Act s.1\", verified = \"memory\" }]\n");
    REQUIRE(calendars.findings.size() == 1);
    CHECK(render(calendars.findings) ==
          "day-sets/s.toml:3:1: finding: day set 's' rests on law that was only remembered\n"
          "    law = [{ cite = \"Act s.1\", verified = \"memory\" }]\n"
          "    ^^^\n"
          "    hint: read the provision and mark it\n");
}

TEST_CASE("a day GOV.UK has meanwhile listed keeps when it became known") {
    const std::string json = R"({"scotland": {"events": [
        {"title": "World Cup", "date": "2026-06-15", "notes": "Extra bank holiday"}]}})";
    const std::string additions =
        "[[holiday]]\nnations = [\"scotland\"]\ndate = 2026-06-15\nname = \"Old name\"\n"
        "source = \"a proclamation\"\nknown_from = 2026-02-05\n";
    const auto loaded =
        load_calendars({{"holidays/list.json", json}, {"holidays/additions.toml", additions}});
    REQUIRE(loaded);
    REQUIRE(loaded->holidays.size() == 1);
    REQUIRE(loaded->holidays[0].holidays.size() == 1);
    const civil::Holiday& holiday = loaded->holidays[0].holidays[0];
    CHECK(holiday.title == "World Cup");
    CHECK(holiday.known_from == d("2026-02-05"));
}

TEST_CASE("the order in which files come does not matter") {
    std::vector<SourceFile> reversed(calendar_files().rbegin(), calendar_files().rend());
    const auto loaded = load_calendars(reversed);
    REQUIRE(loaded);
    for (const auto& [id, set] : loaded->day_sets) {
        for (Date date = d("2012-01-01"); date <= d("2013-12-31"); date = date + civil::Days{1}) {
            REQUIRE(set.is_open(date) == shipped(id).is_open(date));
            REQUIRE(set.why_closed(date) == shipped(id).why_closed(date));
        }
    }
}
