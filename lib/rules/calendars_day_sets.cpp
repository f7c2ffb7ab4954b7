// SPDX-License-Identifier: MIT
#include "lib/base/text.hpp"
#include "lib/rules/calendars_reader.hpp"
#include "lib/rules/pack_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dutyd::rules {

namespace {

using civil::Date;

/// Day sets past this number keep no table for each day: the tables of all would not fit the cache.
constexpr std::size_t sets_with_tables_max = 64;

/// Days that fall in every year and are closed by name.
struct YearlyDay {
    std::string_view id;
    std::string_view title;
    int month;  // 0: counted from Easter Sunday
    int day;
};
constexpr std::array<YearlyDay, 6> yearly_days{{{"new-years-day", "New Year’s Day", 1, 1},
                                                {"good-friday", "Good Friday", 0, -2},
                                                {"easter-monday", "Easter Monday", 0, 1},
                                                {"christmas-eve", "Christmas Eve", 12, 24},
                                                {"christmas-day", "Christmas Day", 12, 25},
                                                {"boxing-day", "Boxing Day", 12, 26}}};

std::vector<std::string> yearly_ids() {
    std::vector<std::string> ids;
    ids.reserve(yearly_days.size());
    for (const YearlyDay& day : yearly_days) ids.emplace_back(day.id);
    return ids;
}

/// A named day, or "MM-DD".
std::optional<YearlyDay> yearly_day(const std::string& written) {
    for (const YearlyDay& day : yearly_days) {
        if (day.id == written) return day;
    }
    // Read in a common year, so that 02-29 is refused: it does not fall in every year.
    const auto date = written.size() == 5 ? Date::parse("2001-" + written)
                                          : Result<Date>(make_error("not MM-DD"));
    if (!date) return std::nullopt;
    return YearlyDay{"", "", date->ymd().month, date->ymd().day};
}

Date date_in(int year, const YearlyDay& day) {
    if (day.month == 0) return civil::easter_sunday(year) + civil::Days{day.day};
    return Date::of(year, day.month, day.day);
}

std::optional<civil::Weekday> weekday_from(const std::string& name) {
    for (int i = 0; i < 7; ++i) {
        const auto weekday = static_cast<civil::Weekday>(i);
        if (civil::weekday_name(weekday) == name) return weekday;
    }
    return std::nullopt;
}

std::string law_text(const std::vector<Citation>& law) {
    std::vector<std::string> cites;
    cites.reserve(law.size());
    for (const Citation& citation : law) cites.push_back(citation.cite);
    return join(cites, "; ");
}

}  // namespace

DaySetReader::DaySetReader(const std::vector<civil::HolidayTable>& holidays,
                           const CalendarChoices& choices, Report& report)
    : choices_(choices), report_(report) {
    for (const civil::HolidayTable& table : holidays) {
        holidays_[table.nation] = civil::closed_days(table, choices.known_on);
        published_[table.nation] = {Date::of(table.first_year, 1, 1),
                                    Date::of(table.last_year, 12, 31)};
    }
}

void DaySetReader::read(const SourceFile& file) {
    const auto parsed = TomlFile::parse(file, report_);
    if (!parsed) return;
    TomlTable root = TomlTable::root(parsed, report_);
    const auto id = root.id("id");
    root.rename(id ? "day set '" + id->value + "'" : "the day set");
    const auto title = root.required_text("title");
    civil::DaySetSpec spec{id ? id->value : "",        title ? title->value : "", "", {}, {},
                           civil::DaySet::first_day(), civil::DaySet::last_day()};
    const std::vector<Citation> law = read_law(root);
    if (law.empty()) {
        report_.error(root.where(), root.what() + " does not say which law defines it",
                      "add law = [{ cite = \"...\", verified = \"text\" }]");
    }
    if (rests_on_memory(law)) {
        report_.finding(root.place_of_key("law"),
                        root.what() + " rests on law that was only remembered",
                        "read the provision and mark it");
    }
    spec.law = law_text(law);
    root.text_or("note", "");
    read_weekend(root, spec);
    read_holidays(root, spec);
    read_rules(root, spec);
    read_extra_days(root, spec);
    read_readings(root, spec);
    if (const auto since = root.date("since")) {
        spec.published_from = std::max(spec.published_from, *since);
    }
    spec.one_of_many = sets_.size() >= sets_with_tables_max;
    root.finish();
    if (!id) return;
    const auto [at, is_new] = where_.emplace(id->value, id->where);
    if (!is_new) {
        report_.error(id->where, fmt::format("there are two day sets '{}'", id->value),
                      fmt::format("the other is in {}", at->second.file));
        return;
    }
    sets_.emplace(id->value, civil::DaySet(std::move(spec)));
}

void DaySetReader::read_weekend(TomlTable& table, civil::DaySetSpec& spec) {
    for (const Text& name : table.texts("weekend")) {
        if (const auto weekday = weekday_from(name.value)) {
            spec.weekend.push_back(*weekday);
        } else {
            report_.error(name.where, fmt::format("'{}' is no weekday", name.value),
                          "write for example weekend = [\"Saturday\", \"Sunday\"]");
        }
    }
}

