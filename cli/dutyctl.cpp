// SPDX-License-Identifier: MIT
// The dutyctl that people start: small, so that asking a running daemon is quick.
#include "cli/client/hand_over.hpp"
#include "cli/program.hpp"

int main(int argc, char** argv) {
    return dutyd::cli::run_program(argc, argv, dutyd::cli::handing_over(argv));
}
