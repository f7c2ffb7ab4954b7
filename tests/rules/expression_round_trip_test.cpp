// SPDX-License-Identifier: MIT
// parse(print(x)) == x, for trees nobody would write and for word salads; and nothing a person can
// type crashes the parser.
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/rules/generate.hpp"
#include "tests/rules/support.hpp"

using namespace dutyd;
using namespace dutyd::rules;
using namespace dutyd::test;

namespace {

/// Words of the language and of the trade, to be shuffled.
const std::vector<std::string>& vocabulary() {
    static const std::vector<std::string> words = split(
        "25 1 2028 May February 2024-05-02 .. , ( ) working clear day days week weeks month months "
        "year hours after before beginning ending with the end of first last second 3rd Thursday "
        "in at 16:00 24:00 ignoring rolled forward back earliest latest otherwise as known on or "
        "by financial quarter containing 2024/25 panel full meeting x election.poll s73-days "
        "post-election-period from starting",
        ' ');
    return words;
}

constexpr int trees_a_case = 50;

}  // namespace

TEST_CASE("every tree is what its normal form says") {
    CHECK(rc::check("parse(print(x)) == x", [] {
        for (int i = 0; i < trees_a_case; ++i) {
            const NodePtr tree = *any_tree(*rc::gen::inRange(1, 7));
            const std::string printed = rules::text(*tree);
            if (printed.size() > limits::expression_bytes_max) continue;
            const auto read = parse_expression(printed);
            if (!read) RC_FAIL(printed + "\n" + render(read.error()));
            const bool same = *read == Expression(tree) && read->text() == printed;
            if (!same) RC_FAIL(printed + " reads as " + read->text());
        }
    }));
}

TEST_CASE("word salads are refused with a place, or have a normal form") {
    CHECK(rc::check("any words", [] {
        const int length = *rc::gen::inRange(1, 14);
        std::string text;
        for (int i = 0; i < length; ++i) {
            const auto& words = vocabulary();
            text += words[*rc::gen::inRange<std::size_t>(0, words.size())] + " ";
        }
        RC_LOG() << text;
        const auto read = parse_expression(text);
        if (!read) {
            RC_ASSERT(read.error().size() == 1U);
            const Diagnostic& error = read.error().front();
            RC_ASSERT(!error.message.empty());
            RC_ASSERT(error.where.line == 1U);
            RC_ASSERT(error.where.column >= 1U && error.where.column <= text.size() + 1);
        } else {
            RC_ASSERT(parsed(read->text()) == *read);
            RC_ASSERT(parsed(read->text()).text() == read->text());
        }
    }));
}

TEST_CASE("every prefix of every form is refused or has a normal form") {
    for (const std::string_view whole :
         {"earliest of ((3 weeks beginning with panel.received ignoring post-election-period, "
          "2024-05-02..2024-05-09), 25 clear working days before election.poll in election-days)",
          "2 months beginning with the day after election.poll rolled forward in s73-days at 16:00",
          "last day of financial year containing (election.next as known on plan.issued)",
          "first full panel meeting on or after (12th working day of quarter after 2028 in s)"}) {
        for (std::size_t length = 0; length <= whole.size(); ++length) {
            const auto read = parse_expression(whole.substr(0, length));
            CAPTURE(std::string(whole.substr(0, length)));
            if (read) CHECK(parsed(read->text()) == *read);
            if (!read) CHECK_FALSE(read.error().front().message.empty());
        }
    }
}
