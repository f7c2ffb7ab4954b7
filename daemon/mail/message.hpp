// SPDX-License-Identifier: MIT
// Composing one notice as the bytes that go into the outbox: RFC 5322 with CRLF, text then HTML,
// headers in RFC 2047 words where they need it. The same content gives the same bytes, always: the
// date and the message id are arguments and the boundary follows from the id. No header can be
// smuggled in: text for headers that has a line break in it is an error, never cleaned silently.
// Composes only; sending is transport.hpp.
#pragma once

#include "lib/base/result.hpp"
#include "lib/civil/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dutyd::mail {

struct MailAddress {
    std::string name;  // may be empty
    std::string email;
};

struct MailContent {
    MailAddress from;
    MailAddress to;
    std::string subject;
    std::string text;                     // UTF-8; never empty
    std::string html;                     // UTF-8; empty: a message of plain text alone
    std::string message_id;               // without <>
    std::vector<std::string> references;  // without <>, oldest first; the last is answered
    civil::Instant date;
    bool training = false;      // said in the subject, a header and the first line of each part
    std::string organisation;   // the office's name; may be empty
    std::string calendar = {};  // an invitation (RFC 5545), kept byte for byte; may be empty
    std::string calendar_method = {};  // REQUEST or CANCEL, as it says itself
};

/// All that is wrong with the headers is reported at once. Bytes of the body that are not UTF-8 are
/// shown as replacement characters: a notice with a blemish is better than none.
Result<std::string> compose(const MailContent& content);

/// What is wrong with an e-mail address, if anything: LOCAL@DOMAIN in plain ASCII, no comments, no
/// quotes, no address literals.
std::optional<Diagnostic> address_problem(std::string_view email);

/// What is wrong with a text for a header, called `what` in the message: a line break or any other
/// control character, bytes that are not UTF-8, or "=?", which mail programs would decode.
std::optional<Diagnostic> header_problem(std::string_view what, std::string_view text);

/// What is wrong with a message id, written without its angle brackets: ATOMS@ATOMS.
std::optional<Diagnostic> message_id_problem(std::string_view id);

/// Any text made fit for a subject or a name: what header_problem() minds becomes a space or a
/// replacement character, runs of spaces one space, and it is cut to `bytes_max` with an ellipsis.
std::string header_safe(std::string_view text, std::size_t bytes_max);

}  // namespace dutyd::mail
