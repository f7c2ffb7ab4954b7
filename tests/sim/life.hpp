// SPDX-License-Identifier: MIT
// One life of an office from one seed: what happens is chosen as it goes, from what there is; what
// was chosen can be lived again, in whole or in part, and a part that still fails can be sought.
#pragma once

#include "tests/sim/world.hpp"

namespace dutyd::sim {

struct Outcome {
    std::string broken;  // the promise; empty: all were kept
    std::string how;     // in words
    std::size_t at = 0;  // the action that broke it; as many as there were: the end
};

/// Lives a whole life; `actions` are what happened, also when it went wrong.
struct Lived {
    Outcome outcome;
    std::vector<Action> actions;
    std::vector<std::string> history;
    Tally tally;
};

struct LifeOptions {
    const Shipped& shipped;
    const engine::Settings& settings;
    Fault fault = Fault::none;
    std::function<void(const Action&)> on_action = {};  // before it happens
};

Lived live(std::uint64_t seed, const LifeOptions& options);
/// The same bodies, with these actions and no others.
Lived live_again(std::uint64_t seed, const std::vector<Action>& actions,
                 const LifeOptions& options);

engine::Settings make_settings(const Shipped& shipped);

}  // namespace dutyd::sim
