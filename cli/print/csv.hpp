// SPDX-License-Identifier: MIT
// Answers as comma-separated values (RFC 4180, but with plain line feeds): a header line of stable
// field names, then one line for each item. Lists inside a field are joined with "; ".
#pragma once

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace dutyd::cli {

/// Whether a read has a CSV form.
bool has_csv(std::string_view verb);
/// REQUIRES: has_csv(verb).
std::string print_csv(std::string_view verb, const boost::json::value& answer);

}  // namespace dutyd::cli
