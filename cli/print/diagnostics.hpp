// SPDX-License-Identifier: MIT
// Diagnostics that came as JSON, for people: laid out by the sender, made safe for a terminal here.
#pragma once

#include <boost/json/value.hpp>

#include <string>

namespace dutyd::cli {

/// {"message", "hint", "where", "text"} as lines, carets included.
std::string diagnostic_text(const boost::json::value& diagnostic);
/// The same for what is worth knowing but no error.
std::string finding_text(const boost::json::value& finding);

}  // namespace dutyd::cli
