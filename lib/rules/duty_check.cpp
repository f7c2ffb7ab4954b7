// SPDX-License-Identifier: MIT
// What is wrong with a duty as a whole, its names apart.
#include "lib/rules/pack_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

bool reads_today(const std::optional<Expression>& rule) {
    if (!rule) return false;
    const Needs needed = needs(*rule);
    return std::find(needed.facts.begin(), needed.facts.end(), "today") != needed.facts.end();
}

bool reads_today(const std::vector<Alternative>& alternatives) {
    return std::any_of(alternatives.begin(), alternatives.end(), [](const Alternative& one) {
        return reads_today(one.rule) || reads_today(one.opens);
    });
}

/// A day of the law that is counted from today would be another one tomorrow.
void check_today(const Duty& duty, Report& report) {
    const auto refuse = [&](std::string_view what, const Place& where) {
        report.error(where, fmt::format("{} of duty '{}' hangs on 'today'", what, duty.id),
                     "it would be another day tomorrow; count from what happened, and ask about "
                     "'today' in conditions only");
    };
    for (const Limit& limit : duty.limits) {
        if (reads_today(limit.rule) || reads_today(limit.opens) || reads_today(limit.versions) ||
            reads_today(limit.dispute.readings)) {
            refuse("a limit", limit.where);
        }
    }
    for (const Bar& bar : duty.bars) {
        if (reads_today(bar.until) || reads_today(bar.from) || reads_today(bar.dispute.readings)) {
            refuse("a bar", bar.where);
        }
    }
}

}  // namespace

void check_duties(const Procedure& procedure, Report& report) {
    for (const Duty& duty : procedure.duties) {
        for (const Limit& limit : duty.limits) {
            if (limit.partner != duty.id || duty.id.empty()) continue;
            report.error(limit.where, fmt::format("duty '{}' cannot be its own partner", duty.id));
        }
        if (duty.kind == DutyKind::limit && duty.limits.empty()) {
            report.error(duty.where,
                         fmt::format("duty '{}' is of kind 'limit' but has none", duty.id),
                         "add [[duty.limit]], or call it a gate");
        }
        check_today(duty, report);
    }
}

}  // namespace dutyd::rules
