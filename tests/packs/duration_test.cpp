// SPDX-License-Identifier: MIT
#include "lib/rules/pack.hpp"
#include "tests/catch.hpp"

using namespace dutyd;
using namespace dutyd::rules;

namespace {

std::string normal_duration(const std::string& written) {
    const auto duration = parse_duration(written);
    return duration ? text(*duration) : render(duration.error());
}

}  // namespace

TEST_CASE("durations read as people write them") {
    CHECK(normal_duration("2 working days") == "2 working days");
    CHECK(normal_duration("1 working day") == "1 working day");
    CHECK(normal_duration("3 working days in accounts-days") == "3 working days in accounts-days");
    CHECK(normal_duration("10 days") == "10 days");
    CHECK(normal_duration("14 days") == "2 weeks");
    CHECK(normal_duration("1 week") == "1 week");
    CHECK(normal_duration("6 months") == "6 months");
    CHECK(normal_duration("0 days") == "0 days");
    CHECK(normal_duration("  5   working\tdays ") == "5 working days");
}

TEST_CASE("weeks are seven days and working days stay working days") {
    const auto weeks = parse_duration("3 weeks");
    REQUIRE(weeks);
    CHECK(weeks->n == 21);
    CHECK(weeks->unit == Duration::Unit::days);
    const auto working = parse_duration("21 working days");
    REQUIRE(working);
    CHECK(working->unit == Duration::Unit::working_days);
    CHECK(working->day_set.empty());
}

TEST_CASE("bad durations say what is wrong and where") {
    const std::string hint =
        "    hint: write a number and days, weeks, months or working days: '10 days', '2 working "
        "days', '3 working days in accounts-days'\n";
    CHECK(normal_duration("ten days") ==
          "error: 'ten' is not a number from 0 to 100000\n"
          "    ten days\n"
          "    ^^^\n" +
              hint);
    CHECK(normal_duration("5 fortnights") ==
          "error: 'fortnights' is not a unit of time here\n"
          "    5 fortnights\n"
          "      ^^^^^^^^^^\n" +
              hint);
    CHECK(normal_duration("5 working weeks") ==
          "error: 'weeks' is not a unit of time here\n"
          "    5 working weeks\n"
          "              ^^^^^\n" +
              hint);
    CHECK(normal_duration("5") ==
          "error: this duration has no unit\n"
          "    5\n"
          "     ^\n" +
              hint);
    CHECK(normal_duration("5 days in working-days") ==
          "error: 'in' is not expected here\n"
          "    5 days in working-days\n"
          "           ^^\n" +
              hint);
    CHECK(normal_duration("100000 days") == "100000 days");
    CHECK(normal_duration("100001 days") ==
          "error: '100001' is not a number from 0 to 100000\n"
          "    100001 days\n"
          "    ^^^^^^\n" +
              hint);
    CHECK_FALSE(parse_duration("-1 days"));
    CHECK_FALSE(parse_duration("99999999999999999999 days"));
    CHECK_FALSE(parse_duration("20000 weeks"));
    CHECK_FALSE(parse_duration(""));
}
