// SPDX-License-Identifier: MIT
#include "lib/rules/expression_words.hpp"

#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dutyd::rules {

namespace {

constexpr std::array<std::string_view, 20> numbers{
    "one",     "two",     "three",     "four",     "five",     "six",      "seven",
    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
constexpr std::array<std::string_view, 20> ordinals{
    "first",     "second",    "third",       "fourth",     "fifth",      "sixth",      "seventh",
    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth", "fourteenth",
    "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
constexpr std::int32_t ordinals_in_words = 10;

template <std::size_t size>
std::optional<std::int32_t> index_of(const std::array<std::string_view, size>& words,
                                     std::string_view word) {
    const auto at = std::find(words.begin(), words.end(), word);
    if (at == words.end()) return std::nullopt;
    return static_cast<std::int32_t>(at - words.begin());
}

std::vector<std::string> all_reserved_words() {
    std::vector<std::string> words{
        "after",     "as",         "at",        "back",    "before",   "beginning", "by",
        "clear",     "containing", "day",       "days",    "earliest", "end",       "ending",
        "financial", "forward",    "from",      "hour",    "hours",    "ignoring",  "in",
        "known",     "last",       "latest",    "meeting", "month",    "months",    "of",
        "on",        "or",         "otherwise", "quarter", "quarters", "rolled",    "starting",
        "the",       "week",       "weeks",     "with",    "working",  "year",      "years"};
    for (const std::string_view word : numbers) words.emplace_back(word);
    for (const std::string_view word : ordinals) words.emplace_back(word);
    for (int month = 1; month <= 12; ++month) {
        words.push_back(lower_case(civil::month_name(month)));
    }
    for (int day = 0; day < 7; ++day) {
        words.push_back(lower_case(civil::weekday_name(static_cast<civil::Weekday>(day))));
    }
    return words;
}

}  // namespace

std::optional<std::int32_t> number_word(std::string_view word) {
    const auto index = index_of(numbers, word);
    return index ? std::optional(*index + 1) : std::nullopt;
}

std::optional<std::int32_t> ordinal_word(std::string_view word) {
    const auto index = index_of(ordinals, word);
    return index ? std::optional(*index + 1) : std::nullopt;
}

std::string_view ordinal_suffix(std::int32_t n) {
    const std::int32_t tens = n % 100;
    if (tens >= 11 && tens <= 13) return "th";
    switch (n % 10) {
        case 1:
            return "st";
        case 2:
            return "nd";
        case 3:
            return "rd";
        default:
            return "th";
    }
}

std::string ordinal_text(std::int32_t n) {
    if (n >= 1 && n <= ordinals_in_words) {
        return std::string(ordinals[static_cast<std::size_t>(n - 1)]);
    }
    return fmt::format("{}{}", n, ordinal_suffix(n));
}

std::optional<std::int32_t> month_word(std::string_view word) {
    for (int month = 1; month <= 12; ++month) {
        if (word == lower_case(civil::month_name(month))) return month;
    }
    return std::nullopt;
}

std::optional<civil::Weekday> weekday_word(std::string_view word) {
    for (int day = 0; day < 7; ++day) {
        const auto weekday = static_cast<civil::Weekday>(day);
        if (word == lower_case(civil::weekday_name(weekday))) return weekday;
    }
    return std::nullopt;
}

const std::vector<std::string>& reserved_words() {
    static const std::vector<std::string> words = all_reserved_words();
    return words;
}

bool is_reserved_word(std::string_view word) {
    const auto& words = reserved_words();
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string slip_hint(std::string_view word, const std::vector<std::string>& words) {
    constexpr std::size_t letters_min = 3;
    if (word.size() < letters_min) return {};
    std::string swapped(word);
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
        std::swap(swapped[i], swapped[i + 1]);
        if (std::find(words.begin(), words.end(), swapped) != words.end()) {
            return fmt::format("did you mean '{}'?", swapped);
        }
        std::swap(swapped[i], swapped[i + 1]);
    }
    return did_you_mean(word, words);
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

}  // namespace dutyd::rules
