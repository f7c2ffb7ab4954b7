// SPDX-License-Identifier: MIT
// Meetings: what an office reschedules.
#include "lib/base/text.hpp"
#include "lib/engine/decide_parts.hpp"

#include <fmt/format.h>

namespace dutyd::engine {

namespace {

Result<const MeetingRecord*> find_meeting(const State& state, const std::string& body,
                                          const std::string& meeting) {
    const auto found = state.meetings.find(body + "/" + meeting);
    if (found != state.meetings.end() && !found->second.cancelled) return &found->second;
    if (found != state.meetings.end()) {
        return make_error(fmt::format("the meeting '{}' is cancelled", meeting));
    }
    std::vector<std::string> known;
    for (const auto& [id, record] : state.meetings) {
        if (record.body == body && !record.cancelled) known.push_back(record.meeting.id);
    }
    std::string hint = did_you_mean(meeting, known);
    if (hint.empty() && !known.empty()) hint = "there are: " + join(known, ", ");
    return make_error(fmt::format("{} has no meeting '{}'", body, meeting), hint);
}

}  // namespace

Result<Decision> Deciding::operator()(const MeetingAdd& add) const {
    const auto body = find_body(bench.state, add.body);
    if (!body) return body.error();
    const std::string& owner = (*body)->id;
    std::vector<std::string> calendars;
    for (const auto& calendar : (*body)->meeting_calendars) calendars.push_back(calendar.id);
    if (std::find(calendars.begin(), calendars.end(), add.calendar) == calendars.end()) {
        std::string hint = did_you_mean(add.calendar, calendars);
        if (hint.empty()) hint = "it has: " + join(calendars, ", ");
        return make_error(fmt::format("{} has no meeting calendar '{}'", owner, add.calendar),
                          hint);
    }
    const std::string id = add.calendar + "-" + add.date.iso();
    const auto existing = bench.state.meetings.find(owner + "/" + id);
    if (existing != bench.state.meetings.end() && !existing->second.cancelled) {
        return make_error(fmt::format("the {} meets on {} already", add.calendar, add.date.iso()));
    }
    Decision decision;
    decision.payloads.push_back(journal::MeetingAdded{
        owner, id, add.calendar, add.date, add.time, add.kind.empty() ? "full" : add.kind,
        add.title, add.submission, command.authority});
    decision.did.push_back(fmt::format("meeting {} added", id));
    return decision;
}

Result<Decision> Deciding::operator()(const MeetingMove& move) const {
    const auto body = find_body(bench.state, move.body);
    if (!body) return body.error();
    const auto meeting = find_meeting(bench.state, (*body)->id, move.meeting);
    if (!meeting) return meeting.error();
    Decision decision;
    decision.payloads.push_back(
        journal::MeetingMoved{(*body)->id, move.meeting, move.to, move.time});
    decision.did.push_back(fmt::format("meeting {} moved from {} to {}", move.meeting,
                                       (*meeting)->meeting.date.iso(), move.to.iso()));
    return decision;
}

Result<Decision> Deciding::operator()(const MeetingCancel& cancel) const {
    const auto body = find_body(bench.state, cancel.body);
    if (!body) return body.error();
    const auto meeting = find_meeting(bench.state, (*body)->id, cancel.meeting);
    if (!meeting) return meeting.error();
    Decision decision;
    decision.payloads.push_back(journal::MeetingCancelled{(*body)->id, cancel.meeting});
    decision.did.push_back(
        fmt::format("meeting {} on {} cancelled", cancel.meeting, (*meeting)->meeting.date.iso()));
    return decision;
}

}  // namespace dutyd::engine
