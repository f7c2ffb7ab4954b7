// SPDX-License-Identifier: MIT
#include "lib/report/readings.hpp"

#include "lib/alert/view.hpp"

#include <algorithm>

namespace dutyd::report {

namespace {

/// A limit or a bar of a duty that has readings; `index` is its place in the duty's list.
struct Spot {
    const rules::Procedure* procedure;
    const rules::Duty* duty;
    std::string kind;
    bool is_bar;
    std::size_t index;
    const rules::Dispute* dispute;
};

std::vector<Spot> disputed_spots(const Office& office) {
    std::vector<Spot> spots;
    for (const rules::Procedure* procedure : office.procedures()) {
        for (const rules::Duty& duty : procedure->duties) {
            for (std::size_t i = 0; i < duty.limits.size(); ++i) {
                const rules::Limit& limit = duty.limits[i];
                if (limit.dispute.readings.empty()) continue;
                spots.push_back({procedure, &duty, rules::text(limit.kind) + " limit", false, i,
                                 &limit.dispute});
            }
            for (std::size_t i = 0; i < duty.bars.size(); ++i) {
                if (duty.bars[i].dispute.readings.empty()) continue;
                spots.push_back({procedure, &duty, "bar", true, i, &duty.bars[i].dispute});
            }
        }
    }
    return spots;
}

bool has_reading(const rules::Dispute& dispute, const std::string& id) {
    return std::any_of(dispute.readings.begin(), dispute.readings.end(),
                       [&](const rules::Alternative& one) { return one.id == id; });
}

void find_choice(const Office& office, DisputedRule& rule) {
    const auto& of_body = office.body().readings;
    const auto body = of_body.find(rule.dispute->question);
    if (body != of_body.end() && has_reading(*rule.dispute, body->second)) {
        rule.by = ChosenBy::body;
        rule.chosen = body->second;
    } else if (!rule.dispute->chosen.empty()) {
        rule.by = ChosenBy::pack;
        rule.chosen = rule.dispute->chosen;
    }
}

/// How each reading came out when the matter was scheduled; empty if the rule was not looked at.
std::vector<plan::AlternativeOutcome> outcomes_of(const Spot& spot, const DutyView& at) {
    if (spot.is_bar) {
        for (const plan::BarOutcome& bar : at.outcome->bars) {
            if (bar.bar == &at.duty().bars[spot.index]) return bar.readings;
        }
        return {};
    }
    for (const plan::LimitOutcome& limit : at.outcome->limits) {
        if (limit.limit == spot.index && !limit.overridden) return limit.readings;
    }
    return {};
}

/// The matter may follow an older version of its procedure, without this rule.
bool still_has(const Spot& spot, const DutyView& at) {
    const std::size_t count = spot.is_bar ? at.duty().bars.size() : at.duty().limits.size();
    return spot.index < count;
}

/// What each reading comes to in each matter in which the duty is still open.
void work_out(const Office& office, const Spot& spot, DisputedRule& rule) {
    for (const plan::Matter* matter : office.matters(rule.procedure->id)) {
        const auto at = office.duty(*matter, rule.duty->id);
        if (!at || !alert::is_open(*at->outcome) || !still_has(spot, *at)) continue;
        for (const plan::AlternativeOutcome& one : outcomes_of(spot, *at)) {
            if (one.index >= rule.readings.size()) continue;
            rule.readings[one.index].days.push_back({matter, one.date, one.counts});
        }
    }
}

}  // namespace

std::string word(ChosenBy by) {
    if (by == ChosenBy::nobody) return "safest";
    return by == ChosenBy::pack ? "pack" : "body";
}

std::vector<DisputedRule> disputed_rules(const Office& office) {
    std::vector<DisputedRule> rules;
    for (const Spot& spot : disputed_spots(office)) {
        DisputedRule rule{spot.procedure, spot.duty,        spot.is_bar, spot.kind,
                          spot.dispute,   ChosenBy::nobody, "",          {}};
        find_choice(office, rule);
        for (const rules::Alternative& reading : spot.dispute->readings) {
            rule.readings.push_back({&reading, reading.id == rule.chosen, {}});
        }
        work_out(office, spot, rule);
        rules.push_back(std::move(rule));
    }
    std::stable_sort(rules.begin(), rules.end(), [](const DisputedRule& a, const DisputedRule& b) {
        return a.dispute->question < b.dispute->question;
    });
    return rules;
}

std::vector<DisputedDays> disputed_days(const Office& office) {
    std::vector<DisputedDays> list;
    for (const std::string& name : office.library().calendars.readings) {
        const auto slash = name.find('/');
        const std::string set = name.substr(0, slash);
        const auto chosen = office.body().readings.find(set);
        const civil::DaySet* days = office.library().day_set(office.body().id, set);
        const std::string reading = name.substr(slash + 1);
        list.push_back({set, days != nullptr ? days->title() : set, reading,
                        chosen != office.body().readings.end() && chosen->second == reading});
    }
    return list;
}

}  // namespace dutyd::report
