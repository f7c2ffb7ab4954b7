// SPDX-License-Identifier: MIT
#include "lib/alert/slip.hpp"

#include "lib/alert/severity.hpp"
#include "lib/alert/words.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::alert {

using civil::Date;
using plan::DutyIndex;
using plan::Outcome;

namespace {

/// Moved duties listed in a notice; the rest are counted.
constexpr std::size_t moves_listed_max = 12;

struct Moved {
    DutyIndex duty;
    std::optional<Date> from;
    std::optional<Date> to;
    bool limit_moved = false;

    bool later() const { return from && (!to || *to > *from); }
};

bool tracked(const View& view, DutyIndex i) {
    const Outcome& outcome = view.outcome(i);
    return outcome.counts && is_open(outcome) && view.duty(i).kind != rules::DutyKind::automatic;
}

/// The item's meeting has been and nobody has recorded it: its forecast is today's date, every day.
bool awaits_record(const View& view, DutyIndex i) {
    const auto& meeting = view.outcome(i).meeting;
    const plan::MeetingSlot* slot = meeting ? view.meeting(*meeting) : nullptr;
    return slot != nullptr && slot->date < view.now.date;
}

/// Whether drift has crossed something worth telling since people were last told.
bool crossed(const View& after, const Moved& move) {
    const Outcome& outcome = after.outcome(move.duty);
    if (after.duty(move.duty).meeting) {
        return move.from != move.to && !awaits_record(after, move.duty);
    }
    if (!outcome.target || !move.from || !move.to) return false;
    return *move.from <= *outcome.target && *move.to > *outcome.target;
}

/// The same duty before the cause; an outcome without dates if it was not there yet.
const Outcome& outcome_before(const View& before, const View& after, DutyIndex i) {
    static const Outcome nothing;
    if (before.matter.network == after.matter.network) return before.outcome(i);
    const auto index = before.matter.network->find(after.duty(i).id);
    return index ? before.outcome(*index) : nothing;
}

/// For a rescheduling cause the comparison is with the moment before it; for drift with what people
/// were last told.
std::optional<Moved> compare(const View& before, const View& after, DutyIndex i,
                             const Cause& cause) {
    if (!tracked(after, i)) return std::nullopt;
    const Outcome& now = after.outcome(i);
    Moved move{i, outcome_before(before, after, i).forecast.date, now.forecast.date};
    if (!cause.reschedules) {
        if (!after.record(i).told_forecast) return std::nullopt;
        move.from = after.record(i).told_forecast;
        return crossed(after, move) ? std::optional(move) : std::nullopt;
    }
    move.limit_moved = outcome_before(before, after, i).limit.date != now.limit.date;
    const bool lost = move.from && !move.to;
    const bool found = !move.from && move.to && after.record(i).first_plan;  // it once had a date
    const bool shifted = move.from && move.to && *move.from != *move.to;
    return lost || found || shifted || move.limit_moved ? std::optional(move) : std::nullopt;
}

std::vector<Moved> moved_duties(const View& before, const View& after, const Cause& cause) {
    std::vector<Moved> moves;
    for (std::size_t n = 0; n < after.size(); ++n) {
        const auto move = compare(before, after, static_cast<DutyIndex>(n), cause);
        if (move) moves.push_back(*move);
    }
    return moves;
}

/// What a reader should see first: an item that goes to another meeting, else a duty with a limit
/// of its own, else the first that moved.
const Moved& headline_move(const View& after, const std::vector<Moved>& moves) {
    for (const Moved& move : moves) {
        if (after.duty(move.duty).meeting) return move;
    }
    for (const Moved& move : moves) {
        if (after.outcome(move.duty).limit.date) return move;
    }
    return moves.front();
}

std::string headline(const View& after, const Moved& move) {
    const std::string& title = after.duty(move.duty).title;
    if (move.from == move.to) {
        return fmt::format("The limit of \"{}\" is now {}", title,
                           date_words(after.outcome(move.duty).limit));
    }
    if (!move.to) {
        return fmt::format("\"{}\", last forecast for {}, has no date now", title,
                           date_words(move.from));
    }
    return fmt::format("\"{}\" has moved from {} to {}", title, date_words(move.from),
                       date_words(after.outcome(move.duty).forecast));
}

std::string slack_line(const View& before, const View& after, DutyIndex i) {
    const auto was = outcome_before(before, after, i).slack;
    const auto is = after.outcome(i).slack;
    if (!was || !is || *was == *is) return "Slack: " + slack_words(is) + ".";
    return fmt::format("Slack: {}, was {} ({} {}).", slack_words(is), *was,
                       counted(std::abs(*was - *is), "working day"),
                       *is < *was ? "lost" : "gained");
}

/// The limit behind the headline, and whether it moved.
void tell_limit(const View& before, const View& after, DutyIndex i, Alert& alert) {
    const DutyIndex bound = limit_behind(after, i);
    const Outcome& outcome = after.outcome(bound);
    if (!outcome.limit.date) return;
    const bool same = outcome_before(before, after, bound).limit.date == outcome.limit.date;
    alert.facts.push_back(
        fmt::format("{}: \"{}\" by {}{}.", same ? "The limit has not moved" : "The limit has moved",
                    after.duty(bound).title, date_words(outcome.limit),
                    same ? "" : ", was " + date_words(outcome_before(before, after, bound).limit)));
    const std::string law = provision_words(after.duty(bound));
    if (!law.empty()) alert.facts.push_back("Provision: " + law + ".");
    alert.facts.push_back(slack_line(before, after, i));
    const std::string meeting = last_meeting_words(after, i);
    if (!meeting.empty()) alert.facts.push_back(meeting);
}

void tell_pauses(const View& before, const View& after, Alert& alert) {
    for (std::size_t n = 0; n < after.size(); ++n) {
        const auto i = static_cast<DutyIndex>(n);
        const int lost =
            after.outcome(i).paused_days - outcome_before(before, after, i).paused_days;
        if (lost <= 0 || !is_open(after.outcome(i))) continue;
        alert.facts.push_back(fmt::format("\"{}\" loses {} to the pause.", after.duty(i).title,
                                          counted(lost, "working day")));
    }
}

void tell_moves(const View& after, const std::vector<Moved>& moves, DutyIndex headline_duty,
                Alert& alert) {
    std::vector<std::string> lines;
    for (const Moved& move : moves) {
        if (move.duty == headline_duty || move.from == move.to) continue;
        lines.push_back(fmt::format("- \"{}\": {} to {}", after.duty(move.duty).title,
                                    date_words(move.from),
                                    date_words(after.outcome(move.duty).forecast)));
    }
    if (lines.empty()) return;
    alert.facts.emplace_back("Moved with it:");
    const std::size_t shown = std::min(lines.size(), moves_listed_max);
    alert.facts.insert(alert.facts.end(), lines.begin(),
                       lines.begin() + static_cast<std::ptrdiff_t>(shown));
    if (lines.size() > shown) {
        alert.facts.push_back(fmt::format("- and {} more", lines.size() - shown));
    }
}

/// The cause in full, and its first sentence without "Why: " for the first line.
void tell_cause(const Cause& cause, Alert& alert) {
    alert.cause = cause.lines;
    alert.cause_seq = cause.reschedules ? cause.seq : 0;
    if (cause.lines.empty()) return;
    const std::string& first = cause.lines.front();
    constexpr std::string_view mark = "Why: ";
    alert.why = first.rfind(mark, 0) == 0 ? first.substr(mark.size()) : first;
    while (!alert.why.empty() && alert.why.back() == '.') alert.why.pop_back();
}

void tell_in_brief(const View& after, const std::vector<Moved>& moves, DutyIndex headline_duty,
                   Alert& alert) {
    for (const Moved& move : moves) alert.moved.push_back(after.duty(move.duty).id);
    const Outcome& bound = after.outcome(limit_behind(after, headline_duty));
    alert.slack = after.outcome(headline_duty).slack;
    if (bound.limit.date) alert.brief = "limit " + date_words(bound.limit);
    if (alert.slack) alert.brief += (alert.brief.empty() ? "" : ", ") + slack_words(alert.slack);
    if (moves.size() > 1) {
        alert.brief += fmt::format("{}{} with it", alert.brief.empty() ? "" : "; ",
                                   counted(static_cast<long long>(moves.size()) - 1, "more date"));
    }
}

std::string next_step(const View& after, DutyIndex i) {
    const Outcome& outcome = after.outcome(i);
    if (outcome.papers_deadline) {
        return fmt::format("Have the papers ready by {} for that meeting. The count: {}",
                           date_words(outcome.papers_deadline), why_command(after, i));
    }
    return "See the count: " + why_command(after, i);
}

std::vector<std::string> owners(const View& after, const std::vector<Moved>& moves) {
    std::vector<std::string> roles;
    for (const Moved& move : moves) {
        const std::string& owner = after.duty(move.duty).owner;
        const std::string& role = owner.empty() ? after.body.fallback_role : owner;
        if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
    }
    return roles;
}

}  // namespace

