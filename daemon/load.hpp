// SPDX-License-Identifier: MIT
// From the command line and the files it names to Inputs that are sound as a whole. Everything that
// is wrong anywhere is reported in one go; nothing is changed and nothing is kept.
#pragma once

#include "daemon/arguments.hpp"
#include "daemon/host/config.hpp"
#include "daemon/loop/inputs.hpp"

namespace dutyd::daemon {

/// The configuration with what the command line says instead.
Result<host::Config> load_configuration(const Arguments& arguments);

/// The configuration and all that it points to.
struct Loaded {
    host::Config config;
    Inputs inputs;
};
Result<Loaded> load_all(const Arguments& arguments);

/// `dutyd --check`: everything found, and the exit status.
Farewell check_all(const Arguments& arguments);

}  // namespace dutyd::daemon
