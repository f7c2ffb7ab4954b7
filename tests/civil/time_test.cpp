// SPDX-License-Identifier: MIT
#include "lib/civil/time.hpp"
#include "tests/catch.hpp"
#include "tests/civil/support.hpp"

using namespace dutyd;
using namespace dutyd::civil;
using dutyd::test::d;

TEST_CASE("times of day run from 00:00 to 24:00") {
    for (int minutes = 0; minutes <= 1440; ++minutes) {
        CHECK(TimeOfDay::parse(TimeOfDay{minutes}.text()).value() == TimeOfDay{minutes});
    }
    CHECK(TimeOfDay{960}.text() == "16:00");
    CHECK(TimeOfDay::end_of_day().text() == "24:00");
    for (const char* text : {"", "16", "16:0", "1600", "16:00 ", "4:00pm", "-1:00", "16.00",
                             "16:000", "ab:cd", "1 :00"}) {
        INFO(text);
        CHECK(render(TimeOfDay::parse(text).error()) ==
              "error: '" + std::string(text) +
                  "' is not a time of day\n    hint: write times as HH:MM, for example 16:00\n");
    }
    for (const char* text : {"24:01", "25:00", "16:60", "99:99"}) {
        CHECK(render(TimeOfDay::parse(text).error()) ==
              "error: there is no time " + std::string(text) +
                  " in a day\n    hint: a day runs from 00:00 to 24:00\n");
    }
}

TEST_CASE("instants are written in UTC, in one form only") {
    const Instant called = Instant::parse("2024-05-22T16:05:00Z").value();
    CHECK(called.seconds == 1716393900);
    CHECK(called.text() == "2024-05-22T16:05:00Z");
    CHECK(Instant{0}.text() == "1970-01-01T00:00:00Z");
    CHECK(Instant{-1}.text() == "1969-12-31T23:59:59Z");
    CHECK(Instant::parse("1969-12-31T23:59:59Z").value().seconds == -1);
    for (const char* text :
         {"2024-05-22", "2024-05-22T16:05:00", "2024-05-22 16:05:00Z", "2024-05-22T16:05:00z",
          "2024-05-22T16:05:00+00:00", "2024-05-22T24:00:00Z", "2024-05-22T16:60:00Z",
          "2024-05-22T16:05:60Z", "2024-05-22T16:05:0xZ", "2024-05-22T16:05Z"}) {
        INFO(text);
        CHECK(render(Instant::parse(text).error()) ==
              "error: '" + std::string(text) +
                  "' is not an instant\n    hint: write instants as 2024-05-22T16:05:00Z\n");
    }
    CHECK(render(Instant::parse("2024-02-30T16:05:00Z").error()) ==
          "error: 2024-02-30 is not a date: February 2024 has 29 days\n");
    CHECK(render(Instant::parse("2199-12-31T00:00:00Z").error()) ==
          "error: 2199-12-31T00:00:00Z lies too near the ends of the calendar\n"
          "    hint: instants lie between 1900-01-03 and 2199-12-29\n");
    CHECK_FALSE(Instant::parse("1900-01-02T23:59:59Z"));
    CHECK(Instant::parse("1900-01-03T00:00:00Z").has_value());
    CHECK(Instant::parse("2199-12-29T23:59:59Z").has_value());
}

TEST_CASE("a moment knows the body's local date and time") {
    const Moment moment = Moment::at(Instant::parse("2024-05-22T23:30:59Z").value(), Zone::utc());
    CHECK(moment.date == d("2024-05-22"));
    CHECK(moment.time.text() == "23:30");
}