DutyIndex limit_behind(const View& view, DutyIndex i) {
    for (std::size_t step = 0; step < view.size(); ++step) {
        const auto& reasons = view.outcome(i).latest_safe_reasons;
        if (reasons.empty() || reasons.front().kind != plan::Reason::Kind::successor) return i;
        i = *reasons.front().other;
    }
    return i;
}

std::optional<Alert> find_slip(const View& before, const View& after, const Cause& cause) {
    const std::vector<Moved> moves = moved_duties(before, after, cause);
    if (moves.empty()) return std::nullopt;
    const Moved& first = headline_move(after, moves);
    const bool later = std::any_of(moves.begin(), moves.end(), [](const Moved& move) {
        return move.later() || move.limit_moved;
    });
    Alert alert;
    alert.condition = later ? Condition::slip : Condition::recovered;
    alert.key = fmt::format("{}/{}/{}/{}", name(alert.condition), after.matter.id,
                            after.duty(first.duty).id, cause.seq);
    alert.level = level_of(alert.condition, gravity_of(after, first.duty));
    alert.matter = after.matter.id;
    alert.duty = after.duty(first.duty).id;
    alert.headline = headline(after, first);
    tell_cause(cause, alert);
    tell_pauses(before, after, alert);
    tell_limit(before, after, first.duty, alert);
    tell_moves(after, moves, first.duty, alert);
    alert.to_do = next_step(after, first.duty);
    alert.roles = owners(after, moves);
    tell_in_brief(after, moves, first.duty, alert);
    return alert;
}

}  // namespace dutyd::alert
