// SPDX-License-Identifier: MIT
// How long a step takes, forwards and backwards. A Pace is a length counted on a calendar with the
// paused days taken out, and the days the step may end on; it holds neither, so they must outlive
// it. `finish` and `latest_start` are exact
// adjoints: finish(s) <= e if and only if s <= latest_start(e). That is what makes "forecast past
// the latest safe date" and "some limit can no longer be met" the same statement.
#pragma once

#include "lib/civil/open_days.hpp"
#include "lib/rules/pack.hpp"

#include <optional>

namespace dutyd::plan {

class Pace {
public:
    /// `counting`: the days the length is counted on. `ending`: the days it may end on.
    Pace(const rules::Duration& length, const civil::OpenDays& counting,
         const civil::OpenDays& ending)
        : n_(length.n), unit_(length.unit), counting_(&counting), ending_(&ending) {}

    /// First day the step can be finished if it starts on `start`. Nothing past the last supported
    /// day.
    std::optional<civil::Date> finish(civil::Date start) const;
    /// Last day it can start and still be finished by `end`.
    std::optional<civil::Date> latest_start(civil::Date end) const;
    /// Last day on or before `end` that the step may end on.
    std::optional<civil::Date> last_end(civil::Date end) const;

private:
    std::optional<civil::Date> count_back(civil::Date end) const;

    int n_;
    rules::Duration::Unit unit_;
    const civil::OpenDays* counting_;
    const civil::OpenDays* ending_;
};

}  // namespace dutyd::plan
