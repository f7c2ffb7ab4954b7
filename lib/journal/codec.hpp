// SPDX-License-Identifier: MIT
// Events to journal rows and back. A row is canonical JSON (fixed key order, no spaces) plus its
// place in a SHA-256 chain. The free text of an event is not in the row: the row holds its salted
// digest, and the text lies in a side table from which it can be erased. encode(decode(row)) ==
// row, always.
#pragma once

#include "lib/base/result.hpp"
#include "lib/journal/event.hpp"

#include <functional>
#include <string>

namespace dutyd::journal {

inline constexpr int format_version = 1;
/// What an event's text reads once it has been erased.
inline constexpr const char* erased_text = "(erased)";

struct FreeText {
    std::string digest;  // SHA-256 of salt and text
    std::string salt;
    std::string text;
};

struct Row {
    std::uint64_t seq = 0;
    std::string body;  // canonical JSON
    std::string previous;
    std::string hash;
};

/// The hash a chain starts from.
std::string chain_start();

struct Encoded {
    Row row;
    std::optional<FreeText> free_text;
};
/// `salt` is random bytes in hex from the shell; unused if the event has no text.
Encoded encode(const Event& event, const std::string& previous_hash, const std::string& salt);

/// `text`: the free text of the row if it still exists; an erased one reads "(erased)".
/// Errors name the row: not JSON, unknown kind, newer format, wrong sequence, broken chain.
Result<Event> decode(const Row& row, const std::string& previous_hash,
                     const std::optional<FreeText>& free_text);
/// The same, for a reader that has many texts: `find` gives the one with that digest, if it still
/// exists.
using FindText = std::function<std::optional<FreeText>(const std::string& digest)>;
Result<Event> decode_finding_text(const Row& row, const std::string& previous_hash,
                                  const FindText& find);
/// The digest a row refers to, if it has free text.
std::optional<std::string> text_digest(const Row& row);

}  // namespace dutyd::journal
