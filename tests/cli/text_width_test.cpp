// SPDX-License-Identifier: MIT
#include "cli/print/text_width.hpp"

#include "tests/catch.hpp"

using namespace dutyd::cli;

TEST_CASE("width counts letters, not bytes") {
    CHECK(text_width("") == 0);
    CHECK(text_width("plan") == 4);
    CHECK(text_width("Llŷr") == 4);
    CHECK(text_width("…") == 1);
    CHECK(text_width("e\u0301") == 1);          // e with a combining accent
    CHECK(text_width("日本") == 4);             // wide letters
    CHECK(text_width("\U0001F5F3 vote") == 7);  // a ballot box
    CHECK(text_width("a\u200Bb") == 2);         // zero width space
}

TEST_CASE("a broken byte is one column wide and does not swallow what follows") {
    CHECK(text_width("\xff") == 1);
    CHECK(text_width("\xc3") == 1);
    CHECK(text_width("\xc3z") == 2);
    CHECK(text_width("\xf0\x9f\x97") == 3);
    CHECK(text_width("\xc0\x80") == 2);  // an overlong form is no letter
}

TEST_CASE("cutting keeps within the width and never splits a letter") {
    CHECK(cut_to_width("plan", 4) == "plan");
    CHECK(cut_to_width("plans", 4) == "pla…");
    CHECK(cut_to_width("plans", 1) == "…");
    CHECK(cut_to_width("ŷŷŷŷ", 3) == "ŷŷ…");
    CHECK(cut_to_width("日本語", 4) == "日…");
    CHECK(cut_to_width("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
    const std::string mixed = "Cyngor Sir y Fflint – 日本 – Llŷr";
    for (std::size_t width = 1; width < 40; ++width) {
        INFO(width);
        CHECK(text_width(cut_to_width(mixed, width)) <= width);
    }
}

TEST_CASE("wrapping breaks at spaces and keeps line breaks") {
    CHECK(wrap("the draft goes to the panel", 20) == "the draft goes to\nthe panel\n");
    CHECK(wrap("one\n\ntwo", 30) == "one\n\ntwo\n");
    CHECK(wrap("", 30) == "\n");
    CHECK(wrap("https://democracy.example.gov.uk/long-link x", 22) ==
          "https://democracy.example.gov.uk/long-link\nx\n");
    CHECK(wrap("one two three four five six", 26, "    ") ==
          "    one two three four\n    five six\n");
}

TEST_CASE("what could drive a terminal is not printed") {
    CHECK(printable("plain – text") == "plain – text");
    CHECK(printable("a\x1b[2Jb") == "a\uFFFD[2Jb");
    CHECK(printable("two\nlines\tand a tab") == "two lines and a tab");
    CHECK(printable("\u202Etxt.exe") == "\uFFFDtxt.exe");
    CHECK(printable("\xff\xfe") == "\uFFFD\uFFFD");
    CHECK(printable("\u0085") == "\uFFFD");
}
