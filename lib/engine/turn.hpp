// SPDX-License-Identifier: MIT
// One turn: commands that have arrived (or none: time has passed) against a state, at one moment,
// give a new state, the events that made it and the notices to send. Nothing here reads a clock or
// writes anything; the shell commits events and notices in one transaction and only then makes
// `next` the state. Replaying the events gives the same state.
#pragma once

#include "lib/alert/invitation.hpp"
#include "lib/engine/command.hpp"
#include "lib/engine/outlook.hpp"
#include "lib/engine/snapshot.hpp"
#include "lib/engine/state.hpp"

#include <set>

namespace dutyd::engine {

/// What does not come from the journal: zones, the engine's version, how messages are named.
struct Settings {
    std::map<std::string, civil::Zone> zones;  // by name; must hold every body's zone
    std::string engine_version;
    std::string message_domain = "dutyd.invalid";  // right-hand side of Message-IDs
    /// In place of each body's own hours, if the configuration says so.
    std::optional<rules::WorkingHours> working_hours;
    std::set<std::string> calendar_people = {};  // who asked for calendar invitations
    bool training = false;                       // simulated clock: mails say TRAINING
};

/// A message frozen for one person. The shell adds the address and composes MIME from it.
struct Notice {
    std::string message_id;  // without brackets
    std::string person;
    std::string subject;
    std::string text;
    std::string html;
    std::vector<std::string> references;
    std::vector<std::string> alerts;
    civil::Instant not_before;
    bool urgent = false;
    std::optional<alert::Invitation> invitation = {};  // the shell adds the addresses
};

/// What one command came to: the events it made, in words.
struct Answer {
    std::string verb;
    std::vector<std::string> did;
    std::string matter;  // touched or opened, if one
    std::uint64_t first_seq = 0;
    std::uint64_t last_seq = 0;
};

/// One date that moved.
struct Move {
    std::string matter;
    std::string duty;
    std::string title;
    std::string what;  // "forecast", "limit", "latest safe", "target", "meeting", "standing"
    std::string from;
    std::string to;
    std::string cause;
    std::optional<int> slack_before;
    std::optional<int> slack_after;
};

struct TurnResult {
    State next;
    std::vector<journal::Event> events;
    std::vector<Notice> notices;
    std::vector<Result<Answer>> answers;  // one per command, in order
    std::vector<Move> moves;
    /// Not errors, but somebody should know: files and journal that disagree, a role nobody holds.
    Diagnostics findings;
    /// When to look at each body again if nothing else happens.
    Outlook outlook;
};

/// A state, and the outlook of the turn that made it under the same settings, if there is one: with
/// it only those bodies are looked at that have to be, and what comes of it is the same.
struct Known {
    const State& state;
    const Outlook* outlook = nullptr;
};

/// Commands are decided in order, each against the state the former left; one that fails changes
/// nothing and the rest go on. With no commands it is a tick.
TurnResult turn(const Known& known, const std::vector<Command>& commands, civil::Instant now,
                const Settings& settings);
/// The same, looking at everything.
TurnResult turn(const State& state, const std::vector<Command>& commands, civil::Instant now,
                const Settings& settings);

/// Adopts a library (at start and on reload) as a turn of its own. `files` with contents; a library
/// that differs in nothing gives no events. The caller has validated it with rules::load_library.
struct LibraryInput {
    std::vector<rules::SourceFile> files;
    std::string actor = "dutyd";
    std::shared_ptr<const rules::Library> library = {};  // what `files` load as, if at hand
};
TurnResult adopt_library(const State& state, const LibraryInput& input, civil::Instant now,
                         const Settings& settings);

/// The clock was set, or the machine slept, by more than a few seconds: recorded, and everything
/// decided again.
TurnResult clock_jumped(const State& state, civil::Instant from, civil::Instant now,
                        const Settings& settings);

/// Adopts who holds which role. No events if nothing changed.
TurnResult adopt_people(const State& state, const std::vector<journal::PeopleAdopted::Holder>&,
                        civil::Instant now, const Settings& settings);

}  // namespace dutyd::engine
