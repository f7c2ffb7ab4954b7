// SPDX-License-Identifier: MIT
// A day set: which days count under one provision. There is never one "working day": each law that
// uses the words defines its own (law sources in calendars/day-sets/). A DaySet is compiled once
// from a weekend, holidays of one or more nations and named extra days, and is immutable after; it
// covers [first_day(), last_day()]. Days outside the published span of its holidays are projected
// from the statutory rules and marked provisional, never silently assumed. Every question is O(1).
#pragma once

#include "lib/civil/day_tables.hpp"

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
    /// One of hundreds of sets: it keeps no table for each day (day_tables.hpp).
    bool one_of_many = false;
};

class DaySet {
public:
    /// Earliest and latest day any day set answers for: 1978-01-01 to 2199-12-31.
    static Date first_day() { return Date::from_serial(DayTables::first_serial); }
    static Date last_day() { return Date::from_serial(DayTables::last_serial); }

    explicit DaySet(DaySetSpec spec);
    /// Every day of the calendar counts: the identity.
    static const DaySet& every_day();

    const std::string& id() const;
    const std::string& title() const;
    const std::string& law() const;

    bool is_open(Date date) const { return compiled_->days.is_open(date.serial()); }
    /// Number of open days in [first_day(), date]; 0 for days before first_day().
    std::int32_t rank(Date date) const { return compiled_->days.rank(date.serial()); }
    /// The open day of that rank: select(rank(d)) == d for every open d. Ranks count from one.
    std::optional<Date> select(std::int32_t rank) const {
        return day_or_none(compiled_->days.select(rank));
    }
    /// The same in numbers, for code that asks in a loop.
    const DayTables& tables() const { return compiled_->days; }

    /// Why a closed day is closed ("Saturday", "Good Friday"); empty for an open day.
    std::string why_closed(Date date) const;
    /// Whether the set's answer for this day rests on a projection.
    bool is_provisional(Date date) const { return is_provisional(date.serial()); }
    bool is_provisional(std::int32_t serial) const {
        return static_cast<std::uint32_t>(serial - compiled_->published_from) >
               compiled_->published_span;
    }
    Date published_from() const { return compiled_->spec.published_from; }
    Date published_to() const { return compiled_->spec.published_to; }

private:
    struct Compiled {
        std::int32_t published_from;
        std::uint32_t published_span;  // days from the first to the last
        DayTables days;
        DaySetSpec spec;
    };

    static std::optional<Date> day_or_none(std::int32_t serial) {
        if (serial == DayTables::none) return std::nullopt;
        return Date::from_serial(serial);
    }

    std::shared_ptr<const Compiled> compiled_;
};

}  // namespace dutyd::civil
