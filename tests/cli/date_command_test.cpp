// SPDX-License-Identifier: MIT
// `dutyctl date` as a person or a script sees it: whole outputs, exit codes, the JSON's fields.
#include "cli/date_command.hpp"
#include "lib/base/text.hpp"
#include "tests/catch.hpp"

#include <boost/json.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace dutyd;
using namespace dutyd::cli;

namespace {

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

const std::vector<rules::SourceFile>& calendar_files() {
    static const std::vector<rules::SourceFile> files = [] {
        const std::filesystem::path folder = DUTYD_SOURCE_DIR "/calendars";
        std::vector<rules::SourceFile> found;
        for (const char* part : {"holidays", "day-sets"}) {
            for (const auto& entry : std::filesystem::directory_iterator(folder / part)) {
                found.push_back({std::string(part) + "/" + entry.path().filename().string(),
                                 read_text(entry.path())});
            }
        }
        return found;
    }();
    return files;
}

civil::Date d(std::string_view text) {
    return civil::Date::parse(text).value();
}

struct Outcome {
    int code;
    std::string out;
    std::string err;
};

class Command {
public:
    explicit Command(std::string expression)
        : options_{std::move(expression), d("2024-05-15"),
                   civil::Zone::from_tzif("Europe/London",
                                          read_text("/usr/share/zoneinfo/Europe/London"))
                       .value(),
                   calendar_files()} {}

    Command& set(const std::string& value) {
        options_.sets.push_back(value);
        return *this;
    }
    DateCommandOptions& options() { return options_; }

    Outcome run() const {
        std::ostringstream out;
        std::ostringstream err;
        const int code = run_date_command(options_, out, err);
        return {code, out.str(), err.str()};
    }
    /// Output and code; a run that prints an error fails the test.
    std::string output() const {
        const Outcome outcome = run();
        CHECK(outcome.err.empty());
        CHECK(outcome.code == 0);
        return outcome.out;
    }
    boost::json::object json() {
        options_.json = true;
        return boost::json::parse(run().out).as_object();
    }

private:
    DateCommandOptions options_;
};

}  // namespace

TEST_CASE("the first line is the date and nothing else") {
    CHECK(Command("25 working days before 2024-05-02 in election-days").output() == "2024-03-26\n");
    CHECK(Command("19 working days before 2024-05-02 in election-days at 16:00").output() ==
          "2024-04-05 16:00\n");
    CHECK(Command("financial year containing 2024-05-02").output() == "2024-04-01..2025-03-31\n");
    CHECK(Command("2024-05-02..").output() == "2024-05-02..\n");
}

TEST_CASE("what is not certain follows on lines of its own") {
    CHECK(Command("25 working days before 2032-05-06 in election-days").output() ==
          "2032-03-31\nprovisional: rests on bank holidays not yet published\n");
    CHECK(Command("2 working days before 2000-01-05").output() ==
          "1999-12-31\nprovisional: rests on days before 2010-01-01, worked out from the rules\n");
    CHECK(Command("3 weeks beginning with 2024-04-22 ignoring post-election-period")
              .set("post-election-period=2024-05-02..")
              .output() ==
          "not before 2024-05-26\n"
          "rest: the end of post-election-period + 11 days\n"
          "needs: the last day of post-election-period\n");
    CHECK(Command("earliest of (2024-06-01, panel.report)").output() ==
          "not after 2024-06-01\nneeds: panel.report\n");
}

TEST_CASE("names are bound to days, times, periods and meetings") {
    CHECK(Command("3 months after sent").set("sent=2024-06-03").output() == "2024-09-03\n");
    CHECK(Command("72 hours after aware").set("aware=2024-06-03 10:00").output() ==
          "2024-06-06 10:00\n");
    CHECK(Command("72 hours after aware").set("aware=2024-06-03T10:00").output() ==
          "2024-06-06 10:00\n");
    CHECK(Command("1 February in financial year before precept.year")
              .set("precept.year=2026-04-01..2027-03-31")
              .output() == "2026-02-01\n");
    CHECK(Command("3 weeks after x ignoring p")
              .set("x=2024-05-01")
              .set("p=2024-05-02..2024-05-09,2024-05-20..2024-05-20")
              .output() == "2024-05-31\n");
    CHECK(Command("first panel meeting on or after 2024-06-19")
              .set("panel=2024-06-18,2024-09-23,2024-10-28")
              .output() == "2024-09-23\n");
    CHECK(Command("first panel meeting on or after 2024-06-01").set("panel=2024-06-18").output() ==
          "2024-06-18\n");
}

