// SPDX-License-Identifier: MIT
#include "tests/report/ics.hpp"

#include "lib/civil/date.hpp"
#include "lib/civil/time.hpp"
#include "tests/catch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <regex>
#include <set>

namespace dutyd::tests {

namespace {

constexpr std::size_t line_octets_max = 75;

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

std::size_t octets_after(unsigned char first) {
    if (first < 0x80) return 0;
    if (first >= 0xc2 && first < 0xe0) return 1;
    if (first >= 0xe0 && first < 0xf0) return 2;
    return first >= 0xf0 && first < 0xf5 ? 3 : std::string::npos;
}

/// Whole characters only; overlong forms apart from the shortest are not looked for.
bool is_utf8(const std::string& text) {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t more = octets_after(static_cast<unsigned char>(text[i]));
        if (more == std::string::npos || i + more >= text.size()) return false;
        for (std::size_t n = 1; n <= more; ++n) {
            if (!continues_character(text[i + n])) return false;
        }
        i += more + 1;
    }
    return true;
}

bool has_control(const std::string& text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// A text without its escapes, or nothing where something is escaped wrongly or not at all.
std::optional<std::string> unescaped(const std::string& text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ',' || text[i] == ';') return std::nullopt;
        if (text[i] != '\\') {
            plain += text[i];
            continue;
        }
        const char next = i + 1 < text.size() ? text[++i] : '\0';
        if (next == 'n' || next == 'N') {
            plain += '\n';
        } else if (next == '\\' || next == ',' || next == ';') {
            plain += next;
        } else {
            return std::nullopt;
        }
    }
    return plain;
}

std::string iso_of(const std::string& basic) {
    return basic.substr(0, 4) + "-" + basic.substr(4, 2) + "-" + basic.substr(6, 2);
}

bool is_day(const std::string& value) {
    static const std::regex form("[0-9]{8}");
    return std::regex_match(value, form) && civil::Date::parse(iso_of(value));
}

bool is_instant(const std::string& value) {
    static const std::regex form("[0-9]{8}T([0-9]{2})([0-9]{2})([0-9]{2})Z");
    std::smatch part;
    if (!std::regex_match(value, part, form)) return false;
    return civil::Instant::parse(fmt::format("{}T{}:{}:{}Z", iso_of(value), part[1].str(),
                                             part[2].str(), part[3].str()))
        .has_value();
}

bool is_duration(const std::string& value) {
    static const std::regex form(
        "P([1-9][0-9]*W|[1-9][0-9]*D|([1-9][0-9]*D)?T([1-9][0-9]*H([1-9][0-9]*M)?"
        "([1-9][0-9]*S)?|[1-9][0-9]*M([1-9][0-9]*S)?|[1-9][0-9]*S))");
    return std::regex_match(value, form);
}

bool is_number(const std::string& value) {
    static const std::regex form("0|[1-9][0-9]{0,9}");
    return std::regex_match(value, form) && std::stoll(value) <= 2147483647;
}

enum class Type { text, day, instant, number, duration, status, transparency, version };

/// What a property may look like: its one permitted set of parameters and its type.
struct Form {
    std::string parameters;
    Type type;
};
using Forms = std::map<std::string, Form>;

const Forms& calendar_forms() {
    static const Forms forms = {
        {"PRODID", {"", Type::text}},
        {"VERSION", {"", Type::version}},
        {"NAME", {"", Type::text}},
        {"X-WR-CALNAME", {"", Type::text}},
        {"DESCRIPTION", {"", Type::text}},
        {"X-PUBLISHED-TTL", {"", Type::duration}},
        {"REFRESH-INTERVAL", {";VALUE=DURATION", Type::duration}},
    };
    return forms;
}

const Forms& event_forms() {
    static const Forms forms = {
        {"UID", {"", Type::text}},
        {"DTSTAMP", {"", Type::instant}},
        {"SEQUENCE", {"", Type::number}},
        {"DTSTART", {";VALUE=DATE", Type::day}},
        {"DTEND", {";VALUE=DATE", Type::day}},
        {"SUMMARY", {"", Type::text}},
        {"DESCRIPTION", {"", Type::text}},
        {"CATEGORIES", {"", Type::text}},
        {"STATUS", {"", Type::status}},
        {"TRANSP", {"", Type::transparency}},
    };
    return forms;
}

bool fits(Type type, const std::string& value) {
    switch (type) {
        case Type::text:
            return unescaped(value).has_value();
        case Type::day:
            return is_day(value);
        case Type::instant:
            return is_instant(value);
        case Type::number:
            return is_number(value);
        case Type::duration:
            return is_duration(value);
        case Type::status:
            return value == "CONFIRMED" || value == "CANCELLED";
        case Type::transparency:
            return value == "TRANSPARENT";
        case Type::version:
            return value == "2.0";
    }
    return false;
}

