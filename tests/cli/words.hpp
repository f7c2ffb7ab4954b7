// SPDX-License-Identifier: MIT
// A command line of dutyctl, as its words.
#pragma once

#include "cli/client/arguments.hpp"
#include "tests/catch.hpp"

namespace dutyd::tests {

/// The arguments of a line that is to be carried out; any other fails the test.
inline cli::Arguments parsed(const std::vector<std::string>& words) {
    auto line = cli::parse_command_line(words);
    if (!line) FAIL(render(line.error()));
    REQUIRE(line->wants == cli::CommandLine::Wants::run);
    return *line->arguments;
}

}  // namespace dutyd::tests
