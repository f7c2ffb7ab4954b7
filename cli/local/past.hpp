// SPDX-License-Identifier: MIT
// The state of a database that no daemon holds: its journal folded again, whole or up to a moment,
// and a snapshot of it. Replay only evolves; nothing is decided and nothing is written.
#pragma once

#include "daemon/host/store.hpp"
#include "lib/engine/turn.hpp"

#include <optional>
#include <variant>

namespace dutyd::cli {

/// Up to and including a journal row, or everything recorded up to an instant.
using Until = std::variant<std::uint64_t, civil::Instant>;

/// Errors: the journal is damaged or was written by a newer dutyd, with the row's number.
Result<engine::State> fold_journal(const host::Store& store, const std::optional<Until>& until);

/// Zones of every body of the state, read from the system.
Result<engine::Settings> settings_for(const engine::State& state);

/// The zone that times without one are meant in: that of the first body.
civil::Zone office_zone(const engine::State& state, const engine::Settings& settings);

/// "1204", "2024-05-22" (its end), "2024-05-22T16:00" or "2024-05-22T15:00:00Z".
Result<Until> parse_until(const std::string& text, const civil::Zone& zone);

/// An error if that has not been recorded, or has not come, yet.
std::optional<Diagnostic> beyond(const Until& until, std::uint64_t last_row, civil::Instant now);

}  // namespace dutyd::cli
