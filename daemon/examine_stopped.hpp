// SPDX-License-Identifier: MIT
// dutyd's health while it is stopped: the same lines as from a running one, as far as they can be
// known from the files, a copy of the database and the servers themselves. Changes nothing.
#pragma once

#include "daemon/arguments.hpp"

namespace dutyd::daemon {

/// The text is the JSON of loop/doctor_checks.hpp.
Farewell examine_stopped(const Arguments& arguments);

}  // namespace dutyd::daemon
