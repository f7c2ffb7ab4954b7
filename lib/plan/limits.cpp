// SPDX-License-Identifier: MIT
// Limits: law evaluated as it stands. Nothing here looks at pauses, weekends or forecasts.
#include "lib/plan/pass.hpp"

namespace dutyd::plan {

using rules::Bound;
using rules::LimitKind;
using rules::When;

namespace {

/// Kinds that name a last lawful day. `asap` never does; `reasonable` does by the office's own
/// policy.
bool names_a_day(LimitKind kind) {
    return kind != LimitKind::asap && kind != LimitKind::with;
}

std::string first_message(const Diagnostics& diagnostics) {
    return diagnostics.empty() ? std::string{} : diagnostics.front().message;
}

LimitOutcome work_out(const rules::Limit& limit, std::size_t index,
                      const rules::Environment& facts) {
    LimitOutcome outcome;
    outcome.limit = index;
    if (limit.rule) {
        auto date = rules::evaluate(*limit.rule, facts);
        if (date) {
            outcome.date = *date;
        } else {
            outcome.problem = first_message(date.error());
        }
    }
    if (limit.opens) {
        auto opens = rules::evaluate(*limit.opens, facts);
        if (opens) {
            outcome.opens = *opens;
        } else {
            outcome.problem = first_message(opens.error());
        }
    }
    return outcome;
}

bool earlier(const When& a, const When& b) {
    if (*a.date != *b.date) return *a.date < *b.date;
    const auto end = civil::TimeOfDay::end_of_day();
    return a.time.value_or(end) < b.time.value_or(end);
}

/// The earliest of the limits that name a day; unknown while any fact of the only ones is missing.
void choose_limit(const rules::Duty& duty, Outcome& outcome) {
    for (const LimitOutcome& limit : outcome.limits) {
        if (!names_a_day(duty.limits[limit.limit].kind)) continue;
        if (limit.date.date) {
            if (!outcome.limit.date || earlier(limit.date, outcome.limit)) {
                outcome.limit = limit.date;
            }
        }
        for (const std::string& fact : limit.date.missing) outcome.missing_facts.push_back(fact);
    }
    if (!outcome.limit.date) outcome.limit.missing = outcome.missing_facts;
}

}  // namespace

void work_out_limits(Pass& pass) {
    for (std::size_t n = 0; n < pass.steps.size(); ++n) {
        const auto i = static_cast<DutyIndex>(n);
        const rules::Duty& duty = pass.duty(i);
        Outcome& outcome = pass.outcome(i);
        for (std::size_t k = 0; k < duty.limits.size(); ++k) {
            outcome.limits.push_back(work_out(duty.limits[k], k, pass.around.facts));
        }
        choose_limit(duty, outcome);
        if (const auto pinned = pass.record(i).limit_override) {
            outcome.limit = When::exact(*pinned);
            LimitOutcome override_outcome;
            override_outcome.limit = duty.limits.size();
            override_outcome.date = outcome.limit;
            override_outcome.overridden = true;
            outcome.limits.push_back(std::move(override_outcome));
        }
        for (const std::string& fact : pass.steps[i].missing) {
            outcome.missing_facts.push_back(fact);
        }
    }
}

}  // namespace dutyd::plan
