// SPDX-License-Identifier: MIT
// What dutyd tells the service manager and takes from it: readiness, status line, watchdog pings
// and sockets. Without a service manager every call does nothing; dutyd never needs one.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace dutyd::daemon::service {

void ready(std::string_view status);
void status(std::string_view status);
void reloading();
void stopping();

/// How often to ping: half of what the service manager allows; nothing if it does not ask.
std::optional<std::chrono::microseconds> watchdog_interval();
void watchdog_ping();

/// Descriptors handed over by socket activation, each once: later calls give none.
std::vector<int> take_sockets();

}  // namespace dutyd::daemon::service
