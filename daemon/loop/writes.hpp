// SPDX-License-Identifier: MIT
// What a turn leaves behind, as the rows that are written in its one transaction: events with their
// place in the chain and their texts apart, notices frozen as the bytes that will be sent.
#pragma once

#include "daemon/host/store.hpp"
#include "daemon/mail/message.hpp"
#include "lib/engine/turn.hpp"

#include <map>

namespace dutyd::daemon {

/// Who sends notices and where people get them.
struct AddressBook {
    mail::MailAddress from;
    std::string organisation;
    std::map<std::string, mail::MailAddress> persons;  // by person id
};

/// Appends the events to `writes`, each following the one before; gives the hash of the last, or
/// `previous` if there are none.
std::string add_events(host::TurnWrites& writes, const std::vector<journal::Event>& events,
                       std::string previous);

/// The notice as a row of the outbox. One to a person without an address goes to the office's own
/// address, so that somebody reads it. Errors: not even a plain form of it can be composed.
Result<host::OutboxRow> outbox_row(const engine::Notice& notice, const AddressBook& book,
                                   civil::Instant now);

/// `next` after `first`, as one result of both.
engine::TurnResult joined(engine::TurnResult first, engine::TurnResult next);

}  // namespace dutyd::daemon
