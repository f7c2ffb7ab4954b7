// SPDX-License-Identifier: MIT
// The words of the date language: numbers and ordinals as the law writes them, months, weekdays,
// and which words are taken so that no fact can be called by them. All look-ups take lower case.
#pragma once

#include "lib/civil/date.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dutyd::rules {

/// "one".."twenty".
std::optional<std::int32_t> number_word(std::string_view word);
/// "first".."twentieth".
std::optional<std::int32_t> ordinal_word(std::string_view word);
/// "first".."tenth", then "11th", "22nd".
std::string ordinal_text(std::int32_t n);
/// The ending that belongs to a number: "st", "nd", "rd", "th".
std::string_view ordinal_suffix(std::int32_t n);

/// "may" is 5.
std::optional<std::int32_t> month_word(std::string_view word);
std::optional<civil::Weekday> weekday_word(std::string_view word);

/// Words that have a meaning in the language and cannot name a fact or a day set.
bool is_reserved_word(std::string_view word);
const std::vector<std::string>& reserved_words();

/// "did you mean 'X'?" for a word that is nearly one of these, or has two neighbours swapped; or
/// nothing. Very short words are nearly everything, so they get no hint.
std::string slip_hint(std::string_view word, const std::vector<std::string>& words);

std::string lower_case(std::string_view text);

}  // namespace dutyd::rules
