// SPDX-License-Identifier: MIT
#include "lib/civil/day_tables.hpp"

#include <algorithm>

namespace dutyd::civil {

namespace {

constexpr std::uint64_t ones = 0x0101010101010101;
constexpr std::uint64_t tops = 0x8080808080808080;

/// Set bits up to and in each byte. The processor has an instruction for their number, but not
/// every one that Debian runs on, and a call to the library's substitute costs more than this.
std::uint64_t bits_up_to_bytes(std::uint64_t word) {
    word -= word >> 1 & 0x5555555555555555;
    word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
    word = (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return word * ones;
}

std::int32_t set_bits(std::uint64_t word) {
    return static_cast<std::int32_t>(bits_up_to_bytes(word) >> 56);
}

/// For each byte and n, where its n-th set bit stands (from zero).
constexpr auto bit_of_byte = [] {
    std::array<std::array<std::uint8_t, 8>, 256> table{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        std::size_t n = 0;
        for (std::uint8_t bit = 0; bit < 8; ++bit) {
            if ((byte >> bit & 1) != 0) table[byte][n++] = bit;
        }
    }
    return table;
}();

/// Position of the n-th set bit (from zero). REQUIRES: more than n bits are set.
std::int32_t nth_set_bit(std::uint64_t word, std::int32_t n) {
    const std::uint64_t up_to = bits_up_to_bytes(word);
    const auto wanted = static_cast<std::uint64_t>(n);
    // The bytes that hold n bits or fewer up to their end: their top bit stays set.
    const std::uint64_t passed = ((wanted * ones | tops) - up_to) & tops;
    const auto shift = static_cast<int>((passed >> 7) * ones >> 56) * 8;
    const std::uint64_t before = (up_to << 8) >> shift & 0xff;
    return shift + bit_of_byte[word >> shift & 0xff][wanted - before];
}

}  // namespace

DayTables::DayTables(const std::vector<bool>& open, bool one_of_many) {
    std::int32_t before = 0;
    for (std::size_t w = 0; w < word_count; ++w) {
        std::uint64_t bits = 0;
        for (std::size_t bit = 0; bit < 64 && 64 * w + bit < open.size(); ++bit) {
            if (open[64 * w + bit]) bits |= std::uint64_t{1} << bit;
        }
        words_[w] = {static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32),
                     before};
        before += set_bits(bits);
    }
    words_[word_count] = {0, 0, before};
    days_per_open_ = std::int64_t{day_count} * 65536 / std::max(before, 1);
    if (!one_of_many) compile_window();
}

void DayTables::compile_window() {
    open_before_window_ = far_rank(window_first - 1);
    for (std::int32_t serial = window_first; serial <= window_last; ++serial) {
        const auto i = static_cast<std::uint16_t>(serial - window_first);
        if (is_open(serial)) select_.push_back(i);
        rank_.push_back(static_cast<std::uint16_t>(select_.size()));
    }
    window_days_ = static_cast<std::uint32_t>(rank_.size());
    window_open_ = static_cast<std::uint32_t>(select_.size());
}

std::int32_t DayTables::far_rank(std::int32_t serial) const {
    if (serial < first_serial) return 0;
    const std::uint32_t i = index(serial);
    const Word& word = words_[i / 64];
    return word.before + set_bits(word.bits() << (63 - i % 64));
}

/// The word that holds the open day of this rank, near a guess: mostly it or one beside it. In a
/// calendar so uneven that the guess is far off it is searched by halves.
std::size_t DayTables::word_of(std::int32_t rank, std::int32_t guess) const {
    constexpr auto last = static_cast<std::int32_t>(word_count) - 1;
    auto at = static_cast<std::size_t>(std::clamp(guess, 0, last));
    const std::size_t too_far = words_[at].before >= rank ? 1 : 0;
    const std::size_t too_near = words_[at + 1].before < rank ? 1 : 0;
    at = at + too_near - too_far;
    if (words_[at].before < rank && rank <= words_[at + 1].before) [[likely]]
        return at;
    const auto after =
        std::lower_bound(words_.begin(), words_.end(), rank,
                         [](const Word& word, std::int32_t r) { return word.before < r; });
    return static_cast<std::size_t>(after - words_.begin()) - 1;
}

std::int32_t DayTables::far_nth(std::int32_t serial, std::int32_t steps) const {
    const std::int32_t rank = far_rank(serial) + steps;
    if (rank < 1 || rank > words_[word_count].before) return none;
    const std::int64_t away = steps * days_per_open_ / 65536;
    const std::int64_t guess = (serial - first_serial + away) / 64;
    const std::size_t at = word_of(rank, static_cast<std::int32_t>(guess));
    const Word& word = words_[at];
    return first_serial + static_cast<std::int32_t>(64 * at) +
           nth_set_bit(word.bits(), rank - word.before - 1);
}

}  // namespace dutyd::civil
