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

/// A day became known as a holiday, or as none.
struct News {
    std::optional<Date> on;  // nothing: known all along
    bool is_holiday;
    const Holiday* said_by;
};

/// In the order in which they came. A day of GOV.UK's list is known all along, unless an entry says
/// when it became known; what an entry only withdraws was a holiday until then.
std::vector<News> news_of(const Holiday* published, const std::vector<Holiday>& entries) {
    std::vector<News> news;
    if (published != nullptr) news.push_back({published->known_from, true, published});
    for (const Holiday& entry : entries) {
        const bool only_withdraws = !entry.known_from && entry.withdrawn_on;
        if (entry.known_from || (published == nullptr && !only_withdraws)) {
            news.push_back({entry.known_from, true, &entry});
        }
        if (entry.withdrawn_on) news.push_back({entry.withdrawn_on, false, &entry});
        if (published == nullptr || published->known_from || !entry.known_from) continue;
        auto& announced = news.front().on;
        if (!announced || *entry.known_from < *announced) announced = entry.known_from;
    }
    std::stable_sort(news.begin(), news.end(),
                     [](const News& a, const News& b) { return a.on < b.on; });
    if (!news.empty() && !news.front().is_holiday) {
        news.insert(news.begin(), {{}, true, news.front().said_by});
    }
    return news;
}

/// The day as often as it was a holiday: proclaimed, withdrawn, and perhaps proclaimed again.
std::vector<Holiday> history_of(const Holiday* published, const std::vector<Holiday>& entries) {
    std::vector<Holiday> history;
    bool is_holiday = false;
    for (const News& news : news_of(published, entries)) {
        if (news.is_holiday == is_holiday) continue;
        is_holiday = news.is_holiday;
        if (!is_holiday) {
            history.back().withdrawn_on = news.on;
            continue;
        }
        history.push_back(published != nullptr ? *published : *news.said_by);
        history.back().known_from = news.on;
        history.back().withdrawn_on.reset();
    }
    return history;
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

/// One holiday a day: what several entries say of a day is put in the order of the days on which it
/// became known. GOV.UK's name stands where its list has the day, and what is known of its
/// announcement is kept; otherwise the name of the entry that brought it.
civil::HolidayTable HolidayReader::table_of(Nation nation, Draft& draft) {
    civil::HolidayTable table;
    table.nation = nation;
    table.first_year = *draft.years.begin();
    table.last_year = *draft.years.rbegin();
    std::map<Date, std::vector<Holiday>> added;
    for (const Holiday& one : draft.added) added[one.date].push_back(one);
    for (const auto& [date, entries] : added) {
        const auto at = draft.published.find(date);
        const bool listed = at != draft.published.end();
        for (Holiday& holiday : history_of(listed ? &at->second : nullptr, entries)) {
            table.holidays.push_back(std::move(holiday));
        }
        if (listed) draft.published.erase(at);
    }
    for (const auto& [date, holiday] : draft.published) table.holidays.push_back(holiday);
    std::stable_sort(table.holidays.begin(), table.holidays.end(),
                     [](const Holiday& a, const Holiday& b) { return a.date < b.date; });
    return table;
}

}  // namespace dutyd::rules
