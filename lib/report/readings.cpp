// SPDX-License-Identifier: MIT
#include "lib/report/readings.hpp"

#include "lib/alert/view.hpp"

#include <algorithm>

namespace dutyd::report {

namespace {

/// A limit or a bar of a duty that has readings.
struct Spot {
    const rules::Procedure* procedure;
    const rules::Duty* duty;
    std::string kind;
    bool is_bar;
    const rules::Dispute* dispute;
};

std::vector<Spot> disputed_spots(const Office& office) {
    std::vector<Spot> spots;
    for (const rules::Procedure* procedure : office.procedures()) {
        for (const rules::Duty& duty : procedure->duties) {
            for (const rules::Limit& limit : duty.limits) {
                if (limit.dispute.readings.empty()) continue;
                spots.push_back(
                    {procedure, &duty, rules::text(limit.kind) + " limit", false, &limit.dispute});
            }
            for (const rules::Bar& bar : duty.bars) {
                if (bar.dispute.readings.empty()) continue;
                spots.push_back({procedure, &duty, "bar", true, &bar.dispute});
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

/// Of the readings whose day is known, the earliest for a limit and the latest for a bar.
void mark_safest(DisputedRule& rule, std::size_t matter) {
    DisputedReading* safest = nullptr;
    for (DisputedReading& one : rule.readings) {
        const auto& date = one.days[matter].when.date;
        if (!date) continue;
        const bool first = safest == nullptr;
        const bool safer = !first && (rule.is_bar ? *date > *safest->days[matter].when.date
                                                  : *date < *safest->days[matter].when.date);
        if (first || safer) safest = &one;
    }
    if (safest != nullptr) safest->days[matter].counts = true;
}

/// What each reading comes to in each matter in which the duty is still open.
void work_out(const Office& office, DisputedRule& rule) {
    std::size_t count = 0;
    for (const plan::Matter* matter : office.matters(rule.procedure->id)) {
        const auto at = office.duty(*matter, rule.duty->id);
        if (!at || !alert::is_open(*at->outcome)) continue;
        for (DisputedReading& one : rule.readings) {
            const rules::When when =
                one.reading->rule ? office.work_out(*matter, *one.reading->rule) : rules::When{};
            one.days.push_back({matter, when, one.chosen});
        }
        if (rule.by == ChosenBy::nobody) mark_safest(rule, count);
        ++count;
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
        work_out(office, rule);
        rules.push_back(std::move(rule));
    }
    std::stable_sort(rules.begin(), rules.end(), [](const DisputedRule& a, const DisputedRule& b) {
        return a.dispute->question < b.dispute->question;
    });
    return rules;
}

}  // namespace dutyd::report
