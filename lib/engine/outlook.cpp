// SPDX-License-Identifier: MIT
#include "lib/engine/outlook.hpp"

#include <algorithm>
#include <functional>
#include <type_traits>

namespace dutyd::engine {

void Sight::add(const Sight& other) {
    everybody = everybody || other.everybody;
    bodies.insert(other.bodies.begin(), other.bodies.end());
}

void Sight::add_matter(const std::string& matter) {
    bodies.insert(matter.substr(0, matter.find('/')));
    matters.insert(matter);
}

std::vector<const rules::Body*> bodies_in(const rules::Library& library, const Sight& sight) {
    std::vector<const rules::Body*> found;
    if (sight.everybody) {
        for (const rules::Body& body : library.bodies) found.push_back(&body);
        return found;
    }
    for (const std::string& id : sight.bodies) {
        if (const rules::Body* body = library.body(id)) found.push_back(body);
    }
    // They lie in one array: in the library's order is by address.
    std::sort(found.begin(), found.end(), std::less<>{});
    return found;
}

namespace {

Sight of_matter(const State& state, const std::string& matter) {
    const auto* found = state.matters.get(matter);
    return found != nullptr ? Sight::of((*found)->body) : Sight::nobody();
}

Sight of_alert(const State& state, const std::string& key) {
    const AlertRecord* alert = state.alerts.get(key);
    return alert != nullptr ? of_matter(state, alert->matter) : Sight::nobody();
}

/// A body, a matter, or nobody's in particular.
Sight of_owner(const State& state, const std::string& owner) {
    if (owner.empty()) return {};
    return owner.find('/') != std::string::npos ? of_matter(state, owner) : Sight::of(owner);
}

Sight of_pause(const State& state, const std::string& id) {
    const plan::Pause* pause = state.pauses.get(id);
    return pause != nullptr ? of_owner(state, pause->body) : Sight{};
}

}  // namespace

Sight touched_by(const State& state, const journal::Payload& payload) {
    return std::visit(
        [&](const auto& e) -> Sight {
            using Payload = std::decay_t<decltype(e)>;
            if constexpr (std::is_same_v<Payload, journal::MatterOpened>) {
                return Sight::of(e.body);
            } else if constexpr (requires { e.notice; } ||
                                 std::is_same_v<Payload, journal::NoteMade>) {
                // A notice is concluded of bodies that are looked at already; a note is read by
                // people, never by a turn.
                return Sight::nobody();
            } else if constexpr (requires { e.matter; }) {
                return of_matter(state, e.matter);
            } else if constexpr (requires { e.owner; }) {
                return of_owner(state, e.owner);
            } else if constexpr (requires { e.body; }) {
                return of_owner(state, e.body);
            } else if constexpr (requires { e.pause; }) {
                return of_pause(state, e.pause);
            } else if constexpr (requires { e.key; }) {
                return of_alert(state, e.key);
            } else {
                return {};  // an absence as well: it changes who is told, at every post
            }
        },
        payload);
}

void Stale::add(const State& state, const journal::Payload& payload) {
    const bool only_of_its_matter = std::visit(
        [&](const auto& e) {
            using Payload = std::decay_t<decltype(e)>;
            constexpr bool opens = std::is_same_v<Payload, journal::MatterOpened>;
            constexpr bool renews = std::is_same_v<Payload, journal::ProcedureAdopted>;
            constexpr bool is_note = std::is_same_v<Payload, journal::NoteMade>;
            if constexpr (
                requires { e.notice; } || requires { e.key; } || is_note) {
                return true;
            } else if constexpr (requires { e.matter; } && !opens && !renews) {
                matters.insert(e.matter);
                return true;
            } else {
                return false;
            }
        },
        payload);
    if (only_of_its_matter) return;
    const Sight touched = touched_by(state, payload);
    everybody = everybody || touched.everybody;
    bodies.insert(touched.bodies.begin(), touched.bodies.end());
}

void Outlook::set(const std::string& body, std::optional<civil::Instant> at) {
    if (const civil::Instant* known = by_body_.get(body)) by_time_.erase({known->seconds, body});
    if (!at) return by_body_.erase(body);
    by_body_.insert_or_assign(body, *at);
    by_time_.insert_or_assign({at->seconds, body}, true);
}

void Outlook::set_agenda(const std::string& body, std::shared_ptr<const Agenda> agenda) {
    agendas_.insert_or_assign(body, std::move(agenda));
}

void Outlook::set_look(const std::string& body, std::shared_ptr<const Look> look) {
    looks_.insert_or_assign(body, std::move(look));
}

const Look* Outlook::look(const std::string& body) const {
    const auto* known = looks_.get(body);
    return known != nullptr ? known->get() : nullptr;
}

std::optional<civil::Instant> Outlook::next() const {
    if (by_time_.empty()) return std::nullopt;
    return civil::Instant{by_time_.begin()->first.first};
}

std::set<std::string> Outlook::due(civil::Instant now) const {
    std::set<std::string> bodies;
    for (const auto& [when, there] : by_time_) {
        if (when.first > now.seconds) break;
        bodies.insert(when.second);
    }
    return bodies;
}

namespace {

std::set<std::string> holders_in(const Holders& roles) {
    std::set<std::string> persons;
    for (const auto& [role, holders] : roles) persons.insert(holders.begin(), holders.end());
    return persons;
}

/// With those who stand in for them, and those who stand in for these.
std::set<std::string> with_deputies(const State& state, std::set<std::string> persons) {
    for (std::size_t known = 0; known != persons.size();) {
        known = persons.size();
        for (const auto& [key, absence] : state.absences) {
            if (persons.count(key.first) > 0 && !absence.deputy.empty()) {
                persons.insert(absence.deputy);
            }
        }
    }
    return persons;
}

}  // namespace

Due who_is_due(const State& state, const Outlook& outlook, civil::Instant now) {
    Due due{outlook.due(now), {}};
    if (due.bodies.empty()) return due;
    for (const std::string& body : due.bodies) {
        if (const Holders* roles = state.holders.get(body)) due.people.merge(holders_in(*roles));
    }
    due.people = with_deputies(state, std::move(due.people));
    for (const auto& [body, roles] : state.holders) {
        const auto here = with_deputies(state, holders_in(roles));
        const bool shared = std::any_of(here.begin(), here.end(), [&](const std::string& person) {
            return due.people.count(person) > 0;
        });
        if (shared) due.bodies.insert(body);
    }
    return due;
}

}  // namespace dutyd::engine
