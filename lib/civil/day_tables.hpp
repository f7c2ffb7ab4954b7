// SPDX-License-Identifier: MIT
// The open days of one calendar, as numbers: rank (open days up to a day), select (the open day of
// a rank) and both in one, which is what every count comes to. For the years an office lives in
// there is one table each way, a load for a question; for the years around them, and for a calendar
// that is one of hundreds, whose tables would push each other out of the cache, one bit a day with
// the rank of every 64th. Knows days by their serial numbers only; never allocates when asked.
#pragma once

#include "lib/civil/date.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace dutyd::civil {

class DayTables {
public:
    /// Every calendar runs from 1978-01-01 to 2199-12-31.
    static constexpr std::int32_t first_serial = 2922;
    static constexpr std::int32_t last_serial = Date::last_serial;
    static constexpr std::int32_t day_count = last_serial - first_serial + 1;
    /// What select answers where there is no such day; before every day.
    static constexpr std::int32_t none = first_serial - 1;

    /// `open`: one entry for each day. `one_of_many`: keep no table for each day.
    DayTables(const std::vector<bool>& open, bool one_of_many);

    bool is_open(std::int32_t serial) const {
        if (serial < first_serial) return false;
        const std::uint32_t i = index(serial);
        return (words_[i / 64].bits() >> (i % 64) & 1) != 0;
    }

    /// Open days in [first_serial, serial].
    std::int32_t rank(std::int32_t serial) const {
        const auto i = static_cast<std::uint32_t>(serial - window_first);
        return i < window_days_ ? open_before_window_ + rank_[i] : far_rank(serial);
    }

    /// The open day of a rank, or none.
    std::int32_t select(std::int32_t rank) const {
        const auto r = static_cast<std::uint32_t>(rank - open_before_window_ - 1);
        return r < window_open_ ? window_first + select_[r] : far_nth(first_serial - 1, rank);
    }

    /// select(rank(serial) + steps). REQUIRES: the steps fit 20 bits.
    std::int32_t nth(std::int32_t serial, std::int32_t steps) const {
        const auto i = static_cast<std::uint32_t>(serial - window_first);
        if (i < window_days_) [[likely]] {
            const auto r = static_cast<std::uint32_t>(rank_[i] + steps - 1);
            if (r < window_open_) [[likely]]
                return window_first + select_[r];
        }
        return far_nth(serial, steps);
    }

private:
    static constexpr std::int32_t window_first = 10957;  // 2000-01-01
    static constexpr std::int32_t window_last = 34332;   // 2063-12-31

    static constexpr std::size_t word_count = (static_cast<std::size_t>(day_count) + 63) / 64;

    /// 64 days and the open days before them. In halves, so that it takes twelve bytes.
    struct Word {
        std::uint32_t low;
        std::uint32_t high;
        std::int32_t before;

        std::uint64_t bits() const { return std::uint64_t{high} << 32 | low; }
    };

    static std::uint32_t index(std::int32_t serial) {
        return static_cast<std::uint32_t>(serial - first_serial);
    }

    void compile_window();
    std::int32_t far_rank(std::int32_t serial) const;
    std::int32_t far_nth(std::int32_t serial, std::int32_t steps) const;
    std::size_t word_of(std::int32_t rank, std::int32_t guess) const;

    std::uint32_t window_days_ = 0;  // zero: no tables
    std::uint32_t window_open_ = 0;
    std::int32_t open_before_window_ = 0;
    std::vector<std::uint16_t> rank_;    // open days of the window up to a day
    std::vector<std::uint16_t> select_;  // days from the window's beginning
    std::int64_t days_per_open_ = 0;     // on the average, in 65536ths
    // In the object itself: of a thousand calendars each pointer followed is a miss in the cache.
    std::array<Word, word_count + 1> words_;  // the last holds the total
};

}  // namespace dutyd::civil
