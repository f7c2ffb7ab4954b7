// SPDX-License-Identifier: MIT
#include "tests/civil/support.hpp"

#include <toml++/toml.h>
#include <boost/json.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace dutyd::test {

using namespace civil;

namespace {

const std::string holiday_folder = DUTYD_SOURCE_DIR "/calendars/holidays/";

Date date_in(const toml::table& entry, const char* key) {
    const auto date = entry[key].value<toml::date>();
    if (!date) throw std::runtime_error(std::string("no date under ") + key);
    return Date::of(date->year, date->month, date->day);
}

std::optional<Date> maybe_date_in(const toml::table& entry, const char* key) {
    if (!entry.contains(key)) return std::nullopt;
    return date_in(entry, key);
}

std::string text_in(const toml::table& entry, const char* key) {
    return entry[key].value_or(std::string{});
}

bool concerns(const toml::table& entry, Nation nation) {
    for (const auto& name : *entry["nations"].as_array()) {
        if (name.value_or(std::string{}) == nation_name(nation)) return true;
    }
    return false;
}

void read_list(HolidayTable& table) {
    const auto list = boost::json::parse(read_file(holiday_folder + "bank-holidays.json"));
    for (const auto& event : list.at(nation_name(table.nation)).at("events").as_array()) {
        const auto text = [&](const char* key) {
            return boost::json::value_to<std::string>(event.at(key));
        };
        table.holidays.push_back({d(text("date")), text("title"), text("notes"), "gov.uk", {}, {}});
    }
    table.first_year = table.holidays.front().date.ymd().year;
    table.last_year = table.holidays.back().date.ymd().year;
}

template <class Use>
void for_each(const toml::table& file, const char* kind, Nation nation, Use use) {
    for (const auto& entry : *file[kind].as_array()) {
        if (concerns(*entry.as_table(), nation)) use(*entry.as_table());
    }
}

}  // namespace

Date d(std::string_view text) {
    const Date date = Date::parse(text.substr(text.size() - 10)).value();
    if (text.size() == 14 && weekday_name(date.weekday()).substr(0, 3) != text.substr(0, 3)) {
        throw std::runtime_error("the weekday of " + std::string(text) + " is wrong");
    }
    return date;
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

HolidayTable published(Nation nation) {
    HolidayTable table;
    table.nation = nation;
    read_list(table);
    const toml::table file = toml::parse_file(holiday_folder + "additions.toml");
    for_each(file, "years", nation, [&](const toml::table& years) {
        table.first_year = std::min(table.first_year, years["from"].value_or(9999));
        table.last_year = std::max(table.last_year, years["to"].value_or(0));
    });
    for_each(file, "announced", nation, [&](const toml::table& entry) {
        const auto at =
            std::find_if(table.holidays.begin(), table.holidays.end(),
                         [&](const Holiday& h) { return h.date == date_in(entry, "date"); });
        if (at == table.holidays.end()) throw std::runtime_error("announced, but not in the list");
        at->known_from = date_in(entry, "known_from");
    });
    for_each(file, "holiday", nation, [&](const toml::table& entry) {
        table.holidays.push_back({date_in(entry, "date"), text_in(entry, "name"),
                                  text_in(entry, "notes"), text_in(entry, "source"),
                                  maybe_date_in(entry, "known_from"),
                                  maybe_date_in(entry, "withdrawn_on")});
    });
    return table;
}

namespace {

DaySet closed_on(const std::vector<Nation>& nations, std::optional<Date> known_on,
                 const std::vector<ClosedDay>& extra) {
    DaySetSpec spec{"test",
                    "Test",
                    "none",
                    {Weekday::saturday, Weekday::sunday},
                    extra,
                    DaySet::first_day(),
                    DaySet::last_day()};
    for (const Nation nation : nations) {
        const HolidayTable table = published(nation);
        for (ClosedDay& day : closed_days(table, known_on)) spec.closed.push_back(std::move(day));
        spec.published_from = std::max(spec.published_from, Date::of(table.first_year, 1, 1));
        spec.published_to = std::min(spec.published_to, Date::of(table.last_year, 12, 31));
    }
    return DaySet(std::move(spec));
}

}  // namespace

DaySet working_days(const std::vector<Nation>& nations, std::optional<Date> known_on) {
    return closed_on(nations, known_on, {});
}

DaySet election_days() {
    std::vector<ClosedDay> extra;
    for (int year = 1978; year <= 2199; ++year) {
        extra.push_back({Date::of(year, 12, 24), "Christmas Eve"});
        extra.push_back({Date::of(year, 12, 25), "Christmas Day"});
    }
    return closed_on({Nation::england_and_wales}, {}, extra);
}

DaySet uk_wide_days() {
    return working_days({Nation::england_and_wales, Nation::scotland, Nation::northern_ireland});
}

}  // namespace dutyd::test
