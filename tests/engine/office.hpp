// SPDX-License-Identifier: MIT
// An office on a simulated clock: the shipped calendars, people in their roles, commands as a
// person would send them, and every tick that would have come on the way.
#pragma once

#include "lib/engine/decide.hpp"
#include "lib/engine/query.hpp"
#include "lib/engine/turn.hpp"
#include "tests/catch.hpp"
#include "tests/folder.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace dutyd::tests {

namespace json = boost::json;
using civil::Date;
using civil::Instant;

const engine::Settings& settings();

/// "2024-05-03 09:00" as London reads it.
Instant london(const std::string& time);

/// The shipped calendars without what concerns other bodies, who run the plan and the election
/// only: these tests stay as they are while the packs grow.
std::vector<rules::SourceFile> files_of(const std::vector<std::string>& bodies);
/// The same, where every body runs a pack written for a test instead: its `packs/test/pack.toml`
/// and one procedure, `packs/test/ID.toml`, for each of these texts.
std::vector<rules::SourceFile> files_with(const std::vector<std::string>& bodies,
                                          const std::string& pack,
                                          const std::map<std::string, std::string>& procedures);

/// "message (hint); message (hint)"
std::string words(const Diagnostics& diagnostics);

/// `{"do": verb, ...}` parsed; the test fails if it does not parse.
engine::Command command(const std::string& verb, json::object keys);

/// Everything every query says at one moment, as one text.
std::string everything(const engine::State& state, Instant now);
std::string everything(const engine::Snapshot& snapshot);

class Office {
public:
    explicit Office(const std::string& starts = "2024-05-03 09:00",
                    const std::vector<std::string>& bodies = {"leicestershire"});
    Office(std::vector<rules::SourceFile> calendars, const std::string& starts);

    engine::State state;
    std::vector<journal::Event> events;
    std::vector<engine::Notice> notices;
    std::vector<rules::SourceFile> files;
    Instant clock;
    std::optional<Instant> wake_at;
    std::optional<engine::Outlook> outlook;  // of the turn that made `state`

    /// One person holds each of these roles of every body; `roles` by person.
    void people(const std::map<std::string, std::vector<std::string>>& roles);

    /// Plays every tick up to then.
    void wait_until(const std::string& time);
    /// At that time the command is accepted; what it did, in words.
    std::vector<std::string> say(const std::string& time, const std::string& verb,
                                 json::object keys);
    /// At that time the command is refused; why, in words. Nothing is kept of the turn.
    std::string refused(const std::string& time, const std::string& verb, json::object keys);
    /// The election of 2 May 2024, recorded the morning after.
    void elect();
    void done(const std::string& time, const std::string& duty, const std::string& on = "");

    /// A turn at the present moment. What comes of it is the same whether every body is looked at
    /// or only those that have to be; the test fails if it is not.
    engine::TurnResult try_now(const std::vector<engine::Command>& commands) const;
    void take(engine::TurnResult result);
    void adopt(const std::vector<rules::SourceFile>& changed);

    engine::Snapshot snapshot() const;
    plan::Outcome of(const std::string& matter, const std::string& duty) const;
    /// Keys of alerts that begin with this, open ones only.
    std::vector<std::string> open(const std::string& prefix) const;
    /// Notices that carry an alert whose key begins with this.
    std::vector<engine::Notice> about(const std::string& prefix) const;
    engine::InputLookup inputs() const;
    /// A state made from the first `count` events alone.
    engine::State replayed(std::size_t count) const;
};

/// How often events of one kind are in the journal.
std::size_t events_of(const std::vector<journal::Event>& events, const std::string& kind);

}  // namespace dutyd::tests
