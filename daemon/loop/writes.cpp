// SPDX-License-Identifier: MIT
#include "daemon/loop/writes.hpp"

#include "daemon/host/files.hpp"

#include <iterator>

namespace dutyd::daemon {

namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

std::string add_events(host::TurnWrites& writes, const std::vector<journal::Event>& events,
                       std::string previous) {
    for (const journal::Event& event : events) {
        const std::string salt = event.text.empty() ? std::string{} : host::random_hex(16);
        journal::Encoded encoded = journal::encode(event, previous, salt);
        previous = encoded.row.hash;
        writes.rows.push_back(std::move(encoded.row));
        if (encoded.free_text) writes.texts.push_back(*std::move(encoded.free_text));
    }
    return previous;
}

engine::TurnResult joined(engine::TurnResult first, engine::TurnResult next) {
    first.next = std::move(next.next);
    append(first.events, next.events);
    append(first.notices, next.notices);
    append(first.answers, next.answers);
    append(first.moves, next.moves);
    append(first.findings, next.findings);
    first.outlook = std::move(next.outlook);
    return first;
}

}  // namespace dutyd::daemon
