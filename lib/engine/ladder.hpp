// SPDX-License-Identifier: MIT
// The escalation ladder: who is told next when nobody has answered for an alert, and when. Its
// clock is the office's working time since the alert was first told; what is acknowledged, snoozed,
// resolved or about work that is paused does not climb.
#pragma once

#include "lib/engine/working_time.hpp"

namespace dutyd::engine {

/// The next step of an alert's ladder.
struct NextStep {
    std::uint64_t number = 0;  // from 1
    std::string to;            // a role, or "deputy"
    civil::Instant due;
};

/// The ladder of a severity and role: the body's own, otherwise the usual one.
rules::Ladder ladder_of(const rules::Body& body, const std::string& severity,
                        const std::string& role);

/// Nothing if the ladder has no further step, or the alert does not climb now.
std::optional<NextStep> next_step(const Snapshot& snapshot, const AlertRecord& alert);

/// The role that owns an alert's duty: the body's fallback role if none does.
std::string owner_of(const Snapshot& snapshot, const AlertRecord& alert);

}  // namespace dutyd::engine
