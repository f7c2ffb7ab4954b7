// SPDX-License-Identifier: MIT
// A calendar invitation as text (RFC 5545, sent as RFC 6047 says): one event, asked for or taken
// back, for people who live in their calendar. Stable UID, rising SEQUENCE, lines folded at 75
// octets, CRLF, every text escaped. Pure: the same invitation gives the same bytes. The mail is
// always readable without it.
#pragma once

#include "lib/civil/time.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace dutyd::alert {

struct Invitation {
    enum class Method { request, cancel };
    Method method = Method::request;
    std::string uid;
    std::uint64_t sequence = 0;
    std::string summary;
    std::string description;
    civil::Date day;
    std::optional<civil::Instant> begins;  // none: the whole day
    civil::Instant stamp;
};

/// "REQUEST" or "CANCEL", as the mail's header says it too.
std::string name(Invitation::Method method);

/// Addresses are e-mail addresses, checked before.
struct InvitationPeople {
    std::string organizer;
    std::string attendee;
};

std::string calendar_text(const Invitation& invitation, const InvitationPeople& people);

}  // namespace dutyd::alert
