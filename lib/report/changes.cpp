// SPDX-License-Identifier: MIT
#include "lib/report/changes.hpp"

#include "lib/alert/view.hpp"
#include "lib/base/text.hpp"
#include "lib/report/causes.hpp"
#include "lib/report/words.hpp"

#include <fmt/format.h>

namespace dutyd::report {

namespace {

constexpr const char* unexplained = "worked out again from what was recorded since";

bool is_open(const DutyView& at) {
    return at.outcome->counts && alert::is_open(*at.outcome);
}

/// The first of these that is not empty.
template <class... Causes>
std::string first_cause(const Causes&... causes) {
    for (const std::string& cause : {std::string(causes)...}) {
        if (!cause.empty()) return cause;
    }
    return unexplained;
}

std::string cause_of_target(const Twice& duty) {
    if (duty.is.record().target_set &&
        (!duty.was.record().target_set || duty.was.record().target != duty.is.record().target)) {
        return "set by the office";
    }
    const auto& rule = duty.is.duty().target;
    return rule ? cause_in_facts(duty, rules::needs(*rule).facts) : "";
}

std::string cause_of_limit(const Twice& duty) {
    if (duty.was.record().limit_override != duty.is.record().limit_override) {
        return duty.is.record().limit_override ? "fixed by an authority"
                                               : "the law's own limit counts again";
    }
    return cause_in_facts(duty,
                          facts_of_limits(duty.is.matter->network->procedure(), duty.is.duty()));
}

/// What became of the meeting it was to go to.
std::string cause_of_meeting(const Twice& duty) {
    const auto& old = duty.was.outcome->meeting;
    if (!old) return "";
    if (old == duty.is.outcome->meeting) return "the meeting itself was moved";
    const plan::MeetingSlot* slot = meeting_slot(duty.then, *old);
    if (slot == nullptr || meeting_slot(duty.now, *old) != nullptr) return "";
    return "the meeting on " + day(slot->date) + " was cancelled";
}

}  // namespace

std::string word(Change::Kind kind) {
    switch (kind) {
        case Change::Kind::same:
            return "";
        case Change::Kind::added:
            return "new";
        case Change::Kind::moved:
            return "moved";
        case Change::Kind::gone:
            break;
    }
    return "gone";
}

std::string text(const Change& change) {
    std::string words = word(change.kind);
    if (change.kind == Change::Kind::moved) {
        words += fmt::format(" from {} to {}", day(change.from), day(change.to));
    }
    if (!words.empty() && !change.cause.empty()) words += ": " + change.cause;
    return words;
}

const plan::MeetingSlot* meeting_slot(const Office& office, const std::string& id) {
    for (const plan::MeetingSlot& slot : office.view().meetings) {
        if (slot.id == id) return &slot;
    }
    return nullptr;
}

std::optional<civil::Date> day_of(const Office& office, const DutyView& at, Aspect aspect) {
    if (!is_open(at)) return std::nullopt;
    if (aspect == Aspect::limit) return at.outcome->limit.date;
    if (aspect == Aspect::target) return at.outcome->target;
    if (!at.outcome->meeting) return std::nullopt;
    const plan::MeetingSlot* slot = meeting_slot(office, *at.outcome->meeting);
    return slot == nullptr ? std::nullopt : std::optional(slot->date);
}

std::optional<DutyView> Comparison::counterpart(const DutyView& at, const Office& in) const {
    if (in.snapshot().schedules.count(at.matter->id) == 0) return std::nullopt;
    return in.duty(*in.snapshot().matter(at.matter->id), at.duty().id);
}

Change Comparison::change(const DutyView& at, Aspect aspect) const {
    const auto to = day_of(now_, at, aspect);
    if (!to) return {};
    const auto was = then_ ? counterpart(at, *then_) : std::nullopt;
    const auto from = was ? day_of(*then_, *was, aspect) : std::nullopt;
    if (from == to) return {};
    if (!from) return {Change::Kind::added, from, to, why_added(at, was)};
    return {Change::Kind::moved, from, to, why_moved(at, *was, aspect)};
}

Change Comparison::change(const plan::MeetingSlot& slot) const {
    const plan::MeetingSlot* was = then_ ? meeting_slot(*then_, slot.id) : nullptr;
    if (was == nullptr) return {Change::Kind::added, std::nullopt, slot.date, ""};
    if (was->date == slot.date) return {};
    return {Change::Kind::moved, was->date, slot.date, ""};
}

std::string Comparison::why_added(const DutyView& at, const std::optional<DutyView>& was) const {
    if (!was) {
        const bool matter_known = then_ && then_->snapshot().matter(at.matter->id) != nullptr;
        if (matter_known) return "the matter follows a newer version of its procedure";
        return fmt::format("{} was opened on {}", short_name(*at.matter),
                           day(at.matter->opened_on));
    }
    const Twice duty{*then_, now_, *was, at};
    if (was->record().done && !at.record().done) return "it was reopened";
    if (!was->outcome->counts && at.duty().when) {
        return first_cause(cause_in_facts(duty, rules::facts_of(*at.duty().when)),
                           "it is required now");
    }
    std::vector<std::string> facts = facts_of_limits(at.matter->network->procedure(), at.duty());
    return first_cause(cause_of_limit(duty), cause_of_target(duty), cause_in_facts(duty, facts),
                       cause_in_work(duty), cause_in_calendars(duty));
}

std::string Comparison::why_moved(const DutyView& at, const DutyView& was, Aspect aspect) const {
    const Twice duty{*then_, now_, was, at};
    if (aspect == Aspect::limit) return first_cause(cause_of_limit(duty), cause_in_calendars(duty));
    if (aspect == Aspect::target) {
        return first_cause(cause_of_target(duty), cause_in_calendars(duty));
    }
    return first_cause(cause_of_meeting(duty), cause_in_pauses(duty), cause_in_work(duty),
                       cause_in_calendars(duty));
}

std::string Comparison::why_gone(const DutyView& then) const {
    const auto is = counterpart(then, now_);
    if (!is) return "the procedure no longer has it";
    if (is->record().done) return "done on " + day(is->record().done);
    if (is->outcome->standing == plan::Standing::done) return "it has happened";
    if (is->record().waived) return "waived on " + day(is->record().waived_on);
    if (!is->outcome->counts) {
        const Twice duty{*then_, now_, then, *is};
        return first_cause(
            is->duty().when ? cause_in_facts(duty, rules::facts_of(*is->duty().when)) : "",
            "no longer required");
    }
    const auto& missing = is->outcome->missing_facts;
    return missing.empty() ? "it has no date any more" : "it needs " + join(missing, ", ");
}

}  // namespace dutyd::report
