// SPDX-License-Identifier: MIT
// `show`: a matter with its facts and duties, or one duty with its dates.
#include "cli/print/json_fields.hpp"
#include "cli/print/phrases.hpp"
#include "cli/print/table.hpp"
#include "cli/print/text_width.hpp"
#include "cli/print/views.hpp"
#include "cli/print/words.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>

namespace dutyd::cli {

namespace {

namespace json = boost::json;

/// Where a fact is known from; what the law takes to have happened says why.
std::string source_text(const json::value& fact) {
    const std::string status = text_at(fact, "status");
    const std::string why = text_at(fact, "why");
    std::string source = why.empty() ? text_at(fact, "source") : why;
    if (status.empty() || status == "recorded") return source;
    const std::string word = status == "deemed" ? "on the record so far" : status;
    return source.empty() ? word : word + ": " + source;
}

std::string facts_text(const json::value& matter, const Paper& paper) {
    const json::array& facts = list_at(matter, "facts");
    if (facts.empty()) return {};
    Table table{{{"Fact"},
                 {"Value"},
                 {"What it is", Align::left, 16, 1},
                 {"Known on", Align::left, 0, 2},
                 {"Source", Align::left, 12, 3}},
                {}};
    for (const json::value& fact : facts) {
        const std::string value = text_at(fact, "value");
        table.rows.push_back({{text_at(fact, "fact"), Tone::strong},
                              {value.empty() ? "not known" : day_text(value),
                               value.empty() ? Tone::warning : Tone::plain},
                              {text_at(fact, "title"), Tone::plain},
                              {day_text(text_at(fact, "known-on")), Tone::plain},
                              {source_text(fact), Tone::plain}});
    }
    return "\n" + paper.heading("Facts") + print(table, paper);
}

std::string pauses_text(const json::value& matter, const Paper& paper) {
    const json::array& pauses = list_at(matter, "pauses");
    if (pauses.empty()) return {};
    Table table{{{"Pause"},
                 {"Title", Align::left, 16, 1},
                 {"From"},
                 {"To"},
                 {"Suspends", Align::left, 12, 2},
                 {""}},
                {}};
    for (const json::value& pause : pauses) {
        const bool expected = is_true_at(pause, "expected");
        const std::string last = text_at(pause, "last");
        table.rows.push_back({{text_at(pause, "pause"), Tone::strong},
                              {text_at(pause, "title"), Tone::plain},
                              {day_text(text_at(pause, "first")), Tone::plain},
                              {last.empty() ? "not known" : day_text(last), Tone::plain},
                              {listed(texts_at(pause, "activities")), Tone::plain},
                              {expected ? "expected" : "", Tone::warning}});
    }
    return "\n" + paper.heading("Pauses") + print(table, paper);
}

/// Of a duty that is still to be done.
Cell slack_cell(const json::value& duty) {
    const auto slack = number_at(duty, "slack");
    if (!slack) return {"", Tone::plain};
    return {slack_text(*slack), *slack < 0 ? Tone::bad : Tone::plain};
}

std::vector<Cell> duty_row(const json::value& duty) {
    const std::string actual = text_at(duty, "actual");
    return {{text_at(duty, "duty"), Tone::strong},
            {text_at(duty, "title"), Tone::plain},
            {standing_text(duty), tone_of(duty)},
            {actual.empty() ? short_date_at(duty, "forecast") : "done " + day_text(actual),
             Tone::plain},
            {day_text(text_at(duty, "latest-safe")), Tone::plain},
            {short_date_at(duty, "limit"), Tone::plain},
            actual.empty() ? slack_cell(duty) : Cell{"", Tone::plain}};
}

std::string duties_text(const json::value& matter, const Paper& paper) {
    Table table{{{"Duty"},
                 {"Title", Align::left, 16, 3},
                 {"Standing", Align::left, 12},
                 {"Forecast"},
                 {"Latest safe", Align::left, 0, 2},
                 {"Limit", Align::left, 0, 1},
                 {"Slack", Align::right, 0, 1}},
                {}};
    for (const json::value& duty : list_at(matter, "duties")) table.rows.push_back(duty_row(duty));
    return "\n" + paper.heading("Duties") + print(table, paper) +
           footnotes(list_at(matter, "duties"));
}

std::string matter_text(const json::value& matter, const Paper& paper) {
    std::string text = paper.heading(text_at(matter, "title"));
    text += fmt::format("{}, opened {}: {} open, {} done\n", text_at(matter, "matter"),
                        day_text(text_at(matter, "opened")), text_at(matter, "open"),
                        text_at(matter, "done"));
    return text + facts_text(matter, paper) + pauses_text(matter, paper) +
           duties_text(matter, paper);
}

/// The checklist: what is covered, on which day, shown by what.
std::string items_text(const json::value& duty, const Paper& paper) {
    const json::array& items = list_at(duty, "items");
    if (items.empty()) return {};
    Table table{{{"Item"},
                 {"What it is", Align::left, 16, 1},
                 {"Covered"},
                 {"By", Align::left, 0, 2},
                 {"Evidence", Align::left, 12, 3}},
                {}};
    for (const json::value& item : items) {
        const std::string on = text_at(item, "on");
        table.rows.push_back(
            {{text_at(item, "item"), Tone::strong},
             {text_at(item, "title"), Tone::plain},
             {on.empty() ? "not yet" : day_text(on), on.empty() ? Tone::warning : Tone::plain},
             {text_at(item, "by"), Tone::plain},
             {text_at(item, "evidence"), Tone::plain}});
    }
    return "\n" + paper.heading("Checklist") + print(table, paper);
}

std::string duty_text(const json::value& duty, const Paper& paper) {
    std::string text = duty_heading(duty, paper) + "\n" + facts_of_duty(duty, paper);
    const std::string assurance = text_at(duty, "assurance");
    if (!assurance.empty()) {
        text +=
            "\n" + paper.heading("How it is assured") + wrap(assurance, paper.text_columns(), "  ");
    }
    text += items_text(duty, paper);
    text += fmt::format("\ndutyctl why {} explains every date.\n", duty_name(duty));
    return text;
}

}  // namespace

std::string print_show(const json::value& answer, const Paper& paper) {
    return field(answer, "duties") != nullptr ? matter_text(answer, paper)
                                              : duty_text(answer, paper);
}

}  // namespace dutyd::cli
