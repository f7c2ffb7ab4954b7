// SPDX-License-Identifier: MIT
// What `dutyctl doctor` looks at, one function a part of dutyd's health. Each gives a line or more:
// how it is, in words, and what to do. They look and change nothing, and none needs a running
// daemon.
#pragma once

#include "daemon/loop/inputs.hpp"
#include "daemon/loop/timepiece.hpp"

#include <set>

namespace dutyd::daemon {

enum class Health { ok, warning, failed };

struct Check {
    std::string what;  // "database"
    Health health = Health::ok;
    std::string says;
    std::string advice;  // empty if there is nothing to do
};
using Checks = std::vector<Check>;

std::string_view name(Health health);
/// {"health": the worst, "checks": [{"what", "health", "says", "advice"}]}
boost::json::object to_json(const Checks& checks);

/// Reads all of it: the hash chain, the contents of inputs, SQLite's own check.
Check check_database(const host::Store& store);
Check check_disk(const std::string& database);
/// Against the last entry of the journal, which cannot be from the future.
Check check_clock(const host::Store& store, ClockKind kind, civil::Instant now);
/// What hangs on the day: packs past their check, day sets that run out.
Checks check_law(const std::vector<rules::SourceFile>& files, civil::Date today);
Checks check_roles(const Inputs& inputs);
/// Whoever holds a role and has no channel that is switched on and not in `failing`.
Checks check_people(const Inputs& inputs, const std::set<std::string>& failing);
Check check_backup(const host::BackupConfig& backup, civil::Instant now);
/// Messages that wait though they should be gone.
Checks check_outbox(const host::Store& store);
/// What the service manager keeps this process from.
Check check_sandbox();
/// One line for each channel that was probed.
Checks check_channels(const std::vector<ErrandResult>& probes);
std::set<std::string> failing_of(const std::vector<ErrandResult>& probes);

/// Configuration and calendars as the files have them now; nothing if they are sound.
Checks check_files(const Result<Inputs>& inputs);

}  // namespace dutyd::daemon
