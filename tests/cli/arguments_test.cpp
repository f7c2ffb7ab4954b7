// SPDX-License-Identifier: MIT
#include "cli/client/arguments.hpp"

#include "tests/catch.hpp"
#include "tests/cli/words.hpp"

using namespace dutyd;
using namespace dutyd::cli;
using tests::parsed;

namespace {

std::string refused(const std::vector<std::string>& words) {
    const auto line = parse_command_line(words);
    REQUIRE(!line);
    return render(line.error());
}

}  // namespace

TEST_CASE("a change is read as it is said") {
    const Arguments done = parsed({"done", "plan-2024/issue", "--on", "2025-03-20"});
    CHECK(done.verb().words == "done");
    CHECK(done.get("DUTY") == "plan-2024/issue");
    CHECK(done.get("--on") == "2025-03-20");
    CHECK(!done.has("--preview"));

    const Arguments pause =
        parsed({"pause", "General election", "--activity", "public-engagement", "--activity",
                "announcement", "--from", "2024-05-25", "--to=2024-07-04", "--preview"});
    CHECK(pause.get("TITLE") == "General election");
    CHECK(pause.all("--activity") == std::vector<std::string>{"public-engagement", "announcement"});
    CHECK(pause.get("--to") == "2024-07-04");
    CHECK(pause.has("--preview"));
}

TEST_CASE("commands of two words are found, with options before, between and after") {
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"meeting", "move", "panel-2024-09-23", "2024-09-30", "--json"},
             {"--json", "meeting", "move", "panel-2024-09-23", "2024-09-30"},
             {"--socket", "meeting", "meeting", "--json", "move", "panel-2024-09-23", "2024-09-30"},
         }) {
        const Arguments move = parsed(words);
        CHECK(move.verb().words == "meeting move");
        CHECK(move.get("MEETING") == "panel-2024-09-23");
        CHECK(move.get("DATE") == "2024-09-30");
        CHECK(move.has("--json"));
    }
}

TEST_CASE("a value may be the name of a command, or begin like an option after two dashes") {
    CHECK(parsed({"record", "status", "note"}).get("FACT") == "status");
    CHECK(parsed({"show", "show"}).get("NAME") == "show");
    CHECK(parsed({"note", "--", "plan-2024", "-- see the minutes"}).get("TEXT") ==
          "-- see the minutes");
    CHECK(parsed({"pause", "[a,b]", "--from", "2024-05-25"}).get("TITLE") == "[a,b]");
}

TEST_CASE("a date expression may come in quotes or as it is") {
    CHECK(parsed({"date", "5 days after 2024-05-02"}).get("EXPR") == "5 days after 2024-05-02");
    const Arguments loose = parsed({"date", "5", "days", "after", "sent", "--set",
                                    "sent=2024-05-02", "--set", "x=2024-01-01..", "--why"});
    CHECK(loose.get("EXPR") == "5 days after sent");
    CHECK(loose.all("--set") == std::vector<std::string>{"sent=2024-05-02", "x=2024-01-01.."});
    CHECK(loose.has("--why"));
}

TEST_CASE("replay takes several files") {
    CHECK(parsed({"replay", "a.toml", "b.toml"}).all("FILE") ==
          std::vector<std::string>{"a.toml", "b.toml"});
}

TEST_CASE("help and version are asked for in the usual ways") {
    for (const auto& words : std::vector<std::vector<std::string>>{{"--help"}, {"-h"}, {"help"}}) {
        const auto line = parse_command_line(words);
        REQUIRE(line);
        CHECK(line->wants == CommandLine::Wants::help);
        CHECK(line->about == nullptr);
    }
    for (const auto& words : std::vector<std::vector<std::string>>{{"meeting", "add", "--help"},
                                                                   {"help", "meeting", "add"}}) {
        const auto line = parse_command_line(words);
        REQUIRE(line);
        CHECK(line->wants == CommandLine::Wants::help);
        REQUIRE(line->about != nullptr);
        CHECK(line->about->words == "meeting add");
    }
    CHECK(parse_command_line({"--version"}).value().wants == CommandLine::Wants::version);
}

