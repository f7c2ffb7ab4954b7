// SPDX-License-Identifier: MIT
// The one place in dutyctl that reads the wall clock.
#pragma once

#include "lib/civil/time.hpp"

namespace dutyd::cli {

civil::Instant now();

}  // namespace dutyd::cli
