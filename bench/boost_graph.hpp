// SPDX-License-Identifier: MIT
// Boost.Graph as a peer for the passes over a graph. It is header-only and slow to compile, so it
// is seen in one file only; where it is not installed the function is empty.
#pragma once

#include "bench/limit_schedule.hpp"

#include <functional>

namespace dutyd::bench {

/// Longest paths forwards and backwards and their slack, over whole numbers. REQUIRES: the graph
/// outlives the function.
#ifdef DUTYD_HAVE_BOOST
std::function<void()> boost_passes(const Graph& graph);
#else
inline std::function<void()> boost_passes(const Graph&) {
    return {};
}
#endif

}  // namespace dutyd::bench
