// SPDX-License-Identifier: MIT
// What differs between two snapshots, duty by duty: the list a preview shows.
#pragma once

#include "lib/engine/turn.hpp"

namespace dutyd::engine {

std::vector<Move> moves(const Snapshot& before, const Snapshot& after);

}  // namespace dutyd::engine
