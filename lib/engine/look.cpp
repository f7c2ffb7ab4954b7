// SPDX-License-Identifier: MIT
#include "lib/engine/look.hpp"

#include "lib/engine/working_time.hpp"

#include <algorithm>

namespace dutyd::engine {

namespace {

/// The next midnight, or the minute after a limit of today that ends at a time of day.
civil::Instant good_until(const BodyView& body, const Look& look) {
    const civil::Date tomorrow = body.now->date + civil::Days{1};
    civil::Instant until = body.zone->instant(tomorrow, civil::TimeOfDay{0});
    for (const auto& [id, schedule] : look.schedules) {
        for (const plan::Outcome& outcome : schedule->outcomes) {
            const auto passed = minute_after(body, outcome.limit);
            if (passed && *passed > body.now->instant) until = std::min(until, *passed);
        }
    }
    return until;
}

/// What the events of a turn change at one body. A matter reads its own records and facts, the
/// body's, and what the body's other matters say was done.
class Changes {
public:
    Changes(const Draft& draft, const std::string& body)
        : stale_(draft.stale()), all_(stale_.everybody || stale_.bodies.count(body) > 0) {
        for (const auto& [id, matter] : OfOwner(draft.state().matters, body)) {
            if (stale_.matters.count(id) > 0) {
                read_as_.push_back(matter->network->procedure().id + "/");
            }
        }
    }

    bool may_concern(const plan::Matter& matter) const {
        if (all_ || stale_.matters.count(matter.id) > 0) return true;
        if (read_as_.empty()) return false;
        const auto& facts = matter.network->procedure().facts;
        return std::any_of(facts.begin(), facts.end(), [&](const rules::FactDeclaration& fact) {
            return std::any_of(read_as_.begin(), read_as_.end(), [&](const std::string& acts) {
                return fact.duty.rfind(acts, 0) == 0;
            });
        });
    }

private:
    const Stale& stale_;
    bool all_;
    std::vector<std::string> read_as_;  // how a fact names the acts of a matter that changed
};

bool same_surroundings(const BodyView& a, const BodyView& b) {
    return a.pauses == b.pauses && a.meetings == b.meetings;
}

void take_over(Snapshot& snapshot, const Look& look, const Sight& sight) {
    const std::string& body = look.view.body->id;
    BodyView& view = snapshot.bodies.emplace(body, look.view).first->second;
    view.now = civil::Moment::at(snapshot.now, *view.zone);
    for (const auto& [id, schedule] : look.schedules) {
        if (sight.contains_matter(id)) snapshot.schedules.emplace(id, schedule);
    }
}

}  // namespace

Look::Look(const Snapshot& snapshot, const std::string& body) : view(snapshot.bodies.at(body)) {
    for (const auto& [id, schedule] : OfOwner(snapshot.schedules, body)) {
        schedules.emplace_back(id, schedule);
    }
    schedules.shrink_to_fit();
    until = good_until(view, *this);
}

bool Look::is_good_at(civil::Instant now) const {
    return view.now->instant <= now && now < until;
}

Snapshot take_snapshot(const Bench& bench, const Outlook* outlook, const Sight& sight) {
    Snapshot snapshot{bench.state, bench.now, {}, {}};
    if (!bench.state.library) return snapshot;
    for (const rules::Body* body : bodies_in(*bench.state.library, sight)) {
        const Look* look = outlook != nullptr ? outlook->look(body->id) : nullptr;
        if (look != nullptr && look->is_good_at(bench.now)) {
            take_over(snapshot, *look, sight);
        } else {
            add_body(snapshot, *body, bench.settings, sight);
        }
    }
    return snapshot;
}

Snapshot snapshot_before(const Draft& draft, const State& before) {
    return take_snapshot({before, draft.now(), draft.settings()}, draft.outlook(), draft.sight());
}

Snapshot snapshot_after(const Draft& draft, const Snapshot& before) {
    const State& state = draft.state();
    Snapshot snapshot{state, draft.now(), {}, {}};
    for (const rules::Body* body : bodies_in(*state.library, draft.sight())) {
        const BodyView view = body_view(state, *body, draft.now(), draft.settings());
        const auto seen = before.bodies.find(body->id);
        const bool same = seen != before.bodies.end() && same_surroundings(seen->second, view);
        const Changes changes(draft, body->id);
        for (const auto& [id, matter] : OfOwner(state.matters, body->id)) {
            const auto* known = before.schedules.get(id);
            const bool keeps = same && known != nullptr && !changes.may_concern(*matter);
            snapshot.schedules.emplace(id, keeps ? *known : schedule_matter(state, view, *matter));
        }
        snapshot.bodies.emplace(body->id, view);
    }
    return snapshot;
}

}  // namespace dutyd::engine
