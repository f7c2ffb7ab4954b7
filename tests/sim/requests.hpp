// SPDX-License-Identifier: MIT
// What people ask of the office in a simulated life: sensible, clumsy and wrong commands, made from
// what there is at the moment. A request once made is a text and is replayed as it is.
#pragma once

#include "tests/sim/random.hpp"

#include "lib/engine/turn.hpp"

#include <boost/json/object.hpp>

namespace dutyd::sim {

class Requests {
public:
    Requests(const engine::State& state, civil::Date today, Random& random)
        : state_(state), today_(today), random_(random) {}

    /// Any command, as JSON with this client id.
    std::string any(const std::string& client_id);
    /// The poll that begins a body's plan.
    std::string ordinary_election(const std::string& body, const std::string& client_id);

private:
    using Keys = boost::json::object;

    Keys make();
    Keys election();
    Keys record();
    Keys withdraw();
    Keys of_a_duty(const std::string& verb);
    Keys pause();
    Keys resume();
    Keys meeting_add();
    Keys meeting_move();
    Keys meeting_cancel();
    Keys acknowledge();
    Keys snooze();
    Keys absence();
    Keys adopt();
    Keys nonsense();

    std::string body();
    const plan::Matter* matter();
    const engine::MeetingRecord* meeting();
    std::string open_alert();
    std::string day(std::int64_t from, std::int64_t to);
    std::string value_of(const rules::FactDeclaration& fact);
    std::string activity();

    const engine::State& state_;
    civil::Date today_;
    Random& random_;
};

}  // namespace dutyd::sim
