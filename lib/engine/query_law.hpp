// SPDX-License-Identifier: MIT
// How the law behind a duty comes out, as JSON: its limits with every version and reading, its
// bars, and the facts its rules read. Ledgers come from evaluating the rule again with a recorder:
// the same code that gave the date.
#pragma once

#include "lib/engine/query_parts.hpp"

namespace dutyd::engine {

/// One duty of a matter as a query looks at it.
struct LawSubject {
    const Snapshot& snapshot;
    const plan::Matter& matter;
    plan::DutyIndex duty;

    const BodyView& body() const { return snapshot.bodies.at(matter.body); }
    const rules::Duty& rule() const { return matter.network->duty(duty); }
    const plan::Outcome& outcome() const { return snapshot.schedule(matter.id).outcomes[duty]; }
};

json::array limits_json(const LawSubject& subject);
json::array bars_json(const LawSubject& subject);
/// The facts that its limits, bars and condition read, and how each is known.
json::array facts_behind(const LawSubject& subject);

}  // namespace dutyd::engine
