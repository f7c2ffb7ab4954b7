// SPDX-License-Identifier: MIT
// `why`: every date of a duty explained so that it can be read aloud: the date, the rule in words,
// the provision and how it was verified, the count, what drives it, which pause moved it, the
// meeting with its papers deadline and the last meeting that still works.
#include "cli/print/json_fields.hpp"
#include "cli/print/law_behind.hpp"
#include "cli/print/ledger.hpp"
#include "cli/print/phrases.hpp"
#include "cli/print/text_width.hpp"
#include "cli/print/views.hpp"
#include "cli/print/words.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace dutyd::cli {

namespace {

namespace json = boost::json;

/// A section's heading: what, and the date it comes to.
std::string section(std::string_view what, const std::string& date, const Paper& paper) {
    return "\n" +
           paper.heading(date.empty() ? std::string(what) : fmt::format("{}: {}", what, date));
}

std::string limit_date(const json::value& limit) {
    std::string date = spoken_day(date_of(limit, "date", "bound"));
    if (text_at(limit, "date").empty()) {
        const auto missing = texts_at(limit, "missing");
        date = missing.empty() ? "no date" : "not known, it needs " + listed(missing);
    }
    return is_true_at(limit, "provisional") ? date + " (provisional)" : date;
}

/// What a limit of this kind is called where its date is given.
std::string heading_of(const json::value& limit) {
    const std::string kind = text_at(limit, "kind");
    if (kind == "asap") return "As soon as practicable, pressing from";
    if (kind == "reasonable") return "Within a reasonable time, by the office's own measure";
    if (kind == "entered") return "Limit that another body sets";
    if (kind == "override") return "Limit fixed by an authority";
    if (kind == "automatic") return "Happens by force of law";
    return kind == "with" ? "Together with another duty" : "Limit";
}

std::string condition_text(const json::value& limit) {
    std::string when = text_at(limit, "when");
    const std::string applies = text_at(limit, "applies");
    if (when.empty() || applies == "yes") return when;
    return when +
           (applies == "no" ? ": it does not, so this limit does not run" : ": not known yet");
}

std::string limit_text(const json::value& limit, Counts counts, const Paper& paper) {
    std::string text = section(heading_of(limit), limit_date(limit), paper);
    text += entries(
        {{"rule", text_at(limit, "rule")},
         {"nature", is_true_at(limit, "directory") ? "late is not invalid for lateness alone" : ""},
         {"only if", condition_text(limit)},
         {"law", law_text(list_at(limit, "law"))},
         {"then", text_at(limit, "rest")},
         {"if missed", text_at(limit, "what-missing-means")},
         {"trouble", text_at(limit, "problem")}},
        paper);
    text += alternatives_text(limit, paper);
    const json::array& ledger = list_at(limit, "ledger");
    return text + (counts == Counts::full_ledger ? full_ledger(ledger, paper)
                                                 : short_count(ledger, paper));
}

std::string chain_text(const json::array& chain, const Paper& paper) {
    std::string text;
    for (const json::value& step : chain) {
        const std::string line = wrap(text_at(step, "text"), paper.text_columns(), "    ");
        text += "  - " + line.substr(4);
    }
    return text;
}

std::string pause_text(const json::value& pause) {
    const std::string last = text_at(pause, "last");
    std::string text =
        fmt::format("{}, {} to {}", text_at(pause, "title"), spoken_day(text_at(pause, "first")),
                    last.empty() ? "an end that is not known" : spoken_day(last));
    if (is_true_at(pause, "expected")) text += ", expected and not yet confirmed";
    const std::string provision = text_at(pause, "provision");
    return provision.empty() ? text : text + " (" + provision + ")";
}

std::string forecast_text(const json::value& duty, const Paper& paper) {
    const std::string actual = text_at(duty, "actual");
    std::string text = actual.empty()
                           ? section("Forecast", spoken_day(date_at(duty, "forecast")), paper)
                           : section("Done", spoken_day(actual), paper);
    text += chain_text(list_at(duty, "forecast-chain"), paper);
    const auto days = number_at(duty, "paused-days");
    for (const json::value& pause : list_at(duty, "paused-by")) {
        text += wrap("Moved by the pause " + pause_text(pause) + ".", paper.text_columns(), "  ");
    }
    if (days.value_or(0) > 0 && actual.empty()) {
        text += fmt::format("  {} lost to pauses.\n", counted(*days, "working day"));
    }
    return text;
}

/// Where the last meeting that works comes before the day the chain allows, that is the reason.
std::string last_meeting_text(const json::value& duty, const Paper& paper) {
    const json::value* meetings = field(duty, "meetings");
    const json::value* last = meetings == nullptr ? nullptr : field(*meetings, "last-usable");
    if (last == nullptr || text_at(*last, "date") != text_at(duty, "latest-safe")) return {};
    const std::string line = fmt::format(
        "The last meeting that still works is on {}, papers by {}.",
        spoken_day(text_at(*last, "date")), spoken_day(text_at(*last, "papers-deadline")));
    return "  - " + wrap(line, paper.text_columns(), "    ").substr(4);
}

std::string latest_safe_text(const json::value& duty, const Paper& paper) {
    const std::string date = text_at(duty, "latest-safe");
    if (date.empty() || !text_at(duty, "actual").empty()) return {};
    std::string text = section("Latest safe date", spoken_day(date), paper);
    text += last_meeting_text(duty, paper) + chain_text(list_at(duty, "latest-safe-chain"), paper);
    const auto slack = number_at(duty, "slack");
    if (!slack) return text;
    const std::string days = counted(std::abs(*slack), "working day");
    return text +
           (*slack < 0 ? paper.toned(Tone::bad, "  The forecast is " + days + " too late.")
                       : "  That leaves " + days + " of slack.") +
           "\n";
}

std::string meeting_entry(const json::value& meeting) {
    const std::string assumed = is_true_at(meeting, "assumed") ? " (an assumed date)" : "";
    return fmt::format("{}{}, papers by {}", spoken_day(text_at(meeting, "date")), assumed,
                       spoken_day(text_at(meeting, "papers-deadline")));
}

std::string meetings_text(const json::value& duty, const Paper& paper) {
    const json::value* meetings = field(duty, "meetings");
    if (meetings == nullptr) return {};
    const auto of = [&](std::string_view which) {
        const json::value* meeting = field(*meetings, which);
        return meeting == nullptr ? std::string("none that is known") : meeting_entry(*meeting);
    };
    return section("Meeting", "", paper) +
           entries({{"lands on", of("lands-on")},
                    {"last that works", of("last-usable")},
                    {"papers rule", text_at(*meetings, "papers-rule")},
                    {"law", law_text(list_at(*meetings, "papers-law"))}},
                   paper);
}

std::string takes_text(const json::value& duty) {
    const std::string takes = text_at(duty, "takes");
    return takes.starts_with("0 ") ? "" : takes;
}

}  // namespace

std::string print_why(const json::value& answer, Counts counts, const Paper& paper) {
    std::string text = duty_heading(answer, paper);
    text += entries({{"stands", paper.toned(tone_of(answer), standing_text(answer))},
                     {"waits for", text_at(answer, "waiting-for")},
                     {"needs to know", listed(texts_at(answer, "missing-facts"))},
                     {"takes", takes_text(answer)},
                     {"target", spoken_day(text_at(answer, "target"))},
                     {"first plan", spoken_day(text_at(answer, "first-plan"))},
                     {"law", law_text(list_at(answer, "law"))},
                     {"assumption", text_at(answer, "assumption")}},
                    paper);
    const json::array& limits = list_at(answer, "limits");
    for (const json::value& limit : limits) text += limit_text(limit, counts, paper);
    if (limits.empty()) {
        text += section("Limit", "none of its own", paper);
    }
    text += bars_text(answer, paper) + forecast_text(answer, paper) + meetings_text(answer, paper) +
            latest_safe_text(answer, paper);
    return text + facts_behind_text(answer, paper);
}

}  // namespace dutyd::cli
