// SPDX-License-Identifier: MIT
// Every case file of this folder and those below it, played against the shipped calendars.
#include "cli/replay/case_run.hpp"
#include "tests/catch.hpp"
#include "tests/folder.hpp"

#include <filesystem>

using namespace dutyd;

TEST_CASE("every case file holds") {
    const auto calendars = tests::calendars();
    std::size_t played = 0;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(tests::source_dir() / "tests/cases")) {
        if (entry.path().extension() != ".toml") continue;
        const auto file = tests::read_file(entry.path());
        INFO(file.path);
        const auto story = replay::read_case(file);
        if (!story) FAIL(render(story.error()));
        const auto result = replay::play(*story, calendars, tests::find_zone);
        if (!result) FAIL(render(result.error()));
        CHECK(result->passed() > 0);
        for (const replay::Checked& check : result->checks) {
            INFO("line " << check.where.line << ", on " << check.on.text() << ": " << check.what
                         << " should be " << check.expected << ", is " << check.actual);
            CHECK(check.ok);
        }
        ++played;
    }
    CHECK(played >= 2);
}
