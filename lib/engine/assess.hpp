// SPDX-License-Identifier: MIT
// The end of every turn: schedules before and after, what that means for whom. Freezes first plans,
// raises and resolves alerts, writes one notice a person. What it concludes is recorded as events
// in the draft, so that a restart concludes nothing twice.
#pragma once

#include "lib/engine/draft.hpp"
#include "lib/engine/working_time.hpp"

namespace dutyd::engine {

enum class Occasion {
    commands,  // somebody recorded something: tell at once what follows
    tick,      // only time has passed: tell what is not urgent in working hours
};

/// `before`: the state the turn began with. Fills notices, moves and outlook.
void assess(Draft& draft, const State& before, Occasion occasion, TurnResult& result);

/// The next moment at which time alone can change what people must know: a body's next midnight,
/// its next start of work or digest, a limit with a time of day, a step of a ladder. By body;
/// `state`: with what was told since the snapshot was taken.
std::map<std::string, civil::Instant> next_wakes(const Snapshot& snapshot, const State& state);
/// The first of them.
std::optional<civil::Instant> next_wake(const Snapshot& snapshot);

}  // namespace dutyd::engine
