// SPDX-License-Identifier: MIT
// How many columns of a terminal a UTF-8 text takes, and cutting it to fit. Combining marks take
// none, wide East Asian letters and emoji take two, a broken byte takes one (as the replacement
// sign it is shown as). Never cuts inside a letter.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dutyd::cli {

std::size_t text_width(std::string_view text);

/// The text itself if it fits, otherwise its beginning and "…". REQUIRES: width >= 1.
std::string cut_to_width(std::string_view text, std::size_t width);

/// Breaks at spaces so that no line is wider than `width`, unless one word alone is. Line breaks in
/// the text are kept; there is always at least one line.
std::string wrap(std::string_view text, std::size_t width, std::string_view indent = "");

/// A text from outside made safe to print: control characters (which could drive a terminal) are
/// replaced by the replacement sign; line breaks become spaces.
std::string printable(std::string_view text);

}  // namespace dutyd::cli
