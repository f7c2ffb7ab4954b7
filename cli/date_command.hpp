// SPDX-License-Identifier: MIT
// `dutyctl date`: works an expression of the date language out on facts given on the command line.
// Reads no file and no clock: calendars, zone and the day are arguments. The first line of its
// output is the date and nothing else, for scripts.
#pragma once

#include "lib/rules/calendars.hpp"
#include "lib/rules/expression.hpp"

#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::cli {

struct DateCommandOptions {
    std::string expression;
    /// The caller's day, by its clock.
    civil::Date today;
    civil::Zone zone;
    /// Every text of the calendars folder.
    std::vector<rules::SourceFile> calendars = {};
    /// "name=2024-05-02", "name=2024-05-02 16:00", "name=A..B", "name=A.." (still open), and lists
    /// with commas: the days of a meeting calendar, or several periods.
    std::vector<std::string> sets = {};
    /// Count with the holidays known then; it is also today, unless `now` says otherwise.
    std::optional<civil::Date> known_on = {};
    std::optional<civil::Date> now = {};
    /// Readings of disputed day sets that are switched on: "meeting-days/mourning".
    std::vector<std::string> readings = {};
    /// A body's meeting calendars, if one was named.
    std::map<std::string, std::vector<rules::MeetingDay>> meetings = {};
    civil::FiscalYearStart fiscal_year_start = {};
    bool why = false;
    bool json = false;
};

/// 0: a date, a bound or a period was printed; 1: the answer is not known; 2: something is wrong
/// with the expression, a value or the calendars, and `err` says what.
int run_date_command(const DateCommandOptions& options, std::ostream& out, std::ostream& err);

}  // namespace dutyd::cli
