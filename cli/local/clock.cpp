// SPDX-License-Identifier: MIT
#include "cli/local/clock.hpp"

#include <chrono>

namespace dutyd::cli {

civil::Instant now() {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::floor<std::chrono::seconds>(since_1970).count()};
}

}  // namespace dutyd::cli
