// SPDX-License-Identifier: MIT
// The folder that the fuzzer of packs begins with uses everything a pack may say, and is sound:
// what is refused at its first line finds nothing further in.
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
