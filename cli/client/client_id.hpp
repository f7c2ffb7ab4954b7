// SPDX-License-Identifier: MIT
// A random name for one change, so that asking again after a lost reply cannot do it twice.
#pragma once

#include <string>

namespace dutyd::cli {

/// A random UUID (RFC 9562, version 4).
std::string new_client_id();

}  // namespace dutyd::cli
