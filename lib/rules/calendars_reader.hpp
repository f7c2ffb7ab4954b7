// SPDX-License-Identifier: MIT
// The steps of reading the calendars folder: holiday files into one table a nation, day-set files
// into closed days. Everything wrong goes into a Report and reading goes on, so that one run tells
// all. Only load_calendars uses this.
#pragma once

#include "lib/rules/calendars.hpp"
#include "lib/rules/toml_reader.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>

namespace dutyd::rules {

/// Gathers holidays of all nations from GOV.UK's list and from additions, in any order of files.
class HolidayReader {
public:
    explicit HolidayReader(Report& report) : report_(report) {}

    /// GOV.UK's shape: `{"england-and-wales": {"events": [{"title", "date", "notes"}]}}`.
    void read_json(const SourceFile& file);
    void read_toml(const SourceFile& file);
    /// One table a nation that has any holidays, in the order of the nations.
    std::vector<civil::HolidayTable> finish();

private:
    struct Draft {
        std::map<civil::Date, civil::Holiday> published;
        std::vector<civil::Holiday> added;
        std::set<int> years;
    };
    /// What must wait until GOV.UK's list has been read.
    struct Announcement {
        civil::Nation nation;
        civil::Date date;
        civil::Date known_from;
        Place where;
    };
    struct StatedYears {
        civil::Nation nation;
        int from;
        int to;
        Place where;
    };

    void read_holiday(TomlTable& table);
    void read_announced(TomlTable& table);
    void read_years(TomlTable& table);
    std::vector<civil::Nation> nations(TomlTable& table);
    void announce(const Announcement& announcement);
    civil::HolidayTable table_of(civil::Nation nation, Draft& draft);

    Report& report_;
    std::map<civil::Nation, Draft> drafts_;
    std::vector<Announcement> announcements_;
    std::vector<StatedYears> stated_;
};

/// Which nations' holidays close a day: `england-and-wales or scotland`. `or` is union, `and`
/// intersection.
class HolidayAlgebra {
public:
    /// Reports and gives nothing if the text is no such formula.
    static std::optional<HolidayAlgebra> parse(const Text& text, Report& report);

    const std::set<civil::Nation>& nations() const { return nations_; }
    /// The closed days and their reasons; a reason that not every nation has names those that do.
    std::vector<civil::ClosedDay> closed_days(
        const std::map<civil::Nation, std::vector<civil::ClosedDay>>& holidays) const;

    struct Node;

private:
    std::shared_ptr<const Node> root_;
    std::set<civil::Nation> nations_;
};

/// Turns day-set files into day sets, given the holidays.
class DaySetReader {
public:
    DaySetReader(const std::vector<civil::HolidayTable>& holidays, const CalendarChoices& choices,
                 Report& report);

    void read(const SourceFile& file);
    /// Reports choices that no day set knows.
    void finish();
    std::map<std::string, civil::DaySet> take() { return std::move(sets_); }
    const std::vector<std::string>& readings() const { return readings_; }

private:
    struct Span {
        civil::Date from = civil::DaySet::first_day();
        civil::Date to = civil::DaySet::last_day();
    };

    void read_weekend(TomlTable& table, civil::DaySetSpec& spec);
    void read_holidays(TomlTable& table, civil::DaySetSpec& spec);
    void read_rules(TomlTable& table, civil::DaySetSpec& spec);
    void read_extra_days(TomlTable& table, civil::DaySetSpec& spec);
    void read_readings(TomlTable& table, civil::DaySetSpec& spec);
    void read_reading(TomlTable& table, civil::DaySetSpec& spec);
    bool is_chosen(const std::string& reading) const;

    const CalendarChoices& choices_;
    Report& report_;
    std::map<civil::Nation, std::vector<civil::ClosedDay>> holidays_;
    std::map<civil::Nation, Span> published_;
    std::map<std::string, civil::DaySet> sets_;
    std::map<std::string, Place> where_;
    std::vector<std::string> readings_;
};

}  // namespace dutyd::rules
