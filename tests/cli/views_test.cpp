// SPDX-License-Identifier: MIT
#include "cli/print/views.hpp"

#include "cli/print/csv.hpp"
#include "cli/print/text_width.hpp"
#include "lib/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/cli/golden.hpp"

using namespace dutyd::cli;
using namespace dutyd::cli::test;

namespace {

const Paper plain_paper{};
const Paper narrow{80, Ink::plain};
const Paper wide{160, Ink::colour};

}  // namespace

TEST_CASE("upcoming as a table, on every kind of paper") {
    const auto answer = golden_json("upcoming.json");
    check_golden("upcoming.txt", print_upcoming(answer, plain_paper));
    check_golden("upcoming.narrow.txt", print_upcoming(answer, narrow));
    check_golden("upcoming.colour.txt", print_upcoming(answer, wide));
}

TEST_CASE("upcoming fits the terminal from 72 columns on") {
    const auto answer = golden_json("upcoming.json");
    for (std::size_t width = 72; width < 200; ++width) {
        for (const auto& line : dutyd::split(print_upcoming(answer, {width, Ink::plain}), '\n')) {
            INFO(width << ": " << line);
            CHECK(text_width(line) <= width);
        }
    }
}

TEST_CASE("matters of several bodies keep their body's name") {
    check_golden("matters.txt", print_matters(golden_json("matters.json"), plain_paper));
}

TEST_CASE("alerts say what, since when, who was told and how to acknowledge") {
    check_golden("alerts.txt", print_alerts(golden_json("alerts.json"), plain_paper));
}

TEST_CASE("the log as a table") {
    check_golden("log.txt", print_log(golden_json("log.json"), plain_paper));
    check_golden("log.narrow.txt", print_log(golden_json("log.json"), narrow));
}

TEST_CASE("the outbox shows what fails and why") {
    check_golden("outbox.txt", print_outbox(golden_json("outbox.json"), plain_paper));
}

TEST_CASE("one message is printed to be read") {
    check_golden("message.txt", print_outbox(golden_json("message.json"), plain_paper));
}

TEST_CASE("a preview shows what would move, who would be told, and what slack is lost") {
    check_golden("preview.txt", print_preview(golden_json("preview.json"), plain_paper));
}

TEST_CASE("a matter with its facts and duties") {
    check_golden("show.txt", print_show(golden_json("show.json"), plain_paper));
    check_golden("show.narrow.txt", print_show(golden_json("show.json"), narrow));
    check_golden("show.duty.txt", print_show(golden_json("show.duty.json"), plain_paper));
}

TEST_CASE("why explains the meeting, the limit and its count") {
    const auto meeting = golden_json("why.meeting.json");
    const auto limit = golden_json("why.limit.json");
    check_golden("why.meeting.txt", print_why(meeting, Counts::short_form, plain_paper));
    check_golden("why.limit.txt", print_why(limit, Counts::short_form, plain_paper));
    check_golden("why.limit.ledger.txt", print_why(limit, Counts::full_ledger, plain_paper));
}

TEST_CASE("what a change, a move of the clock and a reload came to") {
    check_golden("recorded.txt", print_recorded(golden_json("recorded.json"), plain_paper));
    check_golden("reloaded.txt", print_reloaded(golden_json("reloaded.json"), plain_paper));
    CHECK(print_reloaded(boost::json::object{{"changed", false}}, plain_paper) ==
          "Nothing has changed since it was last read.\n");
    CHECK(print_clock(
              boost::json::object{
                  {"local", "2024-05-22T09:00"}, {"turns", 1}, {"events", 2}, {"notices", 0}},
              plain_paper) ==
          "The clock says Wed 2024-05-22 09:00; 1 turn, 2 events, 0 notices on the way\n");
}

TEST_CASE("answers with nothing in them are sentences") {
    const auto nothing = boost::json::object{};
    CHECK(print_upcoming(nothing, plain_paper) == "nothing is due\n");
    CHECK(print_matters(nothing, plain_paper) == "no matter is open\n");
    CHECK(print_alerts(nothing, plain_paper) == "no alert\n");
    CHECK(print_log(nothing, plain_paper) == "nothing is recorded\n");
    CHECK(print_outbox(nothing, plain_paper) == "nothing is waiting to be sent\n");
}

TEST_CASE("CSV has a stable header, quotes what must be quoted and joins lists") {
    check_golden("upcoming.csv", print_csv("upcoming", golden_json("upcoming.json")));
    check_golden("matters.csv", print_csv("matters", golden_json("matters.json")));
    check_golden("alerts.csv", print_csv("alerts", golden_json("alerts.json")));
    check_golden("log.csv", print_csv("log", golden_json("log.json")));
    CHECK(has_csv("upcoming"));
    CHECK(!has_csv("why"));
}
