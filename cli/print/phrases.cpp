// SPDX-License-Identifier: MIT
#include "cli/print/phrases.hpp"

#include "cli/print/json_fields.hpp"
#include "cli/print/text_width.hpp"
#include "cli/print/words.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::cli {

namespace {

namespace json = boost::json;

/// How a citation was verified, as a reader who must rely on it wants to know.
std::string mark_of(const std::string& verified) {
    if (verified == "text") return "checked against the text of the law";
    if (verified == "guidance") return "from official guidance";
    if (verified == "secondary") return "from a secondary source";
    if (verified == "memory") return "not verified";
    return verified == "doubtful" ? "doubtful" : verified;
}

std::string meeting_text(const json::value& duty, std::string_view meeting,
                         std::string_view papers) {
    std::string id = text_at(duty, meeting);
    const std::string deadline = text_at(duty, papers);
    if (id.empty() || deadline.empty()) return id;
    return fmt::format("{}, papers by {}", id, spoken_day(deadline));
}

std::string slack_entry(const json::value& duty) {
    const auto slack = number_at(duty, "slack");
    if (!slack || !text_at(duty, "actual").empty()) return {};
    return counted(std::abs(*slack), "working day") + (*slack < 0 ? " too late" : "");
}

/// A duty that has no limit in the law says nothing; one whose limit needs a fact says so.
std::string limit_of(const json::value& duty) {
    const bool needs_facts = !list_at(duty, "missing-facts").empty();
    return text_at(duty, "limit").empty() && !needs_facts ? "" : date_at(duty, "limit");
}

std::string actual_text(const json::value& duty) {
    const std::string actual = text_at(duty, "actual");
    const std::string by = text_at(duty, "done-by");
    if (actual.empty() || by.empty()) return spoken_day(actual);
    return spoken_day(actual) + " by the " + by;
}

}  // namespace

std::string entries(const std::vector<Entry>& list, const Paper& paper) {
    std::size_t width = 0;
    for (const Entry& entry : list) {
        if (!entry.text.empty()) width = std::max(width, text_width(entry.label));
    }
    const std::string indent(width + 4, ' ');
    std::string text;
    for (const Entry& entry : list) {
        if (entry.text.empty()) continue;
        const std::string pad(width - text_width(entry.label) + 2, ' ');
        const std::string body = wrap(entry.text, paper.text_columns(), indent);
        text += "  " + paper.toned(Tone::faint, entry.label) + pad + body.substr(indent.size());
    }
    return text;
}

std::string duty_heading(const json::value& duty, const Paper& paper) {
    std::string text = paper.heading(text_at(duty, "title")) + duty_name(duty);
    const std::string bearer = text_at(duty, "bearer");
    const std::string owner = text_at(duty, "owner");
    if (!bearer.empty()) text += "\nThe " + bearer + " must do it";
    if (!owner.empty()) text += "; the " + owner + " answers for it";
    return text + ".\n";
}

std::string facts_of_duty(const json::value& duty, const Paper& paper) {
    return entries(
        {{"stands", paper.toned(tone_of(duty), standing_text(duty))},
         {"waits for", text_at(duty, "waiting-for")},
         {"needs to know", listed(texts_at(duty, "missing-facts"))},
         {"done", actual_text(duty)},
         {"evidence", text_at(duty, "evidence")},
         {"started", spoken_day(text_at(duty, "started"))},
         {"limit", spoken_day(limit_of(duty))},
         {"forecast", text_at(duty, "actual").empty() ? spoken_day(date_at(duty, "forecast")) : ""},
         {"latest safe", spoken_day(text_at(duty, "latest-safe"))},
         {"start by", spoken_day(text_at(duty, "start-by"))},
         {"slack", slack_entry(duty)},
         {"target", spoken_day(text_at(duty, "target"))},
         {"first plan", spoken_day(text_at(duty, "first-plan"))},
         {"meeting", meeting_text(duty, "meeting", "papers-deadline")},
         {"last that works", meeting_text(duty, "last-usable-meeting", "last-papers-deadline")},
         {"law", law_text(list_at(duty, "law"))}},
        paper);
}

std::string citation_text(const json::value& citation) {
    std::string mark = mark_of(text_at(citation, "verified"));
    const std::string on = text_at(citation, "on");
    if (!on.empty()) mark += ", " + spoken_day(on);
    const std::string note = text_at(citation, "note");
    if (!note.empty()) mark += "; " + note;
    const std::string cite = text_at(citation, "cite");
    return mark.empty() ? cite : cite + " [" + mark + "]";
}

std::string law_text(const json::array& law) {
    std::vector<std::string> cites;
    for (const json::value& citation : law) cites.push_back(citation_text(citation));
    return join(cites, "; ");
}

std::string footnotes(const json::array& duties) {
    bool provisional = false;
    bool later = false;
    for (const json::value& duty : duties) {
        provisional = provisional || is_true_at(duty, "provisional");
        later = later || text_at(duty, "forecast-bound") == "not-before" ||
                text_at(duty, "limit-bound") == "not-before";
    }
    std::string text;
    if (later) text += "+ this day or later\n";
    if (provisional) text += "* rests on holidays that are not published yet\n";
    return text;
}

}  // namespace dutyd::cli
