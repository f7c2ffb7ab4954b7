// SPDX-License-Identifier: MIT
// `dutyctl replay FILE... [--json]`: plays case files and says what held. Exit codes: 0 everything
// held, 1 something did not, 2 a file is wrong.
#pragma once

#include "cli/replay/case_run.hpp"

#include <iosfwd>

namespace dutyd::replay {

enum class ReplayOutput { text, json };

struct ReplayOptions {
    ReplayOutput output = ReplayOutput::text;
    std::vector<rules::SourceFile> cases;
    std::vector<rules::SourceFile> calendars;
    FindZone find_zone;
};

int run_replay_command(const ReplayOptions& options, std::ostream& out, std::ostream& err);

}  // namespace dutyd::replay
