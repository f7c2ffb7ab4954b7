// SPDX-License-Identifier: MIT
// When to look again if nothing else happens.
#include "lib/alert/view.hpp"
#include "lib/engine/assess.hpp"
#include "lib/engine/digest.hpp"
#include "lib/engine/ladder.hpp"
#include "lib/engine/working_time.hpp"

namespace dutyd::engine {

using civil::Date;
using civil::Instant;

namespace {

/// The earliest of what is considered for each body.
class Wakes {
public:
    explicit Wakes(Instant now) : now_(now) {}

    void consider(const std::string& body, Instant at) {
        if (at <= now_) return;
        const auto [known, is_new] = first_.emplace(body, at);
        if (!is_new) known->second = std::min(known->second, at);
    }
    std::map<std::string, Instant> take() { return std::move(first_); }

private:
    Instant now_;
    std::map<std::string, Instant> first_;
};

/// The first minutes after those limits of today that end at a time of day, not with the day.
void consider_timed_limits(const Snapshot& snapshot, Wakes& wakes) {
    for (const auto& [id, schedule] : snapshot.schedules) {
        const std::string& owner = snapshot.matter(id)->body;
        const BodyView& body = snapshot.bodies.at(owner);
        for (const plan::Outcome& outcome : schedule->outcomes) {
            const auto passed = minute_after(body, outcome.limit);
            if (passed && alert::is_open(outcome)) wakes.consider(owner, *passed);
        }
    }
}

}  // namespace

std::map<std::string, Instant> next_wakes(const Snapshot& snapshot, const State& state) {
    Wakes wakes(snapshot.now);
    for (const auto& [id, body] : snapshot.bodies) {
        const Date today = body.now->date;
        const Date tomorrow = today + civil::Days{1};
        wakes.consider(id, body.zone->instant(tomorrow, civil::TimeOfDay{0}));
        for (const Date day : {today, tomorrow}) {
            wakes.consider(id, body.zone->instant(day, body.hours.from));
            wakes.consider(id, digest_moment(body, day));
        }
    }
    consider_timed_limits(snapshot, wakes);
    for (const AlertRecord* alert : alerts_in(snapshot, state)) {
        if (alert->resolved) continue;
        const auto step = next_step(snapshot, *alert);
        if (step) wakes.consider(snapshot.matter(alert->matter)->body, step->due);
    }
    return wakes.take();
}

std::optional<Instant> next_wake(const Snapshot& snapshot) {
    std::optional<Instant> first;
    for (const auto& [body, wake] : next_wakes(snapshot, snapshot.state)) {
        if (!first || wake < *first) first = wake;
    }
    return first;
}

}  // namespace dutyd::engine
