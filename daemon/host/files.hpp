// SPDX-License-Identifier: MIT
// Files as values: the calendars folder, the system's zone data, any text file, and random bytes
// for salts. What is read is bounded, sorted and handed to the core as text; nothing is kept, and
// nothing is written.
#pragma once

#include "lib/base/result.hpp"
#include "lib/civil/time.hpp"
#include "lib/rules/calendars.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::host {

/// The whole file, if it is not longer than that.
Result<std::string> read_file(const std::string& path, std::size_t bytes_max);

/// Every .toml and .json under the folder by its path from there, sorted; hidden files and folders
/// are passed over. All that cannot be read is said at once.
Result<std::vector<rules::SourceFile>> read_calendars(const std::string& folder);

/// The folder the calendars are in: `option` (from --calendars or the configuration) if given, else
/// $DUTYD_CALENDARS, else share/dutyd/calendars where this program was installed, else the
/// source tree if it lies in a build folder. One that was named must be there.
Result<std::string> find_calendars(const std::optional<std::string>& option);

/// The zone's rules from $TZDIR or the system's zone data.
Result<civil::Zone> read_zone(const std::string& name);
/// "2026f", or "unknown" where the system does not say.
std::string zone_data_version();

/// Fresh random bytes from the kernel, as hex.
std::string random_hex(std::size_t bytes);

}  // namespace dutyd::host
