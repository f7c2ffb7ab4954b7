// SPDX-License-Identifier: MIT
#include "lib/civil/day_set.hpp"

#include "lib/base/text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace dutyd::civil {

namespace {

constexpr std::int32_t first_serial = 2922;              // 1978-01-01
constexpr std::int32_t last_serial = Date::last_serial;  // 2199-12-31
constexpr std::int32_t day_count = last_serial - first_serial + 1;
constexpr std::size_t word_count = (static_cast<std::size_t>(day_count) + 63) / 64;

bool covered(Date date) {
    return date.serial() >= first_serial;
}

std::uint32_t day_index(Date date) {
    return static_cast<std::uint32_t>(date.serial() - first_serial);
}

/// Position of the n-th set bit (from zero). REQUIRES: popcount(word) > n.
int nth_set_bit(std::uint64_t word, std::int32_t n) {
    int shift = 0;
    for (int width = 32; width >= 1; width /= 2) {
        const std::uint64_t low = (word >> shift) & ((std::uint64_t{1} << width) - 1);
        const int in_low = std::popcount(low);
        if (n < in_low) continue;
        n -= in_low;
        shift += width;
    }
    return shift;
}

}  // namespace

/// One bit a day, and for each word of 64 days the number of open days before it.
struct DaySet::Tables {
    DaySetSpec spec;
    std::vector<std::uint64_t> words;
    std::vector<std::int32_t> open_before;  // word_count + 1 entries; the last is the total

    std::int32_t total() const { return open_before[word_count]; }

    void compile() {
        words.assign(word_count, 0);
        std::array<std::uint64_t, 7> open{1, 1, 1, 1, 1, 1, 1};
        for (const Weekday weekday : spec.weekend) open[static_cast<std::size_t>(weekday)] = 0;
        auto weekday = static_cast<std::size_t>(first_day().weekday());
        for (std::size_t i = 0; i < static_cast<std::size_t>(day_count); ++i) {
            words[i / 64] |= open[weekday] << (i % 64);
            weekday = weekday == 6 ? 0 : weekday + 1;
        }
        for (const ClosedDay& closed : spec.closed) {
            const std::uint32_t i = day_index(closed.date);
            words[i / 64] &= ~(std::uint64_t{1} << (i % 64));
        }
        open_before.assign(1, 0);
        for (const std::uint64_t word : words) {
            open_before.push_back(open_before.back() + std::popcount(word));
        }
    }

    /// The word that holds the open day of this rank: a guess by proportion, then a short walk; a
    /// set so uneven that the guess is far off is searched by halves.
    std::size_t word_of(std::int32_t rank) const {
        constexpr int walk_max = 8;
        std::size_t at =
            static_cast<std::size_t>(std::int64_t{rank - 1} * std::int64_t{word_count} / total());
        for (int step = 0; step < walk_max; ++step) {
            if (open_before[at] >= rank) {
                --at;
            } else if (open_before[at + 1] < rank) {
                ++at;
            } else {
                return at;
            }
        }
        const auto after = std::lower_bound(open_before.begin(), open_before.end(), rank);
        return static_cast<std::size_t>(after - open_before.begin()) - 1;
    }
};

Date DaySet::first_day() {
    return Date::from_serial(first_serial);
}
Date DaySet::last_day() {
    return Date::from_serial(last_serial);
}

DaySet::DaySet(DaySetSpec spec) {
    auto tables = std::make_shared<Tables>(Tables{std::move(spec), {}, {}});
    std::vector<ClosedDay>& closed = tables->spec.closed;
    std::erase_if(closed, [](const ClosedDay& day) { return !covered(day.date); });
    // Stable: the reasons of one date keep the order they were given in.
    std::stable_sort(closed.begin(), closed.end(),
                     [](const ClosedDay& a, const ClosedDay& b) { return a.date < b.date; });
    tables->compile();
    tables_ = std::move(tables);
}

const DaySet& DaySet::every_day() {
    static const DaySet set(
        {"every-day", "Every day of the calendar", "", {}, {}, first_day(), last_day()});
    return set;
}

const std::string& DaySet::id() const {
    return tables_->spec.id;
}
const std::string& DaySet::title() const {
    return tables_->spec.title;
}
const std::string& DaySet::law() const {
    return tables_->spec.law;
}

bool DaySet::is_open(Date date) const {
    if (!covered(date)) return false;
    const std::uint32_t i = day_index(date);
    return (tables_->words[i / 64] >> (i % 64) & 1) != 0;
}

std::int32_t DaySet::rank(Date date) const {
    if (!covered(date)) return 0;
    const std::uint32_t i = day_index(date);
    const std::uint64_t up_to = tables_->words[i / 64] << (63 - i % 64);
    return tables_->open_before[i / 64] + std::popcount(up_to);
}

std::optional<Date> DaySet::select(std::int32_t rank) const {
    if (rank < 1 || rank > tables_->total()) return std::nullopt;
    const std::size_t word = tables_->word_of(rank);
    const int bit = nth_set_bit(tables_->words[word], rank - tables_->open_before[word] - 1);
    return Date::from_serial(first_serial + static_cast<std::int32_t>(64 * word) + bit);
}

std::string DaySet::why_closed(Date date) const {
    if (!covered(date)) return "before " + first_day().iso() + ", where day sets begin";
    const DaySetSpec& spec = tables_->spec;
    std::vector<std::string> reasons;
    const auto add = [&reasons](std::string reason) {
        const bool known = std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
        if (!known) reasons.push_back(std::move(reason));
    };
    if (std::find(spec.weekend.begin(), spec.weekend.end(), date.weekday()) != spec.weekend.end()) {
        add(weekday_name(date.weekday()));
    }
    auto at = std::lower_bound(spec.closed.begin(), spec.closed.end(), date,
                               [](const ClosedDay& day, Date d) { return day.date < d; });
    for (; at != spec.closed.end() && at->date == date; ++at) add(at->reason);
    return join(reasons, ", ");
}

bool DaySet::is_provisional(Date date) const {
    return date < tables_->spec.published_from || date > tables_->spec.published_to;
}

Date DaySet::published_from() const {
    return tables_->spec.published_from;
}
Date DaySet::published_to() const {
    return tables_->spec.published_to;
}

}  // namespace dutyd::civil
