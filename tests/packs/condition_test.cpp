// SPDX-License-Identifier: MIT
#include "lib/rules/condition.hpp"
#include "lib/base/limits.hpp"
#include "tests/catch.hpp"

#include <rapidcheck.h>

#include <map>

using namespace dutyd;
using namespace dutyd::rules;

namespace {

using Facts = std::map<std::string, std::string>;

FactText look_up(const Facts& facts) {
    return [facts](const std::string& name) -> std::optional<std::string> {
        const auto it = facts.find(name);
        return it != facts.end() ? std::optional(it->second) : std::nullopt;
    };
}

Truth truth_of(const std::string& text, const Facts& facts) {
    const auto condition = parse_condition(text);
    if (!condition) FAIL(render(condition.error()));
    return holds(*condition, look_up(facts));
}

std::string normal_condition(const std::string& text) {
    const auto condition = parse_condition(text);
    return condition ? condition->text() : render(condition.error());
}

}  // namespace

TEST_CASE("a comparison is yes, no, or unknown while nobody has recorded the fact") {
    CHECK(truth_of("election.kind = ordinary", {{"election.kind", "ordinary"}}) == Truth::yes);
    CHECK(truth_of("election.kind = ordinary", {{"election.kind", "by-election"}}) == Truth::no);
    CHECK(truth_of("election.kind = ordinary", {}) == Truth::unknown);
    CHECK(truth_of("election.kind != ordinary", {{"election.kind", "by-election"}}) == Truth::yes);
    CHECK(truth_of("election.kind != ordinary", {}) == Truth::unknown);
}

TEST_CASE("whether a fact is known is never unknown itself") {
    CHECK(truth_of("acceptance.delivered is known", {}) == Truth::no);
    CHECK(truth_of("acceptance.delivered is not known", {}) == Truth::yes);
    CHECK(truth_of("acceptance.delivered is known", {{"acceptance.delivered", "2024-05-09"}}) ==
          Truth::yes);
}

TEST_CASE("numbers compare as numbers, dates as dates, other words have no order") {
    CHECK(truth_of("staff >= 250", {{"staff", "1000"}}) == Truth::yes);
    CHECK(truth_of("staff < 250", {{"staff", "99"}}) == Truth::yes);
    CHECK(truth_of("staff = 12", {{"staff", "12.0"}}) == Truth::yes);
    CHECK(truth_of("staff > 12", {{"staff", "12"}}) == Truth::no);
    CHECK(truth_of("staff <= 12", {{"staff", "12"}}) == Truth::yes);
    CHECK(truth_of("poll > 2024-05-01", {{"poll", "2024-05-02"}}) == Truth::yes);
    CHECK(truth_of("poll <= 2024-05-01", {{"poll", "2024-05-02"}}) == Truth::no);
    CHECK(truth_of("kind < ordinary", {{"kind", "by-election"}}) == Truth::unknown);
}

TEST_CASE("days compare by date and then by time") {
    const auto told = [](const std::string& comparison, const std::string& value) {
        return truth_of("delivered " + comparison + " " + value,
                        {{"delivered", "2024-05-02 16:00"}});
    };
    CHECK(told("<", "'2024-05-02 16:01'") == Truth::yes);
    CHECK(told(">=", "'2024-05-02 16:00'") == Truth::yes);
    CHECK(told("=", "'2024-05-02 16:00'") == Truth::yes);
    CHECK(told(">", "'2024-05-01 23:00'") == Truth::yes);
    CHECK(told("=", "'2024-05-02 24:00'") == Truth::no);
    // A day without a time is equal to every time on it.
    CHECK(told("=", "2024-05-02") == Truth::yes);
    CHECK(told("<=", "2024-05-02") == Truth::yes);
    CHECK(told("<", "2024-05-02") == Truth::no);
    CHECK(told(">", "2024-05-02") == Truth::no);
    CHECK(told("<", "2024-05-03") == Truth::yes);
    CHECK(told("!=", "2024-05-03") == Truth::yes);
    // What is no time is a word.
    CHECK(told("<", "'2024-05-02 25:00'") == Truth::unknown);
    CHECK(told("!=", "'2024-05-02 25:00'") == Truth::yes);
}

