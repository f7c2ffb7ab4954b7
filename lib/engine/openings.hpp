// SPDX-License-Identifier: MIT
// What opens by itself: matters that recorded facts call for, those that recur, and the elections
// the law fixes ahead of time. Names are made from days alone, and a matter of a name is opened
// once ever, so asking again, after a restart or a month's sleep, opens nothing twice.
#pragma once

#include "lib/engine/decide.hpp"

namespace dutyd::engine {

/// Elections that packs fix and that are near enough to be entered.
std::vector<Decision> due_elections(const Bench& bench, const Sight& sight);
/// Matters that are due and not open yet, and open ones whose occasion has since got another date.
std::vector<Decision> due_openings(const Bench& bench, const Sight& sight);

/// The day from which recurring matters of the body are opened.
civil::Date tracked_since(const State& state, const rules::Body& body);
/// "plan-2024": the name of the matter that this day opens.
std::string matter_own_name(const rules::Procedure& procedure, const rules::Body& body,
                            civil::Date day);

}  // namespace dutyd::engine
