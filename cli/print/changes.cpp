// SPDX-License-Identifier: MIT
// What a change did, and what it would do: dates that move, alerts and who would be told.
#include "cli/print/diagnostics.hpp"
#include "cli/print/json_fields.hpp"
#include "cli/print/table.hpp"
#include "cli/print/text_width.hpp"
#include "cli/print/views.hpp"
#include "cli/print/words.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <boost/json/array.hpp>

namespace dutyd::cli {

namespace {

namespace json = boost::json;

/// Said once for a duty, beside its dates, not again beside its standing.
std::string slack_change(const json::value& move) {
    const std::string what = text_at(move, "what");
    if (what != "forecast" && what != "limit" && what != "latest safe") return {};
    const auto before = number_at(move, "slack-before");
    const auto after = number_at(move, "slack-after");
    if (!after) return {};
    if (!before || *before == *after) return slack_text(*after);
    return slack_text(*before) + " -> " + slack_text(*after);
}

std::string known(const std::string& text) {
    return text.empty() ? "not known" : day_text(text);
}

/// A matter that was not there before: nothing of it has moved, it has been scheduled.
bool is_new(const json::array& moves, const std::string& matter) {
    return std::all_of(moves.begin(), moves.end(), [&](const json::value& move) {
        const std::string what = text_at(move, "what");
        const bool tells_nothing = what == "standing" || what == "risk";
        return tells_nothing || text_at(move, "matter") != matter || text_at(move, "from").empty();
    });
}

bool is_dated(const json::value& move) {
    const std::string what = text_at(move, "what");
    return what != "standing" && what != "risk";
}

Table table_of_moves(const json::array& moves, const std::string& body) {
    Table table{
        {{"Duty"}, {"What"}, {"Was"}, {"Becomes"}, {"Slack"}, {"Because", Align::left, 20, 1}}, {}};
    for (const json::value& move : moves) {
        if (!is_dated(move)) continue;
        const auto after = number_at(move, "slack-after");
        table.rows.push_back({{without_body(duty_name(move), body), Tone::strong},
                              {text_at(move, "what"), Tone::plain},
                              {known(text_at(move, "from")), Tone::plain},
                              {known(text_at(move, "to")), Tone::warning},
                              {slack_change(move), after && *after < 0 ? Tone::bad : Tone::plain},
                              {text_at(move, "cause"), Tone::plain}});
    }
    return table;
}

/// "slipping: plan-2024/issue, plan-2024/publish": who comes to stand how.
std::string standings_text(const json::array& moves, const std::string& body, const Paper& paper) {
    std::vector<std::pair<std::string, std::vector<std::string>>> groups;
    for (const json::value& move : moves) {
        if (is_dated(move)) continue;
        const std::string to = text_at(move, "to");
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const auto& one) { return one.first == to; });
        if (group == groups.end()) group = groups.insert(groups.end(), {to, {}});
        group->second.push_back(without_body(duty_name(move), body));
    }
    std::string text;
    for (const auto& [standing, duties] : groups) {
        text += wrap(fmt::format("now {}: {}", standing, join(duties, ", ")), paper.text_columns());
    }
    return text;
}

std::vector<std::string> matters_of(const json::array& list) {
    std::vector<std::string> names;
    for (const json::value& item : list) names.push_back(text_at(item, "matter"));
    return names;
}

/// Everything that moved; matters that are new are counted, not listed date by date.
std::string moves_text(const json::array& all, std::string_view how, const Paper& paper) {
    std::string text;
    json::array moves;
    std::vector<std::string> seen;
    for (const json::value& move : all) {
        const std::string matter = text_at(move, "matter");
        if (!is_new(all, matter)) {
            moves.push_back(move);
        } else if (std::find(seen.begin(), seen.end(), matter) == seen.end()) {
            seen.push_back(matter);
            text +=
                fmt::format("The dates of {0} have been worked out: dutyctl show {0}\n", matter);
        }
    }
    if (moves.empty()) return text;
    const std::string body = shared_body(matters_of(moves));
    const Table table = table_of_moves(moves, body);
    if (!table.rows.empty()) {
        const std::string count = counted(static_cast<long long>(table.rows.size()), "date");
        text += paper.heading(fmt::format("{} {}", count, how)) + print(table, paper);
    }
    return text + standings_text(moves, body, paper);
}

