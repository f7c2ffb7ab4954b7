// SPDX-License-Identifier: MIT
#include "cli/check_command.hpp"

#include "tests/catch.hpp"
#include "tests/packs/texts.hpp"

#include <boost/json.hpp>

#include <sstream>

using namespace dutyd;
using namespace dutyd::rules;
namespace json = boost::json;

namespace {

struct Answer {
    int code;
    std::string out;
    std::string err;
};

Answer check(const Files& files, const cli::CheckOptions& options = {}) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = cli::run_check_command(files, options, out, err);
    return {code, out.str(), err.str()};
}

}  // namespace

TEST_CASE("check: nothing wrong") {
    const Answer answer = check(small_world());
    CHECK(answer.code == 0);
    CHECK(answer.out == "0 errors, 0 findings in 5 files\n");
    CHECK(answer.err.empty());
}

TEST_CASE("check: findings alone are no failure") {
    const Answer answer = check(with(small_world(), {"elsewhere/x.toml", ""}));
    CHECK(answer.code == 0);
    CHECK(answer.out ==
          "elsewhere/x.toml: finding: this file is in no place that is read\n"
          "    hint: packs/<pack>/, bodies/, overlays/<body>/, meetings/, audits/, day-sets/ and "
          "holidays/ are\n"
          "0 errors, 1 finding in 6 files\n");
}

TEST_CASE("check: errors come before findings") {
    const Answer answer =
        check(with_overlay("[overlay]\nprocedure = \"plan\"\nx = 1\n"
                           "[[meeting]]\ncalendar = \"panel\"\n"
                           "date = 2024-09-23\nassumed = true\n"));
    CHECK(answer.code == 1);
    CHECK(answer.out ==
          "overlays/anyshire/plan.toml:3:1: error: [overlay] has an unknown key 'x'\n"
          "    x = 1\n"
          "    ^\n"
          "    hint: it may have: applies-to, note, procedure\n"
          "overlays/anyshire/plan.toml:4:1: finding: meeting 'panel-2024-09-23' is assumed: no "
          "source gives its date\n"
          "    [[meeting]]\n"
          "    ^^^^^^^^^^^\n"
          "1 error, 1 finding in 6 files\n");
}

TEST_CASE("check: nothing to check is a failure") {
    const Answer answer = check({});
    CHECK(answer.code == 1);
    CHECK(answer.out.empty());
    CHECK(answer.err ==
          "error: there are no files to check\n"
          "    hint: name the calendars folder with --calendars DIR\n");
}

TEST_CASE("check: the day of the check adds what has run out") {
    Files files = small_world();
    files[0].text.insert(files[0].text.find("version"), "verified-until = 2027-03-31\n");
    cli::CheckOptions options;
    CHECK(check(files, options).out == "0 errors, 0 findings in 5 files\n");
    options.today = civil::Date::of(2027, 4, 1);
    CHECK(check(files, options).out.find("was verified until 2027-03-31 only") !=
          std::string::npos);
}

TEST_CASE("check: JSON with every part of every diagnostic") {
    cli::CheckOptions options;
    options.json = true;
    const Answer answer = check(with_overlay("[overlay]\nprocedure = \"plans\"\n"), options);
    CHECK(answer.code == 1);
    const json::object object = json::parse(answer.out).as_object();
    CHECK_FALSE(object.at("ok").as_bool());
    CHECK(object.at("files").to_number<int>() == 6);
    CHECK(object.at("findings").as_array().empty());
    REQUIRE(object.at("errors").as_array().size() == 1);
    const json::object& error = object.at("errors").as_array()[0].as_object();
    CHECK(error.at("message").as_string() == "there is no procedure called 'plans'");
    CHECK(error.at("hint").as_string() == "did you mean 'plan'?");
    CHECK(error.at("file").as_string() == "overlays/anyshire/plan.toml");
    CHECK(error.at("line").to_number<int>() == 2);
    CHECK(error.at("column").to_number<int>() == 13);
    CHECK(error.at("length").to_number<int>() == 7);
    CHECK(error.at("source_line").as_string() == "procedure = \"plans\"");
    CHECK(error.at("text").as_string() ==
          "overlays/anyshire/plan.toml:2:13: error: there is no procedure called 'plans'\n"
          "    procedure = \"plans\"\n"
          "                ^^^^^^^\n"
          "    hint: did you mean 'plan'?\n");
    CHECK(json::parse(check(small_world(), options).out).at("ok").as_bool());
}
