// SPDX-License-Identifier: MIT
// The limit for "the n-th open day": the least that can be done with the answer right, and nothing
// checked. Two tables (open days up to each day, the day of each open day) while calendars are few;
// one bit a day with a directory of ranks where there are many, so that they fit the cache. Counts
// n > 0 strictly after and n < 0 strictly before a day. REQUIRES: every answer within the years.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dutyd::bench {

/// Which days are open, from the day `base` on.
struct OpenBits {
    std::int32_t base = 0;
    std::vector<bool> open;
};

class PrefixTables {
public:
    explicit PrefixTables(const OpenBits& days) : base_(days.base) {
        select_.push_back(0);
        for (std::size_t i = 0; i < days.open.size(); ++i) {
            if (days.open[i]) select_.push_back(static_cast<std::uint16_t>(i));
            rank_.push_back(static_cast<std::uint16_t>(select_.size() - 1));
        }
    }

    std::int32_t nth(std::int32_t day, std::int32_t n) const {
        const std::int32_t back = n < 0 ? 1 : 0;
        const std::int32_t rank = rank_[static_cast<std::size_t>(day - base_ - back)] + n + back;
        return base_ + select_[static_cast<std::size_t>(rank)];
    }
    std::int32_t count(std::int32_t after, std::int32_t up_to) const {
        return rank_[static_cast<std::size_t>(up_to - base_)] -
               rank_[static_cast<std::size_t>(after - base_)];
    }

private:
    std::int32_t base_;
    std::vector<std::uint16_t> rank_;
    std::vector<std::uint16_t> select_;
};

/// The words of all calendars one after the other, and for each word the open days before it.
class Bitsets {
public:
    Bitsets(std::int32_t base, std::size_t days) : base_(base), words_((days + 63) / 64) {}

    void add(const OpenBits& days) {
        std::uint16_t before = 0;
        for (std::size_t w = 0; w < words_; ++w) {
            std::uint64_t word = 0;
            for (std::size_t bit = 0; bit < 64 && 64 * w + bit < days.open.size(); ++bit) {
                word |= static_cast<std::uint64_t>(days.open[64 * w + bit] ? 1 : 0) << bit;
            }
            bits_.push_back(word);
            before_.push_back(before);
            before = static_cast<std::uint16_t>(before + __builtin_popcountll(word));
        }
        totals_.push_back(before);
    }

#pragma GCC push_options
#pragma GCC target("popcnt,bmi,bmi2")
    /// All questions at once, so that the processor's own instructions for bits are used in the
    /// loop. REQUIRES: a processor that has them.
    void nth(std::span<const std::int32_t> calendar, std::span<const std::int32_t> day,
             std::span<const std::int32_t> n, std::span<std::int32_t> out) const {
        for (std::size_t i = 0; i < out.size(); ++i) {
            const auto c = static_cast<std::size_t>(calendar[i]);
            const std::uint64_t* bits = bits_.data() + c * words_;
            const std::uint16_t* before = before_.data() + c * words_;
            const std::int32_t back = n[i] < 0 ? 1 : 0;
            const auto at = static_cast<std::uint32_t>(day[i] - base_ - back);
            const std::int32_t rank = before[at / 64] +
                                      __builtin_popcountll(bits[at / 64] << (63 - at % 64)) + n[i] +
                                      back;
            auto w = static_cast<std::size_t>(static_cast<std::uint64_t>(rank - 1) * words_ /
                                              totals_[c]);
            while (before[w] >= rank) --w;
            while (w + 1 < words_ && before[w + 1] < rank) ++w;
            const std::uint64_t bit = std::uint64_t{1} << (rank - before[w] - 1);
            out[i] = base_ + static_cast<std::int32_t>(64 * w) +
                     __builtin_ctzll(__builtin_ia32_pdep_di(bit, bits[w]));
        }
    }
#pragma GCC pop_options

private:
    std::int32_t base_;
    std::size_t words_;
    std::vector<std::uint64_t> bits_;
    std::vector<std::uint16_t> before_;
    std::vector<std::uint32_t> totals_;
};

}  // namespace dutyd::bench
