// SPDX-License-Identifier: MIT
// Things worth knowing that are not errors.
#include "lib/rules/pack_check.hpp"
#include "lib/rules/pack_values.hpp"

#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

void list_memory(const std::vector<Citation>& law, const std::string& user, const Place& where,
                 Report& report) {
    if (rests_on_memory(law)) return;  // an error already
    for (const Citation& citation : law) {
        if (citation.verified == Verification::memory) {
            report.finding(where, fmt::format("{} cites {} from memory", user, citation.cite),
                           "read the provision and say verified = \"text\"");
        } else if (citation.verified == Verification::doubtful) {
            report.finding(where,
                           fmt::format("{} cites {}, which is doubtful", user, citation.cite));
        }
    }
}

/// Whether a rule cites its own law, and not what stands above it.
bool is_own(const std::vector<Citation>& law, const std::vector<Citation>& above) {
    return std::none_of(above.begin(), above.end(), [&](const Citation& citation) {
        return !law.empty() && citation.cite == law.front().cite;
    });
}

std::vector<std::string> waiting_for(const Procedure& procedure, const std::string& duty) {
    std::vector<std::string> waiting;
    for (const Duty& other : procedure.duties) {
        const bool waits = std::any_of(other.after.begin(), other.after.end(),
                                       [&](const Edge& edge) { return edge.duty == duty; });
        if (waits) waiting.push_back(other.id);
    }
    return waiting;
}

}  // namespace

void list_citation_findings(const Procedure& procedure, Report& report) {
    for (const Duty& duty : procedure.duties) {
        const std::string user = fmt::format("duty '{}'", duty.id);
        list_memory(duty.law, user, duty.where, report);
        for (const Limit& limit : duty.limits) {
            const std::string what = "a limit of " + user;
            if (is_own(limit.law, duty.law)) list_memory(limit.law, what, limit.where, report);
            for (const Alternative& version : limit.versions) {
                if (!is_own(version.law, limit.law)) continue;
                list_memory(version.law, "a version of " + what, version.where, report);
            }
        }
        for (const Bar& bar : duty.bars) {
            if (is_own(bar.law, duty.law)) {
                list_memory(bar.law, "a bar of " + user, bar.where, report);
            }
        }
    }
}

void list_unowned(const Procedure& procedure, const std::string& body, Report& report) {
    for (const Duty& duty : procedure.duties) {
        if (!duty.owner.empty() || duty.kind == DutyKind::automatic) continue;
        report.finding(duty.where, fmt::format("duty '{}' has no owner at '{}'", duty.id, body),
                       "its notices go to the body's fallback role");
    }
}

void list_findings(const ProcedureDraft& draft, Report& report) {
    for (const SwitchedOff& off : draft.switched_off) {
        std::string message = fmt::format("duty '{}' is switched off: {}", off.duty, off.reason);
        const auto waiting = waiting_for(draft.procedure, off.duty);
        const std::string hint = waiting.empty()
                                     ? std::string{}
                                     : "these do not wait for it meanwhile: " + join(waiting, ", ");
        report.finding(off.where, std::move(message), hint);
    }
    list_citation_findings(draft.procedure, report);
}

}  // namespace dutyd::rules
