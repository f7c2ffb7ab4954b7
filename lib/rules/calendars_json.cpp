// SPDX-License-Identifier: MIT
// GOV.UK's list of bank holidays. The JSON library keeps no positions, so places are found again by
// looking for the value in the text.
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/calendars_reader.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>

namespace dutyd::rules {

namespace {

namespace json = boost::json;

constexpr std::string_view source_name = "GOV.UK, bank holidays";

std::vector<std::string> nation_names() {
    return {civil::nation_name(civil::Nation::england_and_wales),
            civil::nation_name(civil::Nation::scotland),
            civil::nation_name(civil::Nation::northern_ireland)};
}

Place place_at(const SourceFile& file, std::size_t offset, std::size_t length) {
    const std::string& text = file.text;
    offset = std::min(offset, text.size());
    const std::size_t start = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
    Place place;
    place.file = file.path;
    place.line = 1 + static_cast<std::size_t>(std::count(
                         text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    place.column = offset - start + 1;
    place.length = length;
    place.source_line = text.substr(start, text.find('\n', offset) - start);
    // A list on one long line would fill the screen.
    if (place.source_line.size() > 200) place.source_line.clear();
    return place;
}

/// The place of a quoted text at or after `from`, or of `from` itself.
Place place_of_quoted(const SourceFile& file, std::string_view value, std::size_t from) {
    const std::string quoted = fmt::format("\"{}\"", value);
    const std::size_t at = file.text.find(quoted, from);
    if (at == std::string::npos) return place_at(file, from, 1);
    return place_at(file, at, quoted.size());
}

std::optional<json::value> parse(const SourceFile& file, Report& report) {
    if (file.text.size() > limits::pack_file_bytes_max) {
        report.error(place_at(file, 0, 1),
                     fmt::format("the file has {} bytes; at most {} are read", file.text.size(),
                                 limits::pack_file_bytes_max));
        return std::nullopt;
    }
    json::stream_parser parser;
    boost::system::error_code error;
    std::size_t read = parser.write_some(file.text, error);
    if (!error && file.text.find_first_not_of(" \t\r\n", read) != std::string::npos) {
        error = json::error::extra_data;
    }
    if (!error) {
        parser.finish(error);
        read = file.text.size();
    }
    if (!error) return parser.release();
    report.error(place_at(file, read, 1), "this is not JSON: " + error.message(),
                 "put a fresh copy of https://www.gov.uk/bank-holidays.json in its place");
    return std::nullopt;
}

std::string text_member(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

/// One nation's events, each a holiday.
class EventReader {
public:
    EventReader(const SourceFile& file, std::string nation, Report& report)
        : file_(file), nation_(std::move(nation)), report_(report) {
        start_ = file.text.find('"' + nation_ + '"');
        if (start_ == std::string::npos) start_ = 0;
    }

    std::vector<civil::Holiday> read(const json::value& division) {
        std::vector<civil::Holiday> holidays;
        const json::object* object = division.if_object();
        const json::value* events = object != nullptr ? object->if_contains("events") : nullptr;
        if (events == nullptr || !events->is_array()) {
            fail(fmt::format("{} has no list of 'events'", nation_));
            return holidays;
        }
        for (const json::value& event : events->get_array()) {
            ++number_;
            if (auto holiday = read_event(event)) holidays.push_back(std::move(*holiday));
        }
        return holidays;
    }

private:
    std::optional<civil::Holiday> read_event(const json::value& event) {
        const json::object* object = event.if_object();
        if (object == nullptr) {
            fail(fmt::format("event {} of {} is not an object", number_, nation_));
            return std::nullopt;
        }
        const std::string title = text_member(*object, "title");
        const std::string written = text_member(*object, "date");
        if (title.empty() || written.empty()) {
            fail(fmt::format("event {} of {} has no {}", number_, nation_,
                             title.empty() ? "title" : "date"));
            return std::nullopt;
        }
        const auto date = civil::Date::parse(written);
        if (!date) {
            const Diagnostic& why = date.error().front();
            report_.error(place_of_quoted(file_, written, start_), why.message, why.hint);
            return std::nullopt;
        }
        return civil::Holiday{
            *date,        title,       text_member(*object, "notes"), std::string(source_name),
            std::nullopt, std::nullopt};
    }

    void fail(std::string message) {
        report_.error(place_at(file_, start_, nation_.size() + 2), std::move(message),
                      "each event needs a \"title\" and a \"date\"");
    }

    const SourceFile& file_;
    std::string nation_;
    Report& report_;
    std::size_t start_ = 0;
    int number_ = 0;
};

}  // namespace

void HolidayReader::read_json(const SourceFile& file) {
    const auto root = parse(file, report_);
    if (!root) return;
    if (!root->is_object()) {
        report_.error(place_at(file, 0, 1), "the list of holidays is not a JSON object",
                      "its keys are the nations: " + join(nation_names(), ", "));
        return;
    }
    for (const auto& [key, division] : root->get_object()) {
        const std::string name(key);
        const auto nation = civil::nation_from(name);
        if (!nation) {
            report_.error(place_of_quoted(file, name, 0),
                          fmt::format("there is no nation '{}'", name),
                          "nations are: " + join(nation_names(), ", "));
            continue;
        }
        for (civil::Holiday& holiday : EventReader(file, name, report_).read(division)) {
            const civil::Date date = holiday.date;
            drafts_[*nation].published.emplace(date, std::move(holiday));
        }
    }
}

}  // namespace dutyd::rules
