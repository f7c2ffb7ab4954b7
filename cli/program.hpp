// SPDX-License-Identifier: MIT
// dutyctl as a program: the one place that touches its real arguments, environment, terminal and
// outputs. Both programs that can be dutyctl, the small one and the whole one, are this with
// different LocalCommands.
#pragma once

#include "cli/client/run.hpp"

namespace dutyd::cli {

/// One run; what main() returns.
int run_program(int argc, char** argv, const LocalCommands& local);

}  // namespace dutyd::cli
