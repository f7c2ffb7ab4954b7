// SPDX-License-Identifier: MIT
// The body of a journal row: one event as canonical JSON without its free text, of which it holds
// only the digest. read_body accepts exactly what write_body writes and nothing else, so a body has
// one spelling. Internal to lib/journal.
#pragma once

#include "lib/journal/codec.hpp"

namespace dutyd::journal {

/// `digest` is empty if the event has no free text. Bytes that are not UTF-8 become U+FFFD: a row
/// that could not be read back would be worse than a lost byte.
std::string write_body(const Event& event, const std::string& digest);

struct Parsed {
    Event event;  // its text is empty
    std::string digest;
};
Result<Parsed> read_body(const Row& row);

/// A diagnostic about one row: "journal row 12: ...".
Diagnostic row_error(std::uint64_t seq, const std::string& what);

/// Well-formed UTF-8 as it is; every other byte becomes U+FFFD.
std::string clean_utf8(std::string_view text);

}  // namespace dutyd::journal
