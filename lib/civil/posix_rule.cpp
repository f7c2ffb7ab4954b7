// SPDX-License-Identifier: MIT
#include "lib/civil/posix_rule.hpp"

#include "lib/civil/date.hpp"
#include "lib/civil/time.hpp"

#include <boost/date_time/gregorian/greg_calendar.hpp>

#include <algorithm>
#include <array>

namespace dutyd::civil {

namespace {

/// Reads from the front of a text; every step either consumes what it wanted or fails for good.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool at_end() const { return text_.empty(); }
    char peek() const { return text_.empty() ? '\0' : text_.front(); }

    bool take(char c) {
        if (peek() != c) return false;
        text_.remove_prefix(1);
        return true;
    }

    std::optional<int> number(int least, int most) {
        int value = 0;
        std::size_t digits = 0;
        while (!text_.empty() && peek() >= '0' && peek() <= '9' && digits < 4) {
            value = 10 * value + (peek() - '0');
            text_.remove_prefix(1);
            ++digits;
        }
        if (digits == 0 || value < least || value > most) return std::nullopt;
        return value;
    }

    /// Three letters or more, or anything of letters, digits and signs in angle brackets.
    bool name() {
        const bool quoted = take('<');
        std::size_t length = 0;
        while (length < text_.size() && is_name_character(text_[length], quoted)) ++length;
        text_.remove_prefix(length);
        return length >= 3 && (!quoted || take('>'));
    }

    /// [+-]hh[:mm[:ss]] in seconds.
    std::optional<std::int32_t> time(int hours_max) {
        const bool negative = peek() == '-';
        if (negative || peek() == '+') text_.remove_prefix(1);
        const auto hours = number(0, hours_max);
        if (!hours) return std::nullopt;
        std::int32_t seconds = *hours * 3600;
        for (const int unit : {60, 1}) {
            if (!take(':')) break;
            const auto part = number(0, 59);
            if (!part) return std::nullopt;
            seconds += *part * unit;
        }
        return negative ? -seconds : seconds;
    }

private:
    static bool is_name_character(char c, bool quoted) {
        const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        return letter || (quoted && ((c >= '0' && c <= '9') || c == '+' || c == '-'));
    }

    std::string_view text_;
};

std::optional<YearlyChange> read_day(Reader& reader) {
    YearlyChange change;
    if (reader.take('M')) {
        const auto month = reader.number(1, 12);
        if (!month || !reader.take('.')) return std::nullopt;
        const auto week = reader.number(1, 5);
        if (!week || !reader.take('.')) return std::nullopt;
        const auto weekday = reader.number(0, 6);
        if (!weekday) return std::nullopt;
        change.month = *month;
        change.week = *week;
        change.weekday = *weekday;
        return change;
    }
    const bool without_leap = reader.take('J');
    change.kind =
        without_leap ? YearlyChange::Kind::day_without_leap : YearlyChange::Kind::day_with_leap;
    const auto day = without_leap ? reader.number(1, 365) : reader.number(0, 365);
    if (!day) return std::nullopt;
    change.day = *day;
    return change;
}

std::optional<YearlyChange> read_change(Reader& reader) {
    if (!reader.take(',')) return std::nullopt;
    auto change = read_day(reader);
    if (!change || !reader.take('/')) return change;
    const auto seconds = reader.time(167);
    if (!seconds) return std::nullopt;
    change->seconds = *seconds;
    return change;
}

/// Days since 1970-01-01, for the years around the calendar too.
std::int64_t day_number(int year, int month, int day) {
    using Calendar = boost::gregorian::gregorian_calendar;
    static const auto epoch = std::int64_t{Calendar::day_number({1970, 1, 1})};
    return std::int64_t{Calendar::day_number({static_cast<unsigned short>(year),
                                              static_cast<unsigned short>(month),
                                              static_cast<unsigned short>(day)})} -
           epoch;
}

std::int64_t change_day(const YearlyChange& change, int year) {
    if (change.kind == YearlyChange::Kind::day_with_leap) {
        return day_number(year, 1, 1) + change.day;
    }
    if (change.kind == YearlyChange::Kind::day_without_leap) {
        const bool after_february = is_leap_year(year) && change.day >= 60;
        return day_number(year, 1, 1) + change.day - 1 + (after_february ? 1 : 0);
    }
    const std::int64_t first = day_number(year, change.month, 1);
    // 1970-01-01 was a Thursday, four days after a Sunday.
    const std::int64_t first_weekday = ((first + 4) % 7 + 7) % 7;
    std::int64_t day = first + (change.weekday - first_weekday + 7) % 7 + 7 * (change.week - 1);
    const std::int64_t month_end = first + days_in_month(year, change.month);
    while (day >= month_end) day -= 7;
    return day;
}

int year_of(std::int64_t seconds) {
    // Within centuries of the calendar; further out the nearest year answers.
    constexpr std::int64_t days_limit = 150000;
    std::int64_t days = seconds / seconds_a_day - (seconds % seconds_a_day < 0 ? 1 : 0);
    days = std::clamp(days, -days_limit, days_limit);
    using Calendar = boost::gregorian::gregorian_calendar;
    static const auto epoch = std::int64_t{Calendar::day_number({1970, 1, 1})};
    const auto number = static_cast<Calendar::date_int_type>(days + epoch);
    return Calendar::from_day_number(number).year;
}

}  // namespace

std::int32_t PosixRule::offset_at(std::int64_t seconds_utc) const {
    if (!summer) return standard_offset;
    struct Change {
        std::int64_t at;
        std::int32_t offset;
    };
    std::array<Change, 6> changes{};
    std::size_t n = 0;
    const int year = year_of(seconds_utc);
    // The neighbouring years too: a change may lie up to a week outside its own year.
    for (int y = year - 1; y <= year + 1; ++y) {
        changes[n++] = {change_day(summer->begins, y) * seconds_a_day + summer->begins.seconds -
                            standard_offset,
                        summer->offset};
        changes[n++] = {
            change_day(summer->ends, y) * seconds_a_day + summer->ends.seconds - summer->offset,
            standard_offset};
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const Change& a, const Change& b) { return a.at < b.at; });
    std::int32_t offset = changes[0].offset;
    for (const Change& change : changes) {
        if (change.at <= seconds_utc) offset = change.offset;
    }
    return offset;
}

std::optional<PosixRule> parse_posix_rule(std::string_view text) {
    Reader reader(text);
    if (!reader.name()) return std::nullopt;
    const auto west = reader.time(24);
    if (!west) return std::nullopt;
    // POSIX counts west of Greenwich as positive.
    PosixRule rule{-*west, std::nullopt};
    if (reader.at_end()) return rule;
    if (!reader.name()) return std::nullopt;
    PosixRule::Summer summer{rule.standard_offset + 3600, {}, {}};
    if (reader.peek() != ',') {
        const auto summer_west = reader.time(24);
        if (!summer_west) return std::nullopt;
        summer.offset = -*summer_west;
    }
    const auto begins = read_change(reader);
    if (!begins) return std::nullopt;
    const auto ends = read_change(reader);
    if (!ends || !reader.at_end()) return std::nullopt;
    summer.begins = *begins;
    summer.ends = *ends;
    rule.summer = summer;
    return rule;
}

}  // namespace dutyd::civil
