// SPDX-License-Identifier: MIT
// The clocks. clock.cpp is the only place in dutyd that reads one, once per wake; everything else
// is given the reading. The wall clock says what day it is; the clock since boot only tells whether
// the wall clock was stepped in between (it goes on through suspend, so that waking up is no step).
#pragma once

#include "lib/civil/time.hpp"

#include <chrono>
#include <optional>

namespace dutyd::daemon {

/// Both clocks at one instant.
struct ClockReading {
    std::chrono::milliseconds wall{0};  // since 1970 UTC
    std::chrono::milliseconds since_boot{0};

    civil::Instant instant() const;
};

ClockReading read_clocks();

/// The wall clock stood at `to` when it should have stood at `from`.
struct ClockJump {
    civil::Instant from;
    civil::Instant to;
    friend bool operator==(const ClockJump&, const ClockJump&) = default;
};

/// Compares each reading with the one before. Differences up to the tolerance are the ordinary
/// work of time synchronisation; they do not add up, since every reading is a new base.
class JumpDetector {
public:
    static constexpr std::chrono::milliseconds tolerance{10'000};

    explicit JumpDetector(ClockReading first) : last_(first) {}
    std::optional<ClockJump> notice(ClockReading reading);

private:
    ClockReading last_;
};

}  // namespace dutyd::daemon
