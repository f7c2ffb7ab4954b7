// SPDX-License-Identifier: MIT
// Pauses: declared, changed, lifted; and those an election lets the office expect, confirmed or
// rejected by their id.
#include "lib/base/text.hpp"
#include "lib/engine/decide_parts.hpp"
#include "lib/engine/expected_pauses.hpp"

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
    const bool given = !pause.pause.empty();
    std::string id = given ? pause.pause : slug(pause.title, pause.from.ymd().year);
    const auto known = state.pauses.find(id);
    if (known == state.pauses.end() || known->second.body == pause.body) return id;
    if (given && (pause.body.empty() || known->second.body.empty())) return id;
    return (pause.body.empty() ? "every-body" : pause.body) + "-" + id;
}

/// Expected pauses of that id, in the bodies that may be meant.
std::vector<ExpectedPause> expected_named(const Bench& bench, const std::string& id,
                                          const std::string& body) {
    std::vector<ExpectedPause> found;
    for (const rules::Body& known : bench.state.library->bodies) {
        if (!body.empty() && known.id != body) continue;
        const BodyView view = body_at(known, bench.now, bench.settings);
        for (ExpectedPause& one : expected_pauses(bench.state, view)) {
            if (one.pause.id == id) found.push_back(std::move(one));
        }
    }
    return found;
}

/// Whose pause it is: the body that was named, the one that expects it, or every body.
std::string body_of(const std::string& named, const std::vector<ExpectedPause>& expected) {
    if (!named.empty()) return named;
    return expected.size() == 1 ? expected.front().pause.body : "";
}

/// Who confirms an expected pause by its id need not say again what it is.
PauseCommand completed(const Bench& bench, const PauseCommand& given) {
    PauseCommand pause = given;
    if (pause.pause.empty()) return pause;
    const auto expected = expected_named(bench, pause.pause, pause.body);
    if (expected.empty()) return pause;
    const plan::Pause& known = expected.front().pause;
    pause.body = body_of(pause.body, expected);
    if (pause.title.empty()) pause.title = known.title;
    if (pause.activities.empty()) pause.activities = known.activities;
    if (pause.provision.empty()) pause.provision = known.provision;
    return pause;
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

Result<Decision> Deciding::operator()(const PauseCommand& given) const {
    const PauseCommand pause = completed(bench, given);
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

namespace {

/// Nobody has declared it yet: it is, and ends before it begins, or on the day that is named.
Decision resume_expected(const Resume& resume, const std::vector<ExpectedPause>& expected) {
    const plan::Pause& pause = expected.front().pause;
    const Date last = resume.last.value_or(pause.days.first - civil::Days{1});
    Decision decision;
    decision.payloads.push_back(journal::PauseDeclared{
        pause.id, body_of(resume.body, expected), pause.title, pause.activities, pause.days.first,
        pause.days.last, pause.provision});
    decision.payloads.push_back(journal::PauseLifted{pause.id, last});
    decision.did.push_back(last < pause.days.first
                               ? fmt::format("pause '{}' will not take place", pause.id)
                               : fmt::format("pause '{}' ends with {}", pause.id, last.iso()));
    return decision;
}

}  // namespace

Result<Decision> Deciding::operator()(const Resume& resume) const {
    const auto pause = bench.state.pauses.find(resume.pause);
    if (pause == bench.state.pauses.end()) {
        const auto expected = expected_named(bench, resume.pause, resume.body);
        if (!expected.empty()) return resume_expected(resume, expected);
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

}  // namespace dutyd::engine
