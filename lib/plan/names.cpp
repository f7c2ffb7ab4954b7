// SPDX-License-Identifier: MIT
// The words people see for standings and risks.
#include "lib/plan/schedule.hpp"

#include "lib/base/check.hpp"

#include <array>
#include <utility>

namespace dutyd::plan {

std::string text(Standing standing) {
    switch (standing) {
        case Standing::not_required:
            return "not required";
        case Standing::waiting:
            return "waiting";
        case Standing::ready:
            return "ready";
        case Standing::in_progress:
            return "in progress";
        case Standing::paused:
            return "paused";
        case Standing::done:
            return "done";
        case Standing::done_late:
            return "done late";
        case Standing::waived:
            return "waived";
        case Standing::voided:
            return "void";
    }
    DUTYD_CHECK(false);
}

std::vector<std::string> risk_names(Risks risks) {
    static constexpr std::array<std::pair<Risk, const char*>, 7> names{{
        {Risk::breached, "breached"},
        {Risk::unreachable, "unreachable"},
        {Risk::out_of_order, "out of order"},
        {Risk::too_early, "too early"},
        {Risk::overdue, "overdue"},
        {Risk::at_risk, "at risk"},
        {Risk::slipping, "slipping"},
    }};
    std::vector<std::string> texts;
    for (const auto& [risk, name] : names) {
        if (has(risks, risk)) texts.emplace_back(name);
    }
    if (texts.empty()) texts.emplace_back("on track");
    return texts;
}

}  // namespace dutyd::plan
