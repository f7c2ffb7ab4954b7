// SPDX-License-Identifier: MIT
// Which election, day or period a matter belongs to, and what comes before what. A body lives in
// rounds: from one election to the next. What a new round brings (the declaration of acceptance)
// must never be read into an old one.
#pragma once

#include "lib/engine/state.hpp"

namespace dutyd::engine {

/// Every election on record that is of every body or of this one, in the order of their keys.
std::vector<const ElectionRecord*> elections_of(const State& state, const std::string& body);
/// Elections of the body's own office on record, by day of the poll.
std::vector<ElectionRecord> own_elections(const State& state, const std::string& body);
/// An ordinary election or a by-election: it brings the office a new term or a new holder.
bool is_own_kind(const std::string& kind);

/// From this poll until the day before the body's next one, or before that of the next matter of
/// the same procedure.
civil::Period round_from(const State& state, const plan::Matter& matter, civil::Date poll);

/// Whether this fact opens matters of the procedure.
bool is_occasion(const rules::Procedure& procedure, const std::string& fact);
/// The day of the occasion that opened the matter; nothing if none did.
std::optional<civil::Date> own_occasion(const State& state, const plan::Matter& matter);
/// The first day after this one on which `fact` opened a matter of the same procedure and body;
/// nothing if it has opened none.
std::optional<civil::Date> next_occasion(const State& state, const plan::Matter& matter,
                                         const std::string& fact, civil::Date after);

/// The day, or the first day of the period, that a recurring matter is for.
std::optional<civil::Date> day_it_is_for(const State& state, const plan::Matter& matter);

/// The day a recorded date or period begins: "2024-05-02 16:00", "2024-04-01..2025-03-31".
std::optional<civil::Date> first_day(const std::optional<std::string>& value);

}  // namespace dutyd::engine
