// SPDX-License-Identifier: MIT
#include "daemon/loop/replay.hpp"

namespace dutyd::daemon {

namespace {

constexpr std::size_t slice = 500;

}  // namespace

engine::InputLookup inputs_of(const host::Store& store) {
    return [&store](const std::string& hash) -> std::optional<std::string> {
        auto rows = store.inputs({hash});
        if (!rows) return std::nullopt;
        return std::move(rows->front().content);
    };
}

Result<engine::State> replay_all(const host::Store& store, const engine::LoadedLibrary& loaded) {
    engine::State state;
    const auto lookup = inputs_of(store);
    Diagnostics errors;
    const auto read = store.for_each_event([&](const journal::Event& event) {
        if (!errors.empty()) return;
        auto folded = engine::evolve(state, event, lookup, loaded);
        if (!folded) errors = std::move(folded).error();
    });
    if (!errors.empty()) return errors;
    if (!read) return read.error();
    return state;
}

bool PastState::is_past_end(const journal::Event& event) const {
    if (const auto* seq = std::get_if<std::uint64_t>(&until_)) return event.seq > *seq;
    return event.recorded_at > std::get<civil::Instant>(until_);
}

Result<PastState::Progress> PastState::step() {
    const auto events = store_.events(state_.seq + 1, slice);
    if (!events) return events.error();
    const auto lookup = inputs_of(store_);
    for (const journal::Event& event : *events) {
        if (is_past_end(event)) return Progress::complete;
        auto folded = engine::evolve(state_, event, lookup);
        if (!folded) return std::move(folded).error();
    }
    return events->size() < slice ? Progress::complete : Progress::more;
}

civil::Instant PastState::moment() const {
    if (const auto* instant = std::get_if<civil::Instant>(&until_)) return *instant;
    return state_.last_recorded_at;
}

}  // namespace dutyd::daemon
