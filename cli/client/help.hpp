// SPDX-License-Identifier: MIT
// The pages of help, printed from the table of commands.
#pragma once

#include "cli/client/verbs.hpp"
#include "cli/print/paper.hpp"

namespace dutyd::cli {

std::string overview(const Paper& paper);
std::string help_about(const Verb& verb, const Paper& paper);

}  // namespace dutyd::cli
