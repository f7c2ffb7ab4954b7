// SPDX-License-Identifier: MIT
// dutyctl as a program, talking to dutyd as a process: the 2024 story as an office would type it.
#include "tests/catch.hpp"
#include "tests/daemon/office.hpp"
#include "tests/text.hpp"

#include <fmt/format.h>

#include <boost/json/parse.hpp>

using namespace dutyd;
using tests::contains;
using tests::Office;

namespace {

struct Run {
    int code;
    std::string output;  // both outputs
};

Run ctl(const Office& office, const std::vector<std::string>& words) {
    std::vector<std::string> all = {DUTYCTL_PROGRAM};
    all.insert(all.end(), words.begin(), words.end());
    const std::string output = office.folder().path() + "/ctl-output";
    std::filesystem::remove(output);
    const auto finished = tests::run({all, {"DUTYD_CONFIG=" + office.config()}, output});
    return {finished.ending.status, finished.output};
}

std::string must(const Office& office, const std::vector<std::string>& words) {
    const Run run = ctl(office, words);
    INFO(run.output);
    REQUIRE(run.code == 0);
    return run.output;
}

const std::vector<std::string> poll = {"election", "ordinary", "2024-05-02", "--body",
                                       "leicestershire"};
const std::vector<std::string> general_election = {
    "pause",  "General election", "--activity", "public-engagement", "--activity", "announcement",
    "--from", "2024-05-25",       "--to",       "2024-07-04"};

std::vector<std::string> with(std::vector<std::string> words,
                              const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

constexpr const char* small_case = R"(
[case]
title = "A poll opens the plan"
body = "leicestershire"
starts = 2024-05-03
[[event]]
recorded = 2024-05-03
do = "election"
kind = "ordinary"
body = "leicestershire"
poll = 2024-05-02
[[expect]]
on = 2024-05-03
matter = "plan-2024"
duty = "issue"
limit = {}
)";

/// A message of the office's own is composed only if it has an address to send from.
tests::OfficeOptions mailing() {
    tests::OfficeOptions options;
    options.mail_port = 9;  // nobody listens there: what is due waits in the outbox
    return options;
}

}  // namespace

TEST_CASE("an office records the poll, previews the pause, records it and asks why") {
    Office office(mailing());
    office.start();
    CHECK(contains(must(office, {"status"}), "All is well.\n"));
    CHECK(contains(must(office, poll), "opened leicestershire/plan-2024\n"));

    const auto before = office.last_seq();
    const std::string preview = must(office, with(general_election, {"--preview"}));
    CHECK(contains(preview, "A preview: nothing has been recorded.\n"));
    CHECK(contains(preview, "panel-2024-09-23  panel-2024-10-28"));
    CHECK(contains(preview, "2 notices would be sent\n"));
    CHECK(office.last_seq() == before);

    CHECK(contains(must(office, with(general_election, {"--reason", "Called on 22 May"})),
                   "pause 'general-election-2024' declared"));
    const std::string why = must(office, {"why", "plan-2024/panel-considers"});
    CHECK(contains(why, "Forecast: Mon 28 October 2024\n"));
    CHECK(contains(why, "lands on         Mon 28 October 2024, papers by Fri 18 October 2024\n"));
    CHECK(contains(why, "last that works  Wed 5 February 2025, papers by Tue 28 January 2025\n"));
    CHECK(contains(must(office, {"why", "plan-2024/issue"}), "Limit: Mon 31 March 2025\n"));
    CHECK(contains(must(office, {"log", "--limit", "100"}), "Called on 22 May"));
}

TEST_CASE("an alert is acknowledged by the key that alerts prints") {
    Office office(mailing());
    office.start();
    must(office, poll);
    must(office, general_election);
    const std::string alerts = must(office, {"alerts"});
    const auto start = alerts.find("dutyctl ack ");
    REQUIRE(start != std::string::npos);
    const std::string key = alerts.substr(start + 12, alerts.find('\n', start) - start - 12);
    must(office, {"ack", key, "--reason", "Agreed with the panel's clerk", "--actor", "chief"});
    CHECK(contains(must(office, {"alerts"}), "acknowledged by chief"));
}

