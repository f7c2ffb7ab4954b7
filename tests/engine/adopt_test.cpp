// SPDX-License-Identifier: MIT
// The calendars folder read again: what becomes an event, what is a finding, what is nothing.
#include "lib/base/text.hpp"
#include "tests/engine/office.hpp"
#include "tests/library.hpp"

using namespace dutyd;
using boost::json::object;
using civil::Date;
using tests::Office;

namespace {

using Files = std::vector<rules::SourceFile>;

const std::string meetings = "meetings/leicestershire.toml";

Files replaced(Files files, const std::string& path, const std::string& from,
               const std::string& to) {
    for (auto& file : files) {
        if (file.path != path) continue;
        const auto at = file.text.find(from);
        REQUIRE(at != std::string::npos);
        file.text.replace(at, from.size(), to);
    }
    return files;
}

/// The meeting of December with an id of its own, on that day.
Files december(const Files& files, const std::string& date) {
    return replaced(files, meetings, "date     = 2024-12-02",
                    "id       = \"winter\"\ndate     = " + date);
}

std::string findings(const engine::TurnResult& result) {
    return tests::words(result.findings);
}

engine::TurnResult adopt(const Office& office, const Files& files) {
    return engine::adopt_library(office.state, {files}, office.clock, tests::settings());
}

Office with_winter() {
    Office office;
    office.elect();
    office.adopt(december(office.files, "2024-12-02"));
    office.say("2024-05-07 09:00", "meeting-cancel",
               {{"body", "leicestershire"}, {"meeting", "panel-2024-12-02"}});
    return office;
}

}  // namespace

TEST_CASE("the same files again are no event") {
    Office office;
    const auto result = adopt(office, office.files);
    CHECK(result.events.empty());
    CHECK(findings(result).empty());
}

TEST_CASE("a library at hand is taken over for the files it is of, and for no others") {
    const Office office;
    CHECK(office.replayed(1).library == tests::library_of(office.files));

    const auto others = december(office.files, "2024-12-02");
    const auto loaded = engine::loaded_of(others, tests::library_of(others));
    engine::State state;
    REQUIRE(engine::evolve(state, office.events.front(), office.inputs(), loaded));
    CHECK(state.library != loaded.library);
    CHECK(tests::everything(state, office.clock) ==
          tests::everything(office.replayed(1), office.clock));
}

TEST_CASE("a library at hand knows nothing of the holidays proclaimed meanwhile") {
    Office office;
    const object holiday{{"date", "2024-06-03"}, {"name", "A day off"}, {"source", "announced"}};
    office.say("2024-05-10 10:00", "holiday-proclaim", holiday);
    office.files = december(office.files, "2024-12-02");
    office.take(engine::adopt_library(office.state,
                                      {office.files, "dutyd", tests::library_of(office.files)},
                                      office.clock, tests::settings()));
    CHECK(office.refused("2024-05-10 11:00", "holiday-proclaim", holiday)
              .find("Mon 3 June 2024 is a bank holiday already") == 0);
}

TEST_CASE("a comment changed in a pack is adopted and moves nothing") {
    Office office;
    office.elect();
    const auto changed = replaced(office.files, "packs/pcc/pack.toml", "# Police and crime",
                                  "# The police and crime");
    const auto result = adopt(office, changed);
    CHECK(tests::events_of(result.events, "library-adopted") == 1);
    CHECK(result.events.size() == 1);
    CHECK(result.moves.empty());
    CHECK(result.notices.empty());
}

TEST_CASE("a meeting whose date the file changes is moved, once, and told") {
    Office office = with_winter();
    REQUIRE(office.state.meetings.at("leicestershire/winter").meeting.date ==
            Date::of(2024, 12, 2));
    office.say("2024-05-08 09:00", "meeting-cancel",
               {{"body", "leicestershire"}, {"meeting", "panel-2024-09-23"}});
    office.say("2024-05-08 09:05", "meeting-cancel",
               {{"body", "leicestershire"}, {"meeting", "panel-2024-10-28"}});
    REQUIRE(office.of("plan-2024", "panel-considers").meeting == "winter");
    const auto moved = december(tests::files_of({"leicestershire"}), "2024-12-09");
    const auto result = adopt(office, moved);
    CHECK(tests::events_of(result.events, "meeting-moved") == 1);
    CHECK(tests::events_of(result.events, "meeting-added") == 0);
    CHECK(result.next.meetings.at("leicestershire/winter").meeting.date == Date::of(2024, 12, 9));
    REQUIRE_FALSE(result.notices.empty());
    CHECK(result.notices.front().subject.find("from Mon 2 December 2024 to Mon 9 December 2024") !=
          std::string::npos);
    office.adopt(moved);
    CHECK(adopt(office, moved).events.empty());
}

TEST_CASE("a meeting whose time of day the file changes keeps its day and takes the time") {
    Office office;
    office.elect();
    const auto changed =
        replaced(office.files, meetings, "date     = 2024-06-18\ntime     = \"14:00\"",
                 "date     = 2024-06-18\ntime     = \"10:30\"");
    const auto result = adopt(office, changed);
    CHECK(tests::events_of(result.events, "meeting-moved") == 1);
    const auto& meeting = result.next.meetings.at("leicestershire/panel-2024-06-18").meeting;
    CHECK(meeting.date == Date::of(2024, 6, 18));
    CHECK(meeting.time == civil::TimeOfDay{10 * 60 + 30});
    CHECK(result.notices.empty());
}

