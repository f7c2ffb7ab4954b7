// SPDX-License-Identifier: MIT
// The life of an alert as one table: in which stage it is, and what each thing that can happen to
// it does. The journal's events are folded through this table, the assessment asks it before it
// decides, and docs/alerts.md shows it; there is no second place that knows it. Knows no time: when
// something is due is worked out elsewhere and arrives here as an input.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace dutyd::alert {

enum class Stage {
    raised,        // it holds, and waits to be told
    notified,      // somebody was told
    acknowledged,  // somebody answers for it, until a day
    snoozed,       // somebody wants to be told again, after a day
    escalated,     // nobody has answered in time, and the next on the ladder was told
    resolved,      // over; it may come back
};
std::string name(Stage stage);
const std::vector<Stage>& stages();

enum class Input {
    noticed,           // a notice or digest with it was frozen for a person
    acknowledged,      // a person answers for it
    snoozed,           // a person puts it off
    expired,           // the last day of the acknowledgement or snooze is over
    moved_again,       // the dates it speaks of have moved by another event
    escalation_due,    // nobody has answered within the time of the next step
    pause_began,       // work on its duty is suspended
    pause_ended,       // and goes on
    quiet_hours,       // working hours are over
    working_hours,     // and have begun
    done,              // the duty is done, and nothing is owed
    done_unaccounted,  // the duty is done, but a breach has no account yet
    accounted,         // the account of a breach whose duty is done was recorded
    reopened,          // the duty is open again
    gone,              // the condition no longer holds
    back,              // the condition holds again
    restart,           // dutyd was stopped and started
};
std::string name(Input input);
/// The input as the documentation puts it.
std::string meaning(Input input);
const std::vector<Input>& inputs();

/// The stage after it; nothing if it cannot happen in that stage (it is refused, or not due).
std::optional<Stage> next(Stage stage, Input input);

/// The whole table as docs/alerts.md shows it, in Markdown.
std::string lifecycle_table();

}  // namespace dutyd::alert
