// SPDX-License-Identifier: MIT
// What a run of dutyctl sees of the outside and what it leaves behind, as values: so a test can run
// the whole program without a process. Only main.cpp touches the real ones.
#pragma once

#include "cli/print/paper.hpp"

#include <map>
#include <string>
#include <vector>

namespace dutyd::cli {

struct World {
    std::vector<std::string> arguments;  // without the program's name
    std::map<std::string, std::string> environment;
    Paper paper;
};

/// Exit codes, the same for every command; docs/dutyctl.md explains them.
namespace exit_code {
inline constexpr int ok = 0;
inline constexpr int findings = 1;     // the answer is "no": not known, not well, has errors
inline constexpr int bad_input = 2;    // usage, misspelt names, refused by the daemon
inline constexpr int unreachable = 3;  // no daemon, no database, or no reply
inline constexpr int ill = 4;          // doctor: something has failed
}  // namespace exit_code

struct Outcome {
    int code = exit_code::ok;
    std::string out;
    std::string err;
};

}  // namespace dutyd::cli
