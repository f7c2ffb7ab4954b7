// SPDX-License-Identifier: MIT
#include "cli/client/client_id.hpp"

#include "lib/base/check.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <array>
#include <cstdint>

namespace dutyd::cli {

std::string new_client_id() {
    std::array<std::uint8_t, 16> bytes{};
    // Sixteen bytes are given whole or not at all, and not at all only before the kernel is ready.
    DUTYD_CHECK(::getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += fmt::format("{:02x}", bytes[i]);
    }
    return text;
}

}  // namespace dutyd::cli
