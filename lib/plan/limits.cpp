// SPDX-License-Identifier: MIT
// Limits: law evaluated as it stands on the day, by the version in force and the reading that
// counts. Nothing here looks at pauses, weekends or forecasts.
#include "lib/plan/alternatives.hpp"
#include "lib/plan/pass.hpp"

namespace dutyd::plan {

using rules::LimitKind;
using rules::When;

namespace {

/// Kinds that name a last lawful day. `asap` never does; `reasonable` does by the office's own
/// policy.
bool names_a_day(LimitKind kind) {
    return kind != LimitKind::asap && kind != LimitKind::with;
}

/// The rule itself, where the law states it once.
void work_out_plain(const rules::Limit& limit, const rules::Environment& facts,
                    LimitOutcome& outcome) {
    if (limit.rule) {
        auto [date, problem] = day_of(*limit.rule, facts);
        outcome.date = std::move(date);
        outcome.problem = std::move(problem);
    }
    if (limit.opens) {
        auto [opens, problem] = day_of(*limit.opens, facts);
        if (!problem.empty()) {
            outcome.problem = std::move(problem);
        } else {
            outcome.opens = std::move(opens);
        }
    }
}

void work_out_versions(const rules::Limit& limit, const LawAsOf& law, LimitOutcome& outcome) {
    Versions versions = choose_version(limit.versions, law);
    outcome.missing = versions.missing;
    outcome.problem = versions.problem;
    if (versions.counts) {
        const AlternativeOutcome& counting = versions.all[*versions.counts];
        outcome.date = counting.date;
        outcome.opens = counting.opens;
        outcome.problem = counting.problem;
    }
    outcome.versions = std::move(versions.all);
}

void work_out_readings(const rules::Limit& limit, const rules::Environment& facts,
                       LimitOutcome& outcome) {
    Readings readings = choose_reading(limit.dispute, facts, Safest::earliest);
    outcome.date = std::move(readings.date);
    outcome.opens = readings.all[readings.counts].opens;
    outcome.problem = std::move(readings.problem);
    outcome.readings = std::move(readings.all);
}

/// A limit whose condition does not hold, or is not known to, has no day.
LimitOutcome work_out(const rules::Limit& limit, std::size_t index, const LawAsOf& law) {
    LimitOutcome outcome;
    outcome.limit = index;
    if (limit.when) {
        outcome.runs = rules::holds(*limit.when, law.fact_text);
        if (outcome.runs == rules::Truth::unknown) {
            outcome.missing = unknown_facts(*limit.when, law.fact_text);
        }
        if (outcome.runs != rules::Truth::yes) return outcome;
    }
    if (!limit.versions.empty()) {
        work_out_versions(limit, law, outcome);
    } else if (!limit.dispute.readings.empty()) {
        work_out_readings(limit, law.facts, outcome);
    } else {
        work_out_plain(limit, law.facts, outcome);
    }
    return outcome;
}

bool earlier(const When& a, const When& b) {
    if (*a.date != *b.date) return *a.date < *b.date;
    const auto end = civil::TimeOfDay::end_of_day();
    return a.time.value_or(end) < b.time.value_or(end);
}

/// The law of the day it was done; until then, today's.
civil::Date judged_on(const Pass& pass, DutyIndex i) {
    const auto done = pass.record(i).done;
    return done && *done < pass.today() ? *done : pass.today();
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
        for (const auto* missing : {&limit.date.missing, &limit.missing}) {
            outcome.missing_facts.insert(outcome.missing_facts.end(), missing->begin(),
                                         missing->end());
        }
    }
    if (!outcome.limit.date) outcome.limit.missing = outcome.missing_facts;
}

}  // namespace

void work_out_limits(Pass& pass) {
    for (std::size_t n = 0; n < pass.steps.size(); ++n) {
        const auto i = static_cast<DutyIndex>(n);
        const rules::Duty& duty = pass.duty(i);
        Outcome& outcome = pass.outcome(i);
        const LawAsOf law{pass.around.facts, pass.around.fact_text, judged_on(pass, i)};
        for (std::size_t k = 0; k < duty.limits.size(); ++k) {
            outcome.limits.push_back(work_out(duty.limits[k], k, law));
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
