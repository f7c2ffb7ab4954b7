// SPDX-License-Identifier: MIT
// What dutyctl can see of dutyd's health without it: through dutyd's own program, which holds all
// that speaks to servers, and from the kernel, which dutyd's sandbox keeps it from asking.
#pragma once

#include "cli/client/run.hpp"

#include <boost/json/object.hpp>

namespace dutyd::cli {

/// The JSON of `dutyd --doctor`, of the configuration and database that dutyctl was given; dutyd is
/// sought beside this program, then where it is installed.
Result<std::string> examine_stopped(const Arguments& arguments, const World& world);

/// Whether the kernel's clock is kept right by something, as one check of doctor's.
boost::json::object kernel_clock();

}  // namespace dutyd::cli
