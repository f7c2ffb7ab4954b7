// SPDX-License-Identifier: MIT
// Phrases that every notice uses the same way: dates, limits with their provision, slack, meetings.
#pragma once

#include "lib/alert/view.hpp"

namespace dutyd::alert {

/// "Mon 23 Sep 2024"; with a bound "not before Mon 23 Sep 2024"; "not known yet".
std::string date_words(const rules::When& when);
std::string date_words(std::optional<civil::Date> date);
/// "PRSRA 2011 s.5(1); SI 2012/2271 reg 3"
std::string provision_words(const std::vector<rules::Citation>& law);
/// The duty's own law and its limits' law without repeats.
std::string provision_words(const rules::Duty& duty);
/// "85 working days of slack", "3 working days too late", "no slack worked out".
std::string slack_words(std::optional<int> slack);
/// "The last meeting that still works is Wed 5 Feb 2025 (papers by Wed 29 Jan 2025)."; empty if
/// none.
std::string last_meeting_words(const View& view, plan::DutyIndex i);
/// "dutyctl why leicestershire/plan-2024/issue"
std::string why_command(const View& view, plan::DutyIndex i);

}  // namespace dutyd::alert
