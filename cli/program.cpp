// SPDX-License-Identifier: MIT
#include "cli/program.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <exception>

namespace dutyd::cli {

namespace {

using Environment = std::map<std::string, std::string>;

Environment environment() {
    Environment found;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string line = *entry;
        const auto equals = line.find('=');
        if (equals != std::string::npos) found[line.substr(0, equals)] = line.substr(equals + 1);
    }
    return found;
}

std::string value_of(const Environment& environment, const std::string& name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string{} : found->second;
}

Paper paper_of_output(const Environment& environment) {
    Paper paper;
    if (::isatty(STDOUT_FILENO) == 0) return paper;
    winsize size{};
    constexpr unsigned short columns_least = 20;
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= columns_least) {
        paper.width = size.ws_col;
    }
    const std::string terminal = value_of(environment, "TERM");
    const bool takes_colour = !terminal.empty() && terminal != "dumb";
    if (takes_colour && value_of(environment, "NO_COLOR").empty()) paper.ink = Ink::colour;
    return paper;
}

bool write_all(std::FILE* file, const std::string& text) {
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    return std::fflush(file) == 0 && written;
}

}  // namespace

int run_program(int argc, char** argv, const LocalCommands& local) {
    try {
        World world{{argv + std::min(argc, 1), argv + argc}, environment(), {}};
        world.paper = paper_of_output(world.environment);
        const Outcome outcome = run(world, local);
        write_all(stderr, outcome.err);
        if (write_all(stdout, outcome.out)) return outcome.code;
        std::fputs("error: the answer could not be written to standard output\n", stderr);
        return exit_code::unreachable;
    } catch (const std::exception& exception) {
        std::fprintf(stderr, "error: %s\n", exception.what());
        return exit_code::unreachable;
    }
}

}  // namespace dutyd::cli
