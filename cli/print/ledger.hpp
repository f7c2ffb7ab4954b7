// SPDX-License-Identifier: MIT
// The count behind a date: in short ("day 1 is ..., day 56 is ..., 3 days passed over: ...") or day
// by day.
#pragma once

#include "cli/print/paper.hpp"

#include <boost/json/array.hpp>

#include <string>

namespace dutyd::cli {

std::string short_count(const boost::json::array& ledger, const Paper& paper);
std::string full_ledger(const boost::json::array& ledger, const Paper& paper);

}  // namespace dutyd::cli
