// SPDX-License-Identifier: MIT
#include "lib/engine/causes.hpp"

#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::engine {

namespace {

std::string days(civil::Date first, std::optional<civil::Date> last) {
    return fmt::format("from {} to {}", civil::short_text(first),
                       last ? civil::short_text(*last) : "a day not yet known");
}

/// What happened, as a sentence; empty for events that no date hangs on.
struct Describe {
    const State& state;

    std::string operator()(const journal::PauseDeclared& e) const {
        std::string line = fmt::format("Why: pause \"{}\" {}; it suspends {}.", e.title,
                                       days(e.first, e.last), join(e.activities, " and "));
        if (!e.provision.empty()) line += " It rests on: " + e.provision + ".";
        return line;
    }
    std::string operator()(const journal::PauseChanged& e) const {
        return fmt::format("Why: pause \"{}\" now runs {}.", title(e.pause), days(e.first, e.last));
    }
    std::string operator()(const journal::PauseLifted& e) const {
        return fmt::format("Why: pause \"{}\" ends with {}.", title(e.pause),
                           civil::short_text(e.last));
    }
    std::string operator()(const journal::ElectionRecorded& e) const {
        return fmt::format("Why: {} election, poll {}.", e.kind, civil::short_text(e.poll));
    }
    std::string operator()(const journal::MeetingAdded& e) const {
        return fmt::format("Why: {} meeting added on {}.", e.calendar, civil::short_text(e.date));
    }
    std::string operator()(const journal::MeetingMoved& e) const {
        return fmt::format("Why: meeting {} moved to {}.", e.meeting, civil::short_text(e.date));
    }
    std::string operator()(const journal::MeetingCancelled& e) const {
        return fmt::format("Why: meeting {} cancelled.", e.meeting);
    }
    std::string operator()(const journal::FactRecorded& e) const {
        return fmt::format("Why: {} recorded as {}.", e.name, e.value);
    }
    std::string operator()(const journal::FactWithdrawn& e) const {
        return fmt::format("Why: {} is no longer known.", e.name);
    }
    std::string operator()(const journal::LimitOverridden& e) const {
        return e.limit ? fmt::format("Why: the limit of {} is fixed at {}.", e.duty,
                                     civil::short_text(*e.limit))
                       : fmt::format("Why: the limit of {} is the law's own again.", e.duty);
    }
    std::string operator()(const journal::UrgencyAccepted& e) const {
        return fmt::format("Why: the chair accepts a late paper at {}.", e.meeting);
    }
    std::string operator()(const journal::DutyReopened& e) const {
        return fmt::format("Why: {} was reopened.", e.duty);
    }
    std::string operator()(const journal::DutyStarted& e) const {
        return fmt::format("Why: {} was started on {}.", e.duty, civil::short_text(e.on));
    }
    std::string operator()(const journal::DutyDone& e) const {
        return fmt::format("Why: {} was done on {}.", e.duty, civil::short_text(e.on));
    }
    std::string operator()(const journal::LibraryAdopted&) const {
        return "Why: packs, holidays or bodies in the calendars folder have changed.";
    }
    std::string operator()(const journal::HolidayProclaimed& e) const {
        return fmt::format("Why: {} is a bank holiday now, {} ({}).", civil::short_text(e.date),
                           e.name, e.source);
    }
    std::string operator()(const journal::HolidayWithdrawn& e) const {
        return fmt::format("Why: {} is no bank holiday any more ({}).", civil::short_text(e.date),
                           e.source);
    }
    std::string operator()(const journal::ProcedureAdopted&) const {
        return "Why: the matter now follows a newer version of its procedure.";
    }
    template <class Other>
    std::string operator()(const Other&) const {
        return {};
    }

    std::string title(const std::string& pause) const {
        const auto found = state.pauses.find(pause);
        return found == state.pauses.end() ? pause : found->second.title;
    }
};

/// Progress moves dates too, but only by what was planned anyway.
bool is_progress(const journal::Payload& payload) {
    return std::holds_alternative<journal::DutyStarted>(payload) ||
           std::holds_alternative<journal::DutyDone>(payload);
}

/// The matter or the body that the event can touch; everybody's have no name.
std::string concern_of(const journal::Payload& payload) {
    return std::visit(
        [](const auto& e) -> std::string {
            if constexpr (requires { e.matter; }) {
                return e.matter;
            } else if constexpr (requires { e.owner; }) {
                return e.owner;
            } else if constexpr (requires { e.body; }) {
                return e.body;
            } else {
                return {};
            }
        },
        payload);
}

std::string recorded_line(const journal::Event& event) {
    std::string line = "Recorded";
    if (!event.actor.empty()) line += " by " + event.actor;
    if (!event.authority.empty()) line += " on the authority of " + event.authority;
    line += " on " + civil::short_text(event.effective) + ".";
    if (!event.text.empty()) line += " Reason: " + event.text;
    return line;
}

}  // namespace

void Causes::read_on() {
    const auto& events = draft_.events();
    for (; read_ < events.size(); ++read_) {
        const journal::Payload& payload = events[read_].payload;
        std::string line = std::visit(Describe{draft_.state()}, payload);
        if (!line.empty()) told_[concern_of(payload)].push_back({read_, std::move(line)});
    }
}

/// In the order in which they happened.
std::vector<const Causes::Told*> Causes::concerning(const plan::Matter& matter) const {
    std::vector<const Told*> found;
    for (const std::string& whose : {std::string(), matter.body, matter.id}) {
        const auto told = told_.find(whose);
        if (told == told_.end()) continue;
        for (const Told& one : told->second) found.push_back(&one);
    }
    std::sort(found.begin(), found.end(),
              [](const Told* a, const Told* b) { return a->event < b->event; });
    return found;
}

alert::Cause Causes::of(const plan::Matter& matter) {
    read_on();
    const std::vector<const Told*> told = concerning(matter);
    if (told.empty()) return drift(draft_);
    alert::Cause cause;
    for (const Told* one : told) {
        const journal::Event& event = draft_.events()[one->event];
        cause.reschedules = cause.reschedules || !is_progress(event.payload);
        cause.lines.push_back(one->line);
    }
    const journal::Event& last = draft_.events()[told.back()->event];
    cause.seq = last.seq;
    cause.lines.push_back(recorded_line(last));
    return cause;
}

alert::Cause drift(const Draft& draft) {
    alert::Cause cause;
    cause.seq = draft.state().seq;
    cause.lines.emplace_back(
        "Why: time has passed and the work before it is not recorded as done.");
    return cause;
}

}  // namespace dutyd::engine
