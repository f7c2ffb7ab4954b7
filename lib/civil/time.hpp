// SPDX-License-Identifier: MIT
// Time of day, instants and zones. Law speaks in local civil time (Interpretation Act 1978 s.9);
// machines in seconds since 1970 UTC. A Zone is a value read from the system's TZif bytes (RFC
// 8536, footer rule included), never from the process environment. A Moment is the one "now" that
// enters the core at the top of a turn.
#pragma once

#include "lib/civil/date.hpp"

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace dutyd::civil {

constexpr std::int64_t seconds_a_day = 86400;  // as clocks count them: UTC has no other days

/// Minutes after local midnight, 0..1440; 1440 is the end of the day (24:00).
struct TimeOfDay {
    int minutes = 0;
    static Result<TimeOfDay> parse(std::string_view text);
    static constexpr TimeOfDay end_of_day() { return {1440}; }
    std::string text() const;  // "16:00"
    friend auto operator<=>(TimeOfDay, TimeOfDay) = default;
};

/// Seconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t seconds = 0;
    /// "2024-05-22T16:05:00Z"; parse takes exactly that form, and refuses the first and last two
    /// days of the calendar, so that the local date in any zone is a Date.
    static Result<Instant> parse(std::string_view text);
    /// REQUIRES: within the calendar.
    std::string text() const;
    friend auto operator<=>(Instant, Instant) = default;
};

struct LocalTime {
    Date date;
    TimeOfDay time;
    int second = 0;
};

class Zone {
public:
    /// Errors: the bytes are not a sound TZif file. `name` is kept for messages ("Europe/London").
    static Result<Zone> from_tzif(std::string name, std::string_view bytes);
    static Zone utc();

    const std::string& name() const;
    std::int32_t offset_seconds(Instant instant) const;
    /// REQUIRES: the local date lies within the calendar, as it does for every parsed instant.
    LocalTime local(Instant instant) const;
    /// A local time that a spring change skips is read with the offset before the change, one that
    /// an autumn change repeats means its first occurrence.
    Instant instant(Date date, TimeOfDay time) const;

private:
    struct Tables;
    explicit Zone(std::shared_ptr<const Tables> tables);

    std::shared_ptr<const Tables> tables_;
};

/// The clock as read once at the start of a turn, with the body's local date and time.
struct Moment {
    Instant instant;
    Date date;
    TimeOfDay time;
    static Moment at(Instant instant, const Zone& zone);
};

}  // namespace dutyd::civil
