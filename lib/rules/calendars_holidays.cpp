// SPDX-License-Identifier: MIT
#include "lib/base/text.hpp"
#include "lib/rules/calendars_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

using civil::Date;
using civil::Holiday;
using civil::Nation;

std::vector<std::string> nation_names() {
    return {civil::nation_name(Nation::england_and_wales), civil::nation_name(Nation::scotland),
            civil::nation_name(Nation::northern_ireland)};
}

}  // namespace

void HolidayReader::read_toml(const SourceFile& file) {
    const auto parsed = TomlFile::parse(file, report_);
    if (!parsed) return;
    TomlTable root = TomlTable::root(parsed, report_);
    for (TomlTable& table : root.tables("holiday", "[[holiday]]")) read_holiday(table);
    for (TomlTable& table : root.tables("announced", "[[announced]]")) read_announced(table);
    for (TomlTable& table : root.tables("years", "[[years]]")) read_years(table);
    root.finish();
}

std::vector<Nation> HolidayReader::nations(TomlTable& table) {
    std::vector<Nation> found;
    if (!table.has("nations")) {
        report_.error(table.where(), table.what() + " does not say whose day it is",
                      "add nations = [\"" + join(nation_names(), "\", \"") +
                          "\"], or those of them that have it");
    }
    for (const Text& name : table.texts("nations")) {
        if (const auto nation = civil::nation_from(name.value)) {
            found.push_back(*nation);
        } else {
            report_.error(name.where, fmt::format("there is no nation '{}'", name.value),
                          "nations are: " + join(nation_names(), ", "));
        }
    }
    return found;
}

void HolidayReader::read_holiday(TomlTable& table) {
    const std::vector<Nation> for_nations = nations(table);
    const auto name = table.required_text("name");
    const auto source = table.required_text("source");
    const std::string notes = table.text_or("notes", "");
    const bool has_date = table.has("date");
    if (!has_date) report_.error(table.where(), "[[holiday]] has no 'date'");
    const auto date = table.date("date");
    const auto known_from = table.date("known_from");
    const auto withdrawn_on = table.date("withdrawn_on");
    table.finish();
    if (known_from && withdrawn_on && *withdrawn_on < *known_from) {
        report_.error(table.place_of_key("withdrawn_on"),
                      "the day is withdrawn before it became known",
                      "withdrawn_on must be later than known_from");
    }
    if (!date || !name || !source) return;
    for (const Nation nation : for_nations) {
        drafts_[nation].added.push_back(
            {*date, name->value, notes, source->value, known_from, withdrawn_on});
    }
}

void HolidayReader::read_announced(TomlTable& table) {
    const std::vector<Nation> for_nations = nations(table);
    table.required_text("source");
    for (const std::string_view key : {"date", "known_from"}) {
        if (table.has(key)) continue;
        report_.error(table.where(), fmt::format("[[announced]] has no '{}'", key));
    }
    const auto date = table.date("date");
    const auto known_from = table.date("known_from");
    table.finish();
    if (!date || !known_from) return;
    for (const Nation nation : for_nations) {
        announcements_.push_back({nation, *date, *known_from, table.place_of_key("date")});
    }
}

void HolidayReader::read_years(TomlTable& table) {
    const std::vector<Nation> for_nations = nations(table);
    table.required_text("source");
    for (const std::string_view key : {"from", "to"}) {
        if (table.has(key)) continue;
        report_.error(table.where(), fmt::format("[[years]] has no '{}'", key));
    }
    const auto from = table.number("from");
    const auto to = table.number("to");
    table.finish();
    if (!from || !to) return;
    const int first = civil::DaySet::first_day().ymd().year;
    const int last = civil::DaySet::last_day().ymd().year;
    if (*from < first || *to > last || *to < *from) {
        report_.error(
            table.place_of_key("from"),
            fmt::format("{} to {} are no years of a calendar", *from, *to),
            fmt::format("calendars run from {} to {}, the earlier year first", first, last));
        return;
    }
    for (const Nation nation : for_nations) {
        stated_.push_back({nation, *from, *to, table.place_of_key("from")});
    }
}

void HolidayReader::announce(const Announcement& announcement) {
    auto& published = drafts_[announcement.nation].published;
    const auto at = published.find(announcement.date);
    if (at != published.end()) {
        at->second.known_from = announcement.known_from;
        return;
    }
    report_.error(announcement.where,
                  fmt::format("GOV.UK's list has no holiday of {} on {}",
                              civil::nation_name(announcement.nation), announcement.date.iso()),
                  "[[announced]] says when a day of that list became known; a day that it lacks is "
                  "a [[holiday]]");
}

std::vector<civil::HolidayTable> HolidayReader::finish() {
    for (const Announcement& announcement : announcements_) announce(announcement);
    for (auto& [nation, draft] : drafts_) {
        for (const auto& [date, holiday] : draft.published) draft.years.insert(date.ymd().year);
        if (draft.years.empty()) continue;
        // GOV.UK's list has every holiday of every year it reaches over.
        const int last = *draft.years.rbegin();
        for (int year = *draft.years.begin(); year < last; ++year) draft.years.insert(year);
    }
    for (const StatedYears& stated : stated_) {
        std::set<int>& years = drafts_[stated.nation].years;
        for (int year = stated.from; year <= stated.to; ++year) years.insert(year);
    }
    for (const StatedYears& stated : stated_) {
        const std::set<int>& years = drafts_[stated.nation].years;
        const int span = *years.rbegin() - *years.begin() + 1;
        if (span == static_cast<int>(years.size())) continue;
        report_.error(stated.where,
                      fmt::format("the years of {} have a gap after these",
                                  civil::nation_name(stated.nation)),
                      "published years must follow one another without a gap");
    }
    std::vector<civil::HolidayTable> tables;
    for (auto& [nation, draft] : drafts_) {
        if (!draft.years.empty()) tables.push_back(table_of(nation, draft));
    }
    return tables;
}

/// An addition that GOV.UK's list has meanwhile taken up is one holiday: GOV.UK's name stands, and
/// what is known of its announcement is kept.
civil::HolidayTable HolidayReader::table_of(Nation nation, Draft& draft) {
    civil::HolidayTable table;
    table.nation = nation;
    table.first_year = *draft.years.begin();
    table.last_year = *draft.years.rbegin();
    for (const Holiday& added : draft.added) {
        const auto at = draft.published.find(added.date);
        if (at == draft.published.end()) {
            table.holidays.push_back(added);
            continue;
        }
        if (!at->second.known_from) at->second.known_from = added.known_from;
        at->second.withdrawn_on = added.withdrawn_on;
    }
    for (const auto& [date, holiday] : draft.published) table.holidays.push_back(holiday);
    std::stable_sort(table.holidays.begin(), table.holidays.end(),
                     [](const Holiday& a, const Holiday& b) { return a.date < b.date; });
    return table;
}

}  // namespace dutyd::rules
