// SPDX-License-Identifier: MIT
// How matters of a procedure come to be, as a pack writes it in `opens`: on a recorded day, for
// each period of the body, every so many months after a day, or by hand. Only syntax: whether the
// facts it names are declared is checked where the pack is. parse_opening(text(x)) is x again.
#pragma once

#include "lib/rules/pack.hpp"

namespace dutyd::rules {

/// "on election.poll when election.kind = ordinary", "for each financial year as accounts.year",
/// "every 6 months after election.poll as review.day", "by hand".
Result<Opening> parse_opening(std::string_view text, const Place& where = {});

/// The same for who wants to look at the facts of an opening whose condition cannot be read: the
/// opening without it stands beside what is wrong.
struct ReadOpening {
    std::optional<Opening> opening;
    Diagnostics problems;
};
ReadOpening read_opening_text(std::string_view text, const Place& where = {});

/// The normal form.
std::string text(const Opening& opening);
/// "financial year", "year", "quarter", "month".
std::string text(Opening::Unit unit);

/// Opens again and again by itself, ahead of time.
bool recurs(const Opening& opening);

}  // namespace dutyd::rules
