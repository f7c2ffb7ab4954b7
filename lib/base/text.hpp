// SPDX-License-Identifier: MIT
// Small text helpers that more than one module needs: joining, trimming, and the nearest known name
// for a misspelt one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dutyd {

std::string_view trim(std::string_view text);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::vector<std::string> split(std::string_view text, char separator);
bool contains(const std::vector<std::string>& names, std::string_view name);

/// The name in `known` nearest to `name` by edit distance, if near enough to be a slip of the pen:
/// at most a third of the longer word's letters differ. Ties go to the first in `known`.
std::optional<std::string> nearest_name(std::string_view name,
                                        const std::vector<std::string>& known);

/// "did you mean 'X'?", or nothing.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& known);

/// "1 day", "2 days": the plural adds an s.
std::string counted(long long n, std::string_view noun);

}  // namespace dutyd
