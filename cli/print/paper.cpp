// SPDX-License-Identifier: MIT
#include "cli/print/paper.hpp"

#include <algorithm>

namespace dutyd::cli {

namespace {

constexpr std::size_t text_columns_usual = 92;

std::string_view code_of(Tone tone) {
    switch (tone) {
        case Tone::plain:
            return "";
        case Tone::strong:
            return "\x1b[1m";
        case Tone::faint:
            return "\x1b[2m";
        case Tone::good:
            return "\x1b[32m";
        case Tone::warning:
            return "\x1b[33m";
        case Tone::bad:
            return "\x1b[1;31m";
    }
    return "";
}

}  // namespace

std::size_t Paper::text_columns() const {
    return std::min(width.value_or(text_columns_usual), text_columns_usual);
}

std::string Paper::toned(Tone tone, std::string_view text) const {
    if (ink == Ink::plain || tone == Tone::plain || text.empty()) return std::string(text);
    return std::string(code_of(tone)) + std::string(text) + "\x1b[0m";
}

std::string Paper::heading(std::string_view text) const {
    return toned(Tone::strong, text) + "\n";
}

}  // namespace dutyd::cli
