// SPDX-License-Identifier: MIT
// The one counting kernel: "the n-th open day". An OpenDays is a day set with some periods taken
// out (ignored periods of the law, or pauses of the office). All counting in dutyd, of calendar
// days, working days or anything else, forwards or backwards, goes through it, so that a forecast
// and a latest safe date are exact adjoints. An open-ended period is taken to swallow every day
// from its first onwards; callers that know better close it first.
#pragma once

#include "lib/civil/day_set.hpp"
#include "lib/civil/period.hpp"

#include <vector>

namespace dutyd::civil {

class OpenDays {
public:
    /// `left_out` may be in any order and may overlap. Keeps its own copy of the (shared) day set.
    explicit OpenDays(DaySet set, std::vector<Period> left_out = {});

    bool is_open(Date date) const {
        return set_.is_open(date) && (left_out_.empty() || period_around(date) == nullptr);
    }
    /// In numbers: the day so many open days on from the last open one up to `serial`, or
    /// DayTables::none. With steps n it is the n-th strictly after; with steps 1 - n from the day
    /// before, the n-th strictly before. REQUIRES: |steps| < 2^19.
    std::int32_t nth(std::int32_t serial, std::int32_t steps) const {
        if (!gaps_.empty()) return nth_around_gaps(serial, steps);
        return set_.tables().nth(serial, steps);
    }
    /// Why a day does not count: the reasons of the day set, or "inside 2024-05-02..2024-05-09,
    /// left out"; empty for an open day.
    std::string why_closed(Date date) const;
    /// The n-th open day strictly after / before `date`. REQUIRES: n >= 1. Nothing if there is
    /// none.
    std::optional<Date> nth_after(Date date, std::int32_t n) const;
    std::optional<Date> nth_before(Date date, std::int32_t n) const;
    std::optional<Date> first_on_or_after(Date date) const;
    std::optional<Date> last_on_or_before(Date date) const;
    /// Number of open days in (after, up_to]; 0 if up_to <= after.
    std::int32_t count(Date after, Date up_to) const;

    const DaySet& day_set() const { return set_; }
    const std::vector<Period>& left_out() const { return left_out_; }

private:
    /// One left-out period, by its days and in the set's own ranks: the open days before it that
    /// are kept, and how many this period and all before it take out.
    struct Gap {
        std::int32_t first;
        std::int32_t last;
        std::int32_t kept_before;
        std::int32_t taken_through;
    };

    const Period* period_around(Date date) const;
    std::int32_t rank(std::int32_t serial) const;
    std::int32_t nth_around_gaps(std::int32_t serial, std::int32_t steps) const;

    DaySet set_;
    std::vector<Period> left_out_;  // sorted, disjoint, not adjacent
    std::vector<Gap> gaps_;         // one for each period; few, so that they are walked
};

}  // namespace dutyd::civil
