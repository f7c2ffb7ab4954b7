// SPDX-License-Identifier: MIT
// `dutyctl law` with the files it reads and, with --into, writes.
#pragma once

#include "cli/client/arguments.hpp"
#include "cli/client/world.hpp"
#include "lib/rules/calendars.hpp"

namespace dutyd::cli {

/// With --into the folder holds exactly the pages of these calendars afterwards: pages of
/// procedures that are gone are taken away, files that nobody generated are left alone.
Outcome law(const Arguments& arguments, const World& world,
            const std::vector<rules::SourceFile>& calendars);

}  // namespace dutyd::cli
