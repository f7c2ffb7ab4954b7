// SPDX-License-Identifier: MIT
#include "cli/print/table.hpp"

#include "cli/print/text_width.hpp"
#include "lib/base/text.hpp"
#include "tests/catch.hpp"

using namespace dutyd::cli;

namespace {

Table people() {
    return {{{"Name"},
             {"Title", Align::left, 8, 2},
             {"Role", Align::left, 0, 1},
             {"Days", Align::right}},
            {{{"Llŷr"}, {"Chief executive and monitoring officer"}, {"chief"}, {"7"}},
             {{"Zoë O’Neill"}, {"Finance"}, {"cfo"}, {"120"}}}};
}

Paper terminal(std::size_t width) {
    return {width, Ink::plain};
}

}  // namespace

TEST_CASE("columns line up by what is seen, not by bytes") {
    CHECK(print(people(), Paper{}) ==
          "Name         Title                                   Role   Days\n"
          "Llŷr         Chief executive and monitoring officer  chief     7\n"
          "Zoë O’Neill  Finance                                 cfo     120\n");
}

TEST_CASE("a narrow terminal cuts what may be cut") {
    CHECK(print(people(), terminal(45)) ==
          "Name         Title                Role   Days\n"
          "Llŷr         Chief executive an…  chief     7\n"
          "Zoë O’Neill  Finance              cfo     120\n");
}

TEST_CASE("a narrower one leaves columns out, the most expendable first") {
    CHECK(print(people(), terminal(30)) ==
          "Name         Role   Days\n"
          "Llŷr         chief     7\n"
          "Zoë O’Neill  cfo     120\n");
    CHECK(print(people(), terminal(20)) ==
          "Name         Days\n"
          "Llŷr            7\n"
          "Zoë O’Neill   120\n");
}

TEST_CASE("names are never cut, however narrow it is") {
    CHECK(print(people(), terminal(5)) == print(people(), terminal(17)));
}

TEST_CASE("no line is wider than the terminal if there is any way to do it") {
    for (std::size_t width = 17; width < 80; ++width) {
        INFO(width);
        for (const std::string& line : dutyd::split(print(people(), terminal(width)), '\n')) {
            CHECK(text_width(line) <= width);
        }
    }
}

TEST_CASE("a column nobody has anything in is left out, but not the heading of an empty table") {
    Table table = people();
    for (auto& row : table.rows) row[2].text.clear();
    CHECK(print(table, Paper{}) ==
          "Name         Title                                   Days\n"
          "Llŷr         Chief executive and monitoring officer     7\n"
          "Zoë O’Neill  Finance                                  120\n");
    table.rows.clear();
    CHECK(print(table, Paper{}) == "Name  Title  Role  Days\n");
}

TEST_CASE("colour comes round the words and does not upset the columns") {
    Table table{{{"What"}, {"Days", Align::right}}, {{{"late", Tone::bad}, {"3", Tone::good}}}};
    CHECK(print(table, Paper{std::nullopt, Ink::colour}) ==
          "\x1b[2mWhat\x1b[0m  \x1b[2mDays\x1b[0m\n"
          "\x1b[1;31mlate\x1b[0m     \x1b[32m3\x1b[0m\n");
}
