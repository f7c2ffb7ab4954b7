// SPDX-License-Identifier: MIT
// The reference manual of the date language is right: every example in docs/date-language.md gives
// the answer that stands beside it, in the world of facts that the manual declares.
#include "lib/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/rules/support.hpp"

using namespace dutyd;
using namespace dutyd::test;

namespace {

struct Line {
    std::string left;
    std::string right;
};

/// The lines of every block that is fenced with this word, cut in two at `sign`.
std::vector<Line> fenced(const std::string& word, const std::string& sign) {
    std::vector<Line> lines;
    bool inside = false;
    for (const std::string& line :
         split(read_text(DUTYD_SOURCE_DIR "/docs/date-language.md"), '\n')) {
        if (line.substr(0, 3) == "```") {
            inside = line == "```" + word;
        } else if (inside) {
            const auto at = line.find(sign);
            REQUIRE(at != std::string::npos);
            lines.push_back({std::string(trim(line.substr(0, at))),
                             std::string(trim(line.substr(at + sign.size())))});
        }
    }
    return lines;
}

World declared_world() {
    World world;
    for (const Line& fact : fenced("facts", " = ")) {
        if (fact.left == "panel meetings") {
            std::vector<std::string> days;
            for (const std::string& day : split(fact.right, ',')) days.emplace_back(trim(day));
            world.meetings("panel", days);
        } else {
            world.set(fact.left, fact.right);
        }
    }
    return world;
}

}  // namespace

TEST_CASE("every example of the manual gives what the manual says") {
    const World world = declared_world();
    const auto examples = fenced("dates", " => ");
    REQUIRE(examples.size() >= 55);
    for (const Line& example : examples) {
        CAPTURE(example.left);
        CHECK(answer(example.left, world) == example.right);
    }
}

TEST_CASE("the manual's table of forms and the facts it declares can be read") {
    for (const std::string& line :
         split(read_text(DUTYD_SOURCE_DIR "/docs/date-language.md"), '\n')) {
        if (line == "## Counts") break;
        if (line.substr(0, 2) != "| " || line.substr(0, 6) == "| form") continue;
        const std::string cell = split(line, '|')[2];
        for (std::size_t open = cell.find('`'); open != std::string::npos;) {
            const std::size_t close = cell.find('`', open + 1);
            std::string written = cell.substr(open + 1, close - open - 1);
            // X, A, B, D and S stand for anything there.
            for (char& c : written) {
                if (c >= 'A' && c <= 'Z' && (&c == &written.back() || !std::isalpha(*(&c + 1)))) {
                    c = static_cast<char>(c - 'A' + 'a');
                }
            }
            CAPTURE(written);
            CHECK(rules::parse_expression(written).has_value());
            open = cell.find('`', close + 1);
        }
    }
}

TEST_CASE("the manual's limits are the limits") {
    const std::string manual = read_text(DUTYD_SOURCE_DIR "/docs/date-language.md");
    CHECK(manual.find("N is 1 to 100000") != std::string::npos);
    CHECK(manual.find("at most 2000 characters, also in its normal form, and is nested at most 40 "
                      "deep") != std::string::npos);
}

TEST_CASE("what the manual calls an error is one") {
    const World world = World()
                            .set("x", "2024-05-02")
                            .set("y", "2024-05-03")
                            .period("p", {"2024-05-02..2024-05-09"});
    bool inside = false;
    int seen = 0;
    for (const std::string& line :
         split(read_text(DUTYD_SOURCE_DIR "/docs/date-language.md"), '\n')) {
        if (line.substr(0, 2) == "##") inside = line == "## What is an error, and why";
        if (!inside || line.substr(0, 3) != "| `") continue;
        const std::string cell = split(line, '|')[1];
        for (std::size_t open = cell.find('`'); open != std::string::npos;) {
            const std::size_t close = cell.find('`', open + 1);
            std::string written = cell.substr(open + 1, close - open - 1);
            for (char& c : written) {
                if (c == 'X' || c == 'Y' || c == 'P') c = static_cast<char>(c - 'A' + 'a');
            }
            CAPTURE(written);
            CHECK(answer(written, world).find("error: ") != std::string::npos);
            ++seen;
            open = cell.find('`', close + 1);
        }
    }
    CHECK(seen >= 20);
}
