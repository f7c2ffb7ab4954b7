// SPDX-License-Identifier: MIT
// QuantLib as a peer for counting working days. Its headers want their own flags, so they are seen
// in one file only; where it is not installed the function is empty.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace dutyd::bench {

/// The n-th working day strictly after a day (before it, if n is negative). `closed`: the weekdays
/// that are holidays.
using Advance = std::function<std::int32_t(std::int32_t day, std::int32_t n)>;

#ifdef DUTYD_HAVE_QUANTLIB
Advance quantlib_advance(const std::vector<std::int32_t>& closed);
#else
inline Advance quantlib_advance(const std::vector<std::int32_t>&) {
    return {};
}
#endif

}  // namespace dutyd::bench
