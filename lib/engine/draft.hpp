// SPDX-License-Identifier: MIT
// A turn under way: a private copy of the state, the events made so far, and the one moment they
// are made at. Every payload becomes an event here and is folded in at once, so that deciding
// always sees what was decided before it.
#pragma once

#include "lib/engine/decide.hpp"
#include "lib/engine/outlook.hpp"

namespace dutyd::engine {

struct Author {
    std::string actor;
    std::string authority;
    std::string text;
    std::string client_id;
};

class Draft {
public:
    struct Sources {
        InputLookup inputs = {};
        const Outlook* outlook = nullptr;  // outlives the draft
        LoadedLibrary loaded = {};
    };
    Draft(State state, civil::Instant now, const Settings& settings, Sources sources);

    /// Makes the event and folds it in. A fold that fails is a bug: decide() let it pass.
    void record(journal::Payload payload, const std::string& body, const Author& author);

    const State& state() const { return state_; }
    civil::Instant now() const { return now_; }
    const Settings& settings() const { return settings_; }
    Bench bench() const { return {state_, now_, settings_}; }
    const std::vector<journal::Event>& events() const { return events_; }

    /// Whom events touched until now.
    const Sight& touched() const { return touched_; }
    /// Whose schedules they can have changed.
    const Stale& stale() const { return stale_; }
    /// Whom this turn has to look at: those, and whose moment has come.
    Sight sight() const;
    const Outlook* outlook() const { return sources_.outlook; }
    /// Whether a message that time makes due may be for this person.
    bool may_be_due(const std::string& person) const;

    /// Where nobody has looked yet, since time passed or the last event, for what opens by itself.
    const Sight& unsettled() const { return unsettled_; }
    void settle() { unsettled_ = Sight::nobody(); }

    State take_state() { return std::move(state_); }
    std::vector<journal::Event> take_events() { return std::move(events_); }

private:
    State state_;
    civil::Instant now_;
    const Settings& settings_;
    Sources sources_;
    Due due_;  // nobody where there is no outlook
    Sight touched_ = Sight::nobody();
    Stale stale_;
    Sight unsettled_;
    std::vector<journal::Event> events_;
};

/// Enters elections and opens matters that are due; what it did, in words.
std::vector<std::string> open_what_is_due(Draft& draft, Author author);

}  // namespace dutyd::engine