TEST_CASE("periods compare by their first day, and are equal only if they are the same") {
    const Facts facts = {{"accounts.year", "2024-04-01..2025-03-31"}, {"open", "2024-05-02.."}};
    CHECK(truth_of("accounts.year = 2024-04-01..2025-03-31", facts) == Truth::yes);
    CHECK(truth_of("accounts.year = 2024-04-01..2025-03-30", facts) == Truth::no);
    CHECK(truth_of("accounts.year != 2024-04-01..2025-03-30", facts) == Truth::yes);
    CHECK(truth_of("accounts.year >= 2024-04-01", facts) == Truth::yes);
    CHECK(truth_of("accounts.year = 2024-04-01", facts) == Truth::yes);
    CHECK(truth_of("accounts.year > 2024-04-01", facts) == Truth::no);
    CHECK(truth_of("accounts.year < 2024-04-02", facts) == Truth::yes);
    CHECK(truth_of("accounts.year <= 2024-04-01..2024-04-02", facts) == Truth::yes);
    CHECK(truth_of("accounts.year < 2025-04-01..2026-03-31", facts) == Truth::yes);
    CHECK(truth_of("open = 2024-05-02..", facts) == Truth::yes);
    CHECK(truth_of("open = 2024-05-02..2024-05-03", facts) == Truth::no);
    CHECK(truth_of("open > accounts.year", facts) == Truth::yes);
}

TEST_CASE("another fact on the right") {
    const Facts facts = {{"precept.reported", "2026-02-09"},
                         {"report.limit", "2026-02-08"},
                         {"today", "2026-02-10"},
                         {"members.now", "12"},
                         {"members.for", "8"},
                         {"kind", "report.limit"}};
    CHECK(truth_of("precept.reported > report.limit", facts) == Truth::yes);
    CHECK(truth_of("precept.reported <= report.limit", facts) == Truth::no);
    CHECK(truth_of("today > report.limit", facts) == Truth::yes);
    CHECK(truth_of("precept.reported < today", facts) == Truth::yes);
    CHECK(truth_of("members.for < members.now", facts) == Truth::yes);
    CHECK(truth_of("precept.reported = not.known", facts) == Truth::unknown);
    CHECK(truth_of("not.known = precept.reported", facts) == Truth::unknown);
    CHECK(truth_of("precept.reported != not.known", facts) == Truth::unknown);
    // In quotation marks it is a word, whatever it looks like.
    CHECK(truth_of("kind = 'report.limit'", facts) == Truth::yes);
    CHECK(truth_of("kind = report.limit", facts) == Truth::no);
    CHECK(truth_of("kind = 'today'", facts) == Truth::no);
}

TEST_CASE("and, or and not over unknown parts") {
    const Facts facts = {{"y", "yes"}, {"n", "no"}};
    const std::map<std::string, Truth> value = {
        {"y = yes", Truth::yes}, {"n = yes", Truth::no}, {"u = yes", Truth::unknown}};
    const auto min = [](Truth a, Truth b) {
        if (a == Truth::no || b == Truth::no) return Truth::no;
        return a == Truth::yes && b == Truth::yes ? Truth::yes : Truth::unknown;
    };
    const auto opposite = [](Truth a) {
        if (a == Truth::unknown) return a;
        return a == Truth::yes ? Truth::no : Truth::yes;
    };
    for (const auto& [a, a_is] : value) {
        CHECK(truth_of("not " + a, facts) == opposite(a_is));
        for (const auto& [b, b_is] : value) {
            CHECK(truth_of(a + " and " + b, facts) == min(a_is, b_is));
            CHECK(truth_of(a + " or " + b, facts) == opposite(min(opposite(a_is), opposite(b_is))));
        }
    }
}

