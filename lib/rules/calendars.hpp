// SPDX-License-Identifier: MIT
// The calendars folder as values: holiday tables (GOV.UK's shape plus additions) and day sets,
// parsed from texts the shell has read. A change of any text is a new Calendars value; nothing is
// patched.
#pragma once

#include "lib/base/result.hpp"
#include "lib/civil/holidays.hpp"

#include <map>
#include <string>
#include <vector>

namespace dutyd::rules {

/// A file as the shell read it. `path` is relative to the calendars folder, with '/' separators,
/// and names the file in diagnostics.
struct SourceFile {
    std::string path;
    std::string text;
};

/// Choices that differ between bodies or questions.
struct CalendarChoices {
    /// Count as one would have on this day: holidays announced later are not there yet.
    std::optional<civil::Date> known_on;
    /// Readings of disputed day sets that are switched on, as "day-set-id/reading-id".
    std::vector<std::string> readings;
};

struct Calendars {
    std::map<std::string, civil::DaySet> day_sets;
    std::vector<civil::HolidayTable> holidays;
    Diagnostics findings;
    /// Every reading of a disputed day set that may be chosen, as "day-set-id/reading-id".
    std::vector<std::string> readings = {};
};

/// Reads `holidays/*.json` and `holidays/*.toml` (additions and history) and `day-sets/*.toml`.
/// All errors of all files at once.
Result<Calendars> load_calendars(const std::vector<SourceFile>& files,
                                 const CalendarChoices& choices = {});

}  // namespace dutyd::rules
