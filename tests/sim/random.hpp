// SPDX-License-Identifier: MIT
// Chance that repeats: the same seed gives the same numbers with every compiler and library, which
// the standard distributions do not promise. SplitMix64; good enough to choose what happens next,
// and for nothing else.
#pragma once

#include "lib/base/check.hpp"

#include <cstdint>
#include <vector>

namespace dutyd::sim {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }
    /// 0 .. bound - 1. REQUIRES: bound > 0.
    std::int64_t below(std::int64_t bound) {
        DUTYD_CHECK(bound > 0);
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(bound));
    }
    /// first .. last, both included.
    std::int64_t between(std::int64_t first, std::int64_t last) {
        return first + below(last - first + 1);
    }
    bool one_in(std::int64_t n) { return below(n) == 0; }

    template <class T>
    const T& pick(const std::vector<T>& from) {
        return from[static_cast<std::size_t>(below(static_cast<std::int64_t>(from.size())))];
    }
    /// An index, as likely as its weight says.
    std::size_t weighted(const std::vector<int>& weights) {
        std::int64_t all = 0;
        for (const int weight : weights) all += weight;
        std::int64_t left = below(all);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            left -= weights[i];
            if (left < 0) return i;
        }
        return weights.size() - 1;
    }

private:
    std::uint64_t state_;
};

/// A seed of its own for each part of a run, so that one part's numbers never shift another's.
inline std::uint64_t seed_of(std::uint64_t seed, std::uint64_t part) {
    return Random(seed ^ (0xd1b54a32d192ed03U * (part + 1))).next();
}

}  // namespace dutyd::sim
