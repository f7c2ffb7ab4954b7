// SPDX-License-Identifier: MIT
// Golden texts of the printers: NAME.json goes in, and what is printed is compared with a file
// beside it. Run the tests with UPDATE_GOLDEN=1 to write the files anew, and review with git diff.
#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace dutyd::cli::test {

std::string golden_text(const std::string& name);  // "upcoming.json"
boost::json::value golden_json(const std::string& name);
/// Compares with the golden file (or writes it).
void check_golden(const std::string& name, const std::string& printed);

}  // namespace dutyd::cli::test
