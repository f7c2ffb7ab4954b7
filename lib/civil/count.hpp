// SPDX-License-Identifier: MIT
// How the law counts days. CASE STUDY: a report is published on Tuesday 4 February 2025.
// "56 days beginning with" that day makes 4 February day one and ends on 31 March; "56 days after"
// it leaves 4 February out and ends on 1 April (Zoan v Rouamba [2000] 1 WLR 1509; Lester v Garland
// (1808)). "5 clear days before" a meeting leaves out both the day of the act and the day of the
// meeting. Working days are the same questions asked of a day set, and an ignored period is days
// taken out of it; so one set of verbs serves all.
#pragma once

#include "lib/civil/ledger.hpp"
#include "lib/civil/open_days.hpp"

namespace dutyd::civil {

enum class Direction { after, before, beginning_with, ending_with };

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

}  // namespace dutyd::civil
