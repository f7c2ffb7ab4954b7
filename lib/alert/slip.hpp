// SPDX-License-Identifier: MIT
// Dates that have moved. A rescheduling event (a pause, a meeting, a fact, an override) is told
// whenever it moves a forecast or a limit. Mere drift, because nobody has started yet, is told only
// when it crosses something: another meeting, or the target; else a duty nobody has started would
// mail daily. One cause gives one alert for the matter; everything that moved is listed under it.
#pragma once

#include "lib/alert/alert.hpp"
#include "lib/alert/view.hpp"

#include <cstdint>
#include <optional>

namespace dutyd::alert {

/// Why dates may have moved, as the people told will read it.
struct Cause {
    std::vector<std::string> lines;  // what happened, on what provision, who recorded it
    bool reschedules = false;        // false: progress was recorded, or only time has passed
    std::uint64_t seq = 0;           // journal row of the event; makes the key
};

/// `before`: as things stood before the cause, at the same moment. Nothing if nobody needs to know.
std::optional<Alert> find_slip(const View& before, const View& after, const Cause& cause);

/// The duty whose limit makes `i`'s latest safe date: the end of its driving chain; `i` itself if
/// none.
plan::DutyIndex limit_behind(const View& view, plan::DutyIndex i);

}  // namespace dutyd::alert
