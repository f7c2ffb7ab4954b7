// SPDX-License-Identifier: MIT
#include "lib/civil/open_days.hpp"

#include <algorithm>
#include <utility>

namespace dutyd::civil {

namespace {

/// Sorted and merged where they overlap or touch, so that no day is taken out twice.
std::vector<Period> merged(std::vector<Period> periods) {
    std::sort(periods.begin(), periods.end(),
              [](const Period& a, const Period& b) { return a.first < b.first; });
    std::vector<Period> result;
    for (const Period& period : periods) {
        if (period.last && *period.last < period.first) continue;
        if (result.empty()) {
            result.push_back(period);
            continue;
        }
        std::optional<Date>& last = result.back().last;
        if (!last) break;
        if (period.first.serial() > last->serial() + 1) {
            result.push_back(period);
        } else if (!period.last || *period.last > *last) {
            last = period.last;
        }
    }
    return result;
}

std::int32_t rank_before(const DaySet& set, Date date) {
    return date <= DaySet::first_day() ? 0 : set.rank(date - Days{1});
}

}  // namespace

OpenDays::OpenDays(DaySet set, std::vector<Period> left_out)
    : set_(std::move(set)), left_out_(merged(std::move(left_out))) {
    std::int32_t taken = 0;
    for (const Period& period : left_out_) {
        const std::int32_t before = rank_before(set_, period.first);
        const std::int32_t through = set_.rank(period.last.value_or(DaySet::last_day()));
        gaps_.push_back({before - taken, taken + (through - before)});
        taken = gaps_.back().taken_through;
    }
}

const Period* OpenDays::period_around(Date date) const {
    auto after = std::upper_bound(left_out_.begin(), left_out_.end(), date,
                                  [](Date d, const Period& period) { return d < period.first; });
    if (after == left_out_.begin()) return nullptr;
    --after;
    return after->contains(date) ? &*after : nullptr;
}

bool OpenDays::is_open(Date date) const {
    return set_.is_open(date) && period_around(date) == nullptr;
}

std::string OpenDays::why_closed(Date date) const {
    if (const Period* period = period_around(date)) return "inside " + iso(*period) + ", left out";
    return set_.why_closed(date);
}

std::int32_t OpenDays::rank(Date date) const {
    auto after = std::upper_bound(left_out_.begin(), left_out_.end(), date,
                                  [](Date d, const Period& period) { return d < period.first; });
    if (after == left_out_.begin()) return set_.rank(date);
    const Gap& gap = gaps_[static_cast<std::size_t>(after - left_out_.begin()) - 1];
    --after;
    if (after->contains(date)) return gap.kept_before;
    return set_.rank(date) - gap.taken_through;
}

std::optional<Date> OpenDays::select(std::int32_t rank) const {
    if (rank < 1) return std::nullopt;
    // The periods passed on the way: those with fewer than `rank` kept days before them.
    const auto passed = std::lower_bound(
        gaps_.begin(), gaps_.end(), rank,
        [](const Gap& gap, std::int32_t wanted) { return gap.kept_before < wanted; });
    const std::int32_t taken = passed == gaps_.begin() ? 0 : std::prev(passed)->taken_through;
    return set_.select(rank + taken);
}

std::optional<Date> OpenDays::nth_after(Date date, std::int32_t n) const {
    DUTYD_CHECK(n >= 1);
    const std::int64_t wanted = std::int64_t{rank(date)} + n;
    if (wanted > Date::last_serial - Date::first_serial) return std::nullopt;
    return select(static_cast<std::int32_t>(wanted));
}

std::optional<Date> OpenDays::nth_before(Date date, std::int32_t n) const {
    DUTYD_CHECK(n >= 1);
    if (date <= DaySet::first_day()) return std::nullopt;
    return select(rank(date - Days{1}) - n + 1);
}

std::optional<Date> OpenDays::first_on_or_after(Date date) const {
    if (is_open(date)) return date;
    return nth_after(date, 1);
}

std::optional<Date> OpenDays::last_on_or_before(Date date) const {
    if (is_open(date)) return date;
    return nth_before(date, 1);
}

std::int32_t OpenDays::count(Date after, Date up_to) const {
    return up_to <= after ? 0 : rank(up_to) - rank(after);
}

}  // namespace dutyd::civil
