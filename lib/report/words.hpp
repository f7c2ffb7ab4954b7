// SPDX-License-Identifier: MIT
// Words and values that every report says in the same way: days, standings, citations with their
// mark, and the head of the sheet with the day it is as at. Pure functions.
#pragma once

#include "lib/report/office.hpp"
#include "lib/report/sheet.hpp"

#include <boost/json/array.hpp>

namespace dutyd::report {

namespace json = boost::json;

/// "Mon 28 October 2024"; empty for none.
std::string day(const std::optional<civil::Date>& date);
/// "Mon 28 October 2024 16:00", "not before ...", "needs election.poll"; empty if not asked for.
std::string day(const rules::When& when);
/// "October 2024"
std::string month(civil::Date date);
/// "plan-2024": a matter's name without its body's.
std::string short_name(const plan::Matter& matter);
/// "plan-2024/issue"
std::string short_name(const DutyView& at);
/// "waiting, slipping"
std::string standing(const plan::Outcome& outcome);
Tone tone_of(const plan::Outcome& outcome);

/// The mark of a citation, as packs write it: "text", "guidance", ...
std::string mark(rules::Verification verified);
/// "PRSRA 2011 s.5(1) [text, checked 1 April 2026]", a line each.
std::string citations(const std::vector<rules::Citation>& law);
/// The duty's own citations and its limits', each once.
std::vector<rules::Citation> all_law(const rules::Duty& duty);

/// Title, office, the day it is as at and the journal entry it follows.
Sheet head(const Office& office, std::string title);
/// The same for programs: "report", "body", "as-at", "seq".
json::object head_values(const Office& office, std::string_view report);

json::value date_value(const std::optional<civil::Date>& date);
json::object when_value(const rules::When& when);
json::array law_value(const std::vector<rules::Citation>& law);
json::array texts_value(const std::vector<std::string>& texts);

/// ISO or empty: for records.
std::string iso(const std::optional<civil::Date>& date);

}  // namespace dutyd::report
