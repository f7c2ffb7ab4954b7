// SPDX-License-Identifier: MIT
// E-mail addresses as dutyd accepts them: LOCAL@DOMAIN in plain ASCII, no comments, no quotes, no
// address literals. Configuration and mail judge by the same rule.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dutyd {

/// What is wrong with it, as the end of a sentence ("it has no @"), or nothing.
std::optional<std::string> email_address_problem(std::string_view email);

}  // namespace dutyd
