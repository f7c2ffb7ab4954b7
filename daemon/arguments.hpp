// SPDX-License-Identifier: MIT
// dutyd's command line as values. Parsing prints nothing; main() does.
#pragma once

#include <optional>
#include <string>
#include <variant>

namespace dutyd::daemon {

struct Arguments {
    std::optional<std::string> config;    // default: the usual place
    std::optional<std::string> database;  // these three instead of what the file says
    std::optional<std::string> socket;
    std::optional<std::string> calendars;
    bool check = false;
    bool doctor = false;
    bool simulated_clock = false;
    std::string simulated_start;  // as written; empty: none
};

/// There is nothing to run: this text is to be printed, and this is the exit status.
struct Farewell {
    std::string text;
    int status = 0;
};

std::variant<Arguments, Farewell> parse_arguments(int count, const char* const* words);

}  // namespace dutyd::daemon
