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
        gaps_.push_back({period.first.serial(), period.last.value_or(Date::last()).serial(),
                         before - taken, taken + (through - before)});
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

std::string OpenDays::why_closed(Date date) const {
    if (const Period* period = period_around(date)) return "inside " + iso(*period) + ", left out";
    return set_.why_closed(date);
}

std::int32_t OpenDays::rank(std::int32_t serial) const {
    std::int32_t taken = 0;
    for (const Gap& gap : gaps_) {
        if (serial < gap.first) break;
        if (serial <= gap.last) return gap.kept_before;
        taken = gap.taken_through;
    }
    return set_.tables().rank(serial) - taken;
}

std::int32_t OpenDays::nth_around_gaps(std::int32_t serial, std::int32_t steps) const {
    const std::int32_t wanted = rank(serial) + steps;
    if (wanted < 1) return DayTables::none;
    // The periods passed on the way: those with fewer kept days before them.
    std::int32_t taken = 0;
    for (const Gap& gap : gaps_) {
        if (gap.kept_before >= wanted) break;
        taken = gap.taken_through;
    }
    return set_.tables().select(wanted + taken);
}

namespace {

std::optional<Date> day_or_nothing(std::int32_t serial) {
    if (serial == DayTables::none) return std::nullopt;
    return Date::from_serial(serial);
}

}  // namespace

std::optional<Date> OpenDays::nth_after(Date date, std::int32_t n) const {
    DUTYD_CHECK(n >= 1);
    if (n > DayTables::day_count) return std::nullopt;
    return day_or_nothing(nth(date.serial(), n));
}

std::optional<Date> OpenDays::nth_before(Date date, std::int32_t n) const {
    DUTYD_CHECK(n >= 1);
    if (date <= DaySet::first_day() || n > DayTables::day_count) return std::nullopt;
    return day_or_nothing(nth(date.serial() - 1, 1 - n));
}

std::optional<Date> OpenDays::first_on_or_after(Date date) const {
    return day_or_nothing(nth(date.serial() - 1, 1));
}

std::optional<Date> OpenDays::last_on_or_before(Date date) const {
    return day_or_nothing(nth(date.serial(), 0));
}

std::int32_t OpenDays::count(Date after, Date up_to) const {
    return up_to <= after ? 0 : rank(up_to.serial()) - rank(after.serial());
}

}  // namespace dutyd::civil
