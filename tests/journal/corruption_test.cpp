// SPDX-License-Identifier: MIT
// Whatever happens to a stored row, replay notices: any byte changed, any row missing, doubled,
// swapped or forged.
#include "tests/catch.hpp"
#include "tests/journal/samples.hpp"

using namespace dutyd;
using namespace dutyd::journal;

namespace {

/// Every value this byte could be damaged to by one flipped bit, and a few beyond.
std::vector<char> other_bytes(char byte) {
    std::vector<char> others{'\0', ' ', '"', '0', '\xff'};
    for (unsigned bit = 0; bit < 8; ++bit) {
        others.push_back(static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << bit)));
    }
    return others;
}

/// Counts the single-byte changes to `part` of the row that decode would not notice.
std::size_t unnoticed(const Row& row, std::string Row::*part) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < (row.*part).size(); ++i) {
        for (const char other : other_bytes((row.*part)[i])) {
            Row damaged = row;
            if ((damaged.*part)[i] == other) continue;
            (damaged.*part)[i] = other;
            if (decode(damaged, row.previous, std::nullopt)) ++count;
        }
    }
    return count;
}

std::string error_of(const Result<std::vector<Event>>& result) {
    REQUIRE(!result);
    return render(result.error());
}

}  // namespace

TEST_CASE("every single changed byte of every kind of row is noticed") {
    for (const Row& row : chain_of(sample_events()).rows) {
        INFO(row.body);
        REQUIRE(decode(row, row.previous, std::nullopt));
        CHECK(unnoticed(row, &Row::body) == 0);
        CHECK(unnoticed(row, &Row::hash) == 0);
        CHECK(unnoticed(row, &Row::previous) == 0);
    }
}

TEST_CASE("a row that is cut short or lengthened is noticed") {
    const Row row = chain_of(sample_events()).rows[12];
    for (std::size_t length = 0; length < row.body.size(); ++length) {
        Row cut = row;
        cut.body.resize(length);
        CHECK_FALSE(decode(cut, row.previous, std::nullopt));
    }
    Row longer = row;
    longer.body += ' ';
    CHECK_FALSE(decode(longer, row.previous, std::nullopt));
}

TEST_CASE("a missing, doubled or swapped row breaks the chain at its place") {
    const Chain whole = chain_of(sample_events());
    REQUIRE(decode_all(whole));

    Chain missing = whole;
    missing.rows.erase(missing.rows.begin() + 4);
    CHECK(error_of(decode_all(missing)) ==
          std::string("error: journal row 6 does not follow the row before it: the chain is "
                      "broken\n") +
              damaged_hint);

    Chain doubled = whole;
    doubled.rows.insert(doubled.rows.begin() + 4, doubled.rows[3]);
    CHECK(error_of(decode_all(doubled)).rfind("error: journal row 4 does not follow", 0) == 0);

    Chain swapped = whole;
    std::swap(swapped.rows[2], swapped.rows[3]);
    CHECK(error_of(decode_all(swapped)).rfind("error: journal row 4 does not follow", 0) == 0);

    Chain headless = whole;
    headless.rows.erase(headless.rows.begin());
    CHECK(error_of(decode_all(headless)).rfind("error: journal row 2 does not follow", 0) == 0);
}

TEST_CASE("a changed body is said to be changed") {
    Chain chain = chain_of(sample_events());
    std::string& body = chain.rows[5].body;
    body.replace(body.find("2024-05-10"), 10, "2024-05-11");
    CHECK(error_of(decode_all(chain)) ==
          std::string("error: journal row 6 was changed after it was written: its hash does not "
                      "fit\n") +
              damaged_hint);
}

TEST_CASE("a rewritten text is noticed although it lies outside the chain") {
    Chain chain = chain_of(sample_events());
    REQUIRE(!chain.texts.empty());
    chain.texts.begin()->second.text += "!";
    CHECK(error_of(decode_all(chain)).find("has a text that is not the one it was written with") !=
          std::string::npos);
}
