// SPDX-License-Identifier: MIT
// The state as a fold over the journal: all of it at start, or a part of it to answer what was
// believed then. A past state is worked out in slices, so that a long journal never holds up the
// loop. Replay only evolves; it never decides.
#pragma once

#include "daemon/host/store.hpp"
#include "daemon/loop/questions.hpp"
#include "lib/engine/state.hpp"

namespace dutyd::daemon {

/// Contents of adopted inputs, from the store. It must outlive the lookup.
engine::InputLookup inputs_of(const host::Store& store);

/// `loaded`: the calendars as they are now, which are mostly those of the journal. Errors: the
/// journal is damaged or cannot be read by this version, with the row's number.
Result<engine::State> replay_all(const host::Store& store, const engine::LoadedLibrary& loaded);

class PastState {
public:
    PastState(const host::Store& store, AsOf until) : store_(store), until_(until) {}

    enum class Progress { more, complete };
    /// One slice further.
    Result<Progress> step();

    /// REQUIRES: complete.
    const engine::State& state() const { return state_; }
    /// The moment of the answer: the instant asked for, or that of the last event.
    civil::Instant moment() const;

private:
    bool is_past_end(const journal::Event& event) const;

    const host::Store& store_;
    AsOf until_;
    engine::State state_;
};

}  // namespace dutyd::daemon