TEST_CASE("a body's meetings, kinds and financial year") {
    Command command("first full panel meeting after 2024-06-01");
    command.options().meetings["panel"] = {{d("2024-06-18"), "sub-committee"},
                                           {d("2024-09-23"), "full"}};
    CHECK(command.output() == "2024-09-23\n");
    Command misspelt("first pannel meeting after 2024-06-01");
    misspelt.options().meetings["panel"] = {};
    CHECK(misspelt.run().err ==
          "1:7: error: there is no meeting calendar 'pannel'\n"
          "    first pannel meeting after 2024-06-01\n"
          "          ^^^^^^\n"
          "    hint: did you mean 'panel'?\n");
    Command year("last day of financial year containing 2024-05-02");
    year.options().fiscal_year_start = {8, 1};
    CHECK(year.output() == "2024-07-31\n");
}

TEST_CASE("a count as one would have made it then") {
    Command now("5 working days after 2022-09-14");
    CHECK(now.output() == "2022-09-22\n");
    now.options().known_on = d("2022-09-09");
    CHECK(now.output() == "2022-09-21\n");
}

TEST_CASE("today is the caller's day, the day of knowledge, or the day that was given") {
    Command command("earliest of (2024-06-01, x)");
    CHECK(command.output() == "not after 2024-06-01\nneeds: x\n");
    command.options().known_on = d("2024-06-02");
    CHECK(command.output() == "2024-06-01\n");
    command.options().now = d("2024-05-20");
    CHECK(command.output() == "not after 2024-06-01\nneeds: x\n");
}

TEST_CASE("a disputed reading may be chosen") {
    Command command("5 clear working days before 2022-09-22 in meeting-days");
    CHECK(command.output() == "2022-09-13\n");
    command.options().readings = {"meeting-days/mourning"};
    CHECK(command.output() == "2022-09-05\n");
    command.options().readings = {"meeting-days/morning"};
    const Outcome outcome = command.run();
    CHECK(outcome.code == 2);
    CHECK(outcome.err ==
          "error: no day set has the reading 'meeting-days/morning'\n"
          "    hint: did you mean 'meeting-days/mourning'?\n");
}

TEST_CASE("why: the count day by day") {
    Command command("2 working days before poll in election-days");
    command.set("poll=2024-05-08").options().why = true;
    CHECK(command.output() ==
          "2024-05-03\n"
          "\n"
          "poll is Wed 8 May 2024\n"
          "      -  Wed 8 May 2024: the day counted from, not counted\n"
          "      1  Tue 7 May 2024\n"
          "      -  Mon 6 May 2024: Early May bank holiday\n"
          "      -  Sun 5 May 2024: Sunday\n"
          "      -  Sat 4 May 2024: Saturday\n"
          "      2  Fri 3 May 2024\n"
          "2 working days before poll in election-days is Fri 3 May 2024\n");
    Command projected("1 working day after 2028-12-29");
    projected.options().why = true;
    CHECK(projected.output() ==
          "2029-01-02\n"
          "provisional: rests on bank holidays not yet published\n"
          "\n"
          "      -  Fri 29 December 2028: the day counted from, not counted\n"
          "      -  Sat 30 December 2028: Saturday\n"
          "      -  Sun 31 December 2028: Sunday\n"
          "      -  Mon 1 January 2029: New Year’s Day (projected)\n"
          "      1  Tue 2 January 2029 (projected)\n"
          "1 working day after 2028-12-29 is Tue 2 January 2029\n");
}

