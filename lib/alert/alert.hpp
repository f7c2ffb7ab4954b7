// SPDX-License-Identifier: MIT
// An alert: a condition that someone must know of. Its key is stable, so that the same condition
// found again, after a restart or a clock jump, is the same alert and is never told twice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::alert {

enum class Condition {
    lead,           // a limit or target is so many working days away
    start_by,       // the last day to start and still be safe
    slip,           // dates have moved later
    recovered,      // dates have moved earlier again
    slack,          // slack at or under the threshold
    unreachable,    // the forecast is past the limit
    no_meeting,     // no known meeting can still be made
    last_meeting,   // the meeting it lands on is the last that still works
    papers,         // a papers deadline is near
    unrecorded,     // a meeting has taken place and nobody has said whether the item was taken
    overdue,        // a target has passed
    breached,       // a limit has passed
    out_of_order,   // done before its gate
    too_early,      // done before the first lawful day
    missing_fact,   // a date cannot be worked out
    confirm_pause,  // an expected pause that nobody has confirmed or rejected
};
std::string name(Condition condition);

enum class Level { information, warning, urgent };
std::string name(Level level);

/// Where on a ladder of reminders an alert stands, if it is one.
enum class Rung { none, early, last };

struct Alert {
    std::string key;
    Condition condition = Condition::lead;
    Level level = Level::warning;
    std::string matter;
    std::string duty;
    std::string headline;            // one line: what, when
    std::vector<std::string> facts;  // further lines: why, provision, slack, meetings
    std::string to_do;               // the next step
    std::vector<std::string> roles;  // who must know

    std::string why = {};                 // in a few words; told in the first line
    std::vector<std::string> cause = {};  // in full; told once for everything it moved
    std::uint64_t cause_seq = 0;          // the same for all that one event moved; 0: no event
    std::string brief = {};               // limit and slack in a line, where many are listed
    std::optional<int> slack = {};        // of what is in the headline
    std::vector<std::string> moved = {};  // every duty whose dates moved
    Rung rung = Rung::none;
};

/// Told at once, at any hour, not only in working hours.
inline bool is_urgent(const Alert& alert) {
    return alert.level == Level::urgent;
}

/// Happened once and is over: it is not taken back when the condition is no longer found.
bool is_occurrence(Condition condition);

}  // namespace dutyd::alert
