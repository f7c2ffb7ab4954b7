// SPDX-License-Identifier: MIT
// A wish that whoever runs a test states in the environment. The tests read it here and nowhere
// else; none of them may change it while another thread runs.
#pragma once

#include <cstdlib>

namespace dutyd::tests {

/// Null if it is not there.
inline const char* environment(const char* name) {
    return std::getenv(name);
}

}  // namespace dutyd::tests
