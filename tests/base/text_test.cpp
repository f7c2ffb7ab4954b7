// SPDX-License-Identifier: MIT
#include "lib/base/text.hpp"

#include "tests/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>

using namespace dutyd;

namespace {

using Names = std::vector<std::string>;

const Names day_set_names = {"working-days", "election-days", "accounts-days", "meeting-days"};

// The textbook definition, without a table: slow, and plainly right.
std::size_t distance_by_definition(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return std::max(a.size(), b.size());
    const std::string_view a_rest = a.substr(1);
    const std::string_view b_rest = b.substr(1);
    const std::size_t kept = distance_by_definition(a_rest, b_rest) + (a[0] == b[0] ? 0 : 1);
    return std::min(
        {kept, distance_by_definition(a_rest, b) + 1, distance_by_definition(a, b_rest) + 1});
}

std::optional<std::string> nearest_by_definition(std::string_view name, const Names& known) {
    std::optional<std::string> best;
    for (const std::string& candidate : known) {
        const std::size_t distance = distance_by_definition(name, candidate);
        const std::size_t third = std::max(name.size(), candidate.size()) / 3;
        if (distance > std::max<std::size_t>(third, 1)) continue;
        if (!best || distance < distance_by_definition(name, *best)) best = candidate;
    }
    return best;
}

}  // namespace

TEST_CASE("trim takes white space off both ends and leaves what is inside") {
    CHECK(trim("  5 days \t") == "5 days");
    CHECK(trim("a\n\n b\r\n") == "a\n\n b");
    CHECK(trim("x") == "x");
    CHECK(trim(" \t\r\n ").empty());
    CHECK(trim("").empty());
}

TEST_CASE("split keeps empty parts, so that nothing a person wrote is lost") {
    CHECK(split("a,b,c", ',') == Names{"a", "b", "c"});
    CHECK(split("a,,c", ',') == Names{"a", "", "c"});
    CHECK(split(",a,", ',') == Names{"", "a", ""});
    CHECK(split("alone", ',') == Names{"alone"});
    CHECK(split("", ',') == Names{""});
}

TEST_CASE("join puts the separator between parts only") {
    CHECK(join({"a", "b", "c"}, ", ") == "a, b, c");
    CHECK(join({"a"}, ", ") == "a");
    CHECK(join({"", ""}, "-") == "-");
    CHECK(join({}, ", ").empty());
}

TEST_CASE("join of equal parts separates each of them") {
    CHECK(join({"a", "a", "a"}, "+") == "a+a+a");
}

TEST_CASE("splitting and joining again gives the same text") {
    const bool holds = rc::check("join undoes split", [](const std::string& text) {
        RC_ASSERT(join(split(text, ','), ",") == text);
    });
    CHECK(holds);
}

TEST_CASE("a misspelt name finds the one that was meant") {
    CHECK(nearest_name("workng-days", day_set_names) == "working-days");
    CHECK(nearest_name("electoin-days", day_set_names) == "election-days");
    CHECK(nearest_name("meetings-days", day_set_names) == "meeting-days");
    CHECK(nearest_name("working-days", day_set_names) == "working-days");
}

TEST_CASE("a name unlike all others finds nothing") {
    CHECK_FALSE(nearest_name("bank-holidays-of-mars", day_set_names));
    CHECK_FALSE(nearest_name("", day_set_names));
    CHECK_FALSE(nearest_name("working-days", {}));
}

TEST_CASE("of short names one letter may be wrong, never all") {
    CHECK(nearest_name("dya", {"day"}) == std::nullopt);
    CHECK(nearest_name("dax", {"day"}) == "day");
    CHECK(nearest_name("dy", {"day"}) == "day");
    CHECK(nearest_name("x", {"y"}) == "y");
}

TEST_CASE("exactly a third of the longer word may differ, and no more") {
    CHECK(nearest_name("abcdXX", {"abcdef"}) == "abcdef");
    CHECK_FALSE(nearest_name("abcXXX", {"abcdef"}));
    CHECK(nearest_name("abcdefXXX", {"abcdef"}) == "abcdef");
    CHECK_FALSE(nearest_name("abcdefXXXX", {"abcdef"}));
}

TEST_CASE("of equally near names the first known wins") {
    CHECK(nearest_name("bat", {"cat", "hat", "bar"}) == "cat");
    CHECK(nearest_name("bat", {"bar", "hat", "cat"}) == "bar");
    CHECK(nearest_name("plan", {"plans", "plan"}) == "plan");
}

TEST_CASE("the nearest name is the one the definition of edit distance gives") {
    const auto short_word =
        rc::gen::mapcat(rc::gen::inRange<std::size_t>(0, 7), [=](std::size_t length) {
            return rc::gen::container<std::string>(length, rc::gen::inRange('a', 'd'));
        });
    const auto some_names = rc::gen::mapcat(
        rc::gen::inRange<std::size_t>(0, 5),
        [=](std::size_t count) { return rc::gen::container<Names>(count, short_word); });
    const bool holds = rc::check("nearest_name against the definition", [=] {
        const std::string name = *short_word;
        const Names known = *some_names;
        RC_ASSERT(nearest_name(name, known) == nearest_by_definition(name, known));
    });
    CHECK(holds);
}

TEST_CASE("did_you_mean is a whole sentence or nothing") {
    CHECK(did_you_mean("acounts-days", day_set_names) == "did you mean 'accounts-days'?");
    CHECK(did_you_mean("zzz", day_set_names).empty());
}

TEST_CASE("counted says one day and two days") {
    CHECK(counted(1, "day") == "1 day");
    CHECK(counted(0, "day") == "0 days");
    CHECK(counted(2, "working day") == "2 working days");
    CHECK(counted(-1, "day") == "-1 days");
}
