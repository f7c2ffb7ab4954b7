// SPDX-License-Identifier: MIT
#include "cli/date_facts.hpp"

#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::cli {

namespace {

using rules::FactValue;
using rules::When;

constexpr std::size_t date_length = 10;

/// Reads one "name=value"; the caret of a mistake stands under the part that is wrong.
class SetReader {
public:
    SetReader(std::string_view whole, DateFacts& facts, Diagnostics& errors)
        : whole_(whole), facts_(facts), errors_(errors) {}

    void read() {
        const auto equals = whole_.find('=');
        if (equals == std::string_view::npos) {
            return fail(whole_, fmt::format("'{}' gives no value", whole_),
                        "write NAME=VALUE, for example election.poll=2024-05-02");
        }
        name_ = std::string(whole_.substr(0, equals));
        if (!is_name()) return;
        const std::string_view value = whole_.substr(equals + 1);
        if (value.find(',') != std::string_view::npos) return read_list(value);
        if (value.find("..") != std::string_view::npos) {
            if (const auto period = read_period(value)) {
                facts_.values[name_] = FactValue{std::nullopt, *period};
            }
            return;
        }
        if (const auto when = read_when(value)) facts_.values[name_] = FactValue{*when, {}};
    }

private:
    /// A name is what the date language reads as one.
    bool is_name() {
        const auto known = facts_.names();
        if (std::find(known.begin(), known.end(), name_) != known.end()) {
            fail(whole_.substr(0, name_.size()), fmt::format("'{}' is given twice", name_),
                 "give each name one value");
            return false;
        }
        const auto parsed = rules::parse_expression(name_);
        const bool plain = parsed && parsed->text() == name_ &&
                           rules::needs(*parsed).facts == std::vector<std::string>{name_};
        if (!plain) {
            fail(whole_.substr(0, name_.size()), fmt::format("'{}' cannot be a name", name_),
                 "names are lower case words joined by dots or hyphens, such as election.poll, "
                 "and no words of the date language");
        }
        return plain;
    }

    std::optional<When> read_when(std::string_view value) {
        const std::string_view day = value.substr(0, std::min(value.size(), date_length));
        const auto date = civil::Date::parse(day);
        if (!date) {
            fail(value, date.error().front().message,
                 date.error().front().hint.empty()
                     ? "write a date, 'DATE HH:MM', A..B, or A.. for a period still open"
                     : date.error().front().hint);
            return std::nullopt;
        }
        if (value.size() == date_length) return When::exact(*date);
        const bool joined = value[date_length] == ' ' || value[date_length] == 'T';
        const auto time = civil::TimeOfDay::parse(value.substr(date_length + 1));
        if (!joined || !time) {
            fail(value.substr(date_length),
                 fmt::format("'{}' is not a time of day", value.substr(date_length)),
                 "write 'DATE HH:MM', for example \"2024-05-02 16:00\"");
            return std::nullopt;
        }
        return When::exact(*date, *time);
    }

    std::optional<civil::Period> read_period(std::string_view value) {
        const auto period = civil::parse_period(value);
        if (period) return *period;
        fail(value, period.error().front().message, period.error().front().hint);
        return std::nullopt;
    }

    /// Days of a meeting calendar, or several periods.
    void read_list(std::string_view value) {
        const bool are_periods = value.find("..") != std::string_view::npos;
        std::size_t begin = 0;
        while (begin <= value.size()) {
            const std::size_t end = std::min(value.find(',', begin), value.size());
            const std::string_view part = value.substr(begin, end - begin);
            if (are_periods) {
                if (const auto period = read_period(part)) {
                    facts_.periods[name_].push_back(*period);
                }
            } else if (const auto when = read_when(part)) {
                facts_.meetings[name_].push_back({*when->date, "full"});
            }
            begin = end + 1;
        }
    }

    void fail(std::string_view at, std::string message, std::string hint) {
        Place where;
        where.source_line = std::string(whole_);
        where.column = static_cast<std::size_t>(at.data() - whole_.data()) + 1;
        where.length = std::max<std::size_t>(at.size(), 1);
        errors_.push_back(
            make_error_at(std::move(where), "--set: " + std::move(message), std::move(hint)));
    }

    std::string_view whole_;
    DateFacts& facts_;
    Diagnostics& errors_;
    std::string name_;
};

template <class Map>
void add_keys(const Map& map, std::vector<std::string>& names) {
    for (const auto& entry : map) names.push_back(entry.first);
}

}  // namespace

std::vector<std::string> DateFacts::names() const {
    std::vector<std::string> names;
    add_keys(values, names);
    add_keys(periods, names);
    add_keys(meetings, names);
    return names;
}

Result<DateFacts> read_date_facts(const std::vector<std::string>& sets) {
    DateFacts facts;
    Diagnostics errors;
    for (const std::string& set : sets) SetReader(set, facts, errors).read();
    if (!errors.empty()) return errors;
    return facts;
}

std::optional<FactValue> DateEnvironment::fact(const std::string& name,
                                               std::optional<civil::Date>) const {
    const auto at = facts_.values.find(name);
    if (at != facts_.values.end()) return at->second;
    // A day set or a list in the place of a fact is a mistake; anything else is not known yet.
    if (day_set(name) != nullptr || facts_.periods.count(name) != 0) return std::nullopt;
    return FactValue{};
}

const civil::DaySet* DateEnvironment::day_set(const std::string& id) const {
    const auto at = calendars_.day_sets.find(id);
    return at == calendars_.day_sets.end() ? nullptr : &at->second;
}

std::optional<std::vector<civil::Period>> DateEnvironment::periods(const std::string& name) const {
    const auto at = facts_.periods.find(name);
    return at == facts_.periods.end() ? std::nullopt : std::optional(at->second);
}

/// Without a body every calendar may exist; none of its meetings is known.
std::optional<std::vector<rules::MeetingDay>> DateEnvironment::meetings(
    const std::string& calendar) const {
    if (const auto at = facts_.meetings.find(calendar); at != facts_.meetings.end()) {
        return at->second;
    }
    if (const auto at = facts_.values.find(calendar); at != facts_.values.end()) {
        if (at->second.when && at->second.when->date) {
            return std::vector<rules::MeetingDay>{{*at->second.when->date, "full"}};
        }
    }
    if (const auto at = options_.meetings.find(calendar); at != options_.meetings.end()) {
        return at->second;
    }
    if (options_.meetings.empty()) return std::vector<rules::MeetingDay>{};
    return std::nullopt;
}

civil::Date DateEnvironment::today() const {
    if (options_.now) return *options_.now;
    return options_.known_on.value_or(options_.today);
}

std::vector<std::string> DateEnvironment::day_set_ids() const {
    std::vector<std::string> ids;
    add_keys(calendars_.day_sets, ids);
    return ids;
}

std::vector<std::string> DateEnvironment::meeting_calendar_ids() const {
    std::vector<std::string> ids;
    add_keys(options_.meetings, ids);
    add_keys(facts_.meetings, ids);
    return ids;
}

}  // namespace dutyd::cli
