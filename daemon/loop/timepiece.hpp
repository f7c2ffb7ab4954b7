// SPDX-License-Identifier: MIT
// What time it is for the office: the system's clock, watched for jumps, or a simulated clock that
// moves only when told. One of the two for the life of a database, which is stamped with it.
#pragma once

#include "daemon/clock.hpp"
#include "daemon/host/store.hpp"

#include <functional>

namespace dutyd::daemon {

enum class ClockKind { system, simulated };

class Timepiece {
public:
    using ReadClocks = std::function<ClockReading()>;

    static Timepiece system(const ReadClocks& read);
    static Timepiece simulated(civil::Instant now);

    ClockKind kind() const { return kind_; }
    /// Reads the system's clock; once a wake.
    civil::Instant now();
    /// REQUIRES: simulated.
    civil::Instant simulated_now() const { return simulated_now_; }
    /// A jump that now() came upon and that nobody has taken yet. Jumps in between are one jump.
    std::optional<ClockJump> take_jump() { return std::exchange(jump_, std::nullopt); }
    /// REQUIRES: simulated, and not backwards.
    void move_to(civil::Instant instant);

private:
    explicit Timepiece(ClockKind kind) : kind_(kind) {}

    ClockKind kind_;
    ReadClocks read_;
    std::optional<JumpDetector> detector_;
    std::optional<ClockJump> jump_;
    civil::Instant simulated_now_;
};

/// The stamp of a database: which clock made it, and where a simulated one stands.
std::vector<host::MetaRow> clock_stamp(ClockKind kind, civil::Instant now);

/// Where the clock of this database starts: for a simulated one, where it stopped, or `start` if
/// the database is new. Errors: the database belongs to the other kind of clock; a new simulated
/// clock without a start.
struct ClockChoice {
    ClockKind kind = ClockKind::system;
    std::optional<civil::Instant> start;
};
Result<Timepiece> timepiece_for(const host::Store& store, const ClockChoice& choice);

}  // namespace dutyd::daemon