/// Duties that become unreachable are said apart: no slack is left to argue about.
std::string unreachable_text(const json::array& moves, const Paper& paper) {
    std::string text;
    for (const json::value& move : moves) {
        const bool becomes = text_at(move, "what") == "risk" &&
                             text_at(move, "to").find("unreachable") != std::string::npos &&
                             text_at(move, "from").find("unreachable") == std::string::npos;
        if (becomes) text += "  " + paper.toned(Tone::bad, duty_name(move)) + "\n";
    }
    return text.empty() ? text : "\n" + paper.heading("Could no longer be done in time") + text;
}

std::string notices_text(const json::value& answer, const Paper& paper) {
    const json::array& notices = list_at(answer, "notices");
    if (notices.empty()) return "\nNobody would be sent a notice.\n";
    std::string text =
        "\n" +
        paper.heading(counted(static_cast<long long>(notices.size()), "notice") + " would be sent");
    Table table{{{"To"}, {"Subject", Align::left, 30}}, {}};
    for (const json::value& notice : notices) {
        table.rows.push_back(
            {{text_at(notice, "person"), Tone::strong}, {text_at(notice, "subject"), Tone::plain}});
    }
    return text + print(table, paper);
}

std::string findings_text(const json::value& reply, const Paper& paper) {
    const json::array& findings = list_at(reply, "findings");
    if (findings.empty()) return {};
    std::string text = "\n" + paper.heading("Findings");
    for (const json::value& finding : findings) text += finding_text(finding);
    return text;
}

std::string did_text(const json::value& answer) {
    std::string text;
    for (const std::string& what : texts_at(answer, "did")) text += what + "\n";
    return text;
}

std::string numbers_text(const json::value& answer, const Paper& paper) {
    const auto first = number_at(answer, "first-seq");
    const auto last = number_at(answer, "last-seq");
    if (!first || !last || *last < *first || *last == 0) return {};
    const std::string numbers = *first == *last ? fmt::format("number {}", *first)
                                                : fmt::format("numbers {} to {}", *first, *last);
    return paper.toned(Tone::faint, "Recorded in the journal as " + numbers + ".") + "\n";
}

std::string count_at(const json::value& reply, std::string_view key, std::string_view noun) {
    return counted(number_at(reply, key).value_or(0), noun);
}

}  // namespace

std::string print_preview(const json::value& answer, const Paper& paper) {
    std::string text = paper.toned(Tone::faint, "A preview: nothing has been recorded.") + "\n\n";
    for (const json::value& one : list_at(answer, "answers")) text += did_text(one);
    const json::array& moves = list_at(answer, "moves");
    text += moves.empty() ? "No date would move.\n" : moves_text(moves, "would move", paper);
    return text + unreachable_text(moves, paper) + notices_text(answer, paper) +
           findings_text(answer, paper);
}

std::string print_recorded(const json::value& reply, const Paper& paper) {
    const json::value* answer = field(reply, "answer");
    const json::value& what = answer == nullptr ? reply : *answer;
    std::string text = did_text(what);
    if (text.empty()) text = "Nothing changed.\n";
    text += numbers_text(what, paper);
    if (is_true_at(reply, "replayed")) {
        text += "This had been recorded before; it was not done twice.\n";
    }
    const json::array& moves = list_at(reply, "moves");
    return moves.empty() ? text : text + "\n" + moves_text(moves, "moved", paper);
}

std::string print_clock(const json::value& reply, const Paper& paper) {
    return fmt::format("{} {}; {}, {}, {} on the way\n",
                       paper.toned(Tone::strong, "The clock says"),
                       day_text(text_at(reply, "local")), count_at(reply, "turns", "turn"),
                       count_at(reply, "events", "event"), count_at(reply, "notices", "notice"));
}

std::string print_reloaded(const json::value& reply, const Paper& paper) {
    std::string text = is_true_at(reply, "changed")
                           ? "What was read differs from before and is in force now.\n"
                           : "Nothing has changed since it was last read.\n";
    const json::array& moves = list_at(reply, "moves");
    if (!moves.empty()) text += "\n" + moves_text(moves, "moved", paper);
    return text + findings_text(reply, paper);
}

}  // namespace dutyd::cli
