// SPDX-License-Identifier: MIT
#include "lib/plan/pace.hpp"

#include "lib/civil/months.hpp"

namespace dutyd::plan {

using civil::Date;
using civil::Days;

Pace::Pace(rules::Duration length, civil::OpenDays counting, civil::OpenDays ending)
    : length_(std::move(length)), counting_(std::move(counting)), ending_(std::move(ending)) {}

std::optional<Date> Pace::finish(Date start) const {
    if (length_.n == 0) return ending_.first_on_or_after(start);
    if (length_.unit == rules::Duration::Unit::months) {
        const auto end = civil::corresponding_date(start, civil::Months{length_.n});
        return end ? ending_.first_on_or_after(*end) : std::nullopt;
    }
    const auto end = counting_.nth_after(start, length_.n);
    return end ? ending_.first_on_or_after(*end) : std::nullopt;
}

std::optional<Date> Pace::last_end(Date end) const {
    return ending_.last_on_or_before(end);
}

std::optional<Date> Pace::latest_start(Date end) const {
    const auto last = last_end(end);
    if (!last || length_.n == 0) return last;
    return count_back(*last);
}

/// The largest start whose count ends on or before `end`: one day before the (n)-th open day
/// counted back with `end` as the first.
std::optional<Date> Pace::count_back(Date end) const {
    if (length_.unit == rules::Duration::Unit::months) {
        // Several days may share a clamped corresponding date; walk to the last of them.
        const auto guess = civil::corresponding_date(end, civil::Months{-length_.n});
        if (!guess) return std::nullopt;
        Date start = *guess;
        for (int step = 0; step < 4; ++step) {
            const auto later = civil::corresponding_date(start + Days{1}, civil::Months{length_.n});
            if (!later || *later > end) break;
            start = start + Days{1};
        }
        return start;
    }
    const auto last = counting_.last_on_or_before(end);
    if (!last) return std::nullopt;
    if (length_.n == 1) return *last - Days{1};
    const auto nth = counting_.nth_before(*last, length_.n - 1);
    return nth ? std::optional(*nth - Days{1}) : std::nullopt;
}

}  // namespace dutyd::plan