TEST_CASE("a misspelt command is answered with the nearest one") {
    CHECK(refused({"upcomming"}) ==
          "error: there is no command 'upcomming'\n"
          "    hint: did you mean 'upcoming'?\n");
    CHECK(refused({"frobnicate"}) ==
          "error: there is no command 'frobnicate'\n"
          "    hint: dutyctl --help lists the commands\n");
    CHECK(refused({"meeting"}) ==
          "error: 'meeting' is not a whole command\n"
          "    hint: write meeting add, meeting move or meeting cancel\n");
    CHECK(refused({"meeting", "shift"}) ==
          "error: 'meeting' is not a whole command\n"
          "    hint: write meeting add, meeting move or meeting cancel\n");
    CHECK(refused({"help", "dne"}) ==
          "error: there is no command 'dne'\n"
          "    hint: did you mean 'done'?\n");
    CHECK(refused({}) ==
          "error: no command is given\n"
          "    hint: dutyctl --help lists the commands\n");
}

TEST_CASE("a misspelt option is answered with the nearest one of this command") {
    CHECK(refused({"done", "plan-2024/issue", "--onn=2025-03-20"}) ==
          "error: 'done' has no option --onn\n"
          "    hint: did you mean '--on'?\n");
    CHECK(refused({"upcoming", "--evidence", "x"}) ==
          "error: 'upcoming' has no option --evidence\n"
          "    hint: dutyctl upcoming --help lists its options\n");
}

TEST_CASE("all mistakes of a line are told at once") {
    CHECK(refused({"election", "general", "--pause-from", "25 May", "--pause-to", "2024-02-30"}) ==
          "error: POLL is missing\n"
          "    hint: it is the day of the poll\n"
          "error: --pause-from: '25 May' is not a date\n"
          "    hint: write dates as YYYY-MM-DD, for example 2024-05-02\n"
          "error: --pause-to: 2024-02-30 is not a date: February 2024 has 29 days\n");
}

TEST_CASE("each kind of value is checked for its form") {
    CHECK(refused({"upcoming", "--days", "soon"}) ==
          "error: --days: 'soon' cannot be used here\n"
          "    hint: give a whole number, 0 or more\n");
    CHECK(refused({"upcoming", "--days", "-3"}) ==
          "error: --days: '-3' cannot be used here\n"
          "    hint: give a whole number, 0 or more\n");
    CHECK(refused({"done", "issue"}) ==
          "error: DUTY: 'issue' cannot be used here\n"
          "    hint: give MATTER/DUTY, for example plan-2024/issue\n");
    CHECK(refused({"done", "plan-2024/issue", "--at", "4pm"}) ==
          "error: --at: '4pm' cannot be used here\n"
          "    hint: give a time as HH:MM, for example 16:00\n");
    CHECK(refused({"open", "plan", "--fact", "election.poll"}) ==
          "error: --fact: 'election.poll' cannot be used here\n"
          "    hint: give NAME=VALUE, for example election.poll=2024-05-02\n");
    CHECK(refused({"upcoming", "--as-of", "yesterday"}) ==
          "error: --as-of: 'yesterday' cannot be used here\n"
          "    hint: give a day (2024-05-22), a day and time (\"2024-05-22 16:00\", or "
          "2024-05-22T15:00:00Z for UTC), or a journal number\n");
    CHECK(refused({"show", ""}) ==
          "error: NAME: '' cannot be used here\n"
          "    hint: it is empty\n");
}

TEST_CASE("a target may be a date or none") {
    CHECK(parsed({"target", "plan-2024/issue", "2025-02-28"}).get("DATE") == "2025-02-28");
    CHECK(parsed({"target", "plan-2024/issue", "none"}).get("DATE") == "none");
    CHECK(refused({"target", "plan-2024/issue", "never"}) ==
          "error: DATE: 'never' is not a date\n"
          "    hint: write dates as YYYY-MM-DD, for example 2024-05-02\n");
}

TEST_CASE("what is missing, twice or too much is named") {
    CHECK(refused({"done"}) ==
          "error: DUTY is missing\n"
          "    hint: it is the duty, as MATTER/DUTY\n");
    CHECK(refused({"pause", "General election"}) ==
          "error: --from is missing\n"
          "    hint: it is the first paused day\n");
    CHECK(refused({"done", "a/b", "--on", "2025-03-20", "--on", "2025-03-21"}) ==
          "error: --on is given twice\n");
    CHECK(refused({"done", "a/b", "--on"}) == "error: --on needs a value\n");
    CHECK(refused({"pause", "General", "election", "--from", "2024-05-25"}) ==
          "error: 'pause' does not expect 'election'\n"
          "    hint: words that belong together go in quotes; see dutyctl pause --help\n");
}
