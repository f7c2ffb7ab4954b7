// SPDX-License-Identifier: MIT
// Questions put to the engine beside the life that is lived: what would a pause do, does a fact
// that is moved away and back leave a trace, can each ledger be counted again. Nothing of it is
// committed. Each throws Broken if the answer is not what was promised.
#pragma once

#include "tests/sim/random.hpp"
#include "tests/sim/tally.hpp"

#include "lib/engine/turn.hpp"

namespace dutyd::sim {

struct Bystander {
    const engine::State& state;
    const engine::Settings& settings;
    civil::Instant now;
};

/// Everything every query says at one moment, as one text.
std::string everything(const Bystander& at);
/// The two are the same; if not, the first line that differs.
void check_same(const std::string& promise, const std::string& one, const std::string& other);

/// A second look at the same moment finds nothing new.
void probe_second_look(const Bystander& at);
/// A pause of any activity moves no limit and brings no forecast forward.
void probe_pause(const Bystander& at, Random& random);
/// A fact recorded otherwise and back, or a meeting moved and moved back, leaves every date as it
/// was. Gives whether there was one to move.
bool probe_fact(const Bystander& at, Random& random);
bool probe_meeting(const Bystander& at, Random& random);
/// The ledgers of a matter's limits, counted again line by line. Gives how many.
int probe_ledgers(const Bystander& at, Random& random);
/// Every open duty past its limit or its target has been told of.
int probe_breaches(const Bystander& at);

/// One who slept from `at.now` until `woke` knows at the next start of work what one who stayed
/// awake, and was to wake at `wake`, knows by then: the same dates, the same open alerts of what is
/// so. Gives whether there was anything to compare.
bool probe_sleep(const Bystander& at, std::optional<civil::Instant> wake, civil::Instant woke);

}  // namespace dutyd::sim
