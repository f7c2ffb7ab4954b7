// SPDX-License-Identifier: MIT
// Lives lived by several processes at once, so that a check in lib/ that aborts is a finding like
// any other and not the end. Which lives there are follows from the seed alone, never from how many
// processes there were or how fast they ran.
#pragma once

#include "tests/sim/life.hpp"

namespace dutyd::sim {

struct Order {
    std::uint64_t seed = 0;
    std::int64_t body_years = 0;
    int processes = 1;
};

/// A life that broke a promise; `actions` up to where it did.
struct Failure {
    std::uint64_t seed = 0;
    Outcome outcome;
    std::vector<Action> actions;
};

struct Result {
    Tally tally;
    std::optional<Failure> failure;
};

/// The seed of each life, until there are enough body-years.
std::vector<std::uint64_t> seeds_of(const Order& order);

using Progress = std::function<void(const Tally&)>;  // now and then
Result live_all(const Order& order, const LifeOptions& options, const Progress& progress);

/// In a process of its own: what these actions come to.
Outcome live_apart(std::uint64_t seed, const std::vector<Action>& actions,
                   const LifeOptions& options);

}  // namespace dutyd::sim
