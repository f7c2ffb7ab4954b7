// SPDX-License-Identifier: MIT
// A body's meetings as the scheduler needs them: with the last day papers for each can go out,
// worked out by the calendar's own rules. Cancelled meetings are left out.
#pragma once

#include "lib/engine/state.hpp"

namespace dutyd::engine {

/// In date order.
std::vector<plan::MeetingSlot> meeting_slots(const State& state, const rules::Body& body,
                                             const civil::Zone& zone, civil::Date today);

}  // namespace dutyd::engine
