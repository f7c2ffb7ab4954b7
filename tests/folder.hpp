// SPDX-License-Identifier: MIT
// What tests read from the source tree and the system: calendars, zones, files.
#pragma once

#include "lib/civil/time.hpp"
#include "lib/rules/calendars.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace dutyd::tests {

inline std::filesystem::path source_dir() {
    return DUTYD_SOURCE_DIR;
}

inline rules::SourceFile read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return {path.filename().string(), text.str()};
}

/// The shipped calendars folder, in path order.
inline std::vector<rules::SourceFile> calendars() {
    const auto root = source_dir() / "calendars";
    std::vector<rules::SourceFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        const auto extension = entry.path().extension();
        if (extension != ".toml" && extension != ".json") continue;
        auto file = read_file(entry.path());
        file.path = std::filesystem::relative(entry.path(), root).generic_string();
        files.push_back(std::move(file));
    }
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

inline Result<civil::Zone> find_zone(const std::string& name) {
    return civil::Zone::from_tzif(name, read_file("/usr/share/zoneinfo/" + name).text);
}

}  // namespace dutyd::tests