TEST_CASE("what is not known is said with what it needs, and exits with 1") {
    const Outcome unknown = Command("25 working days before election.poll in election-days").run();
    CHECK(unknown.code == 1);
    CHECK(unknown.out == "unknown (needs election.poll)\n");
    CHECK(unknown.err.empty());
    CHECK(Command("first panel meeting after 2024-06-01").run().out ==
          "unknown (needs a panel meeting)\n");
    const Outcome misspelt = Command("25 working days before election.poll in election-days")
                                 .set("election.pol=2024-05-02")
                                 .run();
    CHECK(misspelt.code == 1);
    CHECK(misspelt.err ==
          "finding: nothing in the expression is called 'election.pol'\n"
          "    hint: did you mean 'election.poll'?\n");
}

TEST_CASE("a bad expression exits with 2 and a caret") {
    const Outcome outcome = Command("25 workng days before 2024-05-02").run();
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.err ==
          "1:4: error: expected days, weeks, months, years or hours, not 'workng'\n"
          "    25 workng days before 2024-05-02\n"
          "       ^^^^^^\n"
          "    hint: did you mean 'working'?\n");
    const Outcome day_set = Command("25 working days before 2024-05-02 in electoin-days").run();
    CHECK(day_set.code == 2);
    CHECK(day_set.err ==
          "1:38: error: there is no day set 'electoin-days'\n"
          "    25 working days before 2024-05-02 in electoin-days\n"
          "                                         ^^^^^^^^^^^^^\n"
          "    hint: did you mean 'election-days'?\n");
    CHECK(Command("last day of election-days").run().err ==
          "1:13: error: 'election-days' is a day set, not a day or a period\n"
          "    last day of election-days\n"
          "                ^^^^^^^^^^^^^\n"
          "    hint: day sets stand after working days: 'N working days after X in S'\n");
}

TEST_CASE("all mistakes of a command line are told at once") {
    const Outcome outcome = Command("25 workng days before x")
                                .set("x")
                                .set("x=2024-02-30")
                                .set("X=2024-05-02")
                                .set("may=2024-05-02")
                                .set("y=2024-05-02 4pm")
                                .set("z=2024-05-02..2024-05-01")
                                .set("m=2024-05-02,2024-13-01")
                                .set("m=2024-05-02")
                                .set("n=tomorrow")
                                .run();
    CHECK(outcome.code == 2);
    CHECK(outcome.err ==
          "1:4: error: expected days, weeks, months, years or hours, not 'workng'\n"
          "    25 workng days before x\n"
          "       ^^^^^^\n"
          "    hint: did you mean 'working'?\n"
          "error: --set: 'x' gives no value\n"
          "    x\n"
          "    ^\n"
          "    hint: write NAME=VALUE, for example election.poll=2024-05-02\n"
          "error: --set: 2024-02-30 is not a date: February 2024 has 29 days\n"
          "    x=2024-02-30\n"
          "      ^^^^^^^^^^\n"
          "    hint: write a date, 'DATE HH:MM', A..B, or A.. for a period still open\n"
          "error: --set: 'X' cannot be a name\n"
          "    X=2024-05-02\n"
          "    ^\n"
          "    hint: names are lower case words joined by dots or hyphens, such as election.poll, "
          "and no words of the date language\n"
          "error: --set: 'may' cannot be a name\n"
          "    may=2024-05-02\n"
          "    ^^^\n"
          "    hint: names are lower case words joined by dots or hyphens, such as election.poll, "
          "and no words of the date language\n"
          "error: --set: ' 4pm' is not a time of day\n"
          "    y=2024-05-02 4pm\n"
          "                ^^^^\n"
          "    hint: write 'DATE HH:MM', for example \"2024-05-02 16:00\"\n"
          "error: --set: the period 2024-05-02..2024-05-01 ends before it begins\n"
          "    z=2024-05-02..2024-05-01\n"
          "      ^^^^^^^^^^^^^^^^^^^^^^\n"
          "    hint: write the earlier date first\n"
          "error: --set: 2024-13-01 is not a date: there is no month 13\n"
          "    m=2024-05-02,2024-13-01\n"
          "                 ^^^^^^^^^^\n"
          "    hint: write a date, 'DATE HH:MM', A..B, or A.. for a period still open\n"
          "error: --set: 'm' is given twice\n"
          "    m=2024-05-02\n"
          "    ^\n"
          "    hint: give each name one value\n"
          "error: --set: 'tomorrow' is not a date\n"
          "    n=tomorrow\n"
          "      ^^^^^^^^\n"
          "    hint: write dates as YYYY-MM-DD, for example 2024-05-02\n");
}

