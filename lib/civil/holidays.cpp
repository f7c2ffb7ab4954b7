// SPDX-License-Identifier: MIT
#include "lib/civil/holidays.hpp"

#include "lib/civil/months.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dutyd::civil {

namespace {

constexpr std::array<std::string_view, 3> nation_names{"england-and-wales", "scotland",
                                                       "northern-ireland"};
// First years of days that the statutory rules did not always give.
constexpr int first_st_andrews_day = 2007;  // St Andrew's Day Bank Holiday (Scotland) Act 2007

constexpr std::string_view substitute = "Substitute day";

/// "Boxing Day (substitute day)".
std::string reason_for(std::string_view title, std::string_view notes) {
    std::string reason(title);
    if (notes.empty()) return reason;
    std::string note(notes);
    if (note[0] >= 'A' && note[0] <= 'Z') note[0] = static_cast<char>(note[0] - 'A' + 'a');
    return reason + " (" + note + ")";
}

Date nth_monday(int year, int month, int n) {
    const Date first = Date::of(year, month, 1);
    const int to_monday = (7 - static_cast<int>(first.weekday())) % 7;
    return first + Days{to_monday + 7 * (n - 1)};
}

Date last_monday(int year, int month) {
    const Date last = Date::of(year, month, days_in_month(year, month));
    return last - Days{static_cast<std::int32_t>(last.weekday())};
}

bool is_weekend(Date date) {
    return date.weekday() == Weekday::saturday || date.weekday() == Weekday::sunday;
}

/// Collects one year's days. A day that falls on a weekend moves to the next weekday that is not
/// itself a bank holiday.
class Year {
public:
    explicit Year(int year) : year_(year) {}

    void add(Date date, std::string_view title) { days_.push_back({date, std::string(title)}); }

    void add_fixed(int month, int day, std::string_view title) {
        const Date date = Date::of(year_, month, day);
        if (is_weekend(date)) {
            moved_.push_back({date, std::string(title)});
        } else {
            add(date, title);
        }
    }

    std::vector<ClosedDay> finish() {
        for (const ClosedDay& day : moved_) {
            Date to = day.date;
            while (is_weekend(to) || is_taken(to)) to = to + Days{1};
            days_.push_back({to, reason_for(day.reason, substitute)});
        }
        std::sort(days_.begin(), days_.end(),
                  [](const ClosedDay& a, const ClosedDay& b) { return a.date < b.date; });
        return std::move(days_);
    }

private:
    bool is_taken(Date date) const {
        return std::any_of(days_.begin(), days_.end(),
                           [&](const ClosedDay& day) { return day.date == date; });
    }

    int year_;
    std::vector<ClosedDay> days_;
    std::vector<ClosedDay> moved_;
};

bool is_known(const Holiday& holiday, std::optional<Date> known_on) {
    return !known_on || !holiday.known_from || *holiday.known_from <= *known_on;
}

bool is_withdrawn(const Holiday& holiday, std::optional<Date> known_on) {
    return holiday.withdrawn_on && (!known_on || *holiday.withdrawn_on <= *known_on);
}

/// The projected days of a year outside the published ones, less those that a listed holiday
/// withdraws or states itself.
void add_projected(const HolidayTable& table, int year, std::optional<Date> known_on,
                   std::vector<ClosedDay>& days) {
    for (ClosedDay& day : projected_holidays(table.nation, year)) {
        const bool listed =
            std::any_of(table.holidays.begin(), table.holidays.end(), [&](const Holiday& holiday) {
                return holiday.date == day.date && is_known(holiday, known_on);
            });
        if (!listed) days.push_back(std::move(day));
    }
}

}  // namespace

std::optional<Nation> nation_from(std::string_view name) {
    const auto at = std::find(nation_names.begin(), nation_names.end(), name);
    if (at == nation_names.end()) return std::nullopt;
    return static_cast<Nation>(at - nation_names.begin());
}

std::string nation_name(Nation nation) {
    return std::string(nation_names[static_cast<std::size_t>(nation)]);
}

Date easter_sunday(int year) {
    // The Gregorian computus: the Sunday after the first ecclesiastical full moon of spring.
    const int golden = year % 19;
    const int century = year / 100;
    const int solar = century - century / 4;              // leap days the century rule drops
    const int lunar = (8 * century + 13) / 25;            // correction of the moon's cycle
    int epact = (19 * golden + solar - lunar + 15) % 30;  // days from 21 March to the full moon
    if (epact == 29 || (epact == 28 && golden > 10)) --epact;
    const Date full_moon = Date::of(year, 3, 21) + Days{epact};
    return full_moon + Days{7 - (static_cast<int>(full_moon.weekday()) + 1) % 7};
}

std::vector<ClosedDay> projected_holidays(Nation nation, int year) {
    const bool scotland = nation == Nation::scotland;
    Year days(year);
    const Date easter = easter_sunday(year);
    days.add_fixed(1, 1, "New Year’s Day");
    if (scotland) days.add_fixed(1, 2, "2nd January");
    if (nation == Nation::northern_ireland) days.add_fixed(3, 17, "St Patrick’s Day");
    days.add(easter - Days{2}, "Good Friday");
    if (!scotland) days.add(easter + Days{1}, "Easter Monday");
    days.add(nth_monday(year, 5, 1), "Early May bank holiday");
    days.add(last_monday(year, 5), "Spring bank holiday");
    if (nation == Nation::northern_ireland) {
        days.add_fixed(7, 12, "Battle of the Boyne (Orangemen’s Day)");
    }
    days.add(scotland ? nth_monday(year, 8, 1) : last_monday(year, 8), "Summer bank holiday");
    if (scotland && year >= first_st_andrews_day) days.add_fixed(11, 30, "St Andrew’s Day");
    days.add_fixed(12, 25, "Christmas Day");
    days.add_fixed(12, 26, "Boxing Day");
    return days.finish();
}

std::vector<ClosedDay> closed_days(const HolidayTable& table, std::optional<Date> known_on) {
    std::vector<ClosedDay> days;
    const int last = DaySet::last_day().ymd().year;
    for (int year = DaySet::first_day().ymd().year; year <= last; ++year) {
        const bool published = year >= table.first_year && year <= table.last_year;
        if (!published) add_projected(table, year, known_on, days);
    }
    for (const Holiday& holiday : table.holidays) {
        if (!is_known(holiday, known_on) || is_withdrawn(holiday, known_on)) continue;
        days.push_back({holiday.date, reason_for(holiday.title, holiday.notes)});
    }
    std::stable_sort(days.begin(), days.end(),
                     [](const ClosedDay& a, const ClosedDay& b) { return a.date < b.date; });
    return days;
}

}  // namespace dutyd::civil
