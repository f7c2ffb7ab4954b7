// SPDX-License-Identifier: MIT
// Reads what a body's file says of alerts. Internal to the readers of packs and bodies; what the
// keys mean is the engine's business.
#pragma once

#include "lib/rules/pack_values.hpp"

namespace dutyd::rules {

/// The keys of [body]: acknowledge-for, acknowledge-most, snooze-most, digest-time, digest-day.
void read_alert_keys(Reading from, Body& body);
/// Every [[escalation]].
std::vector<Ladder> read_ladders(TomlTable& root, Uses& uses);

}  // namespace dutyd::rules
