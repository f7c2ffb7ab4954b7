// SPDX-License-Identifier: MIT
// The part of the calendars folder that some bodies need: what all share, and their own files. The
// files of other bodies are left out before anything is checked or adopted.
#pragma once

#include "lib/rules/calendars.hpp"

namespace dutyd::rules {

/// The body a file is about; empty for what all bodies share. bodies/ID.toml, overlays/ID/..., and
/// meetings/*.toml by its `body` key or, without one, by its name.
std::string body_of_file(const SourceFile& file);

/// In the order given. `bodies` empty: every file.
std::vector<SourceFile> files_for_bodies(const std::vector<SourceFile>& files,
                                         const std::vector<std::string>& bodies);

/// The same files with every body running these procedures only: a story about one procedure need
/// not tell of the others. A body's file that names its procedures already is left as it is.
std::vector<SourceFile> running_only(std::vector<SourceFile> files,
                                     const std::vector<std::string>& procedures);

}  // namespace dutyd::rules
