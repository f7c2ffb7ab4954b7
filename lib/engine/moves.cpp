// SPDX-License-Identifier: MIT
#include "lib/engine/moves.hpp"

#include "lib/base/text.hpp"

namespace dutyd::engine {

namespace {

using plan::DutyIndex;
using plan::Outcome;

std::string words(const std::optional<civil::Date>& date) {
    return date ? date->iso() : "";
}
std::string words(const rules::When& when) {
    return when.date ? rules::text(when) : "";
}
std::string words(const std::optional<std::string>& text) {
    return text.value_or("");
}

std::string words(plan::Standing standing) {
    return plan::text(standing);
}
std::string words(plan::Risks risks) {
    return join(plan::risk_names(risks), ", ");
}

/// The first reason of the new forecast, as a short cause.
std::string cause(const Snapshot& after, const plan::Matter& matter, const Outcome& outcome) {
    for (const std::string& pause : outcome.paused_by) {
        for (const plan::Pause& known : after.bodies.at(matter.body).pauses) {
            if (known.id != pause) continue;
            return (known.expected ? "expected pause: " : "pause: ") + known.title;
        }
    }
    if (outcome.forecast_reasons.empty()) return {};
    const plan::Reason& reason = outcome.forecast_reasons.front();
    if (reason.other) return "follows " + matter.network->duty(*reason.other).id;
    return reason.label;
}

/// One duty, before and after.
struct Pair {
    const plan::Matter& matter;
    DutyIndex duty;
    const Outcome& was;
    const Outcome& is;
};

void compare(const Snapshot& after, const Pair& pair, std::vector<Move>& list) {
    const Outcome& was = pair.was;
    const Outcome& is = pair.is;
    // Most have not moved, and then nobody needs the words.
    const auto note = [&](const char* what, const auto& before, const auto& now) {
        if (before == now) return;
        const std::string from = words(before);
        const std::string to = words(now);
        if (from == to) return;
        const rules::Duty& duty = pair.matter.network->duty(pair.duty);
        list.push_back({pair.matter.id, duty.id, duty.title, what, from, to,
                        cause(after, pair.matter, is), was.slack, is.slack});
    };
    if (!was.counts && !is.counts) return;
    note("limit", was.limit, is.limit);
    note("forecast", was.forecast, is.forecast);
    note("latest safe", was.latest_safe, is.latest_safe);
    note("target", was.target, is.target);
    note("meeting", was.meeting, is.meeting);
    note("standing", was.standing, is.standing);
    note("risk", was.risks, is.risks);
}

}  // namespace

std::vector<Move> moves(const Snapshot& before, const Snapshot& after) {
    std::vector<Move> list;
    for (const auto& [id, schedule] : after.schedules) {
        const auto old = before.schedules.find(id);
        if (old != before.schedules.end() && old->second == schedule) continue;  // taken over
        const plan::Matter& matter = *after.matter(id);
        static const Outcome nothing;
        for (std::size_t n = 0; n < schedule->outcomes.size(); ++n) {
            const auto i = static_cast<DutyIndex>(n);
            const auto known = old != before.schedules.end()
                                   ? before.matter(id)->network->find(matter.network->duty(i).id)
                                   : std::nullopt;
            const Outcome& was = known ? old->second->outcomes[*known] : nothing;
            compare(after, {matter, i, was, schedule->outcomes[n]}, list);
        }
    }
    return list;
}

}  // namespace dutyd::engine