TEST_CASE("not binds tightest, then and, then or") {
    const Facts facts = {{"a", "yes"}, {"b", "no"}, {"c", "no"}};
    CHECK(truth_of("a = yes or b = yes and c = yes", facts) == Truth::yes);
    CHECK(truth_of("(a = yes or b = yes) and c = yes", facts) == Truth::no);
    CHECK(truth_of("not b = yes and a = yes", facts) == Truth::yes);
    CHECK(truth_of("not (a = yes or b = yes)", facts) == Truth::no);
}

TEST_CASE("the normal form has brackets where a reader could doubt") {
    CHECK(normal_condition("a=yes or b=yes and c=no") == "a = yes or (b = yes and c = no)");
    CHECK(normal_condition("((a = yes) and (b = yes and c = no))") ==
          "a = yes and b = yes and c = no");
    CHECK(normal_condition("not a is known") == "not a is known");
    CHECK(normal_condition("a is not known") == "not a is known");
    CHECK(normal_condition("not (a = yes and b != 'two words')") ==
          "not (a = yes and b != 'two words')");
    CHECK(normal_condition("a = 'plain'") == "a = plain");
    CHECK(normal_condition("a = 'and'") == "a = 'and'");
    CHECK(normal_condition("a = ''") == "a = ''");
    CHECK(normal_condition("a.b>=c.d and today!=e") == "a.b >= c.d and today != e");
    CHECK(normal_condition("a = 'c.d' or a = 'today'") == "a = 'c.d' or a = 'today'");
    CHECK(normal_condition("a = '12.5' or a = 'C.d'") == "a = 12.5 or a = C.d");
    CHECK(normal_condition("a=2024-04-01..2025-03-31") == "a = 2024-04-01..2025-03-31");
    CHECK(normal_condition("a = '2024-05-02 16:00'") == "a = '2024-05-02 16:00'");
    CHECK(normal_condition("x>=3 and y<=4 and z<5 and w>6") ==
          "x >= 3 and y <= 4 and z < 5 and w > 6");
}

TEST_CASE("facts_of names every fact once, sorted") {
    const auto condition = parse_condition("b = 1 or (a is known and not b = 2)");
    REQUIRE(condition);
    CHECK(facts_of(*condition) == std::vector<std::string>{"a", "b"});
    const auto right = parse_condition("a.b > c.d or not today = x.y or e = word or e = 'f.g'");
    REQUIRE(right);
    CHECK(facts_of(*right) == std::vector<std::string>{"a.b", "c.d", "e", "today", "x.y"});
}

TEST_CASE("a bad condition points at the place") {
    CHECK(normal_condition("election.kind ordinary") ==
          "error: expected '=' or 'is known' after 'election.kind', not 'ordinary'\n"
          "    election.kind ordinary\n"
          "                  ^^^^^^^^\n"
          "    hint: a test is 'FACT = VALUE', 'FACT is known' or 'FACT is not known'\n");
    CHECK(normal_condition("a = yes and") ==
          "error: expected the name of a fact, not the end\n"
          "    a = yes and\n"
          "               ^\n"
          "    hint: a test is 'FACT = VALUE', 'FACT is known' or 'FACT is not known'\n");
    CHECK(normal_condition("(a = yes") ==
          "error: expected ')' before the end\n"
          "    (a = yes\n"
          "            ^\n");
    CHECK(normal_condition("a = yes b = no") ==
          "error: 'b' is not expected here\n"
          "    a = yes b = no\n"
          "            ^\n"
          "    hint: join tests with 'and' or 'or'\n");
    CHECK(normal_condition("a = 'never closed") ==
          "error: this quotation mark is never closed\n"
          "    a = 'never closed\n"
          "        ^\n"
          "    hint: write values of several words as 'two words'\n");
    CHECK(normal_condition("a is yes") ==
          "error: expected 'known' after 'is', not 'yes'\n"
          "    a is yes\n"
          "         ^^^\n"
          "    hint: to compare with a value write 'FACT = VALUE'\n");
    CHECK(normal_condition("a = and") ==
          "error: expected a value, not 'and'\n"
          "    a = and\n"
          "        ^^^\n"
          "    hint: a value is a word, a number, a date, a period, another fact, or 'several "
          "words'\n");
    CHECK(normal_condition("a = %") ==
          "error: expected a value, not '%'\n"
          "    a = %\n"
          "        ^\n"
          "    hint: a value is a word, a number, a date, a period, another fact, or 'several "
          "words'\n");
    CHECK(normal_condition("  ") ==
          "error: empty condition\n"
          "      \n"
          "    ^\n");
}

