// SPDX-License-Identifier: MIT
#include "lib/rules/overlay.hpp"

#include "lib/rules/matter_name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

Duty* find_duty(Procedure& procedure, const std::string& id) {
    const auto it = std::find_if(procedure.duties.begin(), procedure.duties.end(),
                                 [&](const Duty& duty) { return duty.id == id; });
    return it != procedure.duties.end() ? &*it : nullptr;
}

/// A gate that the pack has already stays the law's; only one with a lag adds anything.
void add_gate(Duty& duty, const Edge& edge) {
    const bool there = std::any_of(duty.after.begin(), duty.after.end(), [&](const Edge& other) {
        return other.duty == edge.duty && (!other.soft || edge.soft);
    });
    if (!there || edge.lag.n > 0) duty.after.push_back(edge);
}

void apply_set(Duty& duty, const SetDraft& set) {
    if (set.takes) duty.takes = *set.takes;
    if (set.owner) duty.owner = *set.owner;
    if (set.target) duty.target = set.target;
    if (set.expect) duty.expect = set.expect;
    if (set.activities) duty.activities = *set.activities;
    if (set.lead) duty.lead = *set.lead;
    if (set.slack_threshold) duty.slack_threshold = set.slack_threshold;
    if (set.assurance) duty.assurance = *set.assurance;
    if (set.evidence) duty.evidence = *set.evidence;
    if (!set.assumption.empty()) {
        if (!duty.assumption.empty()) duty.assumption += " ";
        duty.assumption += set.assumption;
    }
    for (const Edge& edge : set.after) add_gate(duty, edge);
}

}  // namespace

Procedure lay_over(Procedure procedure, const OverlayDraft& overlay) {
    if (overlay.applies_to) procedure.applies_to = overlay.applies_to->value;
    procedure.facts.insert(procedure.facts.end(), overlay.facts.begin(), overlay.facts.end());
    procedure.duties.insert(procedure.duties.end(), overlay.duties.begin(), overlay.duties.end());
    for (const SetDraft& set : overlay.sets) {
        if (Duty* duty = find_duty(procedure, set.duty.value)) apply_set(*duty, set);
    }
    for (const InsertedBefore& before : overlay.before) {
        if (Duty* duty = find_duty(procedure, before.duty.value)) add_gate(*duty, before.edge);
    }
    return procedure;
}

void check_overlay(const OverlayDraft& overlay, const Procedure& below, Report& report) {
    std::vector<std::string> seen;
    for (const Duty& duty : overlay.duties) {
        const Duty* there = below.find(duty.id);
        if (there != nullptr) {
            report.error(duty.where,
                         fmt::format("duty '{}' is in '{}' already", duty.id, there->where.file),
                         "to add to it write [[set]] with duty = \"" + duty.id + "\"");
        } else if (std::find(seen.begin(), seen.end(), duty.id) != seen.end()) {
            report.error(duty.where, fmt::format("duty '{}' is there twice", duty.id));
        }
        seen.push_back(duty.id);
    }
    for (const FactDeclaration& fact : overlay.facts) {
        for (const FactDeclaration& other : below.facts) {
            if (other.name != fact.name) continue;
            report.error(fact.where, fmt::format("fact '{}' is declared in '{}' already", fact.name,
                                                 other.where.file));
        }
    }
    if (overlay.applies_to && !below.matter_name.empty() &&
        !can_be_named(below.matter_name, overlay.applies_to->value)) {
        report.error(overlay.applies_to->where,
                     fmt::format("'{}' is never the name of a matter of '{}'",
                                 overlay.applies_to->value, below.id),
                     fmt::format("its matters are named {}", below.matter_name));
    }
}

}  // namespace dutyd::rules
