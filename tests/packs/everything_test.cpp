// SPDX-License-Identifier: MIT
// The folder that the fuzzer of packs begins with uses everything a pack may say, and is sound:
// what is refused at its first line finds nothing further in.
#include "lib/rules/opening.hpp"
#include "tests/catch.hpp"
#include "tests/packs/texts.hpp"

#include <fstream>

using namespace dutyd;
using namespace dutyd::rules;

namespace {

/// "9", and then each file after a line "=== PATH".
Files fuzzed_folder() {
    std::ifstream in(std::string(DUTYD_SOURCE_DIR) + "/tests/fuzz/corpus/packs/everything");
    REQUIRE(in.get() == '9');
    Files files;
    for (std::string line; std::getline(in, line);) {
        if (line.rfind("=== ", 0) == 0) {
            files.push_back({line.substr(4), {}});
        } else {
            REQUIRE_FALSE(files.empty());
            files.back().text += line + "\n";
        }
    }
    return files;
}

}  // namespace

TEST_CASE("openings and conditions of what is shipped print as what reads the same") {
    const Library library = sound(shipped_files());
    int conditions = 0;
    const auto same = [&](const std::optional<Condition>& condition) {
        if (!condition) return;
        ++conditions;
        const auto again = parse_condition(condition->text());
        REQUIRE(again);
        CHECK(again->text() == condition->text());
    };
    for (const Pack& pack : library.packs) {
        for (const Procedure& procedure : pack.procedures) {
            const std::string opens = text(procedure.opening);
            CAPTURE(procedure.id, opens);
            const auto again = parse_opening(opens);
            REQUIRE(again);
            CHECK(text(*again) == opens);
            same(procedure.opening.when);
            for (const FactDeclaration& fact : procedure.facts) {
                for (const Derivation& derivation : fact.derived) same(derivation.when);
            }
            for (const Duty& duty : procedure.duties) {
                same(duty.when);
                for (const Bar& bar : duty.bars) same(bar.when);
                for (const Limit& limit : duty.limits) {
                    same(limit.when);
                    for (const Alternative& version : limit.versions) same(version.when);
                }
            }
        }
    }
    CHECK(conditions > 0);
}

TEST_CASE("the fuzzer's folder that uses everything is sound") {
    const Library library = sound(fuzzed_folder());
    const Procedure* everything = library.procedure("fuzz", "everything");
    REQUIRE(everything != nullptr);
    const Duty* issue = everything->find("issue");
    REQUIRE(issue != nullptr);
    CHECK(issue->limits.size() == 2);
    CHECK(issue->limits[1].dispute.chosen == "corresponding-day");
    CHECK(issue->bars.size() == 2);
    CHECK(issue->after.size() == 2);
    CHECK(library.audits.size() == 1);
    CHECK(library.own_day_sets.at("fuzz").count("fuzz-days") == 1);
    CHECK(library.day_set("fuzz", "fuzz-days")->is_open(civil::Date::of(2026, 8, 31)));
}
