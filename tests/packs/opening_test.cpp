// SPDX-License-Identifier: MIT
// How matters come to be: the four forms of `opens`, what their facts must be, and the names that
// keep the matters of one procedure apart.
#include "lib/rules/opening.hpp"
#include "lib/base/limits.hpp"
#include "lib/rules/matter_name.hpp"
#include "lib/rules/toml_reader.hpp"
#include "tests/catch.hpp"
#include "tests/packs/texts.hpp"

#include <rapidcheck.h>

using namespace dutyd;
using namespace dutyd::rules;
using civil::Date;

namespace {

std::string normal_opening(const std::string& written) {
    const auto opening = parse_opening(written);
    return opening ? text(*opening) : render(opening.error());
}

Opening opening_of(const std::string& written) {
    const auto opening = parse_opening(written);
    if (!opening) FAIL(render(opening.error()));
    return *opening;
}

constexpr const char* one_duty = R"toml(
[[fact]]
name  = "accounts.year"
title = "The financial year"
kind  = "period"

[[fact]]
name  = "review.day"
title = "The day of the review"

[[fact]]
name  = "shared.day"
title = "A day of all matters"
scope = "body"

[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
)toml";

/// The small world with a second procedure that has this header.
Files with_header(const std::string& header) {
    return with(small_world(),
                {"packs/small/accounts.toml",
                 "[procedure]\nid = \"accounts\"\ntitle = \"Accounts\"\n" + header + one_duty});
}

Procedure accounts(const std::string& header) {
    return *sound(with_header(header)).procedure("anyshire", "accounts");
}

}  // namespace

TEST_CASE("the four forms of an opening") {
    const Opening on = opening_of("on election.poll or vacancy.day when election.kind = ordinary");
    CHECK(on.kind == Opening::Kind::on_fact);
    CHECK(on.occasions == std::vector<std::string>{"election.poll", "vacancy.day"});
    CHECK(on.when->text() == "election.kind = ordinary");
    CHECK_FALSE(recurs(on));

    const Opening each = opening_of("for each financial year as accounts.year");
    CHECK(each.kind == Opening::Kind::each_period);
    CHECK(each.unit == Opening::Unit::financial_year);
    CHECK(each.bound == "accounts.year");
    CHECK_FALSE(each.when);
    CHECK(recurs(each));
    CHECK(opening_of("for each year as a").unit == Opening::Unit::year);
    CHECK(opening_of("for each quarter as a").unit == Opening::Unit::quarter);
    CHECK(opening_of("for each month as a").unit == Opening::Unit::month);

    const Opening every = opening_of("every 6 months after election.poll as review.day when a = b");
    CHECK(every.kind == Opening::Kind::every);
    CHECK(every.months == 6);
    CHECK(every.occasions == std::vector<std::string>{"election.poll"});
    CHECK(every.bound == "review.day");
    CHECK(every.when->text() == "a = b");
    CHECK(recurs(every));

    const Opening hand = opening_of("by hand");
    CHECK(hand.kind == Opening::Kind::by_hand);
    CHECK_FALSE(recurs(hand));
}

TEST_CASE("openings print in their normal form") {
    CHECK(normal_opening("  on   a.b  or c   when x=yes or y=no and z=1 ") ==
          "on a.b or c when x = yes or (y = no and z = 1)");
    CHECK(normal_opening("for each financial  year as accounts.year when body.nation=england") ==
          "for each financial year as accounts.year when body.nation = england");
    CHECK(normal_opening("every 1 months after a as b") == "every 1 month after a as b");
    CHECK(normal_opening("every 12 months after a as b") == "every 12 months after a as b");
    CHECK(normal_opening("by\thand") == "by hand");
}

TEST_CASE("a printed opening reads as the same opening") {
    rc::check([] {
        const auto fact = [] {
            return *rc::gen::element<std::string>("election.poll", "a", "accounts.year", "x-1.y");
        };
        std::string written = *rc::gen::element<std::string>("on", "each", "every", "by hand");
        if (written == "on") {
            written += " " + fact();
            if (*rc::gen::arbitrary<bool>()) written += " or " + fact();
        } else if (written == "each") {
            written = "for each " +
                      *rc::gen::element<std::string>("year", "financial year", "quarter", "month") +
                      " as " + fact();
        } else if (written == "every") {
            written += " " + std::to_string(*rc::gen::inRange(2, 121)) + " months after " + fact() +
                       " as " + fact();
        }
        if (written != "by hand" && *rc::gen::arbitrary<bool>()) {
            written += " when " + fact() + " = yes and not " + fact() + " is known";
        }
        RC_ASSERT(normal_opening(written) == written);
    });
}

