// SPDX-License-Identifier: MIT
#include "cli/print/ledger.hpp"

#include "cli/print/json_fields.hpp"
#include "cli/print/table.hpp"
#include "cli/print/text_width.hpp"
#include "cli/print/words.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::cli {

namespace {

namespace json = boost::json;

/// One run of counted and passed-over days between two steps.
struct Count {
    std::string first;  // the first counted day
    std::string last;
    std::int64_t days = 0;
    int weekend = 0;
    std::vector<std::string> passed_over;  // named days, not weekends
};

/// Why a day does not count, where it already stands under "not counted".
std::string reason_in(const json::value& line) {
    std::string reason = text_at(line, "text");
    constexpr std::string_view repeated = ", not counted";
    if (reason.ends_with(repeated)) reason.resize(reason.size() - repeated.size());
    return reason;
}

bool is_weekend(const std::string& reason) {
    return reason == "Saturday" || reason == "Sunday";
}

void add(Count& count, const json::value& line) {
    const std::string date = spoken_day(text_at(line, "date"));
    if (text_at(line, "kind") == "counted") {
        if (count.first.empty()) count.first = date;
        count.last = date;
        count.days = number_at(line, "number").value_or(0);
        return;
    }
    const std::string reason = reason_in(line);
    if (is_weekend(reason)) {
        ++count.weekend;
    } else {
        count.passed_over.push_back(fmt::format("{} ({})", date, reason));
    }
}

std::string told(const Count& count, const Paper& paper) {
    if (count.days == 0 && count.passed_over.empty() && count.weekend == 0) return {};
    std::string text;
    if (count.days == 1) text = fmt::format("day 1 is {}", count.first);
    if (count.days > 1) {
        text = fmt::format("day 1 is {}, day {} is {}", count.first, count.days, count.last);
    }
    std::vector<std::string> skipped = count.passed_over;
    if (count.weekend > 0) skipped.push_back(counted(count.weekend, "weekend day"));
    if (!skipped.empty()) {
        text += (text.empty() ? "not counted: " : "; not counted: ") + listed(skipped);
    }
    return wrap(text, paper.text_columns(), "      ");
}

std::string step_text(const json::value& line, const Paper& paper) {
    const std::string date = text_at(line, "date");
    const std::string what = text_at(line, "text");
    return wrap(date.empty() ? what : fmt::format("{}: {}", what, spoken_day(date)),
                paper.text_columns(), "    ");
}

}  // namespace

std::string short_count(const json::array& ledger, const Paper& paper) {
    std::string text;
    Count count;
    for (const json::value& line : ledger) {
        if (text_at(line, "kind") != "step") {
            add(count, line);
            continue;
        }
        text += told(count, paper) + step_text(line, paper);
        count = {};
    }
    text += told(count, paper);
    return text.empty() ? text : "  The count:\n" + text;
}

std::string full_ledger(const json::array& ledger, const Paper& paper) {
    if (ledger.empty()) return {};
    Table table{{{"", Align::right}, {""}, {"", Align::left, 30}}, {}};
    for (const json::value& line : ledger) {
        const std::string kind = text_at(line, "kind");
        const Tone tone = kind == "passed-over" ? Tone::faint
                          : kind == "step"      ? Tone::strong
                                                : Tone::plain;
        const std::string mark = kind == "counted"       ? text_at(line, "number")
                                 : kind == "passed-over" ? "not counted"
                                                         : "";
        const std::string what = kind == "counted" ? "" : reason_in(line);
        table.rows.push_back(
            {{"  " + mark, tone}, {spoken_day(text_at(line, "date")), tone}, {what, tone}});
    }
    const std::string printed = print(table, paper);
    return "  The count:\n" + printed.substr(printed.find('\n') + 1);
}

}  // namespace dutyd::cli
