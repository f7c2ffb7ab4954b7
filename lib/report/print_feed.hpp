// SPDX-License-Identifier: MIT
// A calendar feed as text (RFC 5545, with the names of RFC 7986). Every line is made by libical:
// its folding, its escaping, its line ends. Pure: the same feed gives the same bytes, and libical's
// time zones, which read files, are never touched. No METHOD and no alarms: it is subscribed to,
// not sent.
#pragma once

#include "lib/report/feed.hpp"

namespace dutyd::report {

inline constexpr const char* feed_content_type = "text/calendar; charset=utf-8";

std::string print_feed(const Feed& feed);

}  // namespace dutyd::report
