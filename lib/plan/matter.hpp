// SPDX-License-Identifier: MIT
// What is recorded of one running matter: when duties were started, done, waived, what targets the
// office set and which plan was frozen first. Only records; everything derived is in schedule.hpp.
#pragma once

#include "lib/civil/time.hpp"
#include "lib/plan/network.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dutyd::plan {

/// One item of a duty's checklist, as it was last recorded.
struct ItemRecord {
    civil::Date on;
    std::string by;
    std::string evidence;
};

struct DutyRecord {
    std::optional<civil::Date> started;
    std::optional<civil::Date> done;
    std::optional<civil::TimeOfDay> done_at;
    std::string done_by;
    std::string evidence;
    /// When the doing was recorded: an act recorded late is judged by the day it was done.
    std::optional<civil::Date> recorded_on;
    bool waived = false;
    std::optional<civil::Date> waived_on;
    std::optional<civil::Date> target;          // set by the office
    bool target_set = false;                    // even if set to "none"
    std::optional<civil::Date> limit_override;  // pinned by an authority
    std::set<std::string> urgency;              // meetings whose chair accepts the late paper
    std::optional<civil::Date> first_plan;      // frozen first forecast
    std::optional<civil::Date> told_forecast;   // what people were told last
    std::optional<civil::Date> told_limit;
    std::map<std::string, ItemRecord> items;  // of its checklist, by id
};

struct Matter {
    std::string id;  // "leicestershire/plan-2024"
    std::string body;
    std::shared_ptr<const Network> network;
    civil::Date opened_on = civil::Date::of(1970, 1, 1);
    std::vector<DutyRecord> records;  // by DutyIndex
    bool first_plan_frozen = false;
};

/// Policy suspends these activities for these days. Never moves a limit.
struct Pause {
    std::string id;
    std::string body;  // empty: every body
    std::string title;
    std::vector<std::string> activities;
    civil::Period days;
    std::string provision;
    /// Worked out from an election; nobody has said yet when it really begins and ends.
    bool expected = false;
    friend bool operator==(const Pause&, const Pause&) = default;
};

/// A meeting as the scheduler needs it: the last day papers can go out is worked out already.
struct MeetingSlot {
    std::string id;
    std::string calendar;
    std::string kind;
    civil::Date date;
    std::optional<civil::TimeOfDay> time;
    /// The earlier of the law's publication limit and the office's own submission day.
    civil::Date papers_deadline;
    civil::Date publication_limit;
    bool assumed = false;
    friend bool operator==(const MeetingSlot&, const MeetingSlot&) = default;
};

}  // namespace dutyd::plan
