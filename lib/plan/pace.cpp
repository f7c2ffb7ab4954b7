// SPDX-License-Identifier: MIT
#include "lib/plan/pace.hpp"

#include "lib/civil/months.hpp"

namespace dutyd::plan {

using civil::Date;
using civil::Days;

std::optional<Date> Pace::finish(Date start) const {
    if (n_ == 0) return ending_->first_on_or_after(start);
    if (unit_ == rules::Duration::Unit::months) {
        const auto end = civil::corresponding_date(start, civil::Months{n_});
        return end ? ending_->first_on_or_after(*end) : std::nullopt;
    }
    const auto end = counting_->nth_after(start, n_);
    return end ? ending_->first_on_or_after(*end) : std::nullopt;
}

std::optional<Date> Pace::last_end(Date end) const {
    return ending_->last_on_or_before(end);
}

std::optional<Date> Pace::latest_start(Date end) const {
    const auto last = last_end(end);
    if (!last || n_ == 0) return last;
    return count_back(*last);
}

/// The largest start whose count ends on or before `end`: one day before the (n)-th open day
/// counted back with `end` as the first.
std::optional<Date> Pace::count_back(Date end) const {
    if (unit_ == rules::Duration::Unit::months) {
        // Several days may share a clamped corresponding date; walk to the last of them.
        const auto guess = civil::corresponding_date(end, civil::Months{-n_});
        if (!guess) return std::nullopt;
        Date start = *guess;
        for (int step = 0; step < 4; ++step) {
            const auto later = civil::corresponding_date(start + Days{1}, civil::Months{n_});
            if (!later || *later > end) break;
            start = start + Days{1};
        }
        return start;
    }
    if (n_ > civil::DayTables::day_count) return std::nullopt;
    const std::int32_t nth = counting_->nth(end.serial(), 1 - n_);
    if (nth == civil::DayTables::none) return std::nullopt;
    return Date::from_serial(nth - 1);
}

}  // namespace dutyd::plan
