// SPDX-License-Identifier: MIT
// The daemon's answers without the daemon: a private copy of its database is replayed and asked the
// same question. The answers have the same keys; only what the daemon itself knows (whether mail
// goes out, say) is missing.
#pragma once

#include "cli/client/requests.hpp"
#include "cli/client/run.hpp"
#include "daemon/host/store.hpp"

#include <boost/json/value.hpp>

namespace dutyd::cli {

/// `now`: the wall clock. A database with a simulated clock is read at the time that one stands at.
Result<OldAnswer> ask_database(const std::string& database, const Question& question,
                               civil::Instant now);

/// Looks a parameter up; empty if it was not given.
std::string parameter(const Question& question, std::string_view name);

/// The journal from a row on, or its latest rows, up to `last`.
Result<boost::json::value> log_from(const host::Store& store, const Question& question,
                                    std::uint64_t last);
Result<boost::json::value> outbox_from(const host::Store& store, const Question& question);

}  // namespace dutyd::cli
