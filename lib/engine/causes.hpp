// SPDX-License-Identifier: MIT
// Why dates may have moved in a turn, told from its events in words a notice can carry.
#pragma once

#include "lib/alert/slip.hpp"
#include "lib/engine/draft.hpp"

#include <map>
#include <string>
#include <vector>

namespace dutyd::engine {

/// Each event is put into words once, and found by whom it concerns: a turn may have events for
/// every office of a nation.
class Causes {
public:
    /// `draft` outlives this; what it records later counts as well.
    explicit Causes(const Draft& draft) : draft_(draft) {}

    /// As one matter's people should read it: only events that concern it, its body or everybody.
    alert::Cause of(const plan::Matter& matter);

private:
    struct Told {
        std::size_t event;  // in the draft's order
        std::string line;
    };
    void read_on();
    std::vector<const Told*> concerning(const plan::Matter& matter) const;

    const Draft& draft_;
    std::size_t read_ = 0;
    std::map<std::string, std::vector<Told>> told_;  // by matter or body; of everybody: ""
};

/// Nobody did anything: time has passed.
alert::Cause drift(const Draft& draft);

}  // namespace dutyd::engine
