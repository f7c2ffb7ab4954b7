// SPDX-License-Identifier: MIT
// What dutyctl does without a daemon: reading its database and configuration, and the commands that
// need only the calendars. The client knows these as functions.
#pragma once

#include "cli/client/run.hpp"

namespace dutyd::cli {

LocalCommands local_commands();

}  // namespace dutyd::cli
