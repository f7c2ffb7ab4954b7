// SPDX-License-Identifier: MIT
// From a life that broke a promise to a short one that breaks the same: first the smallest
// beginning of it that still fails, by bisection, then whatever can be left out of that, in ever
// smaller pieces. Knows nothing of what an action is or how it is lived.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace dutyd::sim {

/// Indexes of the actions kept, in order.
using Kept = std::vector<std::size_t>;
/// Whether living these and no others breaks the same promise.
using StillFails = std::function<bool(const Kept&)>;

struct Shrunk {
    Kept kept;
    int tries = 0;
};

/// `actions`: how many there were; all of them together fail. At most `tries_max` lives are lived.
Shrunk shrink(std::size_t actions, const StillFails& still_fails, int tries_max);

}  // namespace dutyd::sim
