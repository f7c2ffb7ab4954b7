// SPDX-License-Identifier: MIT
#include "lib/base/diagnostic.hpp"

#include "tests/catch.hpp"

using namespace dutyd;

namespace {

Place place_in(std::string source_line, std::size_t column, std::size_t length = 1) {
    return {"packs/pcc/plan.toml", 12, column, length, std::move(source_line)};
}

}  // namespace

TEST_CASE("an error without a place is one line") {
    CHECK(render(make_error("the pack has no title")) == "error: the pack has no title\n");
}

TEST_CASE("a finding says that it is one, and its hint follows") {
    CHECK(
        render(make_finding("the duty 'issue' has no owner", "add: owner = \"chief-executive\"")) ==
        "finding: the duty 'issue' has no owner\n"
        "    hint: add: owner = \"chief-executive\"\n");
}

TEST_CASE("an error at a place shows the line and a caret under every wrong character") {
    const Diagnostic diagnostic =
        make_error_at(place_in("limit = \"25 wrking days before election.poll\"", 13, 6),
                      "'wrking' is not a word of the date language", "did you mean 'working'?");
    CHECK(render(diagnostic) ==
          "packs/pcc/plan.toml:12:13: error: 'wrking' is not a word of the date language\n"
          "    limit = \"25 wrking days before election.poll\"\n"
          "                ^^^^^^\n"
          "    hint: did you mean 'working'?\n");
}

TEST_CASE("a place on the command line has no file, and says so by leaving it out") {
    Place where = place_in("5 days befor 2024-05-02", 8, 5);
    where.file.clear();
    where.line = 1;
    CHECK(render(make_error_at(where, "expected a direction")) ==
          "1:8: error: expected a direction\n"
          "    5 days befor 2024-05-02\n"
          "           ^^^^^\n");
}

TEST_CASE("a place that knows only its file gives the file alone") {
    Place where;
    where.file = "holidays.json";
    CHECK(render(make_error_at(where, "the file is empty")) ==
          "holidays.json: error: the file is empty\n");
}

TEST_CASE("tabs before the place are kept, so that the caret lines up under any tab width") {
    CHECK(caret_line(place_in("\tid\t= 3", 6)) == "\t  \t ^");
    CHECK(render(make_error_at(place_in("\tid = 3", 7), "an id is a text")) ==
          "packs/pcc/plan.toml:12:7: error: an id is a text\n"
          "    \tid = 3\n"
          "    \t     ^\n");
}

TEST_CASE("the caret of the first column has nothing before it") {
    CHECK(caret_line(place_in("duty", 1, 4)) == "^^^^");
}

TEST_CASE("a length of nothing still gets one caret") {
    CHECK(caret_line(place_in("duty", 3, 0)) == "  ^");
}

TEST_CASE("an unknown column puts the caret at the start") {
    CHECK(caret_line(place_in("duty", 0)) == "^");
}

TEST_CASE("a caret may stand just after the end of the line, where something is missing") {
    CHECK(render(make_error_at(place_in("5 days before", 14), "expected a date")) ==
          "packs/pcc/plan.toml:12:14: error: expected a date\n"
          "    5 days before\n"
          "                 ^\n");
}

TEST_CASE("several diagnostics are rendered one after the other, in their order") {
    CHECK(render({make_error("first"), make_finding("second", "look"), make_error("third")}) ==
          "error: first\n"
          "finding: second\n"
          "    hint: look\n"
          "error: third\n");
    CHECK(render(Diagnostics{}).empty());
}

TEST_CASE("findings alone are not errors") {
    CHECK_FALSE(has_errors({}));
    CHECK_FALSE(has_errors({make_finding("a"), make_finding("b")}));
    CHECK(has_errors({make_finding("a"), make_error("b")}));
    CHECK(has_errors({make_error_at({}, "a")}));
}
