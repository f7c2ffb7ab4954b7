// SPDX-License-Identifier: MIT
// What is asked of the loop that changes something, in the order in which it came. Commands that
// stand side by side share a turn; moving a simulated clock and reloading are turns of their own.
#pragma once

#include "daemon/loop/keeper.hpp"

#include <deque>
#include <variant>

namespace dutyd::daemon {

struct CommandWork {
    Submission submission;
    std::function<void(Verdict)> done;
};

/// What happened while a simulated clock was moved.
struct AdvanceReport {
    civil::Instant now;
    std::size_t turns = 0;
    std::uint64_t events = 0;
    std::uint64_t notices = 0;
};
struct AdvanceWork {
    civil::Instant to;
    AdvanceReport report;
    std::function<void(Result<AdvanceReport>)> done;
};

struct ReloadReport {
    bool changed = false;
    std::vector<engine::Move> moves;
    Diagnostics findings;
};
struct ReloadFailure {
    bool stored = true;  // false: the inputs are sound, but the store could not write
    Diagnostics errors;
};
using ReloadOutcome = std::variant<ReloadReport, ReloadFailure>;
struct ReloadWork {
    std::function<void(ReloadOutcome)> done;
};

using Work = std::variant<CommandWork, AdvanceWork, ReloadWork>;

/// The commands at the front of the queue that can share a turn: none with the client id of one
/// before it, since the second is to get the first's answer.
std::vector<CommandWork> take_commands(std::deque<Work>& queue, std::size_t most);

}  // namespace dutyd::daemon