TEST_CASE("a caret counts characters, not bytes, and adds to where the text stands") {
    Place where;
    where.file = "plan.toml";
    where.line = 7;
    where.column = 9;
    where.source_line = "when = \"é = 'ü' or\"";
    const auto condition = parse_condition("a = 'ü' or", where);
    REQUIRE_FALSE(condition);
    const Place& place = condition.error().front().where;
    CHECK(place.line == 7);
    CHECK(place.column == 9 + 10);
}

TEST_CASE("conditions are bounded in length and in depth") {
    const std::string brackets(limits::expression_depth_max, '(');
    const std::string closing(limits::expression_depth_max, ')');
    CHECK(parse_condition(brackets + "a = b" + closing));
    const auto deeper = parse_condition("(" + brackets + "a = b" + closing + ")");
    REQUIRE_FALSE(deeper);
    CHECK(deeper.error().front().message == "this condition is nested too deeply");

    std::string longest = "a = ";
    longest += std::string(limits::expression_bytes_max - longest.size(), 'b');
    CHECK(parse_condition(longest));
    CHECK_FALSE(parse_condition(longest + "b"));
}

namespace {

rc::Gen<std::string> any_condition(int depth) {
    auto test = rc::gen::element<std::string>(
        "a = yes", "b.c != 'two words'", "d is known", "d is not known", "n >= 3", "n < 2",
        "when.it = 2024-05-02", "x = 'or'", "a >= b.c", "when.it < today", "x = 'b.c'",
        "p.q = 2024-04-01..2025-03-31");
    if (depth == 0) return test;
    const auto inner = any_condition(depth - 1);
    return rc::gen::oneOf(
        test, rc::gen::map(inner, [](const std::string& a) { return "not (" + a + ")"; }),
        rc::gen::map(rc::gen::pair(inner, inner),
                     [](const auto& p) { return "(" + p.first + ") and " + p.second; }),
        rc::gen::map(rc::gen::pair(inner, inner),
                     [](const auto& p) { return p.first + " or (" + p.second + ")"; }));
}

}  // namespace

TEST_CASE("printing and parsing again changes neither the text nor the meaning") {
    rc::check([] {
        const std::string text = *any_condition(3);
        const auto condition = parse_condition(text);
        RC_ASSERT(condition.has_value());
        const auto again = parse_condition(condition->text());
        RC_ASSERT(again.has_value());
        RC_ASSERT(again->text() == condition->text());
        const std::vector<std::string> values = {
            "yes", "two words",        "3",
            "1",   "2024-05-02",       "or",
            "b.c", "2024-05-02 16:00", "2024-04-01..2025-03-31"};
        Facts facts;
        for (const std::string& name : facts_of(*condition)) {
            if (*rc::gen::arbitrary<bool>()) facts[name] = *rc::gen::elementOf(values);
        }
        RC_ASSERT(holds(*condition, look_up(facts)) == holds(*again, look_up(facts)));
    });
}

TEST_CASE("no text makes the parser fail other than by saying so") {
    rc::check([] {
        const auto words =
            *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                "a", "=", "!=", "(", ")", "and", "or", "not", "is", "known", "'", "' '", "é", "<",
                ">=", "!", "2024-05-02", "b.c", "today", "2024-05-02..", "..", "."));
        std::string text;
        for (const std::string& word : words) text += word + " ";
        const auto condition = parse_condition(text);
        if (condition) {
            RC_ASSERT(parse_condition(condition->text()).has_value());
        } else {
            RC_ASSERT(condition.error().size() == 1U);
        }
    });
}