TEST_CASE("an opening that cannot be read points at the place") {
    CHECK(normal_opening("when the poll is known") ==
          "error: 'opens' must begin with 'on', 'for each', 'every' or 'by hand'\n"
          "    when the poll is known\n"
          "    ^^^^\n"
          "    hint: as in 'on election.poll', 'for each financial year as accounts.year', 'every "
          "6 months after election.poll as review.day'\n");
    CHECK(normal_opening("on") ==
          "error: expected the name of a fact, not the end\n"
          "    on\n"
          "      ^\n");
    CHECK(normal_opening("on a or when b = c") ==
          "error: expected the name of a fact, not 'when'\n"
          "    on a or when b = c\n"
          "            ^^^^\n");
    CHECK(normal_opening("on a and b") ==
          "error: 'and' is not expected here\n"
          "    on a and b\n"
          "         ^^^\n"
          "    hint: join facts with 'or'; a condition begins with 'when'\n");
    CHECK(normal_opening("on a when") ==
          "error: empty condition\n"
          "    on a when\n"
          "             ^\n");
    CHECK(normal_opening("on a when b = c d") ==
          "error: 'd' is not expected here\n"
          "    on a when b = c d\n"
          "                    ^\n"
          "    hint: join tests with 'and' or 'or'\n");
}

TEST_CASE("a recurring opening that cannot be read points at the place") {
    CHECK(normal_opening("for every year as a") ==
          "error: expected 'each' here, not 'every'\n"
          "    for every year as a\n"
          "        ^^^^^\n"
          "    hint: as in 'for each financial year as accounts.year'\n");
    CHECK(normal_opening("for each fortnight as a") ==
          "error: 'fortnight' is not a period here\n"
          "    for each fortnight as a\n"
          "             ^^^^^^^^^\n"
          "    hint: it may be: year, financial year, quarter, month\n");
    CHECK(normal_opening("for each quater as a") ==
          "error: 'quater' is not a period here\n"
          "    for each quater as a\n"
          "             ^^^^^^\n"
          "    hint: did you mean 'quarter'?\n");
    CHECK(normal_opening("for each financial year") ==
          "error: expected 'as' here, not the end\n"
          "    for each financial year\n"
          "                           ^\n"
          "    hint: after 'as' comes the fact that holds the financial year, as in 'for each "
          "financial year as accounts.year'\n");
    CHECK(normal_opening("for each month as a b") ==
          "error: 'b' is not expected here\n"
          "    for each month as a b\n"
          "                        ^\n"
          "    hint: a condition begins with 'when'\n");
    for (const char* n : {"six", "0", "121", "-1", "1000"}) {
        CHECK(normal_opening(std::string("every ") + n + " months after a as b")
                  .find("error: '" + std::string(n) +
                        "' is not a number of months from 1 to 120\n") == 0);
    }
    CHECK(normal_opening("every 6 weeks after a as b") ==
          "error: expected 'month' here, not 'weeks'\n"
          "    every 6 weeks after a as b\n"
          "            ^^^^^\n"
          "    hint: as in 'every 6 months after election.poll as review.day'\n");
    CHECK(normal_opening("every 6 months after a") ==
          "error: expected 'as' here, not the end\n"
          "    every 6 months after a\n"
          "                          ^\n"
          "    hint: after 'as' comes the fact that holds the day, as in 'every 6 months after "
          "election.poll as review.day'\n");
    CHECK(normal_opening("by hand when a = b") ==
          "error: 'when' is not expected here\n"
          "    by hand when a = b\n"
          "            ^^^^\n"
          "    hint: whoever opens it by hand decides; write 'by hand', and nothing else\n");
    CHECK(normal_opening("by me") ==
          "error: expected 'hand' here, not 'me'\n"
          "    by me\n"
          "       ^^\n"
          "    hint: write 'by hand', and nothing else\n");
}

TEST_CASE("an opening has a bound") {
    const std::string head = "on a when ";
    std::string longest = head + std::string(limits::expression_bytes_max - head.size() - 4, 'x');
    longest += " = y";
    CHECK(parse_opening(longest));
    CHECK(normal_opening(longest + "y").find("error: 'opens' may have at most 2000 bytes\n") == 0);
}

