// SPDX-License-Identifier: MIT
// Running another program: no shell, no search path, a fixed environment, a text on its standard
// input, a time limit. What overruns it is killed with all it has started. Blocks, so it belongs to
// a worker thread; needs SIGPIPE ignored or blocked there.
#pragma once

#include "lib/base/diagnostic.hpp"

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::channel {

struct ProgramRun {
    std::string program;                 // a full path
    std::vector<std::string> arguments;  // after the program's name
    std::string input;
    std::chrono::milliseconds time_limit{30'000};
};

struct ProgramEnd {
    enum class How { exited, signalled, overran, stopped, not_started };
    How how = How::not_started;
    int number = 0;    // the exit status, the signal, or why it did not start (errno)
    std::string said;  // the beginning of what it wrote, on one line
};

/// `stop`, once true, ends the program as the time limit does.
ProgramEnd run_program(const ProgramRun& run, const std::atomic<bool>& stop);

/// Why this process could not run the program, if so: it is not there, it may not be executed, the
/// sandbox forbids it, or it needs rights that the sandbox does not let it have. `drop_in` is the
/// file that opens the sandbox for it.
std::optional<Diagnostic> why_not_runnable(const std::string& program, const std::string& drop_in);

}  // namespace dutyd::channel
