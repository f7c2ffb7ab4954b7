// SPDX-License-Identifier: MIT
#include "tests/rules/support.hpp"

#include "lib/base/text.hpp"
#include "tests/catch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace dutyd::test {

using namespace rules;

namespace {

civil::Date date_of(std::string_view text) {
    const auto date = civil::Date::parse(text);
    if (!date) throw std::runtime_error(render(date.error()));
    return *date;
}

FactValue fact_from(std::string_view value) {
    if (value == "unknown") return {};
    if (value.find("..") != std::string_view::npos) {
        return {std::nullopt, civil::parse_period(value).value()};
    }
    if (value.size() > 10) {
        return {When::exact(date_of(value.substr(0, 10)),
                            civil::TimeOfDay::parse(value.substr(11)).value()),
                std::nullopt};
    }
    return {When::exact(date_of(value)), std::nullopt};
}

std::vector<SourceFile> read_folder(const std::filesystem::path& folder) {
    std::vector<SourceFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string path = std::filesystem::relative(entry.path(), folder).generic_string();
        files.push_back({path, read_text(entry.path().string())});
    }
    return files;
}

template <class Map>
std::vector<std::string> keys(const Map& map) {
    std::vector<std::string> names;
    for (const auto& entry : map) names.push_back(entry.first);
    return names;
}

std::string line_text(const civil::LedgerLine& line) {
    const std::string date = line.date ? civil::short_text(*line.date) : "";
    switch (line.kind) {
        case civil::LedgerLine::Kind::counted:
            return fmt::format("{} {}", line.number, date);
        case civil::LedgerLine::Kind::passed_over:
            return fmt::format("- {} {}", date, line.text);
        case civil::LedgerLine::Kind::step:
            break;
    }
    return fmt::format("= {} {}", line.date ? line.date->iso() : "", line.text);
}

}  // namespace

std::string read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

const std::vector<SourceFile>& calendar_files() {
    static const std::vector<SourceFile> files = read_folder(DUTYD_SOURCE_DIR "/calendars");
    return files;
}

const Calendars& shipped_calendars() {
    static const Calendars calendars = [] {
        auto loaded = load_calendars(calendar_files());
        if (!loaded) throw std::runtime_error(render(loaded.error()));
        return *loaded;
    }();
    return calendars;
}

World::World() : calendars_(&shipped_calendars()), today_(civil::Date::of(2024, 1, 1)) {}

World& World::set(const std::string& name, std::string_view value) {
    facts_[name] = fact_from(value);
    return *this;
}

World& World::set_as_known_on(const std::string& name, std::string_view day,
                              std::string_view value) {
    earlier_[name].push_back({date_of(day), fact_from(value)});
    return *this;
}

World& World::when(const std::string& name, When value) {
    facts_[name] = {std::move(value), std::nullopt};
    return *this;
}

World& World::period(const std::string& name, const std::vector<std::string>& ranges) {
    periods_[name];
    for (const std::string& range : ranges) {
        periods_[name].push_back(civil::parse_period(range).value());
    }
    return *this;
}

World& World::meetings(const std::string& calendar, const std::vector<std::string>& days) {
    meetings_[calendar];
    for (const std::string& day : days) {
        meetings_[calendar].push_back(
            {date_of(day.substr(0, 10)), day.size() > 11 ? day.substr(11) : "full"});
    }
    return *this;
}

World& World::today(std::string_view day) {
    today_ = date_of(day);
    return *this;
}

World& World::calendars(const Calendars& calendars) {
    calendars_ = &calendars;
    return *this;
}

World& World::financial_year_starts(int month, int day) {
    start_ = {month, day};
    return *this;
}

std::optional<FactValue> World::fact(const std::string& name,
                                     std::optional<civil::Date> as_known_on) const {
    if (as_known_on && earlier_.count(name) != 0) {
        for (const Earlier& earlier : earlier_.at(name)) {
            if (*as_known_on <= earlier.until) return earlier.value;
        }
    }
    const auto at = facts_.find(name);
    return at == facts_.end() ? std::nullopt : std::optional(at->second);
}

const civil::DaySet* World::day_set(const std::string& id) const {
    const auto at = calendars_->day_sets.find(id);
    return at == calendars_->day_sets.end() ? nullptr : &at->second;
}

std::optional<std::vector<civil::Period>> World::periods(const std::string& name) const {
    const auto at = periods_.find(name);
    return at == periods_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<std::vector<MeetingDay>> World::meetings(const std::string& calendar) const {
    const auto at = meetings_.find(calendar);
    return at == meetings_.end() ? std::nullopt : std::optional(at->second);
}

const civil::Zone& World::zone() const {
    static const civil::Zone london =
        civil::Zone::from_tzif("Europe/London", read_text("/usr/share/zoneinfo/Europe/London"))
            .value();
    return london;
}

std::vector<std::string> World::day_set_ids() const {
    return keys(calendars_->day_sets);
}
std::vector<std::string> World::fact_names() const {
    return keys(facts_);
}
std::vector<std::string> World::period_names() const {
    return keys(periods_);
}
std::vector<std::string> World::meeting_calendar_ids() const {
    return keys(meetings_);
}

Expression parsed(std::string_view text) {
    auto expression = parse_expression(text);
    if (!expression) throw std::runtime_error(render(expression.error()));
    return *expression;
}

std::string normal_form(std::string_view text) {
    const auto expression = parse_expression(text);
    return expression ? expression->text() : render(expression.error());
}

std::string answer(std::string_view expression, const World& world) {
    const auto read = parse_expression(expression);
    if (!read) return render(read.error());
    const auto result = evaluate_any(*read, world);
    if (!result) return render(result.error());
    if (result->period) return iso(*result->period);
    return text(*result->when) + (result->when->provisional ? " provisional" : "");
}

When value(std::string_view expression, const World& world) {
    const auto result = evaluate(parsed(expression), world);
    if (!result) throw std::runtime_error(render(result.error()));
    return *result;
}

void check_all(const World& world, const std::vector<Case>& cases) {
    for (const Case& each : cases) {
        CAPTURE(std::string(each.expression));
        CHECK(answer(each.expression, world) == each.expected);
    }
}

std::vector<Refusal> refusals(const std::string& file_name) {
    std::vector<Refusal> found;
    const std::string text = read_text(DUTYD_SOURCE_DIR "/tests/rules/" + file_name);
    for (const std::string& line : split(text, '\n')) {
        if (line.substr(0, 2) == "> ") {
            found.push_back({line.substr(2), ""});
        } else if (!found.empty() && !line.empty() && line[0] != '#') {
            found.back().message += line + "\n";
        }
    }
    return found;
}

std::vector<std::string> ledger(std::string_view expression, const World& world) {
    civil::Ledger ledger;
    const auto result = evaluate_any(parsed(expression), world, &ledger);
    if (!result) throw std::runtime_error(render(result.error()));
    std::vector<std::string> lines;
    for (const civil::LedgerLine& line : ledger.lines()) lines.push_back(line_text(line));
    return lines;
}

std::vector<std::string> csv_fields(const std::string& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    return fields;
}

}  // namespace dutyd::test
