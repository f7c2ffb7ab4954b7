// SPDX-License-Identifier: MIT
#include "lib/engine/ladder.hpp"

#include "lib/alert/alert.hpp"

#include <algorithm>

namespace dutyd::engine {

using alert::Stage;
using rules::WorkingTime;

namespace {

/// A move of dates has happened and asks for nothing by itself: what it endangers has an alert.
bool climbs(const AlertRecord& alert) {
    if (alert.stage != Stage::notified && alert.stage != Stage::escalated) return false;
    return alert.condition != name(alert::Condition::slip) &&
           alert.condition != name(alert::Condition::recovered);
}

bool is_paused(const Snapshot& snapshot, const AlertRecord& alert) {
    const plan::Matter* matter = snapshot.matter(alert.matter);
    const auto index = matter->network->find(alert.duty);
    if (!index) return false;
    return snapshot.schedule(alert.matter).outcomes[*index].standing == plan::Standing::paused;
}

rules::Ladder usual(const rules::Body& body, const std::string& severity) {
    if (severity == "urgent") {
        return {severity,
                "",
                {{"deputy", {4, WorkingTime::Unit::hours}},
                 {body.fallback_role, {1, WorkingTime::Unit::days}}}};
    }
    if (severity == "warning") {
        return {severity, "", {{body.fallback_role, {5, WorkingTime::Unit::days}}}};
    }
    return {severity, "", {}};
}

}  // namespace

rules::Ladder ladder_of(const rules::Body& body, const std::string& severity,
                        const std::string& role) {
    const rules::Ladder* found = nullptr;
    for (const rules::Ladder& one : body.ladders) {
        if (one.severity != severity) continue;
        if (one.role == role) return one;
        if (one.role.empty()) found = &one;
    }
    return found != nullptr ? *found : usual(body, severity);
}

std::string owner_of(const Snapshot& snapshot, const AlertRecord& alert) {
    const plan::Matter* matter = snapshot.matter(alert.matter);
    const rules::Body& body = *snapshot.bodies.at(matter->body).body;
    const auto index = matter->network->find(alert.duty);
    const std::string owner = index ? matter->network->duty(*index).owner : "";
    return owner.empty() ? body.fallback_role : owner;
}

std::optional<NextStep> next_step(const Snapshot& snapshot, const AlertRecord& alert) {
    if (!climbs(alert) || !alert.told_at || snapshot.schedules.count(alert.matter) == 0) return {};
    const BodyView& body = snapshot.bodies.at(snapshot.matter(alert.matter)->body);
    const rules::Ladder ladder = ladder_of(*body.body, alert.severity, owner_of(snapshot, alert));
    if (alert.step >= ladder.steps.size() || is_paused(snapshot, alert)) return {};
    const rules::LadderStep& step = ladder.steps[alert.step];
    return NextStep{alert.step + 1, step.to,
                    after_working_time(body, office_days(snapshot.state, *body.body),
                                       *alert.told_at, step.after)};
}

}  // namespace dutyd::engine
