// SPDX-License-Identifier: MIT
// Which files of the calendars folder concern which bodies, and bodies limited to some procedures.
#include "lib/rules/selection.hpp"
#include "lib/rules/library.hpp"
#include "tests/catch.hpp"
#include "tests/folder.hpp"

using namespace dutyd;
using rules::SourceFile;

namespace {

std::vector<std::string> paths(const std::vector<SourceFile>& files) {
    std::vector<std::string> list;
    for (const SourceFile& file : files) list.push_back(file.path);
    return list;
}

}  // namespace

TEST_CASE("a body's files are its own, and those that all bodies share") {
    const std::vector<SourceFile> files{
        {"bodies/kent.toml", ""},           {"bodies/essex.toml", ""},
        {"day-sets/working-days.toml", ""}, {"meetings/2024.toml", "body = \"kent\"\n"},
        {"meetings/essex.toml", ""},        {"overlays/kent/plan.toml", ""},
    };
    CHECK(paths(rules::files_for_bodies(files, {"kent"})) ==
          std::vector<std::string>{"bodies/kent.toml", "day-sets/working-days.toml",
                                   "meetings/2024.toml", "overlays/kent/plan.toml"});
    CHECK(rules::files_for_bodies(files, {}).size() == files.size());
}

TEST_CASE("a body can be limited to some procedures, whatever else its file says") {
    const std::vector<SourceFile> files{
        {"bodies/kent.toml", "# Kent\n[body]\nid = \"kent\"\n"},
        {"bodies/essex.toml", "[body]\nid = \"essex\"\nprocedures = [\"plan\"]\n"},
        {"bodies/wiltshire.toml", "[body]"},
    };
    const auto limited = rules::running_only(files, {"plan", "precept"});
    CHECK(limited[0].text ==
          "# Kent\n[body]\nprocedures = [\"plan\", \"precept\"]\nid = \"kent\"\n");
    CHECK(limited[1].text == files[1].text);
    CHECK(limited[2].text == "[body]\nprocedures = [\"plan\", \"precept\"]");
}
