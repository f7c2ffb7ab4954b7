// SPDX-License-Identifier: MIT
#include "lib/alert/words.hpp"

#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace dutyd::alert {

std::string date_words(std::optional<civil::Date> date) {
    return date ? civil::short_text(*date) : "not known yet";
}

std::string date_words(const rules::When& when) {
    if (when.bound == rules::Bound::unknown) return "not known yet";
    std::string words = civil::short_text(*when.date);
    if (when.time) words += " " + when.time->text();
    if (when.bound == rules::Bound::not_before) return "not before " + words;
    if (when.bound == rules::Bound::not_after) return "not after " + words;
    return words;
}

std::string provision_words(const std::vector<rules::Citation>& law) {
    std::vector<std::string> cites;
    for (const rules::Citation& citation : law) {
        if (std::find(cites.begin(), cites.end(), citation.cite) == cites.end()) {
            cites.push_back(citation.cite);
        }
    }
    return join(cites, "; ");
}

std::string provision_words(const rules::Duty& duty) {
    std::vector<rules::Citation> law = duty.law;
    for (const rules::Limit& limit : duty.limits) {
        law.insert(law.end(), limit.law.begin(), limit.law.end());
    }
    return provision_words(law);
}

std::string slack_words(std::optional<int> slack) {
    if (!slack) return "no slack worked out";
    if (*slack < 0) return counted(std::abs(*slack), "working day") + " too late";
    return counted(*slack, "working day") + " of slack";
}

std::string last_meeting_words(const View& view, plan::DutyIndex i) {
    const plan::Outcome& outcome = view.outcome(i);
    if (!outcome.last_usable_meeting) return {};
    const plan::MeetingSlot* slot = view.meeting(*outcome.last_usable_meeting);
    if (slot == nullptr) return {};
    return fmt::format("The last meeting that still works is {} (papers by {}).",
                       civil::short_text(slot->date), civil::short_text(slot->papers_deadline));
}

std::string why_command(const View& view, plan::DutyIndex i) {
    return fmt::format("dutyctl why {}/{}", view.matter.id, view.duty(i).id);
}

const plan::MeetingSlot* View::meeting(const std::string& id) const {
    const auto slot = std::find_if(meetings.begin(), meetings.end(),
                                   [&](const plan::MeetingSlot& one) { return one.id == id; });
    return slot == meetings.end() ? nullptr : &*slot;
}

const plan::Pause* View::pause(const std::string& id) const {
    const auto found = std::find_if(pauses.begin(), pauses.end(),
                                    [&](const plan::Pause& one) { return one.id == id; });
    return found == pauses.end() ? nullptr : &*found;
}

bool is_open(const plan::Outcome& outcome) {
    using plan::Standing;
    switch (outcome.standing) {
        case Standing::done:
        case Standing::done_late:
        case Standing::waived:
        case Standing::not_required:
            return false;
        default:
            return true;
    }
}

}  // namespace dutyd::alert
