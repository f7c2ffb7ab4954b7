// SPDX-License-Identifier: MIT
// Sheets on paper: escaping, quoting, wrapping. What people wrote must come out as they wrote it,
// and must never become mark-up, a formula or an order to a terminal.
#include "lib/report/order.hpp"
#include "lib/report/sheet.hpp"
#include "tests/catch.hpp"
#include "tests/text.hpp"

#include <sstream>

using namespace dutyd;
using namespace dutyd::report;
using tests::contains;

namespace {

Sheet sheet_with(const std::string& text) {
    Table table{"", {}, {{"Number"}, {"What"}}, {{{{"1"}, {text}}}}};
    return {"Report", "Office of " + text, {{"As at", text}}, {{"Part", {text}, {table}}}, {text}};
}

}  // namespace

TEST_CASE("HTML never takes a text for mark-up") {
    const std::string html = print_html(sheet_with("<script>alert('1')</script> & \"x\""));
    CHECK(!contains(html, "<script"));
    CHECK(contains(html, "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;x&quot;"));
    Table table{"c", {}, {{"a\"><b>"}, {"<i>"}}, {{{{"x"}, {"y"}}}}};
    const std::string heads = print_html({"t", "o", {}, {{"h", {}, {table}}}, {}});
    CHECK(!contains(heads, "<b>"));
    CHECK(!contains(heads, "<i>"));
    CHECK(contains(heads, "data-label=\"a&quot;&gt;&lt;b&gt;\""));
}

TEST_CASE("HTML is one file without scripts or references, with headings for every cell") {
    const std::string html = print_html(sheet_with("text"));
    CHECK(contains(html, "<!DOCTYPE html>"));
    CHECK(contains(html, "<html lang=\"en-GB\">"));
    CHECK(contains(html, "size: A4 landscape"));
    CHECK(contains(html, "<meta name=\"viewport\""));
    CHECK(contains(html, "<th scope=\"col\" role=\"columnheader\">Number</th>"));
    CHECK(contains(html, "<th scope=\"row\" role=\"rowheader\" data-label=\"Number\">1</th>"));
    for (const char* never : {"<script", "<link", "src=", "url(", "@import", "http"}) {
        INFO(never);
        CHECK(!contains(html, never));
    }
}

TEST_CASE("every element of the HTML that is opened is closed, in order") {
    const std::string html = print_html(sheet_with("a < b > c"));
    std::vector<std::string> open;
    for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
        const std::string tag = html.substr(at + 1, html.find('>', at) - at - 1);
        const std::string name = tag.substr(0, tag.find(' '));
        if (name == "!DOCTYPE" || name == "meta" || name == "br") continue;
        if (name.front() != '/') {
            open.push_back(name);
            continue;
        }
        REQUIRE(!open.empty());
        CHECK("/" + open.back() == name);
        open.pop_back();
    }
    CHECK(open.empty());
}

TEST_CASE("CSV quotes what needs it, doubles quotes, and lets no spreadsheet run a text") {
    const Records records{{"a", "b"},
                          {{"plain", "with, comma"},
                           {"with \"quotes\"", "two\nlines"},
                           {"=1+1", "@SUM(A1)"},
                           {"-5", "- a dash"},
                           {"", "+44 20"}}};
    CHECK(print_csv(records) ==
          "a,b\n"
          "plain,\"with, comma\"\n"
          "\"with \"\"quotes\"\"\",\"two\nlines\"\n"
          "'=1+1,'@SUM(A1)\n"
          "-5,'- a dash\n"
          ",'+44 20\n");
}

TEST_CASE("plain text stays within its width and obeys no control character") {
    const std::string words = "One two three four five six seven eight nine ten eleven twelve. ";
    const Sheet sheet = sheet_with(words + words + words);
    for (const std::size_t width : {40U, 60U, 100U}) {
        std::istringstream lines(print_text(sheet, width));
        for (std::string line; std::getline(lines, line);) {
            INFO(line);
            CHECK(line.size() <= width);
            CHECK((line.empty() || line.back() != ' '));
        }
    }
    CHECK(!contains(print_text(sheet_with("a\x1b[31mb\x07"), 80), "\x1b"));
    CHECK(!contains(print_html(sheet_with("a\x1b[31mb")), "\x1b"));
}

TEST_CASE("blocks put each text under its heading and leave out what is empty") {
    Table table{"", {}, {{"No"}, {"What"}, {"Notes"}, {"Owner"}}, {}};
    table.shape = Shape::blocks;
    table.heads = 2;
    table.rows = {{{{"6"}, {"The plan"}, {"first line\nsecond line"}, {""}}},
                  {{{"6a"}, {"Objectives"}, {""}, {"Chief"}}, 1}};
    CHECK(print_text({"T", "O", {}, {{"S", {}, {table}}}, {}}, 40) ==
          "T\n=\nO\n\nS\n-\n\n"
          "6  The plan\n"
          "    Notes  first line\n"
          "           second line\n"
          "\n"
          "    6a  Objectives\n"
          "        Owner  Chief\n");
}

TEST_CASE("an order says all that is wrong with it") {
    const auto order =
        read_order("forward-plan",
                   {{"format", "htm"}, {"months", "0"}, {"since", "2024-02-30"}, {"width", "x"}});
    REQUIRE(!order);
    REQUIRE(order.error().size() == 4);
    CHECK(order.error()[0].message == "there is no format 'htm'");
    CHECK(order.error()[0].hint == "did you mean 'html'?");
    CHECK(order.error()[1].message == "'months' is '0'");
    CHECK(order.error()[1].hint == "write a whole number from 1 to 120");
}
