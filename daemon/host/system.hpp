// SPDX-License-Identifier: MIT
// The two small things of the operating system that everybody asks for: what an error number means,
// and a variable of the environment. dutyd never changes its environment, so reading it is safe on
// any thread; this is the one place that reads it.
#pragma once

#include <optional>
#include <string>

namespace dutyd::host {

/// What errno says, in words: "No such file or directory".
std::string error_text(int error);

/// A variable that is set to something; nothing if it is not there or empty.
std::optional<std::string> environment(const char* name);

}  // namespace dutyd::host
