// SPDX-License-Identifier: MIT
// The values a condition compares, as they are recorded and written: numbers, days, days with a
// time, periods and words. Days and periods are ordered by where they begin; words have no order.
#pragma once

#include "lib/rules/condition_node.hpp"

#include <compare>

namespace dutyd::rules {

/// "2024-05-02", or "2024-05-02 16:00".
bool is_day(std::string_view value);
/// "2024-04-01..2025-03-31", "2024-04-01..".
bool is_period(std::string_view value);
bool is_number(std::string_view value);

/// A word on the right that means another fact: ids joined by full stops ("election.poll"), or
/// "today".
bool means_fact(std::string_view word);

/// Unknown if the values have no order and one is asked for.
///  - Numbers compare as numbers.
///  - Days compare by date and then by time; a day without a time is equal to every time on it.
///  - A period compares by its first day; two periods are equal only if both their ends are.
Truth compare(std::string_view left, Comparison comparison, std::string_view right);

}  // namespace dutyd::rules
