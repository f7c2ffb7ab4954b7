// SPDX-License-Identifier: MIT
// The standing digest: daily on working days if there is something for a person, weekly always, so
// that silence is never ambiguous. It carries what needs no message of its own (reminders well
// ahead of a limit) and, weekly, everything that waits for an answer. At a set local time, once a
// day and person, whatever stops and starts in between.
#pragma once

#include "lib/engine/notices.hpp"

namespace dutyd::engine {

/// What the conditions that hold now say, by key.
using Current = std::map<std::string, alert::Alert>;

/// When this body's digest of a day goes out.
civil::Instant digest_moment(const BodyView& body, civil::Date day);

struct DigestMatter {
    const Current& current;
    Letters letters;  // what is told in this turn anyway
};

/// Writes the digests that are due. A letter that is not urgent goes with its person's digest, so
/// that nobody gets two at once; gives back those that did not.
Letters write_digests(Draft& draft, const Snapshot& after, DigestMatter matter, TurnResult& result);

}  // namespace dutyd::engine
