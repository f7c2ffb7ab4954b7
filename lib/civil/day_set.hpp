// SPDX-License-Identifier: MIT
// A day set: which days count under one provision. There is never one "working day": each law that
// uses the words defines its own (law sources in calendars/day-sets/). A DaySet is compiled once
// from a weekend, holidays of one or more nations and named extra days, and is immutable after; it
// covers [first_day(), last_day()]. Days outside the published span of its holidays are projected
// from the statutory rules and marked provisional, never silently assumed. Every question is O(1).
#pragma once

#include "lib/civil/date.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::civil {

/// One closed day and why: "Good Friday", "Early May bank holiday (moved)".
struct ClosedDay {
    Date date;
    std::string reason;
};

/// What a day set is compiled from. Weekend days are closed with their own name as the reason.
struct DaySetSpec {
    std::string id;
    std::string title;
    std::string law;
    std::vector<Weekday> weekend;
    std::vector<ClosedDay> closed;
    /// Days inside [published_from, published_to] are data; outside they are projections.
    Date published_from;
    Date published_to;
};

class DaySet {
public:
    /// Earliest and latest day any day set answers for: 1978-01-01 to 2199-12-31.
    static Date first_day();
    static Date last_day();

    explicit DaySet(DaySetSpec spec);
    /// Every day of the calendar counts: the identity.
    static const DaySet& every_day();

    const std::string& id() const;
    const std::string& title() const;
    const std::string& law() const;

    bool is_open(Date date) const;
    /// Number of open days in [first_day(), date]; 0 for days before first_day().
    std::int32_t rank(Date date) const;
    /// The open day of that rank: select(rank(d)) == d for every open d. Ranks count from one.
    std::optional<Date> select(std::int32_t rank) const;

    /// Why a closed day is closed ("Saturday", "Good Friday"); empty for an open day.
    std::string why_closed(Date date) const;
    /// Whether the set's answer for this day rests on a projection.
    bool is_provisional(Date date) const;
    Date published_from() const;
    Date published_to() const;

private:
    struct Tables;
    std::shared_ptr<const Tables> tables_;
};

}  // namespace dutyd::civil
