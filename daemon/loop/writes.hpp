// SPDX-License-Identifier: MIT
// What a turn leaves behind, as the rows that are written in its one transaction: events with their
// place in the chain and their texts apart.
#pragma once

#include "daemon/loop/outbox_rows.hpp"

namespace dutyd::daemon {

/// Appends the events to `writes`, each following the one before; gives the hash of the last, or
/// `previous` if there are none.
std::string add_events(host::TurnWrites& writes, const std::vector<journal::Event>& events,
                       std::string previous);

/// `next` after `first`, as one result of both.
engine::TurnResult joined(engine::TurnResult first, engine::TurnResult next);

}  // namespace dutyd::daemon
