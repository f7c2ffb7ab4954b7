// SPDX-License-Identifier: MIT
// One duty as an entry of the calendar feed: on which day it stands, what it is called there, and
// what is said of it. Everything follows from the journal up to now and the day at the body, so an
// entry made again is the same. Internal to lib/report.
#pragma once

#include "lib/report/feed.hpp"
#include "lib/report/office.hpp"

namespace dutyd::report {

/// So long an entry stays once its duty is done or waived.
inline constexpr int feed_kept_days = 90;

class FeedWriter {
public:
    explicit FeedWriter(const Office& office);

    /// Nothing: it has no day, is not required, or was done or waived too long ago.
    std::optional<FeedEvent> event(const DutyView& at) const;
    /// For a feed called so in which there is nothing else: a calendar needs an entry to be one,
    /// and an empty one could not be told from one that fails.
    FeedEvent nothing(const std::string& feed) const;

private:
    /// Where an entry stands and how it is called: "Limit: ", "Done: ".
    struct Place {
        civil::Date day;
        std::string lead;
        bool cancelled = false;
    };
    std::optional<Place> place(const DutyView& at) const;
    std::optional<Place> place_to_come(const DutyView& at) const;
    bool is_recent(const std::optional<civil::Date>& date) const;
    std::string description(const DutyView& at) const;
    std::vector<std::string> date_lines(const DutyView& at) const;

    const Office& office_;
    civil::Instant stamp_;
    std::uint64_t sequence_ = 0;
    std::string as_at_;
};

}  // namespace dutyd::report
