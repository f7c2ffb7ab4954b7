// SPDX-License-Identifier: MIT
// Published days of precepts, hearings, inspection reports and plans
// (tests/data/published-dates.csv, each with its source). A day that is a computation is what its
// rule gives; of every other the file says why there is no rule for it.
#include "lib/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/rules/support.hpp"

using namespace dutyd;
using namespace dutyd::test;

namespace {

enum Column { about, office, year, event, date, rule, why_no_rule, source, columns };

}  // namespace

TEST_CASE("every published day of precepts and plans follows from a rule or says why not") {
    const auto lines = split(read_text(DUTYD_SOURCE_DIR "/tests/data/published-dates.csv"), '\n');
    std::size_t computed = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].empty()) continue;
        const auto row = csv_fields(lines[i]);
        REQUIRE(row.size() == columns);
        CAPTURE(row[office], row[year], row[event], row[rule]);
        CHECK(row[rule].empty() != row[why_no_rule].empty());
        CHECK_FALSE(row[source].empty());
        if (row[rule].empty()) continue;
        CHECK(answer(row[rule], World()) == row[date]);
        ++computed;
    }
    CHECK(computed == 19);
}
