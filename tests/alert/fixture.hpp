// SPDX-License-Identifier: MIT
// A small office to watch: the scheduling tests' world with a body around it, looked at on a day.
#pragma once

#include "lib/alert/slip.hpp"
#include "lib/alert/watch.hpp"
#include "tests/plan/fixture.hpp"

namespace dutyd::tests {

using alert::Alert;
using alert::Condition;

/// A world with its schedule on the day it was looked at.
class Seen {
public:
    Seen(World world, Date today) : world_(std::move(world)) {
        body_.id = "body";
        body_.name = "The Office";
        body_.fallback_role = "chief-executive";
        for (const int n : {20, 10, 5, 1}) body_.lead.push_back(World::working_days(n));
        world_.facts.now = today;
        schedule_ = world_.run();
    }

    alert::View view() const {
        return {world_.matter,
                schedule_,
                body_,
                civil::Moment{civil::Instant{0}, world_.facts.now, civil::TimeOfDay{9 * 60}},
                world_.meetings,
                world_.pauses,
                civil::OpenDays(*world_.facts.day_set("working-days"))};
    }

    std::vector<Alert> alerts() const { return alert::watch(view()); }
    const plan::Outcome& of(const std::string& duty) const {
        return schedule_.outcomes[*world_.matter.network->find(duty)];
    }

private:
    World world_;
    rules::Body body_;
    plan::Schedule schedule_;
};

/// The alerts of one condition that hold on a day.
inline std::vector<Alert> on(const World& world, Date today, Condition condition) {
    std::vector<Alert> found;
    for (Alert& one : Seen(world, today).alerts()) {
        if (one.condition == condition) found.push_back(std::move(one));
    }
    return found;
}

inline std::vector<std::string> keys(const std::vector<Alert>& alerts) {
    std::vector<std::string> list;
    list.reserve(alerts.size());
    for (const Alert& one : alerts) list.push_back(one.key);
    return list;
}

using Keys = std::vector<std::string>;

}  // namespace dutyd::tests
