// SPDX-License-Identifier: MIT
// What many files make together: bodies, meetings, findings that hang on the day, and one broken
// file not hiding what is wrong in the others.
#include "tests/catch.hpp"
#include "tests/packs/texts.hpp"

#include <algorithm>

using namespace dutyd;
using namespace dutyd::rules;
using civil::Date;

TEST_CASE("a body with everything it may say") {
    const Library library = sound(with(small_world(), {"bodies/anyshire.toml", R"toml([body]
id                   = "anyshire"
name                 = "The office of Anyshire"
nation               = "wales"
zone                 = "Europe/London"
financial-year-start = "6 April"
working-days         = "meeting-days"
working-hours        = { from = "09:00", to = "16:30" }
parties              = ["commissioner"]
procedures           = ["plan"]
fallback-role        = "clerk"
lead                 = ["20 working days", "1 week"]
slack-threshold      = 7

[[role]]
id    = "clerk"
title = "Clerk"

[[role]]
id    = "chief-executive"
title = "Chief executive"

[[meeting-calendar]]
id         = "panel"
title      = "The panel"
host       = "The county council"
papers     = "3 clear working days before meeting.date in meeting-days"
papers-law = [{ cite = "Act s.4", verified = "text" }]
submission = "10 working days before meeting.date in working-days"
)toml"}));
    const Body* body = library.body("anyshire");
    REQUIRE(body != nullptr);
    CHECK(body->nation == "wales");
    CHECK(body->fiscal_year_start.month == 4);
    CHECK(body->fiscal_year_start.day == 6);
    CHECK(body->working_days == "meeting-days");
    CHECK(body->working_hours.from.text() == "09:00");
    CHECK(body->working_hours.to.text() == "16:30");
    CHECK(body->procedures == std::vector<std::string>{"plan"});
    CHECK(body->fallback_role == "clerk");
    CHECK(body->lead.size() == 2);
    CHECK(body->slack_threshold == 7);
    CHECK(body->roles.size() == 2);
    REQUIRE(body->meeting_calendars.size() == 1);
    const MeetingCalendar& panel = body->meeting_calendars.front();
    CHECK(panel.host == "The county council");
    CHECK(panel.papers.text() == "3 clear working days before meeting.date in meeting-days");
    CHECK(panel.papers_law.front().cite == "Act s.4");
    CHECK(panel.submission->text() == "10 working days before meeting.date in working-days");
    CHECK(library.body("nowhere") == nullptr);
}

TEST_CASE("meetings come in date order from any file that names the body") {
    Files files = small_world();
    files.push_back({"meetings/anyshire.toml", R"toml(
[[meeting]]
calendar = "panel"
date     = 2024-10-28
time     = "14:00"
title    = "Ordinary"
source   = "agenda"

[[meeting]]
id         = "first"
calendar   = "panel"
date       = 2024-09-23
kind       = "hearing"
submission = 2024-09-06
source     = "agenda"
)toml"});
    files.push_back({"meetings/assumed.toml", R"toml(body = "anyshire"

[[meeting]]
calendar = "panel"
date     = 2024-10-01
assumed  = true
)toml"});
    const Library library = sound(files);
    const auto& meetings = library.body("anyshire")->meetings;
    REQUIRE(meetings.size() == 3);
    CHECK(meetings[0].id == "first");
    CHECK(meetings[0].kind == "hearing");
    CHECK(meetings[0].submission == Date::of(2024, 9, 6));
    CHECK(meetings[1].id == "panel-2024-10-01");
    CHECK(meetings[1].assumed);
    CHECK(meetings[1].kind == "full");
    CHECK(meetings[2].time->text() == "14:00");
    CHECK(findings_of(files) ==
          "meetings/assumed.toml:3:1: finding: meeting 'panel-2024-10-01' is assumed: no source "
          "gives its date\n"
          "    [[meeting]]\n"
          "    ^^^^^^^^^^^\n");
}

TEST_CASE("a body runs all procedures unless it lists some") {
    Files files = small_world();
    files.push_back({"packs/small/other.toml", R"toml([procedure]
id     = "other"
title  = "Other"
opens  = "on election.poll"
matter = "other-{year}"

[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
after  = ["plan/issue"]
)toml"});
    CHECK(sound(files).procedures_of("anyshire").size() == 2);
    for (SourceFile& file : files) {
        const auto at = file.text.find("fallback-role");
        if (file.path == "bodies/anyshire.toml") {
            file.text.insert(at, "procedures    = [\"other\"]\n");
        }
    }
    const Library library = sound(files);
    REQUIRE(library.procedures_of("anyshire").size() == 1);
    CHECK(library.procedures_of("anyshire")[0]->id == "other");
    CHECK(library.procedure("anyshire", "plan") == nullptr);
    CHECK(library.procedures_of("nowhere").empty());
}

TEST_CASE("gates between procedures can close a circle too") {
    Files files = with_duties("");
    for (SourceFile& file : files) {
        const auto at = file.text.find("after   = [\"draft\"]");
        if (file.path == "packs/small/plan.toml") {
            file.text.replace(at, 19, "after   = [\"draft\", \"other/x\"]");
        }
    }
    files.push_back({"packs/small/other.toml", R"toml([procedure]
id     = "other"
title  = "Other"
opens  = "on election.poll"
matter = "other-{year}"

[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
after  = ["plan/issue"]
)toml"});
    CHECK(errors_of(files) ==
          "packs/small/plan.toml:20:21: error: gates run in a circle: other/x -> plan/send -> "
          "plan/issue -> other/x\n"
          "    after   = [\"draft\", \"other/x\"]\n"
          "                        ^^^^^^^^^\n"
          "    hint: none of these could ever be done; take one of the gates away\n");
}

TEST_CASE("a meeting calendar that only some bodies have is missed where it is missing") {
    Files files = with_duties(R"toml(
[[duty]]
id      = "meet"
title   = "Meet"
bearer  = "panel"
owner   = "chief-executive"
law     = [{ cite = "Act s.9", verified = "text" }]
meeting = { calendar = "panel" }
)toml");
    files.push_back({"bodies/otherplace.toml", R"toml([body]
id            = "otherplace"
name          = "Other"
nation        = "england"
parties       = ["commissioner"]
fallback-role = "chief-executive"

[[role]]
id    = "chief-executive"
title = "Chief executive"
)toml"});
    CHECK(errors_of(files) ==
          "bodies/otherplace.toml:2:17: error: 'otherplace' has no meeting calendar 'panel', which "
          "duty 'meet' of 'plan' needs\n"
          "    id            = \"otherplace\"\n"
          "                    ^^^^^^^^^^^^\n"
          "    hint: add [[meeting-calendar]], or leave the procedure out of 'procedures'\n");
}

TEST_CASE("a file that is not TOML hides nothing that is wrong elsewhere and makes nothing wrong") {
    Files files =
        with_overlay("[overlay]\nprocedure = \"plan\"\n[[set]]\nduty = \"draft\"\nx = 1\n");
    files = with(std::move(files), {"packs/small/plan.toml", "[procedure\n"});
    files = with(std::move(files), {"meetings/anyshire.toml", "[[meeting]]\n"});
    CHECK(errors_of(files) ==
          "meetings/anyshire.toml:1:1: error: this meeting has no 'calendar'\n"
          "    [[meeting]]\n"
          "    ^^^^^^^^^^^\n"
          "meetings/anyshire.toml:1:1: error: this meeting has no 'date'\n"
          "    [[meeting]]\n"
          "    ^^^^^^^^^^^\n"
          "meetings/anyshire.toml:1:1: error: this meeting has no source\n"
          "    [[meeting]]\n"
          "    ^^^^^^^^^^^\n"
          "    hint: say where the date was seen, or mark it assumed = true\n"
          "overlays/anyshire/plan.toml:5:1: error: [[set]] of 'draft' has an unknown key 'x'\n"
          "    x = 1\n"
          "    ^\n"
          "    hint: it may have: activity, after, assumption, assurance, duty, evidence, expect, "
          "lead, owner, slack-threshold, takes, target\n"
          "packs/small/plan.toml:1:11: error: expected ']', saw '\\n' (in a table header)\n"
          "    [procedure\n"
          "              ^\n"
          "    hint: this file is not TOML, so nothing else in it was read\n");
}

TEST_CASE("a broken body, manifest or day set makes no errors in the files that use it") {
    for (const char* path : {"bodies/anyshire.toml", "packs/small/pack.toml",
                             "day-sets/working-days.toml", "packs/small/plan.toml"}) {
        CAPTURE(path);
        Files files = with_overlay(R"toml([overlay]
procedure = "plan"

[[set]]
duty       = "draft"
target     = "5 working days after election.poll in working-days"
takes      = "5 working days in working-days"
assumption = "x"
)toml");
        files.push_back({"meetings/anyshire.toml",
                         "[[meeting]]\ncalendar = \"panel\"\ndate = 2024-09-23\nsource = \"x\"\n"});
        const auto library = load_library(with(std::move(files), {path, "]"}));
        REQUIRE_FALSE(library);
        CAPTURE(render(library.error()));
        CHECK(library.error().size() == 1);
        CHECK(library.error().front().where.file == path);
    }
}

TEST_CASE("a pack without its pack.toml") {
    Files files = small_world();
    files.erase(files.begin());
    CHECK(errors_of(files) ==
          "packs/small/pack.toml: error: pack 'small' has no pack.toml\n"
          "    hint: it names the pack, its version, parties, roles and activities\n");
}

TEST_CASE("duties without an owner and citations from memory are findings") {
    CHECK(findings_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
law    = [{ cite = "Act s.9", verified = "text" }, { cite = "Act s.10", verified = "memory" }]
)toml")) ==
          "packs/small/plan.toml:33:10: finding: duty 'x' cites Act s.10 from memory\n"
          "    id     = \"x\"\n"
          "             ^^^\n"
          "    hint: read the provision and say verified = \"text\"\n"
          "packs/small/plan.toml:33:10: finding: duty 'x' has no owner at 'anyshire'\n"
          "    id     = \"x\"\n"
          "             ^^^\n"
          "    hint: its notices go to the body's fallback role\n");
}

TEST_CASE("an owner given by every body's overlay is no longer missing") {
    Files files = with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
law    = [{ cite = "Act s.9", verified = "text" }]
)toml");
    CHECK_FALSE(findings_of(files).empty());
    files.push_back({"overlays/anyshire/plan.toml",
                     "[overlay]\nprocedure = \"plan\"\n[[set]]\nduty = \"x\"\nowner = "
                     "\"chief-executive\"\n"});
    CHECK(findings_of(files).empty());
}

TEST_CASE("a pack past its verification is a finding from the next day on") {
    Files files = small_world();
    files[0].text.insert(files[0].text.find("version"), "verified-until = 2027-03-31\n");
    CHECK(findings_of(files, Date::of(2027, 3, 31)).empty());
    CHECK(findings_of(files, Date::of(2027, 4, 1)) ==
          "packs/small/pack.toml:2:11: finding: pack 'small' was verified until 2027-03-31 only\n"
          "    id      = \"small\"\n"
          "              ^^^^^^^\n"
          "    hint: read its provisions again and move verified-until\n");
    CHECK(findings_of(files).empty());
}

TEST_CASE("a day set whose published days end within four years is a finding") {
    Files files = small_world();
    files.push_back({"holidays/bank-holidays.json",
                     R"({"england-and-wales": {"division": "england-and-wales", "events": [
                         {"title": "New Year’s Day", "date": "2028-01-03", "notes": "",
                          "bunting": true}]}})"});
    for (SourceFile& file : files) {
        if (file.path == "day-sets/working-days.toml") {
            file.text += "holidays = \"england-and-wales\"\n";
        }
    }
    CHECK(findings_of(files, Date::of(2024, 12, 31)).empty());
    const std::string findings = findings_of(files, Date::of(2025, 1, 1));
    CHECK(findings ==
          "day-sets/working-days.toml: finding: day set 'working-days' rests on published days "
          "until 2028-12-31 only; a term of office from today ends after that\n"
          "    hint: later days are worked out by rule and marked provisional\n");
}

TEST_CASE("a file in no place that is read is a finding") {
    CHECK(findings_of(with(small_world(), {"overlay/anyshire/plan.toml", ""})) ==
          "overlay/anyshire/plan.toml: finding: this file is in no place that is read\n"
          "    hint: packs/<pack>/, bodies/, overlays/<body>/, meetings/, audits/, day-sets/ and "
          "holidays/ are\n");
    CHECK(findings_of(with(small_world(), {"README.md", "x"})).empty());
}

TEST_CASE("the order of the files changes nothing") {
    Files files = with_overlay("[overlay]\nprocedure = \"plans\"\n");
    files = with(std::move(files), {"meetings/anyshire.toml", "x = 1\n"});
    const std::string forwards = errors_of(files);
    std::reverse(files.begin(), files.end());
    CHECK(errors_of(files) == forwards);
    CHECK_FALSE(forwards.empty());
}
