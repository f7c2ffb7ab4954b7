// SPDX-License-Identifier: MIT
// A calendars folder with one file of any content whatever is either loaded or refused, and refused
// at places that exist. The first byte says what kind of file the rest is.
#include "lib/rules/library.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>
#include <array>

using namespace dutyd;

namespace {

constexpr std::array<const char*, 8> paths{"packs/fuzz/pack.toml",    "packs/fuzz/procedure.toml",
                                           "bodies/body.toml",        "overlays/body/plan.toml",
                                           "meetings/panel.toml",     "day-sets/fuzz-days.toml",
                                           "holidays/additions.toml", "holidays/published.json"};

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
    const std::string path = paths[data[0] % paths.size()];
    const auto library =
        rules::load_library({{path, std::string(text)}}, {}, civil::Date::of(2024, 5, 22));
    check_places(library ? library->findings : library.error(), text);
    if (!library) DUTYD_CHECK(has_errors(library.error()));
    return 0;
}
