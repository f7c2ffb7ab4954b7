// SPDX-License-Identifier: MIT
// A nation to measure dutyd with: so many offices that run the packs as shipped, in the real
// calendars, each with its own id, people, panel and days on which that panel meets. The same
// number of offices gives the same nation on every machine.
#pragma once

#include "lib/engine/turn.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace dutyd::bench {

struct Nation {
    std::vector<rules::SourceFile> files;  // a calendars folder
    std::vector<journal::PeopleAdopted::Holder> holders;
    std::vector<std::string> bodies;
};
Nation make_nation(std::size_t bodies);

/// A nation and what has become of it: its state and how it came to be.
struct Running {
    engine::State state;
    engine::Outlook outlook;
    engine::Settings settings;
    civil::Instant now;
    std::vector<journal::Event> events;

    void take(engine::TurnResult result);
    engine::TurnResult turn(const std::vector<engine::Command>& commands) const;
    engine::InputLookup inputs(const Nation& nation) const;
    std::size_t duties() const;
};
/// The offices as they open on the morning of that day: calendars and people adopted, everything
/// that opens by itself open.
Running open_offices(const Nation& nation, const std::string& day);

engine::Command command(const std::string& json);

}  // namespace dutyd::bench