TEST_CASE("a repeated command is done once, and its client id cannot be used for another") {
    Office office(mailing());
    office.start();
    must(office, poll);
    const auto command = with(general_election, {"--client-id", "pause-1"});
    must(office, command);
    const auto seq = office.last_seq();
    CHECK(contains(must(office, command), "it was not done twice.\n"));
    CHECK(office.last_seq() == seq);
    const Run other = ctl(office, {"note", "plan-2024", "Other", "--client-id", "pause-1"});
    CHECK(other.code == 2);
    CHECK(contains(other.output, "error: "));
    CHECK(office.last_seq() == seq);
}

TEST_CASE("every change of a duty can be made and taken back from the command line") {
    Office office(mailing());
    office.start();
    must(office, poll);
    const std::string duty = "plan-2024/process-paper";
    must(office, {"clock", "advance", "--to", "2024-05-20 09:00"});
    must(office, {"record", "acceptance.delivered", "2024-05-09", "--matter", "plan-2024"});
    must(office, {"start", duty, "--on", "2024-05-13"});
    must(office, {"target", duty, "2024-05-31"});
    must(office, {"note", duty, "Room booked"});
    must(office, {"done", duty, "--on", "2024-05-16", "--evidence", "minute 4"});
    const std::string shown = must(office, {"show", duty});
    INFO(shown);
    CHECK(contains(shown, "  done        Thu 16 May 2024\n"));
    CHECK(contains(shown, "  evidence    minute 4\n"));
    CHECK(contains(shown, "  target      Fri 31 May 2024\n"));
    must(office, {"reopen", duty, "--reason", "It was another paper"});
    CHECK(!contains(must(office, {"show", duty}), "Thu 16 May 2024"));
    must(office, {"target", duty, "none"});
    CHECK(!contains(must(office, {"show", duty}), "31 May"));
    must(office, {"override", "plan-2024/issue", "2025-04-30", "--authority", "High Court",
                  "--reason", "Order of 3 May"});
    CHECK(contains(must(office, {"why", "plan-2024/issue"}), "Wed 30 April 2025"));
    must(office, {"meeting", "move", "panel-2024-09-23", "2024-09-30", "--body", "leicestershire"});
    CHECK(contains(must(office, {"log", "--limit", "20"}), "panel-2024-09-23"));
    must(office, {"withdraw", "acceptance.delivered", "--matter", "plan-2024"});
}

TEST_CASE("today is the day at the office, even while it is yesterday in Greenwich") {
    Office office(mailing());
    office.start();
    must(office, poll);
    must(office, {"clock", "advance", "--to", "2024-05-09 00:30"});
    const std::string upcoming = must(office, {"upcoming", "--days", "0"});
    CHECK(contains(upcoming, "leicestershire, as of Thu 2024-05-09: "));
    CHECK(contains(upcoming, "Thu 2024-05-09  today "));
}

TEST_CASE("bad input exits 2 with the daemon's hint, and changes nothing") {
    Office office(mailing());
    office.start();
    must(office, poll);
    const auto seq = office.last_seq();
    const Run unknown = ctl(office, {"done", "plan-2024/isue"});
    CHECK(unknown.code == 2);
    CHECK(contains(unknown.output, "did you mean 'issue'?\n"));
    CHECK(ctl(office, {"show", "plan-2042"}).code == 2);
    CHECK(ctl(office, {"upcoming", "--body", "nowhere"}).code == 2);
    CHECK(ctl(office, {"clock", "advance", "--to", "2020-01-01"}).code == 2);
    CHECK(office.last_seq() == seq);
}

TEST_CASE("with the daemon down the same reads give the same answers, and changes fail") {
    Office office(mailing());
    office.start();
    must(office, poll);
    must(office, general_election);
    const std::vector<std::vector<std::string>> reads = {
        {"upcoming", "--json"},
        {"upcoming", "--all", "--limit", "7", "--csv"},
        {"matters", "--json"},
        {"show", "plan-2024", "--json"},
        {"alerts", "--all", "--json"},
        {"why", "plan-2024/issue", "--json"},
        {"log", "--json"},
        {"log", "--from", "3", "--limit", "4", "--json"},
        {"outbox", "--json"},
        {"upcoming", "--as-of", "20", "--json"},
    };
    std::vector<std::string> answers;
    answers.reserve(reads.size());
    for (const auto& words : reads) answers.push_back(must(office, words));
    office.stop();
    for (std::size_t i = 0; i < reads.size(); ++i) {
        const std::string offline = must(office, reads[i]);
        const auto end = offline.find('\n') + 1;
        INFO(fmt::format("{}", fmt::join(reads[i], " ")));
        CHECK(offline.substr(0, end).starts_with("The daemon is down. This is from its database "));
        CHECK(offline.substr(end) == answers[i]);
    }
    const Run change = ctl(office, {"waive", "plan-2024/issue"});
    CHECK(change.code == 3);
    CHECK(contains(change.output, "nothing was recorded: only a running daemon records\n"));
    const Run status = ctl(office, {"status"});
    CHECK(status.code == 3);
    CHECK(contains(status.output, "- the daemon is down, so nobody is told anything\n"));
}