class Reader {
public:
    explicit Reader(const std::string& text) {
        for (const std::string& line : unfolded(text)) read(line);
        if (place_ != Place::after) wrong("the calendar is not closed");
        if (ics_.events.empty()) wrong("a calendar without an entry");
        need(ics_.calendar, {"PRODID", "VERSION"});
        check_events();
    }
    Ics take() { return std::move(ics_); }

private:
    enum class Place { before, calendar, event, after };

    void wrong(const std::string& what) { ics_.problems += what + "\n"; }

    void need(const IcsFields& fields, std::initializer_list<const char*> names) {
        for (const char* name : names) {
            if (fields.count(name) == 0 || fields.at(name).empty()) {
                wrong(fmt::format("{} is missing", name));
            }
        }
    }

    std::vector<std::string> unfolded(const std::string& text) {
        std::vector<std::string> lines;
        std::size_t begin = 0;
        for (std::size_t end = 0; (end = text.find("\r\n", begin)) != std::string::npos;
             begin = end + 2) {
            const std::string line = text.substr(begin, end - begin);
            check_line(line);
            const bool goes_on = !line.empty() && line.front() == ' ';
            if (goes_on && lines.empty()) wrong("the first line goes on from nothing");
            if (goes_on && !lines.empty()) lines.back() += line.substr(1);
            if (!goes_on) lines.push_back(line);
        }
        if (begin != text.size()) wrong("the last line has no end");
        return lines;
    }

    void check_line(const std::string& line) {
        if (line.empty()) wrong("an empty line");
        if (line.size() > line_octets_max) {
            wrong(fmt::format("{} octets in a line: {}", line.size(), line));
        }
        if (has_control(line)) wrong("a control character or a bare line end: " + line);
        if (!is_utf8(line)) wrong("half a character or none: " + line);
    }

    void read(const std::string& line) {
        if (line == "BEGIN:VCALENDAR") return step(Place::before, Place::calendar, line);
        if (line == "END:VCALENDAR") return step(Place::calendar, Place::after, line);
        if (line == "BEGIN:VEVENT") {
            ics_.events.emplace_back();
            return step(Place::calendar, Place::event, line);
        }
        if (line == "END:VEVENT") return step(Place::event, Place::calendar, line);
        if (place_ == Place::event) return take_property(line, event_forms(), ics_.events.back());
        if (place_ != Place::calendar) return wrong("outside of the calendar: " + line);
        if (!ics_.events.empty()) wrong("a property of the calendar behind its entries: " + line);
        take_property(line, calendar_forms(), ics_.calendar);
    }

    void step(Place from, Place to, const std::string& line) {
        if (place_ != from) wrong("in the wrong place: " + line);
        place_ = to;
    }

    void take_property(const std::string& line, const Forms& forms, IcsFields& fields) {
        static const std::regex shape("([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=[A-Z-]+)*):(.*)");
        std::smatch part;
        if (!std::regex_match(line, part, shape)) return wrong("not a property: " + line);
        const auto form = forms.find(part[1].str());
        if (form == forms.end()) return wrong("nobody expects this property: " + line);
        if (part[2].str() != form->second.parameters) return wrong("wrong parameters: " + line);
        const std::string value = part[3].str();
        if (!fits(form->second.type, value)) return wrong("a value of the wrong form: " + line);
        const bool text = form->second.type == Type::text;
        if (!fields.emplace(form->first, text ? *unescaped(value) : value).second) {
            wrong("twice: " + line);
        }
    }

    void check_events() {
        std::set<std::string> uids;
        for (IcsFields& event : ics_.events) {
            need(event, {"UID", "DTSTAMP", "DTSTART"});
            if (!uids.insert(event["UID"]).second) wrong("two entries are " + event["UID"]);
            if (event.count("DTEND") > 0 && event["DTEND"] <= event["DTSTART"]) {
                wrong("ends before it begins: " + event["UID"]);
            }
        }
    }

    Ics ics_;
    Place place_ = Place::before;
};

}  // namespace

Ics read_ics(const std::string& text) {
    return Reader(text).take();
}

IcsFields Ics::event(const std::string& in_description) const {
    const IcsFields* found = nullptr;
    for (const IcsFields& one : events) {
        const auto description = one.find("DESCRIPTION");
        if (description == one.end()) continue;
        if (description->second.find(in_description) == std::string::npos) continue;
        INFO("two entries with " << in_description);
        REQUIRE(found == nullptr);
        found = &one;
    }
    INFO("no entry with " << in_description);
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace dutyd::tests
