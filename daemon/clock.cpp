// SPDX-License-Identifier: MIT
#include "daemon/clock.hpp"

#include "lib/base/check.hpp"

#include <ctime>

namespace dutyd::daemon {
namespace {

std::chrono::milliseconds read(clockid_t clock) {
    timespec now{};
    DUTYD_CHECK(clock_gettime(clock, &now) == 0);
    return std::chrono::milliseconds(static_cast<std::int64_t>(now.tv_sec) * 1000 +
                                     now.tv_nsec / 1'000'000);
}

/// Whole seconds, rounded down also before 1970.
civil::Instant floor_seconds(std::chrono::milliseconds wall) {
    return {std::chrono::floor<std::chrono::seconds>(wall).count()};
}

}  // namespace

civil::Instant ClockReading::instant() const {
    return floor_seconds(wall);
}

ClockReading read_clocks() {
    return {read(CLOCK_REALTIME), read(CLOCK_BOOTTIME)};
}

std::optional<ClockJump> JumpDetector::notice(ClockReading reading) {
    const auto expected = last_.wall + (reading.since_boot - last_.since_boot);
    last_ = reading;
    const auto difference = reading.wall - expected;
    if (difference <= tolerance && difference >= -tolerance) return std::nullopt;
    return ClockJump{floor_seconds(expected), floor_seconds(reading.wall)};
}

}  // namespace dutyd::daemon
