// SPDX-License-Identifier: MIT
// The examples of docs/pack-format.md are whole files and must be sound together.
#include "tests/catch.hpp"
#include "tests/packs/texts.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

using namespace dutyd;
using namespace dutyd::rules;

namespace {

/// Every ```toml block that begins with a comment naming its file.
Files examples_in(const std::string& page) {
    Files files;
    const std::string fence = "```toml\n# ";
    for (auto at = page.find(fence); at != std::string::npos; at = page.find(fence, at + 1)) {
        const auto name = at + fence.size();
        const auto text = page.find('\n', name) + 1;
        files.push_back(
            {page.substr(name, text - 1 - name), page.substr(text, page.find("```", text) - text)});
    }
    return files;
}

}  // namespace

TEST_CASE("the examples of the pack format's page are sound") {
    std::ifstream in(std::string(DUTYD_SOURCE_DIR) + "/docs/pack-format.md");
    const std::string page{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    Files files = examples_in(page);
    REQUIRE(files.size() == 7);
    for (const SourceFile& file : small_world()) {
        if (file.path.find("day-sets/") != 0) continue;
        files.push_back(file);
        if (file.path != "day-sets/working-days.toml") continue;
        std::string text = file.text;
        text.replace(text.find("working-days"), 12, "election-days");
        files.push_back({"day-sets/election-days.toml", text});
    }
    const Library library = sound(files);
    const Procedure* plan = library.procedure("anyshire", "plan");
    REQUIRE(plan != nullptr);
    CHECK(plan->find("draft")->after.front().duty == "process-paper");
    CHECK(library.procedure_for("anyshire", "plan", "plan-2016")->find("process-paper")->takes.n ==
          20);
    CHECK(library.body("anyshire")->meetings.size() == 2);
    CHECK(library.packs.front().pauses.size() == 1);
    CHECK(library.audits.front().rows.size() == 3);
}

TEST_CASE("the pack format's page names every key there is") {
    std::ifstream in(std::string(DUTYD_SOURCE_DIR) + "/docs/pack-format.md");
    const std::string page{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    // An unknown key's hint lists all keys its table may have.
    const std::string unknown = "\nqqqqqqqqqqqqqqqqqqqqqqqqqqqq = 1\n";
    const Files worlds[] = {
        with_duties("[[duty]]" + unknown),
        with_duties("[[duty]]\n[[duty.limit]]" + unknown),
        with_duties("[[duty]]\n[[duty.bar]]" + unknown),
        with_duties("[[duty]]\n[[duty.limit]]\n[[duty.limit.version]]" + unknown),
        with_duties("[[duty]]\n[[duty.limit]]\n[[duty.limit.reading]]" + unknown),
        with_duties("[[duty]]\n[[duty.bar]]\n[[duty.bar.reading]]" + unknown),
        with_duties("[[duty]]\n[[duty.item]]" + unknown),
        with_duties("[[fact]]" + unknown),
        with_duties("[[fact]]\nname = \"x\"\n[[fact.derived]]" + unknown),
        with_duties("[[ignored]]" + unknown),
        with_overlay("[[set]]" + unknown),
        with_overlay("[[duty]]" + unknown),
        with_overlay("[overlay]" + unknown),
        with(small_world(), {"bodies/anyshire.toml", "[body]" + unknown}),
        with(small_world(), {"bodies/anyshire.toml", "[[meeting-calendar]]" + unknown}),
        with(small_world(), {"meetings/anyshire.toml", "[[meeting]]" + unknown}),
        with(small_world(), {"packs/small/pack.toml", "[pack]" + unknown}),
        with(small_world(), {"packs/small/pack.toml", "[[pause]]" + unknown}),
        with(small_world(), {"packs/small/pack.toml", "[[election]]" + unknown}),
        with(small_world(), {"packs/small/plan.toml", "[procedure]" + unknown}),
        with(small_world(), {"audits/x.toml", "[audit]" + unknown}),
        with(small_world(), {"audits/x.toml", "[[row]]" + unknown})};
    for (const Files& files : worlds) {
        const std::string errors = errors_of(files);
        const std::string marker = "it may have: ";
        const auto at = errors.find(marker, errors.find("unknown key 'qqqq"));
        REQUIRE(at != std::string::npos);
        std::string keys = errors.substr(at + marker.size());
        keys = keys.substr(0, keys.find('\n'));
        std::replace(keys.begin(), keys.end(), ',', ' ');
        std::istringstream words(keys);
        for (std::string key; words >> key;) {
            CAPTURE(key);
            const bool named = page.find("`" + key + "`") != std::string::npos ||
                               page.find("\n" + key + " ") != std::string::npos;
            CHECK(named);
        }
    }
}
