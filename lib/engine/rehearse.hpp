// SPDX-License-Identifier: MIT
// A rehearsal: every notice that will go out if nothing happens, found by letting time pass on a
// copy of the state, turn by turn, as it really would. Nothing of it is kept; nothing is sent. It
// goes in steps, so that whoever has other work can do that in between.
#pragma once

#include "lib/engine/snapshot.hpp"
#include "lib/engine/turn.hpp"

#include <boost/json/value.hpp>

namespace dutyd::engine {

inline constexpr int rehearsal_days_usual = 60;
inline constexpr int rehearsal_days_max = 800;

class Rehearsal {
public:
    /// Keeps what it needs of the snapshot. REQUIRES: 1 <= days <= rehearsal_days_max.
    Rehearsal(const Snapshot& snapshot, int days);

    /// Plays one turn; false when there is none left before the end.
    bool step();

    const std::vector<Notice>& notices() const { return notices_; }
    /// {"as-of", "until", "count", "days": [{"day", "notices": [{"person", "at", "time",
    ///  "urgent", "subject", "text", "alerts"}]}]}; days as the first body counts them.
    boost::json::value answer() const;

private:
    Settings settings_;
    civil::Zone zone_;
    State state_;
    civil::Instant now_;
    civil::Instant until_;
    std::optional<civil::Instant> next_;
    std::vector<Notice> notices_;
};

/// Nothing, or why so many days cannot be rehearsed.
std::optional<Diagnostic> cannot_rehearse(std::int64_t days);

}  // namespace dutyd::engine
