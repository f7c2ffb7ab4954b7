// SPDX-License-Identifier: MIT
// When to look again if nothing else happens.
#include "lib/alert/view.hpp"
#include "lib/engine/assess.hpp"
#include "lib/engine/digest.hpp"
#include "lib/engine/ladder.hpp"

namespace dutyd::engine {

using civil::Date;
using civil::Instant;

namespace {

/// The first minutes after those limits of today that end at a time of day, not with the day.
std::vector<Instant> timed_limits_today(const Snapshot& snapshot) {
    std::vector<Instant> over;
    for (const auto& [id, schedule] : snapshot.schedules) {
        const BodyView& body = snapshot.bodies.at(snapshot.matter(id)->body);
        for (const plan::Outcome& outcome : schedule.outcomes) {
            const rules::When& limit = outcome.limit;
            if (!limit.time || limit.date != body.now->date || !alert::is_open(outcome)) continue;
            over.push_back({body.zone->instant(*limit.date, *limit.time).seconds + 60});
        }
    }
    return over;
}

}  // namespace

std::optional<Instant> next_wake(const Snapshot& snapshot,
                                 const std::map<std::string, AlertRecord>& alerts) {
    std::optional<Instant> wake;
    const auto consider = [&](Instant at) {
        if (at > snapshot.now && (!wake || at < *wake)) wake = at;
    };
    for (const auto& [id, body] : snapshot.bodies) {
        const Date today = body.now->date;
        const Date tomorrow = today + civil::Days{1};
        consider(body.zone->instant(tomorrow, civil::TimeOfDay{0}));
        for (const Date day : {today, tomorrow}) {
            consider(body.zone->instant(day, body.hours.from));
            consider(digest_moment(body, day));
        }
    }
    for (const Instant& over : timed_limits_today(snapshot)) consider(over);
    for (const auto& [key, alert] : alerts) {
        if (alert.resolved) continue;
        if (const auto step = next_step(snapshot, alert)) consider(step->due);
    }
    return wake;
}

}  // namespace dutyd::engine
