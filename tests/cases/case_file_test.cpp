// SPDX-License-Identifier: MIT
#include "cli/replay/case_file.hpp"
#include "tests/catch.hpp"

using namespace dutyd;

TEST_CASE("a case file's mistakes are all reported with their places") {
    const auto story = replay::read_case({"bad.toml", R"([case]
title = "x"

[[event]]
do = "open"

[[event]]
recorded = "soon"

[wrong]
)"});
    REQUIRE(!story);
    CHECK(story.error().size() == 4);
    CHECK(render(story.error()).find("[case] needs 'starts'") != std::string::npos);
    CHECK(render(story.error()).find("[[event]] needs 'recorded'") != std::string::npos);
    CHECK(render(story.error()).find("this is not a date") != std::string::npos);
    CHECK(render(story.error()).find("unknown section 'wrong'") != std::string::npos);
}

TEST_CASE("events must stand in the order in which they are recorded") {
    const auto story = replay::read_case({"order.toml", R"([case]
title = "x"
starts = 2024-05-03
[[event]]
recorded = 2024-05-05
do = "open"
[[event]]
recorded = 2024-05-04
do = "open"
)"});
    REQUIRE(!story);
    CHECK(story.error().front().message == "this event is recorded before the one above it");
    CHECK(story.error().front().where.line == 7);
}
