// SPDX-License-Identifier: MIT
// Pauses and meetings: what an office reschedules.
#include "lib/base/text.hpp"
#include "lib/engine/decide_parts.hpp"

#include <fmt/format.h>

namespace dutyd::engine {

namespace {

std::vector<std::string> known_activities(const rules::Library& library) {
    std::vector<std::string> ids;
    for (const rules::Pack& pack : library.packs) {
        for (const rules::Activity& activity : pack.activities) ids.push_back(activity.id);
    }
    return ids;
}

Diagnostics check_activities(const rules::Library& library,
                             const std::vector<std::string>& activities) {
    const auto known = known_activities(library);
    Diagnostics errors;
    for (const std::string& activity : activities) {
        if (std::find(known.begin(), known.end(), activity) != known.end()) continue;
        std::string hint = did_you_mean(activity, known);
        if (hint.empty()) hint = "the activities are: " + join(known, ", ");
        errors.push_back(make_error(fmt::format("there is no activity '{}'", activity), hint));
    }
    if (activities.empty()) {
        errors.push_back(make_error("a pause must say which activities it suspends",
                                    "the activities are: " + join(known, ", ")));
    }
    return errors;
}

std::string span(Date first, std::optional<Date> last) {
    return first.iso() + " to " + (last ? last->iso() : "a day not yet known");
}

/// The id a person gave, else the title's; a pause of that title in another body is another pause.
std::string pause_id(const State& state, const PauseCommand& pause) {
    if (!pause.pause.empty()) return pause.pause;
    std::string id = slug(pause.title, pause.from.ymd().year);
    const auto same_title = state.pauses.find(id);
    if (same_title == state.pauses.end() || same_title->second.body == pause.body) return id;
    return (pause.body.empty() ? "every-body" : pause.body) + "-" + id;
}

/// The pause as it is declared; what the command leaves out stays as it was.
journal::PauseDeclared declare(const std::string& id, const PauseCommand& pause,
                               const plan::Pause* existing) {
    journal::PauseDeclared declared{id,         pause.body, pause.title,    pause.activities,
                                    pause.from, pause.to,   pause.provision};
    if (existing != nullptr) {
        declared.body = existing->body;
        if (declared.title.empty()) declared.title = existing->title;
        if (declared.provision.empty()) declared.provision = existing->provision;
    }
    if (declared.title.empty()) declared.title = id;
    return declared;
}

Decision change_pause(const plan::Pause& pause, const PauseCommand& wanted) {
    Decision decision;
    decision.payloads.push_back(journal::PauseChanged{pause.id, wanted.from, wanted.to});
    decision.did.push_back(
        fmt::format("pause '{}' now runs {}", pause.title, span(wanted.from, wanted.to)));
    return decision;
}

}  // namespace

Result<Decision> Deciding::operator()(const PauseCommand& pause) const {
    if (pause.to && *pause.to < pause.from) {
        return make_error(fmt::format("the pause would end on {}, before it begins on {}",
                                      pause.to->iso(), pause.from.iso()));
    }
    if (!pause.body.empty()) {
        const auto body = find_body(bench.state, pause.body);
        if (!body) return body.error();
    }
    if (pause.pause.empty() && pause.title.empty()) {
        return make_error("'title' is missing", "say why the work pauses");
    }
    const std::string id = pause_id(bench.state, pause);
    const auto found = bench.state.pauses.find(id);
    const plan::Pause* existing = found == bench.state.pauses.end() ? nullptr : &found->second;
    if (existing != nullptr) {
        const bool same_work = pause.activities.empty() || pause.activities == existing->activities;
        if (same_work) return change_pause(*existing, pause);
    }
    Diagnostics errors = check_activities(*bench.state.library, pause.activities);
    if (!errors.empty()) return errors;
    Decision decision;
    decision.payloads.push_back(declare(id, pause, existing));
    decision.did.push_back(fmt::format("pause '{}' declared: {} ({})", id,
                                       span(pause.from, pause.to), join(pause.activities, ", ")));
    return decision;
}

Result<Decision> Deciding::operator()(const Resume& resume) const {
    const auto pause = bench.state.pauses.find(resume.pause);
    if (pause == bench.state.pauses.end()) {
        std::vector<std::string> known;
        for (const auto& [id, one] : bench.state.pauses) known.push_back(id);
        std::string hint = did_you_mean(resume.pause, known);
        if (hint.empty() && !known.empty()) hint = "there are: " + join(known, ", ");
        return make_error(fmt::format("there is no pause '{}'", resume.pause), hint);
    }
    const Date today = bench.moment(pause->second.body).date;
    const Date last = resume.last.value_or(today - civil::Days{1});
    const std::optional<Date> ends = pause->second.days.last;
    if (ends && last > *ends) {
        return make_error(fmt::format("the pause '{}' {} on {}", resume.pause,
                                      *ends < today ? "has ended" : "ends", ends->iso()),
                          "to make it longer: dutyctl pause with another end");
    }
    Decision decision;
    decision.payloads.push_back(journal::PauseLifted{resume.pause, last});
    decision.did.push_back(last < pause->second.days.first
                               ? fmt::format("pause '{}' will not take place", resume.pause)
                               : fmt::format("pause '{}' ends with {}", resume.pause, last.iso()));
    return decision;
}

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
    std::vector<std::string> calendars;
    for (const auto& calendar : (*body)->meeting_calendars) calendars.push_back(calendar.id);
    if (std::find(calendars.begin(), calendars.end(), add.calendar) == calendars.end()) {
        std::string hint = did_you_mean(add.calendar, calendars);
        if (hint.empty()) hint = "it has: " + join(calendars, ", ");
        return make_error(fmt::format("{} has no meeting calendar '{}'", add.body, add.calendar),
                          hint);
    }
    const std::string id = add.calendar + "-" + add.date.iso();
    const auto existing = bench.state.meetings.find(add.body + "/" + id);
    if (existing != bench.state.meetings.end() && !existing->second.cancelled) {
        return make_error(fmt::format("the {} meets on {} already", add.calendar, add.date.iso()));
    }
    Decision decision;
    decision.payloads.push_back(journal::MeetingAdded{
        add.body, id, add.calendar, add.date, add.time, add.kind.empty() ? "full" : add.kind,
        add.title, add.submission, command.authority});
    decision.did.push_back(fmt::format("meeting {} added", id));
    return decision;
}

Result<Decision> Deciding::operator()(const MeetingMove& move) const {
    const auto meeting = find_meeting(bench.state, move.body, move.meeting);
    if (!meeting) return meeting.error();
    Decision decision;
    decision.payloads.push_back(journal::MeetingMoved{move.body, move.meeting, move.to, move.time});
    decision.did.push_back(fmt::format("meeting {} moved from {} to {}", move.meeting,
                                       (*meeting)->meeting.date.iso(), move.to.iso()));
    return decision;
}

Result<Decision> Deciding::operator()(const MeetingCancel& cancel) const {
    const auto meeting = find_meeting(bench.state, cancel.body, cancel.meeting);
    if (!meeting) return meeting.error();
    Decision decision;
    decision.payloads.push_back(journal::MeetingCancelled{cancel.body, cancel.meeting});
    decision.did.push_back(
        fmt::format("meeting {} on {} cancelled", cancel.meeting, (*meeting)->meeting.date.iso()));
    return decision;
}

}  // namespace dutyd::engine
