// SPDX-License-Identifier: MIT
// Why dates may have moved in a turn, told from its events in words a notice can carry.
#pragma once

#include "lib/alert/slip.hpp"
#include "lib/engine/draft.hpp"

namespace dutyd::engine {

/// The cause as one matter's people should read it: only events that concern its body or itself.
alert::Cause cause_for(const Draft& draft, const plan::Matter& matter);
/// Nobody did anything: time has passed.
alert::Cause drift(const Draft& draft);

}  // namespace dutyd::engine
