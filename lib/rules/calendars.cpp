// SPDX-License-Identifier: MIT
#include "lib/rules/calendars.hpp"

#include "lib/rules/calendars_reader.hpp"

#include <algorithm>

namespace dutyd::rules {

namespace {

bool lies_in(const SourceFile& file, std::string_view folder, std::string_view extension) {
    const std::string_view path = file.path;
    return path.substr(0, folder.size()) == folder && path.size() > extension.size() &&
           path.substr(path.size() - extension.size()) == extension;
}

/// In the order of their paths, so that the same files always give the same answer.
std::vector<const SourceFile*> in_order(const std::vector<SourceFile>& files) {
    std::vector<const SourceFile*> ordered;
    ordered.reserve(files.size());
    for (const SourceFile& file : files) ordered.push_back(&file);
    std::sort(ordered.begin(), ordered.end(),
              [](const SourceFile* a, const SourceFile* b) { return a->path < b->path; });
    return ordered;
}

}  // namespace

Result<Calendars> load_calendars(const std::vector<SourceFile>& files,
                                 const CalendarChoices& choices) {
    Report report;
    const std::vector<const SourceFile*> ordered = in_order(files);
    HolidayReader holidays(report);
    for (const SourceFile* file : ordered) {
        if (lies_in(*file, "holidays/", ".json")) holidays.read_json(*file);
        if (lies_in(*file, "holidays/", ".toml")) holidays.read_toml(*file);
    }
    Calendars calendars;
    calendars.holidays = holidays.finish();
    DaySetReader day_sets(calendars.holidays, choices, report);
    for (const SourceFile* file : ordered) {
        if (lies_in(*file, "day-sets/", ".toml")) day_sets.read(*file);
    }
    day_sets.finish();
    if (report.has_errors()) return report.sorted();
    calendars.readings = day_sets.readings();
    calendars.day_sets = day_sets.take();
    calendars.findings = report.sorted();
    return calendars;
}

}  // namespace dutyd::rules
