// SPDX-License-Identifier: MIT
#include "lib/engine/snapshot.hpp"

#include "lib/engine/expected_pauses.hpp"
#include "lib/engine/matter_facts.hpp"
#include "lib/engine/meeting_slots.hpp"
#include "lib/engine/turn.hpp"

namespace dutyd::engine {

const plan::Matter* Snapshot::matter(const std::string& id) const {
    const auto found = state.matters.find(id);
    return found == state.matters.end() ? nullptr : found->second.get();
}

namespace {

const civil::Zone& zone_of(const rules::Body& body, const Settings& settings) {
    const auto zone = settings.zones.find(body.zone);
    DUTYD_CHECK(zone != settings.zones.end());  // the shell loads every body's zone
    return zone->second;
}

}  // namespace

BodyView body_at(const rules::Body& body, civil::Instant now, const Settings& settings) {
    const civil::Zone& zone = zone_of(body, settings);
    BodyView view;
    view.body = &body;
    view.zone = &zone;
    view.now = civil::Moment::at(now, zone);
    view.hours = settings.working_hours.value_or(body.working_hours);
    return view;
}

BodyView body_view(const State& state, const rules::Body& body, civil::Instant now,
                   const Settings& settings) {
    BodyView view = body_at(body, now, settings);
    for (const auto& [id, pause] : state.pauses) {
        const bool began = !pause.days.last || *pause.days.last >= pause.days.first;
        if (began && (pause.body.empty() || pause.body == body.id)) view.pauses.push_back(pause);
    }
    view.meetings = meeting_slots(state, body, *view.zone, view.now->date);
    view.expected = expected_pauses(state, view);
    for (const ExpectedPause& one : view.expected) {
        if (one.has_first) view.pauses.push_back(one.pause);
    }
    return view;
}

SharedSchedule schedule_matter(const State& state, const BodyView& body,
                               const plan::Matter& matter) {
    const MatterFacts facts(state, body, matter);
    const civil::DaySet* office = facts.day_set(body.body->working_days);
    plan::Surroundings around{facts,
                              [&](const std::string& name) { return facts.text_of(name); },
                              office != nullptr ? *office : civil::DaySet::every_day(),
                              body.pauses,
                              body.meetings,
                              body.body->slack_threshold,
                              *body.now};
    return std::make_shared<const plan::Schedule>(plan::schedule(matter, around));
}

void add_body(Snapshot& snapshot, const rules::Body& body, const Settings& settings,
              const Sight& sight) {
    const State& state = snapshot.state;
    const BodyView& view =
        snapshot.bodies.emplace(body.id, body_view(state, body, snapshot.now, settings))
            .first->second;
    for (const auto& [id, matter] : OfOwner(state.matters, body.id)) {
        if (sight.contains_matter(id)) {
            snapshot.schedules.emplace(id, schedule_matter(state, view, *matter));
        }
    }
}

Snapshot take_snapshot(const State& state, civil::Instant now, const Settings& settings,
                       const Sight& sight) {
    Snapshot snapshot{state, now, {}, {}};
    if (!state.library) return snapshot;
    for (const rules::Body* body : bodies_in(*state.library, sight)) {
        add_body(snapshot, *body, settings, sight);
    }
    return snapshot;
}

std::vector<const AlertRecord*> alerts_in(const Snapshot& snapshot, const State& state) {
    std::vector<const AlertRecord*> found;
    for (const auto& [id, schedule] : snapshot.schedules) {
        const auto* keys = state.alert_keys.get(id);
        if (keys == nullptr) continue;
        for (const std::string& key : *keys) found.push_back(&state.alerts.at(key));
    }
    std::sort(found.begin(), found.end(),
              [](const AlertRecord* a, const AlertRecord* b) { return a->key < b->key; });
    return found;
}

}  // namespace dutyd::engine
