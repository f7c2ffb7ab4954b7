// SPDX-License-Identifier: MIT
// Who answers for a role on a day: its holders, whoever stands in for those who are away, and where
// nobody is left the body's fallback role. Never nobody while anybody holds any of these. A duty
// never names people; a view, it owns nothing and decides nothing else.
#pragma once

#include "lib/engine/state.hpp"

#include <set>

namespace dutyd::engine {

using Persons = std::set<std::string>;

class People {
public:
    /// `state` and `body` outlive it.
    People(const State& state, const rules::Body& body, civil::Date day)
        : state_(state), body_(body), day_(day) {}

    Persons of(const std::string& role) const;
    /// Of all these roles together.
    Persons of(const std::vector<std::string>& roles) const;
    /// Those who stand in for a role: the holders of the role the body names as its deputy.
    Persons deputies_of(const std::string& role) const;

    bool is_held(const std::string& role) const { return !holders(role).empty(); }
    /// Every role this person answers for on the day, deputising included, in the body's order.
    std::vector<std::string> roles_of(const std::string& person) const;
    /// Everybody who holds a role of this body.
    Persons everybody() const;

private:
    const Absence* absence(const std::string& person) const;
    const std::vector<std::string>& holders(const std::string& role) const;
    /// The holders who are there, and the deputies the others have named.
    Persons present(const std::string& role) const;
    const rules::Role* role(const std::string& id) const;

    const State& state_;
    const rules::Body& body_;
    civil::Date day_;
};

}  // namespace dutyd::engine
