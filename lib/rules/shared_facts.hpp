// SPDX-License-Identifier: MIT
// Facts and ignored periods that a pack declares for all its procedures: each procedure gets its
// own copy of those it reads, and of what those read in turn.
#pragma once

#include "lib/rules/pack_draft.hpp"

namespace dutyd::rules {

/// `uses`: what the procedure's file, or an overlay over it, reads.
void add_shared(const Pack& pack, Procedure& procedure, const Uses& uses);

}  // namespace dutyd::rules
