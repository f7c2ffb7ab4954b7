// SPDX-License-Identifier: MIT
#include "lib/alert/alert.hpp"

#include "lib/base/check.hpp"

namespace dutyd::alert {

std::string name(Condition condition) {
    switch (condition) {
        case Condition::lead:
            return "lead";
        case Condition::start_by:
            return "start-by";
        case Condition::slip:
            return "slip";
        case Condition::recovered:
            return "recovered";
        case Condition::slack:
            return "slack";
        case Condition::unreachable:
            return "unreachable";
        case Condition::no_meeting:
            return "no-meeting";
        case Condition::last_meeting:
            return "last-meeting";
        case Condition::papers:
            return "papers";
        case Condition::unrecorded:
            return "unrecorded";
        case Condition::overdue:
            return "overdue";
        case Condition::breached:
            return "breached";
        case Condition::out_of_order:
            return "out-of-order";
        case Condition::too_early:
            return "too-early";
        case Condition::missing_fact:
            return "missing-fact";
        case Condition::confirm_pause:
            return "confirm-pause";
    }
    DUTYD_CHECK(false);
}

std::string name(Level level) {
    switch (level) {
        case Level::information:
            return "information";
        case Level::warning:
            return "warning";
        case Level::urgent:
            return "urgent";
    }
    DUTYD_CHECK(false);
}

bool is_occurrence(Condition condition) {
    return condition == Condition::slip || condition == Condition::recovered;
}

}  // namespace dutyd::alert
