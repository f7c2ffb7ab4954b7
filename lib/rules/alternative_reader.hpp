// SPDX-License-Identifier: MIT
// Rules that the law states in several ways: dated versions of a limit, and readings of disputed
// words in a limit or a bar. Each is checked on its own here; that one question has the same
// readings wherever it stands is checked when all packs are read.
#pragma once

#include "lib/rules/pack_values.hpp"

namespace dutyd::rules {

/// `[[...version]]`: each with a rule, and what it applies to or when it is in force.
std::vector<Alternative> read_versions(Reading from);

/// `question`, `[[...reading]]` and `chosen`. `rule_key` is what a reading calls its rule: "rule"
/// in a limit, "until" in a bar.
Dispute read_dispute(Reading from, std::string_view rule_key);

/// One of the alternatives may not stand beside the plain rule, nor versions beside readings.
/// `keys` in the order in which they are named to people.
void check_only_one(TomlTable& table, const std::vector<std::string>& keys);

}  // namespace dutyd::rules
