// SPDX-License-Identifier: MIT
#include "lib/plan/alternatives.hpp"

#include "lib/base/check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::plan {

using rules::Alternative;
using rules::Bound;
using rules::Truth;
using rules::When;

Evaluated day_of(const rules::Expression& rule, const rules::Environment& facts) {
    auto date = rules::evaluate(rule, facts);
    if (date) return {std::move(*date), {}};
    return {{}, date.error().empty() ? std::string{} : date.error().front().message};
}

std::vector<std::string> unknown_facts(const rules::Condition& condition,
                                       const rules::FactText& fact) {
    std::vector<std::string> names = rules::facts_of(condition);
    std::erase_if(names, [&](const std::string& name) { return fact(name).has_value(); });
    return names;
}

namespace {

AlternativeOutcome work_out(const Alternative& alternative, std::size_t index,
                            const rules::Environment& facts) {
    AlternativeOutcome outcome;
    outcome.index = index;
    if (alternative.rule) {
        auto [date, problem] = day_of(*alternative.rule, facts);
        outcome.date = std::move(date);
        outcome.problem = std::move(problem);
    }
    if (alternative.opens) {
        auto [date, problem] = day_of(*alternative.opens, facts);
        outcome.opens = std::move(date);
        if (outcome.problem.empty()) outcome.problem = std::move(problem);
    }
    return outcome;
}

bool in_force(const Alternative& version, civil::Date day) {
    return (!version.in_force_from || *version.in_force_from <= day) &&
           (!version.in_force_to || day <= *version.in_force_to);
}

std::string none_or_several(const std::vector<std::size_t>& fitting, civil::Date day) {
    if (fitting.empty()) {
        return fmt::format("no version of this rule applies and is in force on {}", day.iso());
    }
    return fmt::format("{} versions of this rule apply and are in force on {}", fitting.size(),
                       day.iso());
}

}  // namespace

Versions choose_version(const std::vector<Alternative>& versions, const LawAsOf& law) {
    Versions chosen;
    std::vector<std::size_t> fitting;
    for (std::size_t k = 0; k < versions.size(); ++k) {
        AlternativeOutcome outcome = work_out(versions[k], k, law.facts);
        outcome.in_force = in_force(versions[k], law.day);
        if (versions[k].when) outcome.applies = rules::holds(*versions[k].when, law.fact_text);
        if (outcome.in_force && outcome.applies == Truth::yes) fitting.push_back(k);
        if (outcome.in_force && outcome.applies == Truth::unknown) {
            for (std::string& fact : unknown_facts(*versions[k].when, law.fact_text)) {
                chosen.missing.push_back(std::move(fact));
            }
        }
        chosen.all.push_back(std::move(outcome));
    }
    if (fitting.size() > 1 || (fitting.empty() && chosen.missing.empty())) {
        chosen.problem = none_or_several(fitting, law.day);
    } else if (chosen.missing.empty()) {
        chosen.counts = fitting.front();
        chosen.all[fitting.front()].counts = true;
    }
    return chosen;
}

namespace {

/// Of two readings with days, whether the first is the safer one.
bool safer(const When& a, const When& b, Safest safest) {
    const auto end = civil::TimeOfDay::end_of_day();
    const auto first = std::pair(*a.date, a.time.value_or(end));
    const auto second = std::pair(*b.date, b.time.value_or(end));
    return safest == Safest::earliest ? first < second : second < first;
}

/// The safest of those that have a day; of several with the same, the first.
std::size_t safest_of(const std::vector<AlternativeOutcome>& readings, Safest safest) {
    std::size_t best = readings.size();
    for (std::size_t k = 0; k < readings.size(); ++k) {
        if (!readings[k].date.date) continue;
        if (best == readings.size() || safer(readings[k].date, readings[best].date, safest)) {
            best = k;
        }
    }
    return best == readings.size() ? 0 : best;
}

/// While another reading has no exact day yet, the safest may turn out to be that one.
void bound_by_others(Readings& readings, Safest safest) {
    for (const AlternativeOutcome& other : readings.all) {
        if (other.date.is_known()) continue;
        const bool may_be_safer = safest == Safest::earliest ? other.date.bound != Bound::not_before
                                                             : other.date.bound != Bound::not_after;
        if (!may_be_safer || !readings.date.is_known()) continue;
        readings.date.bound = safest == Safest::earliest ? Bound::not_after : Bound::not_before;
        readings.date.missing = other.date.missing;
    }
}

}  // namespace

Readings choose_reading(const rules::Dispute& dispute, const rules::Environment& facts,
                        Safest safest) {
    DUTYD_CHECK(!dispute.readings.empty());
    Readings chosen;
    for (std::size_t k = 0; k < dispute.readings.size(); ++k) {
        chosen.all.push_back(work_out(dispute.readings[k], k, facts));
    }
    chosen.counts = safest_of(chosen.all, safest);
    for (std::size_t k = 0; k < dispute.readings.size(); ++k) {
        if (dispute.readings[k].id == dispute.chosen) chosen.counts = k;
    }
    AlternativeOutcome& counting = chosen.all[chosen.counts];
    counting.counts = true;
    chosen.date = counting.date;
    chosen.problem = counting.problem;
    if (dispute.chosen.empty()) bound_by_others(chosen, safest);
    return chosen;
}

}  // namespace dutyd::plan
