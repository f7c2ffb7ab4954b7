// SPDX-License-Identifier: MIT
#include "lib/civil/day_tables.hpp"

#include "lib/civil/bits.hpp"

#include <algorithm>

namespace dutyd::civil {

namespace {

/// The word that holds the open day of this rank, near a guess: mostly it or one beside it. In a
/// calendar so uneven that the guess is far off it is searched by halves.
template <class Words>
[[gnu::always_inline]] inline std::size_t word_near(const Words& words, std::int32_t rank,
                                                    std::int64_t guess) {
    const auto last = static_cast<std::int64_t>(words.size()) - 2;
    auto at = static_cast<std::size_t>(std::clamp<std::int64_t>(guess, 0, last));
    const std::size_t too_far = words[at].before >= rank ? 1 : 0;
    const std::size_t too_near = words[at + 1].before < rank ? 1 : 0;
    at = at + too_near - too_far;
    if (words[at].before < rank && rank <= words[at + 1].before) [[likely]]
        return at;
    const auto after =
        std::lower_bound(words.begin(), words.end(), rank,
                         [](const auto& word, std::int32_t r) { return word.before < r; });
    return static_cast<std::size_t>(after - words.begin()) - 1;
}

#if defined(__x86_64__)
/// DayTables::far_nth on a machine that has instructions for bits: a third of the work.
template <class Words>
[[gnu::target("popcnt,bmi,bmi2")]] std::int32_t nth_by_instructions(const Words& words,
                                                                    std::int32_t day,
                                                                    std::int32_t steps,
                                                                    std::int64_t days_per_open) {
    std::int32_t rank = steps;
    if (day >= 0) [[likely]] {
        const auto i = static_cast<std::uint32_t>(day);
        const std::uint64_t up_to = words[i / 64].bits() << (63 - i % 64);
        rank += words[i / 64].before + __builtin_popcountll(up_to);
    }
    if (rank < 1 || rank > words.back().before) return DayTables::none;
    const std::size_t at = word_near(words, rank, (day + (steps * days_per_open >> 16)) >> 6);
    const std::uint64_t wanted = std::uint64_t{1} << (rank - words[at].before - 1);
    return DayTables::first_serial + static_cast<std::int32_t>(64 * at) +
           __builtin_ctzll(__builtin_ia32_pdep_di(wanted, words[at].bits()));
}
#endif

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

std::size_t DayTables::word_of(std::int32_t rank, std::int32_t guess) const {
    return word_near(words_, rank, guess);
}

std::int32_t DayTables::far_nth(std::int32_t serial, std::int32_t steps) const {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt")) {
        return nth_by_instructions(words_, serial - first_serial, steps, days_per_open_);
    }
#endif
    const std::int32_t rank = far_rank(serial) + steps;
    if (rank < 1 || rank > words_[word_count].before) return none;
    const std::int64_t guess = (serial - first_serial + (steps * days_per_open_ >> 16)) >> 6;
    const std::size_t at = word_of(rank, static_cast<std::int32_t>(guess));
    const Word& word = words_[at];
    return first_serial + static_cast<std::int32_t>(64 * at) +
           nth_set_bit(word.bits(), rank - word.before - 1);
}

}  // namespace dutyd::civil