TEST_CASE("dates, checks and cases need no daemon and no configuration") {
    const Office office;
    const auto date = [&](const std::vector<std::string>& words) {
        return ctl(office, with({"date", "--calendars", DUTYD_SOURCE_DIR "/calendars"}, words));
    };
    const Run nomination = date({"25 working days before 2024-05-02 in election-days"});
    CHECK(nomination.code == 0);
    CHECK(nomination.output == "2024-03-26\n");
    CHECK(date({"3", "months", "after", "sent", "--set", "sent=2024-06-03"}).output ==
          "2024-09-03\n");
    CHECK(date({"first panel meeting on or after 2024-09-01", "--body", "leicestershire"}).output ==
          "2024-09-23\n");
    CHECK(date({"the day after sent"}).code == 1);
    CHECK(date({"5 wrking days after 2024-05-02"}).code == 2);
    CHECK(date({"panel.meeting", "--body", "leicestershre"}).output ==
          "error: there is no body 'leicestershre'\n"
          "    hint: did you mean 'leicestershire'?\n");
    CHECK(ctl(office, {"check", DUTYD_SOURCE_DIR "/calendars"}).code == 0);
    CHECK(ctl(office, {"check", "/nonexistent"}).code == 2);
    CHECK(ctl(office, {"replay", "/nonexistent.toml"}).code == 2);
    const auto replay = [&](const char* limit) {
        const std::string story =
            office.folder().write("case.toml", fmt::format(small_case, limit));
        return ctl(office, {"replay", story, "--calendars", DUTYD_SOURCE_DIR "/calendars"}).code;
    };
    CHECK(replay("2025-03-31") == 0);
    CHECK(replay("2025-04-30") == 1);
    CHECK(replay("soon") == 2);
}

TEST_CASE("calendars are found from a build folder without being named") {
    const Office office;
    CHECK(ctl(office, {"date", "first working day of May 2024"}).output == "2024-05-01\n");
}

TEST_CASE("doctor looks at the configuration it is given by the environment") {
    const Office office;
    const Run run = ctl(office, {"doctor"});
    CHECK(run.code == 4);
    CHECK(contains(run.output, "no daemon answers on"));
    CHECK_FALSE(contains(run.output, "/etc/dutyd"));
}

TEST_CASE("without dutyctl-local beside it dutyctl says what it lacks") {
    const Office office;
    const std::filesystem::path bin = office.folder().path() + "/alone/bin";
    std::filesystem::create_directories(bin);
    std::filesystem::copy(DUTYCTL_PROGRAM, bin);
    const auto run = tests::run({{(bin / "dutyctl").string(), "date", "2024-05-02"},
                                 {},
                                 office.folder().path() + "/alone/output"});
    CHECK(run.ending.status == 3);
    CHECK(run.output ==
          fmt::format("error: {}/alone/libexec/dutyd/dutyctl-local cannot be run: No such file or "
                      "directory\n"
                      "    hint: it is a part of dutyctl; install dutyd anew\n",
                      office.folder().path()));
}

TEST_CASE("a mistake elsewhere in the configuration keeps nobody from asking the daemon") {
    Office office;
    office.start();
    std::ofstream(office.config(), std::ios::app) << "[mial]\nhost = \"localhost\"\n";
    CHECK(ctl(office, {"status"}).code != 2);
    std::ofstream(office.config(), std::ios::app) << "not TOML\n";
    const Run run = ctl(office, {"status"});
    CHECK(run.code == 2);
    CHECK(contains(run.output, "this file is not TOML, so nothing else in it was read"));
}