TEST_CASE("a recurring procedure says how far ahead it opens and how long it runs on") {
    const Procedure yearly = accounts(R"(opens = "for each financial year as accounts.year"
matter    = "accounts-{financial-year}"
ahead     = "6 months"
runs-on   = "36 months"
successor = "The strategic authority"
)");
    CHECK(text(yearly.opening) == "for each financial year as accounts.year");
    CHECK(text(yearly.ahead) == "6 months");
    CHECK(text(yearly.runs_on) == "36 months");
    CHECK(yearly.successor == "The strategic authority");
    const Procedure plain = accounts("opens = \"by hand\"\nmatter = \"accounts-{date}\"\n");
    CHECK(text(plain.ahead) == "24 months");
    CHECK(plain.runs_on.n == 0);
}

TEST_CASE("the facts of an opening come with it") {
    const Procedure plan = accounts(R"(opens = "on election.poll or review.day"
matter = "accounts-{year}"
)");
    bool there = false;
    for (const FactDeclaration& fact : plan.facts) there |= fact.name == "election.poll";
    CHECK(there);
}

TEST_CASE("what opens a matter is a day, and what it is for is its own") {
    const auto errors = [](const std::string& opens) {
        return "\n" + errors_of(with_header("opens = \"" + opens + "\"\nmatter = \"a-{date}\"\n"));
    };
    CHECK(errors("on election.kind or election.pol") == R"text(
packs/small/accounts.toml:4:13: error: 'election.kind' is a word; a procedure opens on a day
    opens = "on election.kind or election.pol"
                ^^^^^^^^^^^^^
packs/small/accounts.toml:4:30: error: there is no fact called 'election.pol'
    opens = "on election.kind or election.pol"
                                 ^^^^^^^^^^^^
    hint: did you mean 'election.poll'?
)text");
    CHECK(errors("for each financial year as review.day") == R"text(
packs/small/accounts.toml:4:37: error: 'review.day' is a date, and must be a period
    opens = "for each financial year as review.day"
                                        ^^^^^^^^^^
    hint: it holds the financial year each matter is for, so say kind = "period" where it is declared
)text");
    CHECK(errors("every 6 months after election.poll as accounts.year") == R"text(
packs/small/accounts.toml:4:48: error: 'accounts.year' is a period, and must be a date
    opens = "every 6 months after election.poll as accounts.year"
                                                   ^^^^^^^^^^^^^
    hint: it holds the day each matter is for
)text");
    CHECK(errors("every 6 months after election.poll as shared.day") == R"text(
packs/small/accounts.toml:4:48: error: 'shared.day' is the same for all matters, and must be each matter's own
    opens = "every 6 months after election.poll as shared.day"
                                                   ^^^^^^^^^^
    hint: say scope = "matter" where it is declared, or leave 'scope' out
)text");
    CHECK(errors("on election.poll when election.knd = ordinary") == R"text(
packs/small/accounts.toml:4:32: error: there is no fact called 'election.knd'
    opens = "on election.poll when election.knd = ordinary"
                                   ^^^^^^^^^^^^
    hint: did you mean 'election.kind'?
)text");
}

TEST_CASE("what each matter is for is not the doing of a duty") {
    Files files = with_header(
        "opens = \"every 6 months after election.poll as x.done\"\nmatter = \"a-{date}\"\n");
    files.back().text += "\n[[fact]]\nname = \"x.done\"\ntitle = \"Done\"\nduty = \"x\"\n";
    CHECK("\n" + errors_of(files) == R"text(
packs/small/accounts.toml:4:48: error: 'x.done' is the day a duty is done already
    opens = "every 6 months after election.poll as x.done"
                                                   ^^^^^^
    hint: declare another fact for what each matter is for
)text");
}

