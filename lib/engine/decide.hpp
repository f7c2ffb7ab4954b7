// SPDX-License-Identifier: MIT
// From a command to the events it makes: whether it is allowed, what it means, what follows from it
// by the packs' own words (a recorded poll opens matters). Decides against a state at a moment and
// changes nothing itself. Every refusal says what is wrong and what to do.
#pragma once

#include "lib/engine/command.hpp"
#include "lib/engine/turn.hpp"

namespace dutyd::engine {

struct Decision {
    std::vector<journal::Payload> payloads;
    std::vector<std::string> did;  // in words, one line a thing done
    std::string matter;
    std::string body = {};  // on whose local day it is recorded; empty: the matter's
};

/// What deciding may look at.
struct Bench {
    const State& state;
    civil::Instant now;
    const Settings& settings;

    /// The body's local time; UTC for what concerns every body.
    civil::Moment moment(const std::string& body) const;
};

Result<Decision> decide(const Bench& bench, const Command& command);

/// Finding what people name. Errors suggest the nearest name.
Result<const plan::Matter*> find_matter(const State& state, const std::string& name);
Result<plan::DutyIndex> find_duty(const plan::Matter& matter, const std::string& name);
/// Without a name: the only body there is.
Result<const rules::Body*> find_body(const State& state, const std::string& name);

}  // namespace dutyd::engine
