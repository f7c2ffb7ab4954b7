// SPDX-License-Identifier: MIT
// Which bodies a turn has to look at. Nothing about a body changes but by an event that concerns it
// or by a moment that was known beforehand (a midnight, the start of work, a limit with a time), so
// a turn looks at the bodies its events touch and at those whose moment has come, and leaves the
// others as they are. What it found to be still to come is kept for listings. An outlook is worked
// out, never stored: without one everything is looked at.
#pragma once

#include "lib/engine/state.hpp"

namespace dutyd::engine {

class Agenda;
struct Look;

/// The bodies a look takes in.
struct Sight {
    bool everybody = true;
    std::set<std::string> bodies = {};   // in place of everybody
    std::set<std::string> matters = {};  // of those bodies, if only some are meant

    static Sight of(std::string body) { return {false, {std::move(body)}}; }
    static Sight nobody() { return {false, {}}; }

    bool is_nobody() const { return !everybody && bodies.empty(); }
    bool contains(const std::string& body) const { return everybody || bodies.count(body) > 0; }
    /// Of the bodies in sight.
    bool contains_matter(const std::string& matter) const {
        return matters.empty() || matters.count(matter) > 0;
    }
    void add(const Sight& other);
    void add_matter(const std::string& matter);
};

/// Bodies of the library that are in sight, in its order.
std::vector<const rules::Body*> bodies_in(const rules::Library& library, const Sight& sight);

/// Whose schedules, alerts or messages an event can change.
Sight touched_by(const State& state, const journal::Payload& payload);

/// Whose schedules events can have changed, and no more: what was told to whom is in none of them.
struct Stale {
    bool everybody = false;
    std::set<std::string> bodies = {};
    std::set<std::string> matters = {};  // these, and those that read of their acts

    /// `state`: before the event.
    void add(const State& state, const journal::Payload& payload);
};

/// When time alone makes it necessary to look at each body again.
class Outlook {
public:
    void set(const std::string& body, std::optional<civil::Instant> at);
    void set_agenda(const std::string& body, std::shared_ptr<const Agenda> agenda);
    void set_look(const std::string& body, std::shared_ptr<const Look> look);
    std::optional<civil::Instant> next() const;
    std::set<std::string> due(civil::Instant now) const;
    /// What was still to come at each body when it was looked at, by id.
    const SharedMap<std::string, std::shared_ptr<const Agenda>>& agendas() const {
        return agendas_;
    }
    /// What was seen of the body when it was looked at; nothing before that.
    const Look* look(const std::string& body) const;

private:
    SharedMap<std::string, civil::Instant> by_body_;
    SharedMap<std::pair<std::int64_t, std::string>, bool> by_time_;
    SharedMap<std::string, std::shared_ptr<const Agenda>> agendas_;
    SharedMap<std::string, std::shared_ptr<const Look>> looks_;
};

/// Whose moment has come: those bodies, everybody who may be told of it, and every other body in
/// which one of them has a post, since one message tells a person of all their posts.
struct Due {
    std::set<std::string> bodies;
    std::set<std::string> people;
};
Due who_is_due(const State& state, const Outlook& outlook, civil::Instant now);

}  // namespace dutyd::engine
