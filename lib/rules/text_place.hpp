// SPDX-License-Identifier: MIT
// Where a stretch of a small text lies in the file it was written in, so that a caret inside an
// expression or a condition points into the pack itself. Columns count characters, not bytes.
#pragma once

#include "lib/base/diagnostic.hpp"

#include <string_view>

namespace dutyd::rules {

struct Stretch {
    std::size_t offset = 0;  // bytes into the text
    std::size_t length = 1;  // bytes
};

/// `where`: the place of the text's first character. If it has no source line, the text itself
/// stands as one.
Place place_in_text(const Place& where, std::string_view text, Stretch stretch);

/// Number of characters (code points) in UTF-8 text.
std::size_t characters(std::string_view text);

}  // namespace dutyd::rules
