// SPDX-License-Identifier: MIT
// All of dutyd's health at once, from inside a running daemon. What has to be asked of others (mail
// server, webhooks) is asked by the channels' own workers, so that the answer is what a notice
// would meet; the rest is looked at on the loop, which a large database holds up for a moment.
#pragma once

#include "daemon/loop/doctor_checks.hpp"
#include "daemon/loop/loop.hpp"

namespace dutyd::daemon {

/// `done` is called once, on the loop, when everything was looked at.
void examine(Loop& loop, std::function<void(const Checks&)> done);

}  // namespace dutyd::daemon