TEST_CASE("only what recurs opens ahead and runs on") {
    CHECK("\n" + errors_of(with_header(R"(opens = "by hand"
matter = "accounts-{year}"
ahead   = "6 months"
runs-on = "1 month"
)")) == R"text(
packs/small/accounts.toml:6:1: error: 'ahead' is only for procedures that open again and again
    ahead   = "6 months"
    ^^^^^
    hint: this one opens 'by hand'
packs/small/accounts.toml:7:1: error: 'runs-on' is only for procedures that open again and again
    runs-on = "1 month"
    ^^^^^^^
    hint: this one opens 'by hand'
)text");
}

TEST_CASE("what stands in braces is a variable") {
    CHECK("\n" + errors_of(with_header(R"(opens = "on election.poll"
matter = "a-{yaer}-{month-b-{}"
)")) == R"text(
packs/small/accounts.toml:5:13: error: '{yaer}' stands for nothing
    matter = "a-{yaer}-{month-b-{}"
                ^^^^^^
    hint: did you mean '{year}'?
packs/small/accounts.toml:5:20: error: '{month-b-{}' stands for nothing
    matter = "a-{yaer}-{month-b-{}"
                       ^^^^^^^^^^^
    hint: it may be: {year}, {financial-year}, {quarter}, {month}, {date}
)text");
    CHECK("\n" + errors_of(with_header(R"(opens = "on election.poll"
matter = "a-{year"
)")) == R"text(
packs/small/accounts.toml:5:13: error: this brace is never closed
    matter = "a-{year"
                ^
    hint: it may be: {year}, {financial-year}, {quarter}, {month}, {date}
)text");
}

TEST_CASE("a recurring procedure's matters have different names") {
    CHECK("\n" + errors_of(with_header(R"(opens = "for each quarter as accounts.year"
matter = "accounts-{year}"
)")) == R"text(
packs/small/accounts.toml:5:10: error: 'accounts-{year}' does not tell the matters of this procedure apart
    matter = "accounts-{year}"
             ^^^^^^^^^^^^^^^^^
    hint: it opens for each quarter: put {quarter} in it
)text");
    CHECK("\n" + errors_of(with_header(R"(opens = "every 6 months after election.poll as review.day"
matter = "review-{year}"
)")) == R"text(
packs/small/accounts.toml:5:10: error: 'review-{year}' does not tell the matters of this procedure apart
    matter = "review-{year}"
             ^^^^^^^^^^^^^^^
    hint: it opens every 6 months: put {date} in it
)text");
    const auto tells = [](const std::string& opens, const std::string& pattern) {
        return tells_apart(pattern, opening_of(opens));
    };
    CHECK_FALSE(tells("for each financial year as y", "accounts"));
    CHECK(tells("for each financial year as y", "accounts-{year}"));
    CHECK(tells("for each year as y", "a-{financial-year}"));
    CHECK_FALSE(tells("for each month as m", "a-{quarter}"));
    CHECK(tells("for each month as m", "a-{month}"));
    CHECK(tells("for each quarter as q", "a-{month}-{year}"));
    CHECK_FALSE(tells("every 2 months after a as b", "a-{quarter}"));
    CHECK(tells("every 3 months after a as b", "a-{quarter}"));
    CHECK(tells("every 12 months after a as b", "a-{year}"));
    CHECK(tells("on election.poll", "plan"));
    CHECK(tells("by hand", "plan"));
}

TEST_CASE("tells_apart is right: matters of many years have different names") {
    const std::vector<std::pair<std::string, int>> rhythms = {
        {"for each financial year as y", 12}, {"for each year as y", 12},
        {"for each quarter as y", 3},         {"for each month as y", 1},
        {"every 2 months after a as b", 2},   {"every 3 months after a as b", 3},
        {"every 6 months after a as b", 6},   {"every 12 months after a as b", 12},
        {"every 18 months after a as b", 18}};
    for (const auto& [opens, months] : rhythms) {
        for (const std::string& variable : matter_name_variables()) {
            CAPTURE(opens, variable);
            std::vector<std::string> names;
            for (int n = 0; n * months < 120; ++n) {
                const int month = 3 + n * months;  // from 1 April 2024
                const Date day = Date::of(2024 + month / 12, month % 12 + 1, 1);
                names.push_back(matter_name(variable, day, {4, 1}));
            }
            std::sort(names.begin(), names.end());
            const bool differ = std::adjacent_find(names.begin(), names.end()) == names.end();
            CHECK(tells_apart(variable, opening_of(opens)) == differ);
        }
    }
}

TEST_CASE("names of matters come from the day that opened them") {
    const Date day = Date::of(2026, 5, 2);
    CHECK(matter_name("plan-{year}", day) == "plan-2026");
    CHECK(matter_name("accounts-{financial-year}", day) == "accounts-2026-27");
    CHECK(matter_name("a-{financial-year}", Date::of(2026, 3, 31)) == "a-2025-26");
    CHECK(matter_name("a-{financial-year}", Date::of(2099, 4, 1)) == "a-2099-00");
    CHECK(matter_name("a-{financial-year}", day, {1, 1}) == "a-2026");
    CHECK(matter_name("{quarter}-x", Date::of(2026, 1, 1)) == "2026-q1-x");
    CHECK(matter_name("{quarter}", Date::of(2026, 3, 31)) == "2026-q1");
    CHECK(matter_name("{quarter}", Date::of(2026, 4, 1)) == "2026-q2");
    CHECK(matter_name("{quarter}", Date::of(2026, 12, 31)) == "2026-q4");
    CHECK(matter_name("s-{month}", day) == "s-2026-05");
    CHECK(matter_name("r-{date}-{year}", day) == "r-2026-05-02-2026");
    CHECK(matter_name("plan", day) == "plan");
}

TEST_CASE("quarters are named after the calendar year whose January they hold") {
    const civil::FiscalYearStart sixth{4, 6};
    CHECK(matter_name("{quarter}", Date::of(2026, 1, 5), sixth) == "2025-q4");
    CHECK(matter_name("{quarter}", Date::of(2026, 1, 6), sixth) == "2026-q1");
    CHECK(matter_name("{quarter}", Date::of(2026, 4, 5), sixth) == "2026-q1");
    CHECK(matter_name("{quarter}", Date::of(2026, 4, 6), sixth) == "2026-q2");
    const civil::FiscalYearStart may{5, 1};  // quarters begin in February, May, August, November
    CHECK(matter_name("{quarter}", Date::of(2025, 11, 1), may) == "2026-q1");
    CHECK(matter_name("{quarter}", Date::of(2026, 1, 31), may) == "2026-q1");
    CHECK(matter_name("{quarter}", Date::of(2026, 2, 1), may) == "2026-q2");
    CHECK(matter_name("{quarter}", Date::of(2026, 10, 31), may) == "2026-q4");
    for (int year : {1900, 2199}) {  // the ends of the calendar
        for (int month = 1; month <= 12; ++month) {
            CHECK(matter_name("{quarter}", Date::of(year, month, 1)) ==
                  std::to_string(year) + "-q" + std::to_string((month - 1) / 3 + 1));
        }
    }
}

TEST_CASE("which names a pattern can give") {
    CHECK(can_be_named("plan-{year}", "plan-2024"));
    CHECK_FALSE(can_be_named("plan-{year}", "plan-24"));
    CHECK_FALSE(can_be_named("plan-{year}", "plan-2024-a"));
    CHECK(can_be_named("plan", "plan"));
    CHECK_FALSE(can_be_named("plan", "plan-2"));
    CHECK(can_be_named("a-{financial-year}-b", "a-2026-27-b"));
    CHECK(can_be_named("a-{financial-year}-b", "a-2026-b"));
    CHECK(can_be_named("{quarter}", "2026-q1"));
    CHECK_FALSE(can_be_named("{quarter}", "2026-01"));
    CHECK(can_be_named("{date}-{month}", "2026-05-02-2026-05"));
    CHECK_FALSE(can_be_named("{date}", ""));
}

TEST_CASE("every name a pattern gives is one it can give") {
    rc::check([] {
        const auto variable = [] { return *rc::gen::elementOf(matter_name_variables()); };
        const std::string pattern = "x" + variable() + "-" + variable() + "y";
        const Date day =
            Date::from_serial(*rc::gen::inRange(Date::first_serial, Date::last_serial));
        const civil::FiscalYearStart start{*rc::gen::inRange(1, 13), *rc::gen::inRange(1, 29)};
        RC_ASSERT(can_be_named(pattern, matter_name(pattern, day, start)));
        RC_ASSERT(is_id(matter_name(pattern, day, start)));
    });
}

TEST_CASE("an overlay for one matter of a recurring procedure") {
    Files files = with_header(R"(opens = "for each financial year as accounts.year"
matter = "accounts-{financial-year}"
)");
    files.push_back({"overlays/anyshire/accounts-2026.toml",
                     "[overlay]\nprocedure = \"accounts\"\napplies-to = \"accounts-2026-27\"\n"});
    CHECK(errors_of(files).empty());
    files.back().text = "[overlay]\nprocedure = \"accounts\"\napplies-to = \"accounts-26\"\n";
    CHECK("\n" + errors_of(files) == R"text(
overlays/anyshire/accounts-2026.toml:3:14: error: 'accounts-26' is never the name of a matter of 'accounts'
    applies-to = "accounts-26"
                 ^^^^^^^^^^^^^
    hint: its matters are named accounts-{financial-year}
)text");
}
