// SPDX-License-Identifier: MIT
// dutyctl with all that works without a daemon. It does everything dutyctl does; dutyctl runs it.
#include "cli/local/local_commands.hpp"
#include "cli/program.hpp"

int main(int argc, char** argv) {
    return dutyd::cli::run_program(argc, argv, dutyd::cli::local_commands());
}
