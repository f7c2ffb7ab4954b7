// SPDX-License-Identifier: MIT
// Points in time as people write them in requests and on the command line. A time without a zone is
// local at the office; a bare day means its start or its end, as the question has it.
#pragma once

#include "lib/civil/time.hpp"

#include <string_view>

namespace dutyd::daemon {

enum class DayEdge { start, end };

/// "2024-05-22", "2024-05-22T16:00", "2024-05-22 16:00" or "2024-05-22T15:00:00Z".
Result<civil::Instant> parse_moment(std::string_view text, const civil::Zone& zone, DayEdge edge);

/// "2024-05-22T16:00", without the zone.
std::string local_text(civil::Instant instant, const civil::Zone& zone);

}  // namespace dutyd::daemon
