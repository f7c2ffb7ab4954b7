// SPDX-License-Identifier: MIT
#include "lib/rules/text_place.hpp"

#include <algorithm>

namespace dutyd::rules {

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

Place place_in_text(const Place& where, std::string_view text, Stretch stretch) {
    Place place = where;
    const std::size_t before = characters(text.substr(0, stretch.offset));
    place.column = std::max<std::size_t>(where.column, 1) + before;
    const std::string_view marked = text.substr(std::min(stretch.offset, text.size()));
    place.length = std::max<std::size_t>(characters(marked.substr(0, stretch.length)), 1);
    if (place.source_line.empty()) place.source_line = std::string(text);
    return place;
}

}  // namespace dutyd::rules
