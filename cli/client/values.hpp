// SPDX-License-Identifier: MIT
// The forms that values on the command line may have, and what a person is told about one that has
// not. Only the form is checked here, never whether something exists.
#pragma once

#include "cli/client/verbs.hpp"
#include "lib/base/diagnostic.hpp"

#include <optional>
#include <string>

namespace dutyd::cli {

/// What is wrong with a value, if anything.
std::optional<Diagnostic> check_value(const Parameter& parameter, const std::string& value);

/// "plan-2024/issue" in its two parts, split on the last '/'; a name that ends in '/' or has none
/// is a matter.
struct DutyName {
    std::string matter;
    std::string duty;
};
DutyName split_duty_name(std::string_view name);

/// The form in which a value is sent: "2024-05-22 16:00" travels as "2024-05-22T16:00".
std::string sent_form(Kind kind, const std::string& value);

/// "name=value" in its two parts. REQUIRES: there is a '='.
struct Pair {
    std::string name;
    std::string value;
};
Pair split_pair(std::string_view text);

}  // namespace dutyd::cli
