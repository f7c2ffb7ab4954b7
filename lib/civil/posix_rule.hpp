// SPDX-License-Identifier: MIT
// The rule at the foot of a TZif file, such as "GMT0BST,M3.5.0/1,M10.5.0": which offset holds after
// the last change the file lists. It is data from outside; a text that is not sound is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dutyd::civil {

/// "M3.5.0/1", "J60" or "59/2": a day of the year and seconds after its midnight.
struct YearlyChange {
    enum class Kind { nth_weekday, day_without_leap, day_with_leap };
    Kind kind = Kind::nth_weekday;
    int month = 1;
    int week = 1;
    int weekday = 0;  // 0 is Sunday
    int day = 0;
    std::int32_t seconds = 7200;
};

struct PosixRule {
    std::int32_t standard_offset = 0;  // seconds east of Greenwich
    struct Summer {
        std::int32_t offset = 0;
        YearlyChange begins;
        YearlyChange ends;
    };
    std::optional<Summer> summer;

    std::int32_t offset_at(std::int64_t seconds_utc) const;
};

/// Nothing if the text is not a rule we understand whole.
std::optional<PosixRule> parse_posix_rule(std::string_view text);

}  // namespace dutyd::civil
