// SPDX-License-Identifier: MIT
#include "lib/engine/rehearse.hpp"

#include "lib/engine/query_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::engine {

namespace {

constexpr std::int64_t seconds_a_day = 86400;

/// What a snapshot was made with, so that its future can be played.
Settings settings_of(const Snapshot& snapshot) {
    Settings settings;
    settings.message_domain = "rehearsal.invalid";
    for (const auto& [id, view] : snapshot.bodies) {
        settings.zones.emplace(view.body->zone, *view.zone);
        const bool own = view.hours.from == view.body->working_hours.from &&
                         view.hours.to == view.body->working_hours.to;
        if (!own) settings.working_hours = view.hours;
    }
    return settings;
}

json::object notice_json(const Notice& notice) {
    return {{"person", notice.person}, {"at", notice.not_before.text()},
            {"urgent", notice.urgent}, {"subject", notice.subject},
            {"text", notice.text},     {"alerts", texts_json(notice.alerts)}};
}

}  // namespace

Rehearsed rehearse(const State& state, civil::Instant now, const Settings& settings, int days) {
    Rehearsed rehearsed;
    rehearsed.until = {now.seconds + days * seconds_a_day};
    TurnResult result = turn(state, {}, now, settings);
    while (true) {
        for (Notice& notice : result.notices) rehearsed.notices.push_back(std::move(notice));
        if (!result.wake_at || *result.wake_at > rehearsed.until) break;
        const civil::Instant next = *result.wake_at;
        const State before = std::move(result.next);
        result = turn(before, {}, next, settings);
    }
    std::stable_sort(rehearsed.notices.begin(), rehearsed.notices.end(),
                     [](const Notice& a, const Notice& b) { return a.not_before < b.not_before; });
    return rehearsed;
}

Result<json::value> rehearsal(const Snapshot& snapshot, int days) {
    if (days < 1 || days > rehearsal_days_max) {
        return make_error(fmt::format("{} days cannot be rehearsed", days),
                          fmt::format("from 1 to {}", rehearsal_days_max));
    }
    const Settings settings = settings_of(snapshot);
    const Rehearsed rehearsed = rehearse(snapshot.state, snapshot.now, settings, days);
    const auto first = snapshot.bodies.begin();
    const civil::Zone zone =
        first == snapshot.bodies.end() ? civil::Zone::utc() : *first->second.zone;
    json::array list;
    std::string day;
    for (const Notice& notice : rehearsed.notices) {
        const std::string its_day = zone.local(notice.not_before).date.iso();
        if (list.empty() || its_day != day) {
            list.push_back(json::object{{"day", its_day}, {"notices", json::array{}}});
            day = its_day;
        }
        list.back().as_object()["notices"].as_array().push_back(notice_json(notice));
    }
    return json::value(json::object{{"as-of", snapshot.now.text()},
                                    {"until", rehearsed.until.text()},
                                    {"count", rehearsed.notices.size()},
                                    {"days", std::move(list)}});
}

}  // namespace dutyd::engine
