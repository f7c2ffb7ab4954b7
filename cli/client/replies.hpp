// SPDX-License-Identifier: MIT
// From the daemon's reply to what a person or a program sees: JSON unchanged, CSV, or words and
// tables; a refusal becomes the diagnostics it carries and an exit code.
#pragma once

#include "cli/client/arguments.hpp"
#include "cli/client/call.hpp"
#include "cli/client/world.hpp"

namespace dutyd::cli {

Outcome from_reply(const Arguments& arguments, const Reply& reply, const Paper& paper);

/// An answer that is not a refusal, wherever it came from.
Outcome print_reply(const Arguments& arguments, const std::string& body, const Paper& paper);

}  // namespace dutyd::cli
