// SPDX-License-Identifier: MIT
#include "lib/engine/people.hpp"

#include <algorithm>

namespace dutyd::engine {

namespace {

/// A deputy who is away too may have named one; further than this nobody follows.
constexpr int deputies_followed_max = 4;

}  // namespace

const Absence* People::absence(const std::string& person) const {
    for (auto item = state_.absences.lower_bound({person, civil::Date::first()});
         item != state_.absences.end() && item->first.first == person; ++item) {
        if (item->second.covers(day_)) return &item->second;
    }
    return nullptr;
}

const std::vector<std::string>& People::holders(const std::string& role) const {
    static const std::vector<std::string> nobody;
    const auto of_body = state_.holders.find(body_.id);
    if (of_body == state_.holders.end()) return nobody;
    const auto held = of_body->second.find(role);
    return held == of_body->second.end() ? nobody : held->second;
}

const rules::Role* People::role(const std::string& id) const {
    const auto found = std::find_if(body_.roles.begin(), body_.roles.end(),
                                    [&](const rules::Role& one) { return one.id == id; });
    return found == body_.roles.end() ? nullptr : &*found;
}

Persons People::present(const std::string& role) const {
    Persons persons;
    for (std::string person : holders(role)) {
        const Absence* away = absence(person);
        for (int n = 0; away != nullptr && n < deputies_followed_max; ++n) {
            person = away->deputy;
            away = person.empty() ? nullptr : absence(person);
        }
        if (!person.empty() && away == nullptr) persons.insert(person);
    }
    return persons;
}

Persons People::of(const std::string& role_id) const {
    Persons persons = present(role_id);
    if (persons.empty()) persons = deputies_of(role_id);
    if (persons.empty()) persons = present(body_.fallback_role);
    if (!persons.empty()) return persons;
    // Everybody is away: told on their return is better than told to nobody.
    const auto& away = is_held(role_id) ? holders(role_id) : holders(body_.fallback_role);
    return {away.begin(), away.end()};
}

Persons People::of(const std::vector<std::string>& roles) const {
    Persons persons;
    for (const std::string& role_id : roles) persons.merge(of(role_id));
    return persons;
}

Persons People::deputies_of(const std::string& role_id) const {
    const rules::Role* found = role(role_id);
    return found == nullptr || found->deputy.empty() ? Persons{} : present(found->deputy);
}

std::vector<std::string> People::roles_of(const std::string& person) const {
    std::vector<std::string> roles;
    for (const rules::Role& one : body_.roles) {
        if (of(one.id).count(person) > 0) roles.push_back(one.id);
    }
    return roles;
}

Persons People::everybody() const {
    Persons persons;
    const auto of_body = state_.holders.find(body_.id);
    if (of_body == state_.holders.end()) return persons;
    for (const auto& [role_id, held] : of_body->second) persons.insert(held.begin(), held.end());
    return persons;
}

}  // namespace dutyd::engine
