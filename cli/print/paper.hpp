// SPDX-License-Identifier: MIT
// What answers are printed on: how wide it is and whether it takes colour. Only a terminal has a
// width or colour; a pipe or a file gets every column in full and plain letters. Tones say what a
// word means, and only this file knows which colour that is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dutyd::cli {

enum class Tone { plain, strong, faint, good, warning, bad };
enum class Ink { plain, colour };

struct Paper {
    std::optional<std::size_t> width;  // none: not a terminal, nothing is cut
    Ink ink = Ink::plain;

    /// Where running text is broken.
    std::size_t text_columns() const;
    std::string toned(Tone tone, std::string_view text) const;
    /// A heading line of its own.
    std::string heading(std::string_view text) const;
};

}  // namespace dutyd::cli
