// SPDX-License-Identifier: MIT
#include "lib/alert/severity.hpp"

#include "lib/alert/slip.hpp"
#include "lib/base/check.hpp"

#include <algorithm>

namespace dutyd::alert {

using rules::Gravity;

Gravity gravity_of(const View& view, plan::DutyIndex i) {
    const rules::Duty& own = view.duty(i);
    const rules::Duty& duty = own.limits.empty() ? view.duty(limit_behind(view, i)) : own;
    if (duty.limits.empty()) return Gravity::serious;
    Gravity gravest = Gravity::minor;
    for (const rules::Limit& limit : duty.limits) gravest = std::max(gravest, limit.gravity);
    return gravest;
}

Level level_of(Condition condition, Gravity gravity, Rung rung) {
    const bool minor = gravity == Gravity::minor;
    if (rung == Rung::early) return Level::information;
    if (rung == Rung::last && !minor) return Level::warning;
    switch (condition) {
        case Condition::lead:
        case Condition::recovered:
            return Level::information;
        case Condition::slip:
        case Condition::slack:
        case Condition::last_meeting:
        case Condition::missing_fact:
            return minor ? Level::information : Level::warning;
        case Condition::start_by:
        case Condition::no_meeting:
        case Condition::papers:
        case Condition::unrecorded:
        case Condition::overdue:
        case Condition::confirm_pause:
            return Level::warning;
        case Condition::unreachable:
        case Condition::breached:
        case Condition::out_of_order:
        case Condition::too_early:
            return minor ? Level::warning : Level::urgent;
    }
    DUTYD_CHECK(false);
}

/// What moved back is told at once like what moved: whoever was told the one must hear the other.
bool waits_for_digest(const Alert& alert) {
    return alert.level == Level::information && alert.condition != Condition::recovered &&
           alert.condition != Condition::slip;
}

}  // namespace dutyd::alert
