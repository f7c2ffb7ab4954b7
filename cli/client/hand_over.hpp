// SPDX-License-Identifier: MIT
// How the small dutyctl does what needs the database, the calendars or the engine: the whole
// program, dutyctl-local, takes its place in the process and is given the same words. Nothing has
// been printed or changed by then, so it may begin again; only its start is slower.
#pragma once

#include "cli/client/run.hpp"

namespace dutyd::cli {

/// `argv`: the words dutyctl was started with, null at the end; they must outlive the result. Where
/// dutyctl-local cannot be run, each command says so.
LocalCommands handing_over(char** argv);

}  // namespace dutyd::cli
