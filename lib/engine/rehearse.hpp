// SPDX-License-Identifier: MIT
// A rehearsal: every notice that will go out if nothing happens, found by letting time pass on a
// draft of the state, turn by turn, as it really would. Nothing of it is kept; nothing is sent.
#pragma once

#include "lib/base/result.hpp"
#include "lib/engine/snapshot.hpp"
#include "lib/engine/turn.hpp"

#include <boost/json/value.hpp>

namespace dutyd::engine {

struct Rehearsed {
    std::vector<Notice> notices;  // in the order in which they go out
    civil::Instant until;
};

inline constexpr int rehearsal_days_max = 800;

Rehearsed rehearse(const State& state, civil::Instant now, const Settings& settings, int days);

/// {"as-of", "until", "count", "days": [{"day", "notices": [{"person", "at", "urgent", "subject",
///  "text", "alerts"}]}]}, days in the zone of the first body. Errors: too many days.
Result<boost::json::value> rehearsal(const Snapshot& snapshot, int days);

}  // namespace dutyd::engine
