// SPDX-License-Identifier: MIT
// A state with its schedules worked out at one moment: what every query, preview and alert reads.
// It is immutable and is never stored: it can always be made again from the journal.
#pragma once

#include "lib/engine/outlook.hpp"
#include "lib/plan/schedule.hpp"

namespace dutyd::engine {

struct Settings;

/// A pre-election period that a poll lets the office expect.
struct ExpectedPause {
    plan::Pause pause;
    bool has_first = false;  // false: nothing tells when it begins, so it is in no forecast yet
    civil::Date poll;
};

struct BodyView {
    const rules::Body* body = nullptr;
    const civil::Zone* zone = nullptr;
    std::optional<civil::Moment> now;  // always there once the view is made
    rules::WorkingHours hours;
    std::vector<plan::Pause> pauses;  // those expected as well
    std::vector<ExpectedPause> expected;
    std::vector<plan::MeetingSlot> meetings;
};

using SharedSchedule = std::shared_ptr<const plan::Schedule>;

struct Snapshot {
    State state;
    civil::Instant now;
    std::map<std::string, BodyView> bodies;
    SharedMap<std::string, SharedSchedule> schedules;  // by matter id

    const plan::Matter* matter(const std::string& id) const;
    /// REQUIRES: the matter is in the snapshot.
    const plan::Schedule& schedule(const std::string& id) const { return *schedules.at(id); }
};

/// The body at a moment, without its pauses and meetings.
BodyView body_at(const rules::Body& body, civil::Instant now, const Settings& settings);
/// The body at a moment, whole.
BodyView body_view(const State& state, const rules::Body& body, civil::Instant now,
                   const Settings& settings);

/// One matter's schedule in its body's surroundings.
SharedSchedule schedule_matter(const State& state, const BodyView& body,
                               const plan::Matter& matter);

/// Adds a body of the snapshot's state, and its matters if they are in sight.
void add_body(Snapshot& snapshot, const rules::Body& body, const Settings& settings,
              const Sight& sight = {});

/// From scratch; bodies that are not in sight, and their matters, are not in the snapshot.
/// REQUIRES: settings outlive the snapshot (it points at their zones).
Snapshot take_snapshot(const State& state, civil::Instant now, const Settings& settings,
                       const Sight& sight = {});

/// The alerts of matters in the snapshot, by key; those of `state`, which may be a later one.
std::vector<const AlertRecord*> alerts_in(const Snapshot& snapshot, const State& state);

}  // namespace dutyd::engine
