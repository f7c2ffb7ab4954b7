// SPDX-License-Identifier: MIT
// The lists: what comes next, the matters, the alerts, the journal and the outbox.
#include "cli/print/json_fields.hpp"
#include "cli/print/phrases.hpp"
#include "cli/print/table.hpp"
#include "cli/print/text_width.hpp"
#include "cli/print/views.hpp"
#include "cli/print/words.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>

namespace dutyd::cli {

namespace {

namespace json = boost::json;

std::vector<std::string> matters_in(const json::array& list) {
    std::vector<std::string> names;
    for (const json::value& item : list) {
        std::string name = text_at(item, "matter");
        if (!name.empty()) names.push_back(std::move(name));
    }
    return names;
}

/// "leicestershire, as of Wed 2024-05-22: 12 duties"
std::string heading_of(const json::value& answer, const std::string& body,
                       const std::string& count) {
    std::string text = body;
    const std::string today = text_at(answer, "today");  // the day at the body, where it is told
    const std::string as_of = today.empty() ? text_at(answer, "as-of") : today;
    if (!as_of.empty()) text += (text.empty() ? "as of " : ", as of ") + day_text(as_of);
    return text.empty() ? count : text + ": " + count;
}

std::string starred(std::string date, const json::value& duty) {
    if (is_true_at(duty, "provisional") && !date.empty()) date += "*";
    return date;
}

std::vector<Cell> upcoming_row(const json::value& duty, const std::string& today,
                               const std::string& body) {
    const Tone tone = tone_of(duty);
    const auto slack = number_at(duty, "slack");
    const std::string next = text_at(duty, "next");
    return {
        {starred(day_text(next), duty), tone},
        {distance_text(today, next), Tone::plain},
        {text_at(duty, "next-what"), Tone::plain},
        {without_body(duty_name(duty), body), Tone::strong},
        {text_at(duty, "title"), Tone::plain},
        {text_at(duty, "owner"), Tone::plain},
        {standing_text(duty), tone},
        {short_date_at(duty, "forecast"), Tone::plain},
        {day_text(text_at(duty, "latest-safe")), Tone::plain},
        {short_date_at(duty, "limit"), Tone::plain},
        {slack ? slack_text(*slack) : "", slack && *slack < 0 ? Tone::bad : Tone::plain},
    };
}

/// What an event is about, in its own data: a duty, a fact with its value, a pause, a meeting.
std::string subject_of(const json::value& data) {
    const std::string duty = duty_name(data);
    const std::string date = text_at(data, "target") + text_at(data, "limit");
    if (!duty.empty()) return date.empty() ? duty : duty + " " + day_text(date);
    const std::string name = text_at(data, "name");
    if (!name.empty()) {
        const std::string owner = text_at(data, "owner");
        const std::string value = text_at(data, "value");
        return (owner.empty() ? name : owner + ": " + name) + (value.empty() ? "" : " = " + value);
    }
    std::string text;
    for (const std::string_view key : {"pause", "title", "election", "meeting", "key", "person",
                                       "first", "last", "poll", "date", "from", "to"}) {
        const std::string part = day_text(text_at(data, key));
        if (!part.empty()) text += (text.empty() ? "" : " ") + part;
    }
    return text;
}

std::string acknowledged_text(const json::value& alert) {
    const std::string by = text_at(alert, "acknowledged-by");
    if (by.empty()) return {};
    const std::string until = text_at(alert, "acknowledged-until");
    return until.empty() ? by : by + " until " + day_text(until);
}

std::string alert_text(const json::value& alert, const std::string& body, const Paper& paper) {
    const std::string how = text_at(alert, "resolved");
    const bool resolved = !how.empty();
    const Tone tone = resolved ? Tone::faint : tone_of_severity(text_at(alert, "severity"));
    std::string text = paper.toned(tone, text_at(alert, "condition")) + "  " +
                       paper.toned(Tone::strong, without_body(duty_name(alert), body)) + "\n";
    text += wrap(text_at(alert, "text"), paper.text_columns(), "    ");
    std::string facts = "raised " + day_text(text_at(alert, "raised-at"));
    const std::string by = acknowledged_text(alert);
    if (!by.empty()) facts += ", acknowledged by " + by;
    if (resolved) facts += ", resolved: " + how;
    const auto notices = list_at(alert, "notices").size();
    facts += notices == 0 ? ", nobody told yet"
                          : ", " + counted(static_cast<long long>(notices), "notice");
    text += wrap(facts, paper.text_columns(), "    ");
    if (!resolved && by.empty()) text += "    dutyctl ack " + text_at(alert, "key") + "\n";
    return text;
}

}  // namespace

std::string print_upcoming(const json::value& answer, const Paper& paper) {
    const json::array& duties = list_at(answer, "duties");
    const std::string body = shared_body(matters_in(duties));
    Table table{{{"Next"},
                 {"When", Align::left, 0, 4},
                 {"What", Align::left, 8},
                 {"Duty"},
                 {"Title", Align::left, 16, 5},
                 {"Owner", Align::left, 10, 6},
                 {"Standing", Align::left, 12},
                 {"Forecast", Align::left, 0, 2},
                 {"Latest safe", Align::left, 0, 3},
                 {"Limit", Align::left, 0, 1},
                 {"Slack", Align::right, 0, 1}},
                {}};
    for (const json::value& duty : duties) {
        table.rows.push_back(upcoming_row(duty, text_at(answer, "today"), body));
    }
    const auto found = static_cast<std::size_t>(
        number_at(answer, "found").value_or(static_cast<std::int64_t>(duties.size())));
    std::string count = found == 1 ? "1 duty" : fmt::format("{} duties", found);
    if (found > duties.size()) count = fmt::format("the first {} of {}", duties.size(), count);
    if (duties.empty()) return heading_of(answer, "", "nothing is due") + "\n";
    std::string text = paper.heading(heading_of(answer, body, count));
    return text + print(table, paper) + footnotes(duties);
}

std::string print_matters(const json::value& answer, const Paper& paper) {
    const json::array& matters = list_at(answer, "matters");
    const std::string body = shared_body(matters_in(matters));
    Table table{{{"Matter"},
                 {"Title", Align::left, 16, 1},
                 {"Procedure", Align::left, 12, 3},
                 {"Opened", Align::left, 0, 2},
                 {"Open", Align::right},
                 {"Done", Align::right},
                 {"Next"}},
                {}};
    for (const json::value& matter : matters) {
        table.rows.push_back({{without_body(text_at(matter, "matter"), body), Tone::strong},
                              {text_at(matter, "title"), Tone::plain},
                              {text_at(matter, "procedure"), Tone::plain},
                              {day_text(text_at(matter, "opened")), Tone::plain},
                              {text_at(matter, "open"), Tone::plain},
                              {text_at(matter, "done"), Tone::plain},
                              {day_text(text_at(matter, "next")), Tone::plain}});
    }
    if (matters.empty()) return "no matter is open\n";
    return paper.heading(heading_of(answer, body,
                                    counted(static_cast<long long>(matters.size()), "matter"))) +
           print(table, paper);
}

std::string print_alerts(const json::value& answer, const Paper& paper) {
    const json::array& alerts = list_at(answer, "alerts");
    if (alerts.empty()) return "no alert\n";
    const std::string body = shared_body(matters_in(alerts));
    std::string text = paper.heading(
        heading_of(answer, body, counted(static_cast<long long>(alerts.size()), "alert")));
    for (const json::value& alert : alerts) text += "\n" + alert_text(alert, body, paper);
    return text;
}

std::string print_log(const json::value& answer, const Paper& paper) {
    const json::array& entries = list_at(answer, "events");
    if (entries.empty()) return "nothing is recorded\n";
    Table table{{{"No.", Align::right},
                 {"Recorded"},
                 {"What"},
                 {"Of", Align::left, 16},
                 {"On", Align::left, 0, 2},
                 {"By", Align::left, 8, 1},
                 {"Text", Align::left, 20}},
                {}};
    for (const json::value& entry : entries) {
        const json::value* data = field(entry, "data");
        const std::string authority = text_at(entry, "authority");
        std::string actor = text_at(entry, "actor");
        if (!authority.empty()) actor += " for " + authority;
        table.rows.push_back({{text_at(entry, "seq"), Tone::faint},
                              {day_text(text_at(entry, "recorded-at")), Tone::plain},
                              {text_at(entry, "kind"), Tone::strong},
                              {data == nullptr ? "" : subject_of(*data), Tone::plain},
                              {day_text(text_at(entry, "effective")), Tone::plain},
                              {std::move(actor), Tone::plain},
                              {text_at(entry, "text"), Tone::plain}});
    }
    return print(table, paper);
}

}  // namespace dutyd::cli
