// SPDX-License-Identifier: MIT
// How the law counts days. CASE STUDY: a report is published on Tuesday 4 February 2025.
// "56 days beginning with" that day makes 4 February day one and ends on 31 March; "56 days after"
// it leaves 4 February out and ends on 1 April (Zoan v Rouamba [2000] 1 WLR 1509; Lester v Garland
// (1808)). "5 clear days before" a meeting leaves out both the day of the act and the day of the
// meeting. Working days are the same questions asked of a day set, and an ignored period is days
// taken out of it; so one set of verbs serves all.
#pragma once

#include "lib/base/limits.hpp"
#include "lib/civil/ledger.hpp"
#include "lib/civil/open_days.hpp"

namespace dutyd::civil {

/// In bits: one is set where the count runs backwards, two where the anchor may be its first day.
enum class Direction { after = 0, before = 1, beginning_with = 2, ending_with = 3 };

/// `n` of 1..100000 (limits.hpp). `clear` goes only with after and before.
struct DayCount {
    std::int32_t n = 1;
    Direction direction = Direction::after;
    bool clear = false;
};

/// The day a count of open days leads to. The direction fixes the answer:
///   after / before         the n-th open day strictly after / before the anchor
///   beginning with         the last of n open days; the anchor is day one if open, otherwise the
///                          next open day is
///   ending with            the first of n open days; the anchor is the last if open, otherwise the
///                          previous open day is
///   clear before / after   the latest / first open day D with n open days strictly between D and
///                          the anchor
/// For calendar days pass DaySet::every_day(). Errors: n < 1 or over the limit; clear with
/// beginning or ending; the count leaves the supported range. `provisional` of the answer: any day
/// looked at lies outside the published span. A ledger gets one line for each day looked at, from
/// the anchor on; the last day counted is the answer, or for clear days a closing step names it.
struct CountedDate {
    Date date;
    bool provisional;
};
Result<CountedDate> count_days(const DayCount& count, Date anchor, const OpenDays& days,
                               Ledger* ledger = nullptr);

enum class Roll { forward, back };

/// The date itself if open, otherwise the next / previous open day.
Result<CountedDate> roll(Roll direction, Date date, const OpenDays& days, Ledger* ledger = nullptr);

namespace detail {

inline bool is_forward(Direction direction) {
    return direction == Direction::after || direction == Direction::beginning_with;
}
inline bool anchor_may_count(Direction direction) {
    return direction == Direction::beginning_with || direction == Direction::ending_with;
}

/// Why there is no answer.
Result<CountedDate> no_answer(DayCount count, Date anchor, const OpenDays& days);
struct Counting {
    DayCount count;
    Date anchor;
    Date answer;
};
void write_down(const Counting& counting, const OpenDays& days, Ledger& ledger);

}  // namespace detail

/// Here, so that a count in a loop costs two loads; whatever is rare is called. Which way a count
/// runs is a coin's toss to the processor, so the direction is worked in, never asked about.
[[gnu::always_inline]] inline Result<CountedDate> count_days(const DayCount& count, Date anchor,
                                                             const OpenDays& days, Ledger* ledger) {
    const auto bits = static_cast<std::int32_t>(count.direction);
    const std::int32_t backward = bits & 1;
    const std::int32_t anchor_counts = bits >> 1;
    const bool in_range = static_cast<std::uint32_t>(count.n - 1) < limits::count_max;
    if (!in_range || (count.clear && anchor_counts != 0) || anchor < DaySet::first_day())
        [[unlikely]] {
        return detail::no_answer(count, anchor, days);
    }
    const std::int32_t sign = 1 - 2 * backward;
    // A clear count asks for the day just past the n clear days.
    const std::int32_t n = count.n + (count.clear ? 1 : 0);
    // From the day before the anchor where the anchor itself can be counted.
    const std::int32_t from = anchor.serial() - (backward ^ anchor_counts);
    const std::int32_t answer = days.nth(from, sign * n + backward);
    if (answer == DayTables::none) [[unlikely]]
        return detail::no_answer(count, anchor, days);
    const Date date = Date::from_serial(answer);
    if (ledger != nullptr) [[unlikely]]
        detail::write_down({count, anchor, date}, days, *ledger);
    const std::int32_t first_looked_at = anchor.serial() + sign * (1 - anchor_counts);
    const DaySet& set = days.day_set();
    return CountedDate{date, set.is_provisional(first_looked_at) || set.is_provisional(answer)};
}

}  // namespace dutyd::civil
