// SPDX-License-Identifier: MIT
// The calendar feed: what comes next, and for a while what was done or waived, as whole-day entries
// that a calendar program subscribes to. Worked out of one snapshot: the same journal on the same
// day gives the same feed. A view only: nobody is told of anything through it, and it changes
// nothing. docs/reports.md says which day an entry stands on.
#pragma once

#include "lib/report/order.hpp"

#include <cstdint>

namespace dutyd::report {

/// Empty fields do not filter. `standing` may name a standing or a risk.
struct FeedFilter {
    std::string body = {};
    std::string owner = {};
    std::string bearer = {};
    std::string standing = {};
    std::string matter = {};
};

struct FeedEvent {
    std::string uid;
    std::uint64_t sequence = 0;  // never falls, and rises whenever the day can have moved
    civil::Instant stamp;        // when the journal or the day at the body last went on
    civil::Date day = civil::Date::of(1970, 1, 1);
    bool cancelled = false;
    std::string summary;
    std::string description;
    std::string category;
};

struct Feed {
    std::string name;  // short, of ids: what a calendar program lists it under
    std::string description;
    std::vector<FeedEvent> events;
};

/// The parameters a feed takes.
const std::vector<std::string>& feed_parameters();
/// REQUIRES: no names but feed_parameters().
FeedFilter feed_filter(const Parameters& parameters);

/// In the order of bodies, matters and duties. Errors: a body or a matter that nobody knows, with
/// the nearest name.
Result<Feed> feed(const engine::Snapshot& snapshot, FeedFilter filter);

}  // namespace dutyd::report
