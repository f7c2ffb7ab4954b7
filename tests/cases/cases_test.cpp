// SPDX-License-Identifier: MIT
// The case files of this folder and those below it, played against the shipped calendars; in parts,
// so that they can be played side by side.
#include "cli/replay/case_run.hpp"
#include "tests/catch.hpp"
#include "tests/folder.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

using namespace dutyd;

namespace {

std::vector<std::filesystem::path> case_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(tests::source_dir() / "tests/cases")) {
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

constexpr std::size_t parts = 4;

void check_case(const std::string& path, const std::vector<rules::SourceFile>& calendars) {
    const auto file = tests::read_file(path);
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
}

/// Every fourth of the files, from `part` on.
void check_part(std::size_t part) {
    const auto calendars = tests::calendars();
    const auto files = case_files();
    REQUIRE(files.size() > parts);
    for (std::size_t i = part; i < files.size(); i += parts) check_case(files[i], calendars);
}

}  // namespace

TEST_CASE("every case file holds, first part") {
    check_part(0);
}

TEST_CASE("every case file holds, second part") {
    check_part(1);
}

TEST_CASE("every case file holds, third part") {
    check_part(2);
}

TEST_CASE("every case file holds, fourth part") {
    check_part(3);
}
