// SPDX-License-Identifier: MIT
// The law behind a duty as `why` tells it: versions of a rule, readings of disputed words with who
// chose between them, the days on which the duty may not be done, and the facts its rules read.
#pragma once

#include "cli/print/paper.hpp"

#include <boost/json/value.hpp>

#include <string>

namespace dutyd::cli {

/// Every version and reading of one limit or bar, each with its day; empty if it has one rule only.
std::string alternatives_text(const boost::json::value& rule, const Paper& paper);
/// Each bar with its days; empty if there is none.
std::string bars_text(const boost::json::value& duty, const Paper& paper);
/// What is known of the facts behind its dates; empty if there are none.
std::string facts_behind_text(const boost::json::value& duty, const Paper& paper);
/// "2024-05-02 (expected: scheduled by law)", "2025-02-08, so the law takes it: ...".
std::string fact_value_text(const boost::json::value& fact);

}  // namespace dutyd::cli
