// SPDX-License-Identifier: MIT
// What dutyctl needs of dutyd.toml: where the daemon's socket and database are. No other key is
// looked at, so a mistake elsewhere in the file, which the daemon tells of, keeps nobody from
// asking it.
#pragma once

#include "lib/base/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace dutyd::rules {
class TomlTable;
}

namespace dutyd::host {

inline constexpr const char* config_path_usual = "/etc/dutyd/dutyd.toml";

/// Absolute paths; empty where the file does not say.
struct Places {
    std::string socket;
    std::string database;
};

/// An empty path means the usual file, which may be absent or be for other eyes only; one that was
/// named may not.
Result<Places> find_places(const std::string& config);

/// The text of a configuration file.
Result<std::string> read_config(const std::string& path);

/// A path, relative to the folder of the file; what it was before if the key is not there.
void read_path(rules::TomlTable& table, std::string_view key, const std::filesystem::path& folder,
               std::string& path);

}  // namespace dutyd::host
