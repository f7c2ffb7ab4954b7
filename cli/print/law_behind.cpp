// SPDX-License-Identifier: MIT
#include "cli/print/law_behind.hpp"

#include "cli/print/json_fields.hpp"
#include "cli/print/phrases.hpp"
#include "cli/print/text_width.hpp"
#include "cli/print/words.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>

namespace dutyd::cli {

namespace json = boost::json;

namespace {

std::string item(const std::string& line, const Paper& paper) {
    return "  - " + wrap(line, paper.text_columns(), "    ").substr(4);
}

/// Why an alternative does not count, or that it does.
std::string place_of(const json::value& alternative) {
    if (is_true_at(alternative, "counts")) return "this one counts";
    if (text_at(alternative, "applies") == "no") return "does not apply here";
    if (text_at(alternative, "applies") == "unknown") return "not known whether it applies";
    const json::value* in_force = field(alternative, "in-force");
    if (in_force != nullptr && in_force->is_bool() && !in_force->as_bool()) {
        return "not the law of that day";
    }
    return "";
}

std::string alternative_text(const json::value& alternative, const Paper& paper) {
    const std::string title = text_at(alternative, "title");
    std::string line = text_at(alternative, "words");
    if (!title.empty()) line += ": " + title;
    const std::string when = text_at(alternative, "when");
    if (!when.empty()) line += ", when " + when;
    const std::string place = place_of(alternative);
    if (!place.empty()) line += " (" + place + ")";
    const std::string law = law_text(list_at(alternative, "law"));
    return item(law.empty() ? line : line + "; " + law, paper);
}

std::string chosen_words(const json::value& rule) {
    const std::string by = text_at(rule, "chosen-by");
    if (by == "office") return "the office has chosen";
    return by == "pack" ? "the pack has chosen" : "the safest counts";
}

std::string bar_days(const json::value& bar) {
    const std::string from = text_at(bar, "from");
    const std::string until = text_at(bar, "until");
    if (from.empty()) return "before " + until;
    return "from " + from +
           (until.empty() || until == "not known yet" ? ", no end in sight" : " until " + until);
}

}  // namespace

std::string alternatives_text(const json::value& rule, const Paper& paper) {
    std::string text;
    for (const char* key : {"versions", "readings"}) {
        const json::array& list = list_at(rule, key);
        if (list.empty()) continue;
        text += std::string(key) == "versions"
                    ? "  The rule has versions:\n"
                    : fmt::format("  Disputed ({}); {}:\n", text_at(rule, "question"),
                                  chosen_words(rule));
        for (const json::value& one : list) text += alternative_text(one, paper);
    }
    return text;
}

std::string bars_text(const json::value& duty, const Paper& paper) {
    std::string text;
    for (const json::value& bar : list_at(duty, "bars")) {
        if (text.empty()) text += "\n" + paper.heading("May not be done");
        const std::string condition = text_at(bar, "when");
        text += entries(
            {{"days", bar_days(bar)},
             {"only if", condition.empty() ? "" : condition + " (" + text_at(bar, "applies") + ")"},
             {"why", text_at(bar, "why")},
             {"done then", text_at(bar, "effect") == "not-done" ? "the law treats it as not done"
                                                                : "it is unlawful"},
             {"law", law_text(list_at(bar, "law"))},
             {"trouble", text_at(bar, "problem")}},
            paper);
        text += alternatives_text(bar, paper);
    }
    return text;
}

std::string fact_value_text(const json::value& fact) {
    std::string value = text_at(fact, "value");
    if (value.empty()) return "not known yet";
    const std::string status = text_at(fact, "status");
    const std::string why = text_at(fact, "why");
    if (field(fact, "rule") != nullptr || !why.empty() || status == "deemed") {
        return value + " on the record so far" + (why.empty() ? "" : ": " + why);
    }
    const std::string source = text_at(fact, "source");
    if (status.empty() || status == "recorded") return value;
    return fmt::format("{} ({}{})", value, status, source.empty() ? "" : ": " + source);
}

std::string facts_behind_text(const json::value& duty, const Paper& paper) {
    const json::array& facts = list_at(duty, "facts");
    if (facts.empty()) return {};
    std::string text = "\n" + paper.heading("Facts");
    for (const json::value& fact : facts) {
        text += item(text_at(fact, "fact") + ": " + fact_value_text(fact), paper);
    }
    return text;
}

}  // namespace dutyd::cli