void DaySetReader::read_holidays(TomlTable& table, civil::DaySetSpec& spec) {
    const auto written = table.text("holidays");
    if (!written) return;
    const auto algebra = HolidayAlgebra::parse(*written, report_);
    if (!algebra) return;
    for (const civil::Nation nation : algebra->nations()) {
        const auto span = published_.find(nation);
        if (span == published_.end()) {
            report_.error(
                written->place_of(civil::nation_name(nation)),
                fmt::format("there are no holidays of {} in holidays/", civil::nation_name(nation)),
                "add GOV.UK's list as holidays/bank-holidays.json");
            continue;
        }
        spec.published_from = std::max(spec.published_from, span->second.from);
        spec.published_to = std::min(spec.published_to, span->second.to);
    }
    spec.closed = algebra->closed_days(holidays_);
}

/// `closed = ["christmas-eve", "05-01"]`: the same day every year.
void DaySetReader::read_rules(TomlTable& table, civil::DaySetSpec& spec) {
    for (const Text& written : table.texts("closed")) {
        const auto yearly = yearly_day(written.value);
        if (!yearly) {
            std::string hint = did_you_mean(written.value, yearly_ids());
            if (hint.empty()) hint = "write MM-DD, or one of: " + join(yearly_ids(), ", ");
            report_.error(written.where, fmt::format("'{}' is no day of every year", written.value),
                          std::move(hint));
            continue;
        }
        const int last = civil::DaySet::last_day().ymd().year;
        for (int year = civil::DaySet::first_day().ymd().year; year <= last; ++year) {
            const Date date = date_in(year, *yearly);
            const civil::YearMonthDay ymd = date.ymd();
            spec.closed.push_back(
                {date, yearly->title.empty()
                           ? fmt::format("{} {}", ymd.day, civil::month_name(ymd.month))
                           : std::string(yearly->title)});
        }
    }
}

/// `[[day]]`: one dated day that this set alone leaves out.
void DaySetReader::read_extra_days(TomlTable& table, civil::DaySetSpec& spec) {
    for (TomlTable& day : table.tables("day", "[[day]]")) {
        const auto name = day.required_text("name");
        const auto source = day.required_text("source");
        if (!day.has("date")) report_.error(day.where(), "[[day]] has no 'date'");
        const auto date = day.date("date");
        const auto known_from = day.date("known_from");
        day.finish();
        if (!name || !source || !date) continue;
        const bool known = !choices_.known_on || !known_from || *known_from <= *choices_.known_on;
        if (known) spec.closed.push_back({*date, name->value});
    }
}

/// `[[reading]]`: a disputed reading of the law, off unless chosen.
void DaySetReader::read_readings(TomlTable& table, civil::DaySetSpec& spec) {
    for (TomlTable& reading : table.tables("reading", "[[reading]]")) {
        read_reading(reading, spec);
    }
}

void DaySetReader::read_reading(TomlTable& table, civil::DaySetSpec& spec) {
    const auto id = table.id("id");
    table.required_text("title");
    table.required_text("authority");
    const std::string name = spec.id + "/" + (id ? id->value : "");
    readings_.push_back(name);
    auto periods = table.tables("period", "[[reading.period]]");
    if (periods.empty()) {
        report_.error(table.where(), "[[reading]] leaves out no days",
                      "add [[reading.period]] with from, to and name");
    }
    for (TomlTable& period : periods) {
        const auto title = period.required_text("name");
        for (const std::string_view key : {"from", "to"}) {
            if (period.has(key)) continue;
            report_.error(period.where(), fmt::format("[[reading.period]] has no '{}'", key));
        }
        const auto from = period.date("from");
        const auto to = period.date("to");
        period.finish();
        if (!title || !from || !to) continue;
        if (*to < *from) {
            report_.error(period.place_of_key("to"), "the period ends before it begins",
                          "write the earlier date as 'from'");
            continue;
        }
        if (!is_chosen(name)) continue;
        for (std::int32_t serial = from->serial(); serial <= to->serial(); ++serial) {
            spec.closed.push_back({Date::from_serial(serial), title->value});
        }
    }
    table.finish();
}

bool DaySetReader::is_chosen(const std::string& reading) const {
    return std::find(choices_.readings.begin(), choices_.readings.end(), reading) !=
           choices_.readings.end();
}

void DaySetReader::finish() {
    for (const std::string& chosen : choices_.readings) {
        if (std::find(readings_.begin(), readings_.end(), chosen) != readings_.end()) continue;
        std::string hint = did_you_mean(chosen, readings_);
        if (hint.empty()) {
            hint = readings_.empty() ? "no day set has readings to choose"
                                     : "readings are: " + join(readings_, ", ");
        }
        report_.error({}, fmt::format("no day set has the reading '{}'", chosen), std::move(hint));
    }
}

}  // namespace dutyd::rules