TEST_CASE("broken calendars are told with their file") {
    Command command("2024-05-02");
    command.options().calendars.push_back({"day-sets/zz.toml", "id = 7\n"});
    const Outcome outcome = command.run();
    CHECK(outcome.code == 2);
    CHECK(outcome.err.find("day-sets/zz.toml:1:6: error: ") != std::string::npos);
}

TEST_CASE("JSON: every field, and the ledger whether or not it was asked for") {
    const auto answer =
        Command("2 working days before poll in election-days").set("poll=2024-05-08").json();
    CHECK(boost::json::serialize(answer) ==
          R"({"date":"2024-05-03","time":null,"bound":"exact","latest":null,"provisional":false,)"
          R"("rest":"","missing":[],"expression":"2 working days before poll in election-days",)"
          R"("ledger":[)"
          R"({"kind":"step","date":"2024-05-08","number":0,"text":"poll","provisional":false},)"
          R"({"kind":"passed-over","date":"2024-05-08","number":0,)"
          R"("text":"the day counted from, not counted","provisional":false},)"
          R"({"kind":"counted","date":"2024-05-07","number":1,"text":"Tuesday",)"
          R"("provisional":false},)"
          R"({"kind":"passed-over","date":"2024-05-06","number":0,)"
          R"("text":"Early May bank holiday","provisional":false},)"
          R"({"kind":"passed-over","date":"2024-05-05","number":0,"text":"Sunday",)"
          R"("provisional":false},)"
          R"({"kind":"passed-over","date":"2024-05-04","number":0,"text":"Saturday",)"
          R"("provisional":false},)"
          R"({"kind":"counted","date":"2024-05-03","number":2,"text":"Friday",)"
          R"("provisional":false},)"
          R"({"kind":"step","date":"2024-05-03","number":0,)"
          R"("text":"2 working days before poll in election-days","provisional":false}]})");
}

TEST_CASE("JSON: times, bounds, periods and what is unknown") {
    auto answer = Command("2024-05-02 at 16:00").json();
    CHECK(answer.at("date") == "2024-05-02");
    CHECK(answer.at("time") == "16:00");
    answer = Command("3 weeks beginning with 2024-04-22 ignoring p").set("p=2024-05-02..").json();
    CHECK(answer.at("date") == "2024-05-26");
    CHECK(answer.at("bound") == "not-before");
    CHECK(answer.at("rest") == "the end of p + 11 days");
    answer = Command("latest of (2024-06-01, earliest of (2024-06-20, x))").json();
    CHECK(answer.at("bound") == "not-before");
    CHECK(answer.at("date") == "2024-06-01");
    CHECK(answer.at("latest") == "2024-06-20");
    answer = Command("earliest of (2024-06-01, x)").json();
    CHECK(answer.at("bound") == "not-after");
    CHECK(boost::json::serialize(answer.at("missing")) == R"(["x"])");
    answer = Command("3 days after x").json();
    CHECK(answer.at("date").is_null());
    CHECK(answer.at("bound") == "unknown");
    answer = Command("the financial year containing 2024-05-02").json();
    CHECK(answer.at("first") == "2024-04-01");
    CHECK(answer.at("last") == "2025-03-31");
    CHECK(answer.at("expression") == "financial year containing 2024-05-02");
    CHECK(Command("2024-05-02..").json().at("last").is_null());
    answer = Command("25 working days before 2032-05-06").json();
    CHECK(answer.at("provisional") == true);
}

TEST_CASE("JSON: an error is an object too, and still told to people") {
    Command command("25 workng days before 2024-05-02");
    command.options().json = true;
    const Outcome outcome = command.run();
    CHECK(outcome.code == 2);
    CHECK(outcome.err.find("did you mean 'working'?") != std::string::npos);
    const auto error = boost::json::parse(outcome.out).at("error").at(0);
    CHECK(error.at("message") == "expected days, weeks, months, years or hours, not 'workng'");
    CHECK(error.at("hint") == "did you mean 'working'?");
    CHECK(error.at("line").to_number<int>() == 1);
    CHECK(error.at("column").to_number<int>() == 4);
}
