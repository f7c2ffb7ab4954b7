// SPDX-License-Identifier: MIT
// What the journal says of alerts and the people they reach: one record an alert, absences, and
// what digests and invitations have gone out. Records only, folded from events through the table of
// lib/alert/lifecycle.hpp; who is to be told of what, and when, is decided elsewhere.
#pragma once

#include "lib/alert/lifecycle.hpp"
#include "lib/journal/event.hpp"

#include <map>

namespace dutyd::engine {

struct State;

struct AlertRecord {
    std::string key;
    std::string condition;
    std::string matter;
    std::string duty;
    std::string severity;
    std::string text;
    civil::Instant raised_at;  // or returned: its present run began then
    bool resolved = false;
    std::string how;
    std::optional<civil::Instant> resolved_at;
    std::string acknowledged_by;
    std::optional<civil::Date> acknowledged_until;
    std::string account;               // the reason given when it was acknowledged
    std::vector<std::string> notices;  // message ids

    alert::Stage stage = alert::Stage::raised;
    std::string accounted_by;  // stays when the acknowledgement has run out
    std::string snoozed_by;
    std::optional<civil::Date> snoozed_until;
    std::optional<civil::Date> snoozed_first;  // the first snooze of its present run: for the cap
    std::optional<civil::Instant> told_at;  // first notice of its present run: the ladder's clock
    std::uint64_t step = 0;                 // of the ladder, told
    bool reopened = false;                  // its duty was, since it was resolved
    std::string returned;                   // why it is open again; empty: for the first time
};

struct Absence {
    std::string person;
    civil::Date first;
    std::optional<civil::Date> last;
    std::string deputy;

    bool covers(civil::Date day) const { return day >= first && (!last || day <= *last); }
};

/// The last invitation sent to a person for one duty's date.
struct Invitation {
    std::string uid;
    std::uint64_t sequence = 0;
    std::string matter;
    std::string duty;
    std::optional<civil::Date> day;  // none: cancelled
    std::optional<civil::TimeOfDay> time;
};

/// Folds one event about alerts or people into the state; what is wrong with it, or nothing.
std::string fold_alert(State& state, const journal::Event& event);

}  // namespace dutyd::engine
