// SPDX-License-Identifier: MIT
#include "tests/sim/shrink.hpp"

#include <algorithm>
#include <numeric>

namespace dutyd::sim {

namespace {

Kept beginning(std::size_t length) {
    Kept kept(length);
    std::iota(kept.begin(), kept.end(), std::size_t{0});
    return kept;
}

Kept without(const Kept& kept, std::size_t from, std::size_t count) {
    Kept less(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(from));
    const std::size_t to = std::min(kept.size(), from + count);
    less.insert(less.end(), kept.begin() + static_cast<std::ptrdiff_t>(to), kept.end());
    return less;
}

}  // namespace

Shrunk shrink(std::size_t actions, const StillFails& still_fails, int tries_max) {
    Shrunk shrunk{beginning(actions)};
    const auto fails = [&](const Kept& kept) {
        ++shrunk.tries;
        return still_fails(kept);
    };
    std::size_t holds = 0;  // a beginning of this length is not known to fail
    std::size_t breaks = actions;
    while (breaks - holds > 1 && shrunk.tries < tries_max) {
        const std::size_t middle = holds + (breaks - holds) / 2;
        (fails(beginning(middle)) ? breaks : holds) = middle;
    }
    shrunk.kept = beginning(breaks);
    for (std::size_t piece = breaks / 2; piece > 0; piece /= 2) {
        for (std::size_t from = 0; from < shrunk.kept.size() && shrunk.tries < tries_max;) {
            const Kept less = without(shrunk.kept, from, piece);
            if (fails(less)) {
                shrunk.kept = less;
            } else {
                from += piece;
            }
        }
    }
    return shrunk;
}

}  // namespace dutyd::sim
