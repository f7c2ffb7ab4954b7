// SPDX-License-Identifier: MIT
// The words dutyctl uses for dates, bounds, slack and standing: one place, so that every table and
// every explanation says the same thing in the same way. Dates are "Mon 2024-09-23" in tables and
// lists, and "Mon 23 September 2024" in sentences that may be read aloud.
#pragma once

#include "cli/print/paper.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dutyd::cli {

/// "2024-09-23" as "Mon 2024-09-23"; "2024-09-23 16:00" and "2024-09-23T15:00:00Z" likewise with
/// their time; "not before 2024-09-23" keeps its bound; anything else as it is.
std::string day_text(std::string_view iso);
/// The same as a sentence says it: "Mon 23 September 2024".
std::string spoken_day(std::string_view iso);
/// The date under `key` as ISO, with its time and what its bound (`key`-bound) says: "not before
/// 2024-05-26", or "not known". For day_text and spoken_day.
std::string date_at(const boost::json::value& object, std::string_view key);
/// The same where the bound has a key of its own.
std::string date_of(const boost::json::value& object, std::string_view key,
                    std::string_view bound_key);
/// For a column of a table: "Sun 2024-05-26+", the bound as a sign; empty if nothing is known or
/// asked.
std::string short_date_at(const boost::json::value& object, std::string_view key);
/// "3 days", "1 day late", as of slack in working days: -1 is late.
std::string slack_text(std::int64_t days);
/// How many days from one ISO date to another, in words: "today", "tomorrow", "in 5 days",
/// "3 days ago"; empty if either is no date.
std::string distance_text(std::string_view from, std::string_view to);

/// Standing and risks in one: "ready, at risk".
std::string standing_text(const boost::json::value& duty);
/// The colour of the worst of a duty's risks.
Tone tone_of(const boost::json::value& duty);
Tone tone_of_severity(std::string_view severity);

/// "leicestershire/plan-2024" and "issue" as "leicestershire/plan-2024/issue".
std::string duty_name(const boost::json::value& object);
/// The body all of these names share ("leicestershire"), if they do: it need not be repeated.
std::string shared_body(const std::vector<std::string>& names);
std::string without_body(const std::string& name, const std::string& body);

/// "a, b and c"
std::string listed(const std::vector<std::string>& items);

}  // namespace dutyd::cli
