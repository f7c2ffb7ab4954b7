// SPDX-License-Identifier: MIT
// How loudly to warn: what missing the limit means in law (its gravity, given by the pack) decides,
// not how the office feels about it. The table is in docs/alerts.md.
#pragma once

#include "lib/alert/alert.hpp"
#include "lib/alert/view.hpp"

namespace dutyd::alert {

/// Of the gravest limit that hangs on this duty: its own, or the one behind it in the plan.
rules::Gravity gravity_of(const View& view, plan::DutyIndex i);

/// Early reminders are information, the last one before a limit is a warning.
Level level_of(Condition condition, rules::Gravity gravity, Rung rung = Rung::none);

/// Told in the standing digest rather than in a message of its own.
bool waits_for_digest(const Alert& alert);

}  // namespace dutyd::alert
