// SPDX-License-Identifier: MIT
// SHA-256 for the journal's chain, for content addresses of adopted inputs and for digests of
// personal text. Hex, lower case, 64 characters.
#pragma once

#include <string>
#include <string_view>

namespace dutyd {

std::string sha256_hex(std::string_view bytes);

}  // namespace dutyd
