// SPDX-License-Identifier: MIT
#include "cli/client/run.hpp"
#include "cli/local/local_commands.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

namespace {

using namespace dutyd::cli;

std::map<std::string, std::string> environment() {
    std::map<std::string, std::string> found;
    for (const char* name : {"DUTYD_SOCKET", "DUTYD_DATABASE", "DUTYD_CONFIG"}) {
        if (const char* value = std::getenv(name)) found[name] = value;
    }
    return found;
}

bool is_set(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

Paper paper_of_output() {
    Paper paper;
    if (::isatty(STDOUT_FILENO) == 0) return paper;
    winsize size{};
    constexpr unsigned short columns_least = 20;
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= columns_least) {
        paper.width = size.ws_col;
    }
    const char* terminal = std::getenv("TERM");
    const bool is_dumb = terminal == nullptr || std::string(terminal) == "dumb";
    if (!is_set("NO_COLOR") && !is_dumb) paper.ink = Ink::colour;
    return paper;
}

bool write_all(std::FILE* file, const std::string& text) {
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    return std::fflush(file) == 0 && written;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const World world{{argv + 1, argv + argc}, environment(), paper_of_output()};
        const Outcome outcome = run(world, local_commands());
        write_all(stderr, outcome.err);
        if (write_all(stdout, outcome.out)) return outcome.code;
        std::fputs("error: the answer could not be written to standard output\n", stderr);
        return exit_code::unreachable;
    } catch (const std::exception& exception) {
        std::fprintf(stderr, "error: %s\n", exception.what());
        return exit_code::unreachable;
    }
}
