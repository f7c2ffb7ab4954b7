// SPDX-License-Identifier: MIT
// A calendars folder of any content whatever is either loaded or refused, and refused at places
// that exist. The first byte says what kind of file the rest is, or that it is a folder of files:
// each begins with a line "=== " and its path.
#include "lib/rules/library.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>
#include <array>

using namespace dutyd;

namespace {

constexpr std::array<const char*, 9> paths{
    "packs/fuzz/pack.toml",    "packs/fuzz/procedure.toml", "bodies/body.toml",
    "overlays/body/plan.toml", "meetings/panel.toml",       "day-sets/fuzz-days.toml",
    "holidays/additions.toml", "holidays/published.json",   "audits/audit.toml"};
constexpr std::string_view file_mark = "=== ";

/// The files of a folder written as one text. What stands before the first mark belongs to none.
std::vector<rules::SourceFile> files_in(std::string_view text) {
    std::vector<rules::SourceFile> files;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end);
        if (line.substr(0, file_mark.size()) == file_mark) {
            const std::string_view path = line.substr(file_mark.size());
            files.push_back({std::string(path.substr(0, path.find('\n'))), {}});
        } else if (!files.empty()) {
            files.back().text += line;
        }
    }
    return files;
}

std::vector<rules::SourceFile> folder(std::uint8_t kind, std::string_view text) {
    const std::size_t which = (kind + std::size_t{12}) % (paths.size() + 1);  // '0' is the first
    if (which == paths.size()) return files_in(text);
    return {{paths[which], std::string(text)}};
}

void check_places(const Diagnostics& diagnostics, std::string_view text) {
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    for (const Diagnostic& diagnostic : diagnostics) {
        DUTYD_CHECK(!diagnostic.message.empty());
        DUTYD_CHECK(diagnostic.where.line <= lines + 1);
        DUTYD_CHECK(!render(diagnostic).empty());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text = as_text(data, size).substr(1);
    const auto library =
        rules::load_library(folder(data[0], text), {}, civil::Date::of(2024, 5, 22));
    check_places(library ? library->findings : library.error(), text);
    if (!library) DUTYD_CHECK(has_errors(library.error()));
    return 0;
}
