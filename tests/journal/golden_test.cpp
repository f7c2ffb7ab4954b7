// SPDX-License-Identifier: MIT
// Journals of every format ever released must be read for ever. golden/format-1.journal was written
// once and is never written again. To make the file of a new format, before its release:
//     DUTYD_GOLDEN=tests/journal/golden/format-2.journal test_journal "write a golden journal"
#include "tests/catch.hpp"
#include "tests/environment.hpp"
#include "tests/journal/samples.hpp"

#include <fmt/format.h>

#include <fstream>
#include <set>
#include <sstream>

using namespace dutyd;
using namespace dutyd::journal;

namespace {

/// One line a row (`row SEQ HASH BODY`) and one a text (`text DIGEST SALT TEXT`).
Chain read_golden(const std::string& name) {
    std::ifstream file(std::string(DUTYD_SOURCE_DIR) + "/tests/journal/golden/" + name);
    REQUIRE(file.good());
    Chain chain;
    std::string previous = chain_start();
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string word;
        words >> word;
        if (word == "row") {
            Row row;
            words >> row.seq >> row.hash >> std::ws;
            std::getline(words, row.body);
            row.previous = std::exchange(previous, row.hash);
            chain.rows.push_back(std::move(row));
        } else {
            FreeText text;
            words >> text.digest >> text.salt >> std::ws;
            std::getline(words, text.text);
            chain.texts.emplace(text.digest, text);
        }
    }
    return chain;
}

std::string golden_lines(const Chain& chain) {
    std::string lines;
    for (const Row& row : chain.rows) {
        lines += fmt::format("row {} {} {}\n", row.seq, row.hash, row.body);
    }
    for (const auto& [digest, text] : chain.texts) {
        lines += fmt::format("text {} {} {}\n", digest, text.salt, text.text);
    }
    return lines;
}

}  // namespace

TEST_CASE("the journal of format 1 is read, every kind of it, and written back byte for byte") {
    const Chain golden = read_golden("format-1.journal");
    const auto events = decode_all(golden);
    if (!events) FAIL(render(events.error()));
    REQUIRE(events->size() == 44);

    std::set<std::string> kinds;
    std::size_t texts = 0;
    for (const Event& event : *events) {
        kinds.insert(kind_name(event.payload));
        texts += event.text.empty() ? 0 : 1;
        CHECK(event.text != erased_text);
    }
    CHECK(kinds.size() == 28);
    CHECK(texts == golden.texts.size());

    for (std::size_t i = 0; i < events->size(); ++i) {
        const Row& row = golden.rows[i];
        const auto digest = text_digest(row);
        const std::string salt = digest ? golden.text(*digest)->salt : "";
        const Encoded again = encode((*events)[i], row.previous, salt);
        CHECK(again.row.body == row.body);
        CHECK(again.row.hash == row.hash);
    }
}

TEST_CASE("write a golden journal", "[.]") {
    const char* path = tests::environment("DUTYD_GOLDEN");
    REQUIRE(path != nullptr);
    std::ofstream(path) << golden_lines(chain_of(sample_events()));
}
