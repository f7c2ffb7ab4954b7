// SPDX-License-Identifier: MIT
// The parser's messages, whole: what is wrong, where the caret stands, what to do instead. They
// stand in expression_errors.txt as a person would see them; a changed message is a reviewed
// change.
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/rules/support.hpp"

using namespace dutyd;
using namespace dutyd::rules;
using namespace dutyd::test;

namespace {

std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += part;
    return text;
}

bool is_accepted(const std::string& text) {
    return parse_expression(text).has_value();
}

}  // namespace

TEST_CASE("every refused expression has its whole message") {
    const auto all = refusals("expression_errors.txt");
    REQUIRE(all.size() > 100);
    for (const Refusal& refusal : all) {
        CAPTURE(refusal.written);
        const auto result = parse_expression(refusal.written);
        CHECK(!result);
        if (!result) CHECK(render(result.error()) == refusal.message);
    }
}

TEST_CASE("an empty expression says what could stand there") {
    for (const std::string_view text : {"", "   ", "\n\t"}) {
        const auto result = parse_expression(text);
        REQUIRE(!result);
        CHECK(result.error().front().message == "the expression is empty");
        CHECK(result.error().front().hint ==
              "write a date, or for example '25 working days before 2024-05-02'");
    }
}

TEST_CASE("bytes that are no text are named, not printed") {
    const auto message = [](std::string_view text) {
        return parse_expression(text).error().front().message;
    };
    CHECK(message("x \xff") == "the byte 0xff is no text");
    CHECK(message("\xe2\x80") == "the byte 0xe2 is no text");
    CHECK(message(std::string_view("x\0y", 3)) == "a control character (0x00) has no place here");
    CHECK(message("x\x1b[31m") == "a control character (0x1b) has no place here");
    CHECK(message("“x”") == "'“' has no meaning in the date language");
}

TEST_CASE("inside a pack the caret stands in the pack's own line") {
    Place where;
    where.file = "packs/pcc/plan.toml";
    where.line = 7;
    where.column = 10;
    where.source_line = "limit = \"25 workng days before x\"";
    const auto result = parse_expression("25 workng days before x", where);
    REQUIRE(!result);
    CHECK(render(result.error()) ==
          "packs/pcc/plan.toml:7:13: error: expected days, weeks, months, years or hours, not "
          "'workng'\n"
          "    limit = \"25 workng days before x\"\n"
          "                ^^^^^^\n"
          "    hint: did you mean 'working'?\n");
}

TEST_CASE("in a text of several lines the caret stands in the right one") {
    const auto result = parse_expression("earliest of (a,\n    25 dayz before b,\n    c)");
    REQUIRE(!result);
    CHECK(render(result.error()) ==
          "2:8: error: expected days, weeks, months, years or hours, not 'dayz'\n"
          "        25 dayz before b,\n"
          "           ^^^^\n"
          "    hint: did you mean 'day'?\n");
}

TEST_CASE("a text of the greatest length is read, one byte more is not") {
    const std::size_t most = limits::expression_bytes_max;
    CHECK(is_accepted("x" + std::string(most - 1, ' ')));
    const auto result = parse_expression("x" + std::string(most, ' '));
    REQUIRE(!result);
    CHECK(render(result.error()) ==
          "error: the expression is 2001 characters long; at most 2000 are read\n"
          "    hint: name a part of the rule as a fact of its own\n");
}

TEST_CASE("what would print too long is refused, so that every normal form can be read") {
    // Each choice prints two brackets longer than it was written.
    const std::string part = "a otherwise b, ";
    const std::size_t parts = (limits::expression_bytes_max - 20) / part.size();
    const std::string written = "earliest of (" + repeated(part, parts) + "c)";
    REQUIRE(written.size() <= limits::expression_bytes_max);
    const auto result = parse_expression(written);
    REQUIRE(!result);
    CHECK(result.error().front().message ==
          "the expression is 2259 characters long in its normal form; at most 2000 are read");
}

TEST_CASE("brackets nest as deep as the limit and no deeper") {
    const std::size_t most = limits::expression_depth_max;
    CHECK(is_accepted(repeated("(", most) + "x" + repeated(")", most)));
    const auto result = parse_expression(repeated("(", most + 1) + "x" + repeated(")", most + 1));
    REQUIRE(!result);
    CHECK(result.error().front().message == "brackets are nested more than 40 deep");
    CHECK(result.error().front().where.column == most + 1);
}

TEST_CASE("forms nest as deep as the limit and no deeper") {
    const std::size_t most = limits::expression_depth_max;
    for (const std::string_view step :
         {"the day after ", "2 days after ", "the end of the day after ", "a otherwise "}) {
        CAPTURE(std::string(step));
        const std::size_t levels = step == "the end of the day after " ? 2 : 1;
        const std::size_t steps = (most - 1) / levels;
        CHECK(is_accepted(repeated(step, steps) + "x"));
        const auto result = parse_expression(repeated(step, steps + 1) + "x");
        REQUIRE(!result);
        CHECK(result.error().front().message == "the expression is nested more than 40 deep");
    }
    // What is accepted at the limit is also accepted in its normal form, brackets and all.
    const std::string deepest = repeated("2 days after ", most - 1) + "x";
    CHECK(normal_form(normal_form(deepest)) == normal_form(deepest));
    CHECK(is_accepted(normal_form(deepest)));
}

TEST_CASE("counts, ordinals and names at their limits and one over") {
    CHECK(is_accepted("100000 days after x"));
    CHECK_FALSE(is_accepted("100001 days after x"));
    CHECK(is_accepted("1 day after x"));
    CHECK_FALSE(is_accepted("0 days after x"));
    CHECK(is_accepted("100000th day of p"));
    CHECK_FALSE(is_accepted("100001st day of p"));
    CHECK(is_accepted(std::string(limits::name_bytes_max, 'a')));
    const auto result = parse_expression(std::string(limits::name_bytes_max + 1, 'a'));
    REQUIRE(!result);
    CHECK(result.error().front().message == "a name has at most 200 characters");
    CHECK(is_accepted("1900"));
    CHECK(is_accepted("2199"));
    CHECK_FALSE(is_accepted("1899"));
    CHECK_FALSE(is_accepted("2200"));
    CHECK(is_accepted("financial year 1900/01"));
    CHECK_FALSE(is_accepted("financial year 1899/00"));
}
