// SPDX-License-Identifier: MIT
#include "lib/rules/evaluator.hpp"
#include "lib/rules/expression_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

const std::vector<std::string>& usual_kinds() {
    static const std::vector<std::string> kinds{"full", "sub-committee", "hearing"};
    return kinds;
}

std::optional<Point> least(const std::optional<Point>& a, const std::optional<Point>& b) {
    if (!a || !b) return a ? a : b;
    return *b < *a ? b : a;
}

std::optional<Point> greatest(const std::optional<Point>& a, const std::optional<Point>& b) {
    if (!a || !b) return a ? a : b;
    return *a < *b ? b : a;
}

/// What all operands lack, and whether any stands on a projection.
Estimate gathered(const std::vector<Estimate>& operands) {
    Estimate result;
    for (const Estimate& operand : operands) {
        result.missing.insert(operand.missing.begin(), operand.missing.end());
        result.ends.provisional |= operand.ends.provisional;
    }
    return result;
}

/// Not before the greatest known earliest end; known exactly when every latest end is known and
/// agrees.
Estimate latest(const std::vector<Estimate>& operands) {
    Estimate result = gathered(operands);
    bool all_end = true;
    for (const Estimate& operand : operands) {
        result.ends.lo = greatest(result.ends.lo, operand.ends.lo);
        result.ends.hi = greatest(result.ends.hi, operand.ends.hi);
        all_end = all_end && operand.ends.hi.has_value();
    }
    if (!all_end) result.ends.hi.reset();
    return result;
}

}  // namespace

Value Evaluator::of(const Node& node, const form::Choice& choice) {
    std::vector<Estimate> operands;
    for (const NodePtr& operand : choice.operands) operands.push_back(day(*operand));
    Estimate result = choice.earliest ? earliest(operands) : latest(operands);
    if (result.ends.is_exact()) result.missing.clear();
    step(node, result);
    return result;
}

/// Not after the least known latest end. What has no earliest end is taken not to have happened
/// yet: once today has passed the least known end, it can no longer come first.
Estimate Evaluator::earliest(const std::vector<Estimate>& operands) const {
    Estimate result = gathered(operands);
    for (const Estimate& operand : operands) {
        result.ends.hi = least(result.ends.hi, operand.ends.hi);
    }
    const civil::Date today = env_.today();
    const bool passed = result.ends.hi && result.ends.hi->date < today;
    bool all_begin = true;
    for (const Estimate& operand : operands) {
        const bool to_come = passed && (!operand.ends.hi || operand.ends.hi->date >= today);
        all_begin = all_begin && (operand.ends.lo.has_value() || to_come);
        result.ends.lo = least(result.ends.lo, operand.ends.lo);
    }
    if (!all_begin) result.ends.lo.reset();
    return result;
}

/// `first panel meeting on or after X`. None known is unknown, not an error: one may be called.
Value Evaluator::of(const Node& node, const form::Meeting& meeting) {
    const Estimate anchor = day(*meeting.anchor);
    const auto meetings = env_.meetings(meeting.calendar);
    if (!meetings) {
        const auto ids = env_.meeting_calendar_ids();
        fail_at(node, meeting.calendar,
                make_error(fmt::format("there is no meeting calendar '{}'", meeting.calendar),
                           slip_hint(meeting.calendar, ids)));
        return Estimate{};
    }
    check_kind(node, meeting, *meetings);
    Estimate result = mapped(anchor, [&](const Point& point, civil::Ledger*) {
        return nearest_meeting(meeting, *meetings, point.date);
    });
    const bool none_found =
        (anchor.ends.lo && !result.ends.lo) || (anchor.ends.hi && !result.ends.hi);
    if (none_found) {
        result.missing.insert(fmt::format("a {}{}{} meeting", meeting.kind,
                                          meeting.kind.empty() ? "" : " ", meeting.calendar));
    }
    step(node, result);
    return result;
}

Ends<Point> Evaluator::nearest_meeting(const form::Meeting& meeting,
                                       const std::vector<MeetingDay>& meetings,
                                       civil::Date day) const {
    using Side = form::Meeting::Side;
    std::vector<civil::Date> fitting;
    for (const MeetingDay& each : meetings) {
        const bool right_kind = meeting.kind.empty() || each.kind == meeting.kind;
        const bool right_side = (meeting.side == Side::on_or_after && each.date >= day) ||
                                (meeting.side == Side::after && each.date > day) ||
                                (meeting.side == Side::on_or_before && each.date <= day) ||
                                (meeting.side == Side::before && each.date < day);
        if (right_kind && right_side) fitting.push_back(each.date);
    }
    std::sort(fitting.begin(), fitting.end());
    const std::size_t n =
        meeting.nth.is_last() ? fitting.size() : static_cast<std::size_t>(meeting.nth.n);
    if (n == 0 || n > fitting.size()) return {};
    return Ends<Point>::exactly({fitting[n - 1], std::nullopt});
}

void Evaluator::check_kind(const Node& node, const form::Meeting& meeting,
                           const std::vector<MeetingDay>& meetings) {
    if (meeting.kind.empty()) return;
    std::vector<std::string> kinds = usual_kinds();
    for (const MeetingDay& each : meetings) kinds.push_back(each.kind);
    if (std::find(kinds.begin(), kinds.end(), meeting.kind) != kinds.end()) return;
    std::string hint = slip_hint(meeting.kind, kinds);
    if (hint.empty()) hint = "kinds are full, sub-committee and hearing";
    fail_at(node, meeting.kind,
            make_error(fmt::format("there is no kind of {} meeting called '{}'", meeting.calendar,
                                   meeting.kind),
                       std::move(hint)));
}

}  // namespace dutyd::rules
