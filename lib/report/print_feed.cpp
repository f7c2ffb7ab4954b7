// SPDX-License-Identifier: MIT
#include "lib/report/print_feed.hpp"

#include <libical/ical.h>

#include <algorithm>
#include <limits>
#include <map>
#include <memory>

namespace dutyd::report {

namespace {

/// How often calendar programs are asked to look again. Most look when they please.
constexpr int look_again_s = 3600;
constexpr const char* look_again_text = "PT1H";

struct FreeText {
    void operator()(char* text) const { icalmemory_free_buffer(text); }
};
struct FreeProperty {
    void operator()(icalproperty* property) const { icalproperty_free(property); }
};
struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};

/// Takes the property over.
void add_line(std::string& text, icalproperty* made) {
    DUTYD_CHECK(made != nullptr);
    const std::unique_ptr<icalproperty, FreeProperty> property(made);
    const std::unique_ptr<char, FreeText> line(icalproperty_as_ical_string_r(made));
    DUTYD_CHECK(line != nullptr);
    text += line.get();
}

std::string line_of(icalproperty* made) {
    std::string line;
    add_line(line, made);
    return line;
}

/// A property under a name of one's own. Its value is printed as it is, so it may hold nothing
/// that needs escaping.
std::string plain_line(const char* name, const std::string& value) {
    icalproperty* property = icalproperty_new_x(value.c_str());
    DUTYD_CHECK(property != nullptr);
    icalproperty_set_x_name(property, name);
    return line_of(property);
}

/// What opens a component and what closes it.
struct Shell {
    std::string begin;
    std::string end;
};

Shell shell_of(icalcomponent* made) {
    DUTYD_CHECK(made != nullptr);
    const std::unique_ptr<icalcomponent, FreeComponent> component(made);
    const std::unique_ptr<char, FreeText> printed(icalcomponent_as_ical_string_r(made));
    DUTYD_CHECK(printed != nullptr);
    const std::string text = printed.get();
    const std::size_t end = text.rfind("END:");
    DUTYD_CHECK(end != std::string::npos);
    return {text.substr(0, end), text.substr(end)};
}

/// libical lets control characters through; the format has no place for them.
std::string without_controls(std::string text) {
    text.erase(std::remove_if(text.begin(), text.end(),
                              [](char c) {
                                  const auto byte = static_cast<unsigned char>(c);
                                  return (byte < 0x20 && c != '\n') || byte == 0x7f;
                              }),
               text.end());
    return text;
}

/// For a plain line: what would need escaping becomes a space.
std::string plain(std::string text) {
    std::replace_if(
        text.begin(), text.end(),
        [](char c) { return c == ',' || c == ';' || c == '\\' || c == '\n'; }, ' ');
    return without_controls(std::move(text));
}

std::string basic(civil::Instant instant) {
    std::string text = instant.text();
    std::erase(text, '-');
    std::erase(text, ':');
    return text;
}

icaltimetype ical_day(civil::Date date) {
    const civil::YearMonthDay parts = date.ymd();
    icaltimetype day = icaltime_null_date();
    day.year = parts.year;
    day.month = parts.month;
    day.day = parts.day;
    return day;
}

/// Both ends; the second is the day after, and at the end of the calendar left out.
std::string day_lines(civil::Date date) {
    std::string lines = line_of(icalproperty_new_dtstart(ical_day(date)));
    if (const auto next = civil::plus(date, civil::Days{1})) {
        lines += line_of(icalproperty_new_dtend(ical_day(*next)));
    }
    return lines;
}

int ical_number(std::uint64_t number) {
    constexpr int most = std::numeric_limits<int>::max();
    return static_cast<int>(std::min<std::uint64_t>(number, most));
}

/// The line printed last, for as long as the same is said: most entries share it with the one
/// before.
template <class Value>
class Kept {
public:
    template <class Print>
    const std::string& line(const Value& value, Print print) {
        if (!value_ || *value_ != value) {
            line_ = print(value);
            value_ = value;
        }
        return line_;
    }

private:
    std::optional<Value> value_;
    std::string line_;
};

class Printer {
public:
    void add(const FeedEvent& event, std::string& text) {
        text += shell_.begin;
        add_line(text, icalproperty_new_uid(event.uid.c_str()));
        text += stamp_.line(event.stamp,
                            [](civil::Instant at) { return plain_line("DTSTAMP", basic(at)); });
        text += sequence_.line(event.sequence, [](std::uint64_t number) {
            return line_of(icalproperty_new_sequence(ical_number(number)));
        });
        text += day_lines_of(event.day);
        add_line(text, icalproperty_new_summary(without_controls(event.summary).c_str()));
        add_line(text, icalproperty_new_description(without_controls(event.description).c_str()));
        text += category_.line(event.category, [](const std::string& category) {
            return plain_line("CATEGORIES", plain(category));
        });
        text += status_.line(event.cancelled, [](bool cancelled) {
            return line_of(
                icalproperty_new_status(cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
        });
        text += transparent_;
        text += shell_.end;
    }

private:
    const std::string& day_lines_of(civil::Date date) {
        const auto [found, is_new] = days_.try_emplace(date);
        if (is_new) found->second = day_lines(date);
        return found->second;
    }

    Shell shell_ = shell_of(icalcomponent_new_vevent());
    std::string transparent_ = line_of(icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    Kept<civil::Instant> stamp_;
    Kept<std::uint64_t> sequence_;
    std::map<civil::Date, std::string> days_;  // a feed has many entries and few days
    Kept<std::string> category_;
    Kept<bool> status_;
};

std::string calendar_lines(const Feed& feed) {
    const std::string name = plain(feed.name);
    std::string lines = line_of(icalproperty_new_prodid("-//dutyd//dutyd//EN"));
    lines += line_of(icalproperty_new_version("2.0"));
    lines += line_of(icalproperty_new_name(name.c_str()));
    lines += plain_line("X-WR-CALNAME", name);
    lines += line_of(icalproperty_new_description(without_controls(feed.description).c_str()));
    lines += line_of(icalproperty_new_refreshinterval(icaldurationtype_from_int(look_again_s)));
    lines += plain_line("X-PUBLISHED-TTL", look_again_text);
    return lines;
}

/// About as much as it comes to, so that a long text is not moved again and again.
std::size_t size_of(const Feed& feed) {
    constexpr std::size_t other_lines = 320;
    std::size_t size = feed.description.size() + 2 * other_lines;
    for (const FeedEvent& event : feed.events) {
        const std::size_t texts = event.summary.size() + event.description.size();
        size += texts + texts / 8 + other_lines;
    }
    return size;
}

}  // namespace

std::string print_feed(const Feed& feed) {
    const Shell shell = shell_of(icalcomponent_new_vcalendar());
    std::string text;
    text.reserve(size_of(feed));
    text += shell.begin + calendar_lines(feed);
    Printer printer;
    for (const FeedEvent& event : feed.events) printer.add(event, text);
    text += shell.end;
    return text;
}

}  // namespace dutyd::report
