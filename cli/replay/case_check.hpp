// SPDX-License-Identifier: MIT
// Holds one expectation against what is. Every key is compared with the answer a person would get
// from `dutyctl show`, or with the notices and alerts so far.
#pragma once

#include "cli/replay/case_run.hpp"
#include "lib/engine/query.hpp"

namespace dutyd::replay {

/// Errors: a key that does not exist, a matter or duty that does not.
Result<std::vector<Checked>> check(const CaseExpectation& expectation,
                                   const engine::Snapshot& snapshot, const Played& so_far);

}  // namespace dutyd::replay
