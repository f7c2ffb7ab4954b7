// SPDX-License-Identifier: MIT
#include "lib/alert/watch_parts.hpp"

#include "lib/alert/severity.hpp"
#include "lib/alert/words.hpp"

#include <algorithm>

namespace dutyd::alert {

using civil::Date;
using plan::DutyIndex;

Alert alert_about(const View& view, const Subject& subject) {
    const rules::Duty& duty = view.duty(subject.duty);
    Alert alert;
    alert.condition = subject.condition;
    alert.key = name(subject.condition) + "/" + view.matter.id + "/" + duty.id;
    if (!subject.detail.empty()) alert.key += "/" + subject.detail;
    alert.matter = view.matter.id;
    alert.duty = duty.id;
    alert.roles = {duty.owner.empty() ? view.body.fallback_role : duty.owner};
    return alert;
}

Alert weighed(const View& view, DutyIndex i, Alert alert) {
    alert.level = level_of(alert.condition, gravity_of(view, i), alert.rung);
    const std::string law = provision_words(view.duty(i));
    if (!law.empty()) alert.facts.push_back("Provision: " + law + ".");
    return alert;
}

bool gates_are_done(const View& view, DutyIndex i) {
    const auto links = view.matter.network->before(i);
    return std::all_of(links.begin(), links.end(), [&](const plan::Link& link) {
        const plan::Outcome& other = view.outcome(link.other);
        return link.soft || !other.counts || !is_open(other);
    });
}

std::optional<Date> rung_day(const View& view, const rules::Duration& rung, Date day) {
    if (rung.n == 0) return day;
    if (rung.unit == rules::Duration::Unit::working_days) {
        return view.office_days.nth_before(day, rung.n);
    }
    return civil::OpenDays(civil::DaySet::every_day()).nth_before(day, rung.n);
}

const std::vector<rules::Duration>& ladder_of(const View& view, DutyIndex i) {
    const rules::Duty& duty = view.duty(i);
    return duty.lead.empty() ? view.body.lead : duty.lead;
}

bool limit_is_near(const View& view, DutyIndex i) {
    const auto& limit = view.outcome(i).limit.date;
    if (!limit) return false;
    const auto& ladder = ladder_of(view, i);
    return std::any_of(ladder.begin(), ladder.end(), [&](const rules::Duration& rung) {
        const auto from = rung_day(view, rung, *limit);
        return from && view.now.date >= *from;
    });
}

}  // namespace dutyd::alert
