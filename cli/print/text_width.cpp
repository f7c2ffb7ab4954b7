// SPDX-License-Identifier: MIT
#include "cli/print/text_width.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace dutyd::cli {

namespace {

struct Letter {
    char32_t code = 0;
    std::size_t bytes = 1;
    bool sound = true;
};

struct Range {
    char32_t first;
    char32_t last;
};

// Combining marks, joiners and variation selectors of the scripts people's names come in.
constexpr std::array no_width = {
    Range{0x0300, 0x036F},   Range{0x0483, 0x0489}, Range{0x0591, 0x05BD}, Range{0x0610, 0x061A},
    Range{0x064B, 0x065F},   Range{0x0900, 0x0902}, Range{0x093C, 0x093C}, Range{0x0941, 0x0948},
    Range{0x094D, 0x094D},   Range{0x0A01, 0x0A02}, Range{0x0A3C, 0x0A3C}, Range{0x0A41, 0x0A51},
    Range{0x1AB0, 0x1AFF},   Range{0x1DC0, 0x1DFF}, Range{0x200B, 0x200F}, Range{0x2060, 0x2064},
    Range{0x20D0, 0x20FF},   Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF},
    Range{0xE0100, 0xE01EF},
};

constexpr std::array double_width = {
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x2705, 0x2705},
    Range{0x274C, 0x274C},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},
    Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},
    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},
    Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F},
    Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t code) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](Range r) { return r.first <= code && code <= r.last; });
}

std::size_t length_from_lead(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    if (lead >= 0xF0 && lead < 0xF5) return 4;
    return 0;
}

Letter first_letter(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = length_from_lead(lead);
    if (length == 0 || length > text.size()) return {0xFFFD, 1, false};
    if (length == 1) return {lead, 1, true};
    char32_t code = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0U) != 0x80U) return {0xFFFD, 1, false};
        code = (code << 6U) | (next & 0x3FU);
    }
    return {code, length, true};
}

std::size_t width_of(const Letter& letter) {
    // Nearly every letter of a table: none before the first combining mark is in either list.
    if (letter.code < no_width.front().first) return 1;
    if (is_in(no_width, letter.code)) return 0;
    return is_in(double_width, letter.code) ? 2 : 1;
}

bool is_control(char32_t code) {
    const bool c0_or_c1 = code < 0x20 || (code >= 0x7F && code < 0xA0);
    const bool turns_the_line = (code >= 0x202A && code <= 0x202E) ||
                                (code >= 0x2066 && code <= 0x2069) || code == 0x2028 ||
                                code == 0x2029;
    return c0_or_c1 || turns_the_line;
}

void wrap_line(std::string_view line, std::size_t width, std::string_view indent,
               std::string& wrapped) {
    std::string row;
    const auto flush = [&] {
        wrapped += std::string(indent) + row + "\n";
        row.clear();
    };
    while (!line.empty()) {
        const auto end = std::min(line.find(' '), line.size());
        const std::string_view word = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
        if (!row.empty() && text_width(row) + 1 + text_width(word) > width) flush();
        if (!row.empty()) row += ' ';
        row += word;
    }
    flush();
}

}  // namespace

std::size_t text_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const Letter letter = first_letter(text);
        width += width_of(letter);
        text.remove_prefix(letter.bytes);
    }
    return width;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
    if (text_width(text) <= width) return std::string(text);
    std::string kept;
    std::size_t used = 0;
    while (!text.empty()) {
        const Letter letter = first_letter(text);
        if (used + width_of(letter) > width - 1) break;
        used += width_of(letter);
        kept += text.substr(0, letter.bytes);
        text.remove_prefix(letter.bytes);
    }
    return kept + "…";
}

std::string wrap(std::string_view text, std::size_t width, std::string_view indent) {
    const std::size_t indent_width = text_width(indent);
    const std::size_t room = width > indent_width + 20 ? width - indent_width : 20;
    std::string wrapped;
    while (true) {
        const auto end = text.find('\n');
        wrap_line(text.substr(0, end), room, indent, wrapped);
        if (end == std::string_view::npos) return wrapped;
        text.remove_prefix(end + 1);
    }
}

std::string printable(std::string_view text) {
    std::string safe;
    while (!text.empty()) {
        const Letter letter = first_letter(text);
        if (letter.code == '\n' || letter.code == '\t') {
            safe += ' ';
        } else if (!letter.sound || is_control(letter.code)) {
            safe += "\uFFFD";
        } else {
            safe += text.substr(0, letter.bytes);
        }
        text.remove_prefix(letter.bytes);
    }
    return safe;
}

}  // namespace dutyd::cli
