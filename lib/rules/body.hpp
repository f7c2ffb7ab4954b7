// SPDX-License-Identifier: MIT
// A public body whose duties are tracked: its zone, nation, days and hours, its parties and roles,
// its meeting calendars with their papers rules, and the overlay it lays over national packs.
// Parsed from calendars/bodies/<id>.toml and calendars/meetings/<id>.toml; people are
// configuration, not here.
#pragma once

#include "lib/rules/pack.hpp"

namespace dutyd::rules {

struct Meeting {
    std::string id = {};  // stable: "panel-2024-09-23"
    std::string calendar = {};
    civil::Date date;
    std::optional<civil::TimeOfDay> time = {};
    std::string kind = "full";
    std::string title = {};
    std::string source = {};
    bool assumed = false;  // no source gives this date
    /// The office's own earlier submission date, if this meeting has one of its own.
    std::optional<civil::Date> submission = {};
    Place where = {};
};

/// Papers rules are expressions over `meeting.date`.
struct MeetingCalendar {
    std::string id;  // "panel"
    std::string title;
    std::string host;
    Expression papers;  // last day for publication: law
    std::vector<Citation> papers_law;
    std::optional<Expression> submission;  // the office's own earlier day: policy
};

struct WorkingHours {
    civil::TimeOfDay from{8 * 60 + 30};
    civil::TimeOfDay to{17 * 60};
};

/// A stretch of a body's working hours; a day is one of its own working days.
struct WorkingTime {
    enum class Unit { hours, days };
    int n = 0;
    Unit unit = Unit::days;
};

/// Who is told when nobody has answered for an alert. `to` is a role of the body, or "deputy".
struct LadderStep {
    std::string to;
    WorkingTime after;  // since it was first told
};
struct Ladder {
    std::string severity;  // "information", "warning" or "urgent"
    std::string role;      // whose alerts; empty: those of every role without a ladder of its own
    std::vector<LadderStep> steps;
};

struct Body {
    std::string id;
    std::string name;
    std::string nation;  // "england" or "wales"
    std::string zone = "Europe/London";
    civil::FiscalYearStart fiscal_year_start;
    std::string working_days = "working-days";
    WorkingHours working_hours;
    std::vector<std::string> parties;  // bearers that are the office itself: "commissioner", ...
    std::vector<Role> roles;
    std::string fallback_role;            // gets what has no owner
    std::vector<std::string> procedures;  // procedures it runs; empty: all of its packs
    std::vector<MeetingCalendar> meeting_calendars;
    std::vector<Duration> lead;  // the default ladder, e.g. 20, 10, 5, 1 working days
    int slack_threshold = 10;    // working days
    std::vector<Meeting> meetings;
    Place where = {};
    /// Recurring matters are opened from this day on; none: from the day it was first adopted.
    std::optional<civil::Date> tracked_from = {};
    /// Which reading of disputed words this office goes by, by question.
    std::map<std::string, std::string> readings = {};
    std::vector<Ladder> ladders = {};
    Duration acknowledge_for = {10, Duration::Unit::working_days, {}};  // unless a day is named
    Duration acknowledge_most = {60, Duration::Unit::days, {}};
    Duration snooze_most = {5, Duration::Unit::working_days, {}};  // from the first one on
    std::optional<civil::TimeOfDay> digest_time = {};              // none: when work begins
    civil::Weekday digest_day = civil::Weekday::monday;
};

}  // namespace dutyd::rules
