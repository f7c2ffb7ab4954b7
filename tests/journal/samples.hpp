// SPDX-License-Identifier: MIT
// One event of every kind with every field filled, and one with every optional field empty, in a
// chain; what the codec's tests work on.
#pragma once

#include "lib/journal/codec.hpp"

#include <map>

namespace dutyd::journal {

/// Payloads in the order of Payload's alternatives: all filled, then the ones with something
/// optional left out.
std::vector<Payload> sample_payloads();
/// The payloads as events 1, 2, ...; every third has a text.
std::vector<Event> sample_events();

struct Chain {
    std::vector<Row> rows;
    std::map<std::string, FreeText> texts;  // by digest

    std::optional<FreeText> text(const std::string& digest) const;
};
Chain chain_of(const std::vector<Event>& events);

/// What the error of a row that does not fit the chain ends with.
inline constexpr const char* damaged_hint =
    "    hint: the journal was damaged or changed outside dutyd; restore the database from a "
    "backup\n";

/// Decodes row after row as replay does; the first error stops it.
Result<std::vector<Event>> decode_all(const Chain& chain);

}  // namespace dutyd::journal
