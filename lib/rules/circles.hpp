// SPDX-License-Identifier: MIT
// Circles among things that point at one another: facts derived from facts, rows under rows. Gates
// have their own walk (gate_circles.cpp), as what is said about them hangs on who closed the
// circle.
#pragma once

#include <cstddef>
#include <vector>

namespace dutyd::rules {

/// `points_at[i]`: what i points at, as indexes. Each circle found is the way round it, beginning
/// and ending with the same thing; no two begin with the same.
std::vector<std::vector<std::size_t>> circles(
    const std::vector<std::vector<std::size_t>>& points_at);

}  // namespace dutyd::rules
