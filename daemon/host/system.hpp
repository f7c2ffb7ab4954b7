// SPDX-License-Identifier: MIT
// The small things of the operating system that everybody asks for: what an error number means, a
// variable of the environment, and where this program is. dutyd never changes its environment, so
// reading it is safe on any thread; this is the one place that reads it.
#pragma once

#include <optional>
#include <string>

namespace dutyd::host {

/// What errno says, in words: "No such file or directory".
std::string error_text(int error);

/// A variable that is set to something; nothing if it is not there or empty.
std::optional<std::string> environment(const char* name);

/// The folder that this program's bin/ or libexec/dutyd/ is in, without a '/' at its end; what else
/// was installed or built with it is found from there.
std::string prefix_folder();

}  // namespace dutyd::host
