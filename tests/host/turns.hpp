// SPDX-License-Identifier: MIT
// Turns to write in tests: each has three rows, a text, a message and an answer, and follows on
// what the store holds.
#pragma once

#include "daemon/host/store.hpp"

namespace dutyd::host {

inline constexpr std::uint64_t rows_per_turn = 3;

/// The next turn after `tail`. Equal tails give equal turns.
TurnWrites turn_after(const Tail& tail);
/// `events` chained after `tail`, with their texts.
TurnWrites writes_of(std::vector<journal::Event> events, const Tail& tail);

/// A note by p1 with this text.
journal::Event note(const std::string& text);

Tail tail_of(const Store& store);
/// Opens, or fails the test with what is wrong.
Store opened(const std::string& path);
/// Commits the next turn, or fails the test.
void commit_next(Store& store);
/// What is wrong, as people read it; "" if nothing is.
template <class T>
std::string error_of(const Result<T>& result) {
    return result ? "" : render(result.error());
}

/// What is wrong with a store that should hold only whole turns: chain, texts, messages, answers.
std::string fault_in(const Store& store);

}  // namespace dutyd::host
