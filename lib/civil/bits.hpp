// SPDX-License-Identifier: MIT
// Counting and finding the set bits of a word without the processor's instructions for it, which
// not every machine has that Debian runs on; a call to the library's substitute costs more than
// this. Plain arithmetic, the same everywhere.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace dutyd::civil {

namespace detail {

inline constexpr std::uint64_t every_byte = 0x0101010101010101;
inline constexpr std::uint64_t every_top_bit = 0x8080808080808080;

/// Set bits up to and in each byte.
constexpr std::uint64_t bits_up_to_bytes(std::uint64_t word) {
    word -= word >> 1 & 0x5555555555555555;
    word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
    word = (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return word * every_byte;
}

/// For each byte and n, where its n-th set bit stands (from zero).
inline constexpr auto bit_of_byte = [] {
    std::array<std::array<std::uint8_t, 8>, 256> table{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        std::size_t n = 0;
        for (std::uint8_t bit = 0; bit < 8; ++bit) {
            if ((byte >> bit & 1) != 0) table[byte][n++] = bit;
        }
    }
    return table;
}();

}  // namespace detail

constexpr std::int32_t set_bits(std::uint64_t word) {
    return static_cast<std::int32_t>(detail::bits_up_to_bytes(word) >> 56);
}

/// Position of the n-th set bit (from zero). REQUIRES: more than n bits are set.
constexpr std::int32_t nth_set_bit(std::uint64_t word, std::int32_t n) {
    using detail::every_byte;
    using detail::every_top_bit;
    const std::uint64_t up_to = detail::bits_up_to_bytes(word);
    const auto wanted = static_cast<std::uint64_t>(n);
    // The bytes that hold n bits or fewer up to their end: their top bit stays set.
    const std::uint64_t passed = ((wanted * every_byte | every_top_bit) - up_to) & every_top_bit;
    const auto shift = static_cast<std::int32_t>((passed >> 7) * every_byte >> 56) * 8;
    const std::uint64_t before = (up_to << 8) >> shift & 0xff;
    return shift + detail::bit_of_byte[word >> shift & 0xff][wanted - before];
}

}  // namespace dutyd::civil