TEST_CASE("where a person moved the meeting the journal wins, and the difference is a finding") {
    Office office = with_winter();
    office.say("2024-05-08 09:00", "meeting-move",
               {{"body", "leicestershire"}, {"meeting", "winter"}, {"to", "2024-12-16"}});
    const auto result = adopt(office, december(tests::files_of({"leicestershire"}), "2024-12-09"));
    CHECK(tests::events_of(result.events, "meeting-moved") == 0);
    CHECK(result.next.meetings.at("leicestershire/winter").meeting.date == Date::of(2024, 12, 16));
    CHECK(
        findings(result).find(
            "meeting winter of leicestershire is on 2024-12-09 in the calendars, but was moved to "
            "2024-12-16 by hand (the journal wins; move it with `dutyctl meeting move` or mend the "
            "file)") != std::string::npos);
    // The file comes to say what the person said: nothing to do.
    const auto agreed = adopt(office, december(tests::files_of({"leicestershire"}), "2024-12-16"));
    CHECK(tests::events_of(agreed.events, "meeting-moved") == 0);
    CHECK(findings(agreed).find("winter") == std::string::npos);
}

TEST_CASE("a meeting cancelled by hand stays cancelled when the file moves it") {
    Office office = with_winter();
    office.say("2024-05-08 09:00", "meeting-cancel",
               {{"body", "leicestershire"}, {"meeting", "winter"}});
    const auto result = adopt(office, december(tests::files_of({"leicestershire"}), "2024-12-09"));
    CHECK(result.next.meetings.at("leicestershire/winter").cancelled);
    CHECK(findings(result).find("but was cancelled by hand") != std::string::npos);
}

TEST_CASE("a meeting gone from the file is a finding and stays until it is cancelled") {
    Office office;
    office.elect();
    const auto moved = december(office.files, "2024-12-02");  // another id: the old one is gone
    const auto result = adopt(office, moved);
    CHECK(tests::events_of(result.events, "meeting-added") == 1);
    CHECK(tests::events_of(result.events, "meeting-cancelled") == 0);
    CHECK(findings(result) ==
          "meeting leicestershire/panel-2024-12-02 is no longer in the calendars, but has not been "
          "cancelled (dutyctl meeting cancel leicestershire panel-2024-12-02)");
}

TEST_CASE("a meeting added by hand and then filed is one meeting") {
    Office office;
    office.elect();
    office.say("2024-05-07 09:00", "meeting-add",
               {{"body", "leicestershire"}, {"calendar", "panel"}, {"date", "2025-03-03"}});
    const auto filed = replaced(office.files, meetings, "date     = 2025-02-05",
                                "date     = 2025-03-03\nkind     = \"full\"\nsource   = "
                                "\"agenda\"\n\n[[meeting]]\ncalendar = \"panel\"\ndate     = "
                                "2025-02-05");
    const auto result = adopt(office, filed);
    CHECK(tests::events_of(result.events, "meeting-added") == 0);
    CHECK(findings(result).empty());
}

TEST_CASE("a running matter keeps its procedure until it adopts the new one") {
    Office office;
    office.elect();
    office.done("2024-05-20 09:00", "process-paper");
    const auto before = office.of("plan-2024", "consult-public").forecast.date;
    const auto longer =
        replaced(office.files, "overlays/leicestershire/police-and-crime-plan.toml",
                 "takes      = \"40 working days\"", "takes      = \"50 working days\"");
    office.adopt(longer);
    CHECK(office.of("plan-2024", "consult-public").forecast.date == before);
    office.say("2024-05-20 09:30", "adopt", {{"matter", "plan-2024"}});
    CHECK(office.of("plan-2024", "consult-public").forecast.date > before);
    CHECK(office.of("plan-2024", "process-paper").standing == plan::Standing::done);
}

TEST_CASE("a body that leaves the calendars takes no query down with it, and can come back") {
    Office office("2024-05-03 09:00", {"leicestershire", "dyfed-powys"});
    office.say("2024-05-03 09:00", "election", {{"kind", "ordinary"}, {"poll", "2024-05-02"}});
    const auto whole = office.files;
    office.adopt(tests::files_of({"leicestershire"}));
    const auto snapshot = office.snapshot();
    CHECK(snapshot.schedules.size() == 2);
    const auto shown = engine::show(snapshot, "dyfed-powys/plan-2024");
    REQUIRE_FALSE(shown);
    CHECK(
        tests::words(shown.error()) ==
        "dyfed-powys/plan-2024 belongs to 'dyfed-powys', which is no longer in the calendars (put "
        "bodies/dyfed-powys.toml back to see its dates)");
    CHECK_FALSE(engine::why(snapshot, "dyfed-powys/plan-2024/issue"));
    office.wait_until("2024-05-08 09:00");
    office.adopt(whole);
    CHECK(office.snapshot().schedules.size() == 4);
    CHECK(engine::show(office.snapshot(), "dyfed-powys/plan-2024").has_value());
}
