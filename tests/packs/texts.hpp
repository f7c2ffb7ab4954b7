// SPDX-License-Identifier: MIT
// A small world of texts for the pack tests: one pack, one body, two day sets. A test takes it and
// changes what it is about.
#pragma once

#include "lib/rules/library.hpp"

#include <string>
#include <vector>

namespace dutyd::rules {

using Files = std::vector<SourceFile>;

/// A sound folder: packs/small/plan.toml has the duties draft, send and issue.
Files small_world();
/// The same with this file added, or put in place of the one that has its path.
Files with(Files files, SourceFile file);
/// The small world with these lines at the end of packs/small/plan.toml.
Files with_duties(const std::string& toml);
/// The small world with this overlay for its body.
Files with_overlay(const std::string& toml);

/// All errors as a person reads them; "" if there are none.
std::string errors_of(const Files& files);
/// All findings, whether there are errors or not.
std::string findings_of(const Files& files, std::optional<civil::Date> today = {});
/// REQUIRES: the files are sound; the errors are shown otherwise.
Library sound(const Files& files);

/// Every file of the calendars folder of the source tree.
Files shipped_files();

}  // namespace dutyd::rules
