// SPDX-License-Identifier: MIT
// Does what docs/pack-format.md says under "Four changes, step by step", block by block: the line
// before a block says what to do with it. Only texts change; no code knows of any of it.
#include "cli/replay/case_run.hpp"
#include "lib/rules/library.hpp"
#include "tests/catch.hpp"
#include "tests/folder.hpp"

using namespace dutyd;

namespace {

struct Step {
    std::string instruction;  // "Add to the end of `packs/pcc/annual-report.toml`:"
    std::string text;
};

std::vector<Step> steps_of(const std::string& page) {
    std::vector<Step> steps;
    const std::string fence = "```toml\n";
    for (auto at = page.find(fence); at != std::string::npos; at = page.find(fence, at + 1)) {
        const auto line = page.rfind('\n', at - 3) + 1;
        const auto text = at + fence.size();
        steps.push_back(
            {page.substr(line, at - 2 - line), page.substr(text, page.find("```", text) - text)});
    }
    return steps;
}

/// What stands last between a pair of backquotes.
std::string quoted(const std::string& line) {
    const auto end = line.rfind('`');
    const auto begin = line.rfind('`', end - 1) + 1;
    return line.substr(begin, end - begin);
}

bool begins(const std::string& line, const std::string& words) {
    return line.rfind(words, 0) == 0;
}

void follow(const Step& step, std::vector<rules::SourceFile>& files) {
    INFO(step.instruction);
    const std::string path = quoted(step.instruction);
    const auto file =
        std::find_if(files.begin(), files.end(), [&](const auto& one) { return one.path == path; });
    if (begins(step.instruction, "Write `")) {
        REQUIRE(file == files.end());
        files.push_back({path, step.text});
        return;
    }
    REQUIRE(file != files.end());
    if (begins(step.instruction, "Write over the last `[[duty.limit]]`")) {
        file->text.resize(file->text.rfind("[[duty.limit]]"));
    } else {
        REQUIRE(begins(step.instruction, "Add to the end of `"));
        file->text += "\n";
    }
    file->text += step.text;
}

}  // namespace

TEST_CASE("the four changes of the pack format's page are made as it says") {
    const std::string page = tests::read_file(tests::source_dir() / "docs/pack-format.md").text;
    const auto section = page.find("## Four changes, step by step");
    REQUIRE(section != std::string::npos);
    auto steps = steps_of(page.substr(section));
    REQUIRE(steps.size() == 5);
    const Step last = steps.back();
    steps.pop_back();
    auto files = tests::calendars();
    for (const Step& step : steps) {
        follow(step, files);
        const auto library = rules::load_library(files);
        INFO(step.instruction);
        if (!library) FAIL(render(library.error()));
    }
    const auto story = replay::read_case({"four-changes.toml", last.text});
    if (!story) FAIL(render(story.error()));
    const auto played = replay::play(*story, files, tests::find_zone);
    if (!played) FAIL(render(played.error()));
    for (const replay::Checked& check : played->checks) {
        INFO(check.what << " should be " << check.expected << ", is " << check.actual);
        CHECK(check.ok);
    }
    CHECK(played->passed() == 2);
}
