// SPDX-License-Identifier: MIT
// Bars: the days on which the law does not let a duty be done. A bar without a beginning holds the
// work itself up; one with a beginning takes its days out of those on which the act may fall, so
// that forward and backward pass see the same days.
#include "lib/plan/alternatives.hpp"
#include "lib/plan/pass.hpp"

#include <algorithm>

namespace dutyd::plan {

using civil::Date;
using civil::Days;
using civil::Period;
using rules::Truth;

std::optional<Period> BarOutcome::days() const {
    if (applies != Truth::yes) return std::nullopt;
    if (!bar->from) {
        if (!until.date || *until.date <= Date::first()) return std::nullopt;
        return Period{Date::first(), *until.date - Days{1}};
    }
    if (!from || !from->is_known()) return std::nullopt;
    if (!until.is_known()) return Period{*from->date, std::nullopt};
    if (*until.date <= *from->date) return std::nullopt;
    return Period{*from->date, *until.date - Days{1}};
}

std::optional<Period> BarOutcome::certain_days(Date today) const {
    auto barred = days();
    if (!barred || barred->last) return barred;
    barred->last = std::max(today, barred->first);
    if (until.date && *until.date > *barred->last) barred->last = *until.date - Days{1};
    return barred;
}

bool may_fall_on(const Step& step, Date date) {
    return std::none_of(step.barred.begin(), step.barred.end(),
                        [&](const Period& barred) { return barred.contains(date); });
}

BarOutcome work_out_bar(const rules::Bar& bar, const Surroundings& around) {
    BarOutcome outcome;
    outcome.bar = &bar;
    if (bar.when) outcome.applies = rules::holds(*bar.when, around.fact_text);
    if (bar.from) {
        auto [date, problem] = day_of(*bar.from, around.facts);
        outcome.from = std::move(date);
        outcome.problem = std::move(problem);
    }
    if (!bar.dispute.readings.empty()) {
        Readings readings = choose_reading(bar.dispute, around.facts, Safest::latest);
        outcome.until = std::move(readings.date);
        outcome.readings = std::move(readings.all);
        if (outcome.problem.empty()) outcome.problem = std::move(readings.problem);
    } else if (bar.until) {
        auto [date, problem] = day_of(*bar.until, around.facts);
        outcome.until = std::move(date);
        if (outcome.problem.empty()) outcome.problem = std::move(problem);
        if (!outcome.problem.empty() && outcome.until.missing.empty()) {
            outcome.until = rules::When::unknown(bar.until->text());
        }
    }
    return outcome;
}

/// Facts without which it cannot be said on which days it bars.
std::vector<std::string> missing_for(const BarOutcome& bar, const Surroundings& around) {
    if (bar.applies == Truth::no) return {};
    std::vector<std::string> missing;
    if (bar.applies == Truth::unknown) missing = unknown_facts(*bar.bar->when, around.fact_text);
    // While nothing is barred, nobody need know when that would end.
    if (bar.bar->from) return missing;
    missing.insert(missing.end(), bar.until.missing.begin(), bar.until.missing.end());
    return missing;
}

bool is_barred(const Outcome& outcome, Date date) {
    return std::any_of(outcome.bars.begin(), outcome.bars.end(), [&](const BarOutcome& bar) {
        const auto days = bar.days();
        return days && days->contains(date);
    });
}

}  // namespace dutyd::plan
