// SPDX-License-Identifier: MIT
// Making text from anywhere safe to print on one line.
#include "daemon/log/log.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace dutyd::log {
namespace {

struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 0;  // 0: not UTF-8 here
};

std::uint8_t byte_at(std::string_view text, std::size_t i) {
    return static_cast<std::uint8_t>(text[i]);
}

std::size_t length_by_first_byte(std::uint8_t first) {
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return 2;
    if (first >= 0xE0 && first < 0xF0) return 3;
    if (first >= 0xF0 && first < 0xF5) return 4;
    return 0;
}

// Overlong forms, surrogates and what lies beyond Unicode are not UTF-8.
bool is_sound(Character c) {
    constexpr std::uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = c.code >= 0xD800 && c.code < 0xE000;
    return c.code >= smallest[c.bytes] && c.code <= 0x10FFFF && !surrogate;
}

Character character_at(std::string_view text, std::size_t i) {
    const std::uint8_t first = byte_at(text, i);
    const std::size_t length = length_by_first_byte(first);
    if (length == 0 || i + length > text.size()) return {};
    Character c{length == 1 ? first : first & (0x7FU >> length), length};
    for (std::size_t k = 1; k < length; ++k) {
        const std::uint8_t next = byte_at(text, i + k);
        if ((next & 0xC0) != 0x80) return {};
        c.code = (c.code << 6) | (next & 0x3FU);
    }
    return is_sound(c) ? c : Character{};
}

bool steers_the_reader(std::uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) ||        // control characters
           code == 0x2028 || code == 0x2029 ||                    // line and paragraph separators
           code == 0x200E || code == 0x200F || code == 0x061C ||  // direction marks,
           (code >= 0x202A && code <= 0x202E) ||                  // embeddings and overrides,
           (code >= 0x2066 && code <= 0x2069);                    // and isolates
}

std::string escape_of(std::uint32_t code) {
    switch (code) {
        case '\\':
            return "\\\\";
        case '\n':
            return "\\n";
        case '\r':
            return "\\r";
        case '\t':
            return "\\t";
        default:
            break;
    }
    return code < 0x100 ? fmt::format("\\x{:02x}", code) : fmt::format("\\u{{{:x}}}", code);
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Character c = character_at(text, i);
        if (c.bytes == 0) {
            safe += fmt::format("\\x{:02x}", byte_at(text, i));
        } else if (c.code == '\\' || steers_the_reader(c.code)) {
            safe += escape_of(c.code);
        } else {
            safe += text.substr(i, c.bytes);
        }
        i += c.bytes == 0 ? 1 : c.bytes;
    }
    return safe;
}

}  // namespace dutyd::log
