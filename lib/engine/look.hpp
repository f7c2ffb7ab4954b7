// SPDX-License-Identifier: MIT
// What a turn saw of one body, kept for the next turn: its surroundings and the schedules of its
// matters. None of it changes but by an event or by a moment known beforehand, so the next turn
// takes over what is still so and works out the rest. A snapshot made from looks equals one made
// from scratch. Looks are worked out, never stored.
#pragma once

#include "lib/engine/draft.hpp"
#include "lib/engine/snapshot.hpp"

namespace dutyd::engine {

struct Look {
    BodyView view;
    std::vector<std::pair<std::string, SharedSchedule>> schedules;  // by matter id
    civil::Instant until;  // from then on time alone can have changed a schedule

    Look(const Snapshot& snapshot, const std::string& body);
    bool is_good_at(civil::Instant now) const;
};

/// The same as from scratch; what a look that is still good has seen is not worked out again.
/// `outlook`: of the turn that made the state, if there is one.
Snapshot take_snapshot(const Bench& bench, const Outlook* outlook, const Sight& sight = {});

/// The state a turn began with, at the turn's moment, of the bodies the turn looks at.
Snapshot snapshot_before(const Draft& draft, const State& before);
/// The turn's state; schedules that none of its events can have changed are those of `before`.
Snapshot snapshot_after(const Draft& draft, const Snapshot& before);

}  // namespace dutyd::engine
