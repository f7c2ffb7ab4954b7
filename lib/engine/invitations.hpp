// SPDX-License-Identifier: MIT
// Calendar invitations for people whose configuration asks for them: the meeting a duty lands on,
// otherwise its limit. One message an event, as calendars want it; sent again only when the day or
// time is another, taken back when the duty falls away. What was sent is in the journal.
#pragma once

#include "lib/engine/notices.hpp"

namespace dutyd::engine {

void write_invitations(Draft& draft, const Snapshot& after, TurnResult& result);

}  // namespace dutyd::engine
