// SPDX-License-Identifier: MIT
// A notice as the rows of the outbox: one for each channel its person has, frozen as the bytes that
// will go out over it: a mail, or JSON where it is no mail that is sent. Pure.
#pragma once

#include "daemon/host/config.hpp"
#include "daemon/host/store.hpp"
#include "daemon/mail/message.hpp"
#include "lib/engine/turn.hpp"

#include <map>

namespace dutyd::daemon {

/// Who sends notices, and where and by what people get them.
struct AddressBook {
    mail::MailAddress from;
    std::string organisation;
    std::map<std::string, mail::MailAddress> persons;          // by person id
    std::map<std::string, std::vector<std::string>> channels;  // by person id; never an empty list
    std::vector<std::string> usual_channels = {"mail"};        // of anybody else
    std::vector<std::string> fallback = {};                    // to tell that another channel fails
    std::map<std::string, host::ChannelKind> kinds;            // of channels other than "mail"

    const std::vector<std::string>& channels_of(const std::string& person) const;
    host::ChannelKind kind_of(const std::string& channel) const;
};

/// One row for each of the person's channels. A mail to a person without an address goes to the
/// office's own address, so that somebody reads it. Errors: not even a plain form can be composed.
Result<std::vector<host::OutboxRow>> outbox_rows(const engine::Notice& notice,
                                                 const AddressBook& book, civil::Instant now);
/// The row for one channel.
Result<host::OutboxRow> outbox_row(const engine::Notice& notice, const std::string& channel,
                                   const AddressBook& book, civil::Instant now);

/// Tells a person over another channel that these messages to them do not get through.
/// REQUIRES: at least one, all to one person over one channel. `since` is in words.
engine::Notice about_undelivered(const std::vector<host::OutboxRow>& rows, const std::string& since,
                                 civil::Instant now);

/// What somebody asked to be sent to see whether it arrives.
engine::Notice test_notice(const std::string& person, const std::string& id, civil::Instant now);

}  // namespace dutyd::daemon
