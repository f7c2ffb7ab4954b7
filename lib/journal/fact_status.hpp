// SPDX-License-Identifier: MIT
// The words a fact's status goes by in the journal and everywhere a person meets it.
#pragma once

#include "lib/journal/event.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace dutyd::journal {

inline constexpr std::array<std::pair<std::string_view, FactStatus>, 4> fact_status_words{
    {{"recorded", FactStatus::recorded},
     {"expected", FactStatus::expected},
     {"deemed", FactStatus::deemed},
     {"disputed", FactStatus::disputed}}};

constexpr std::string_view text(FactStatus status) {
    for (const auto& [word, value] : fact_status_words) {
        if (value == status) return word;
    }
    return {};
}

constexpr std::optional<FactStatus> fact_status(std::string_view word) {
    for (const auto& [known, value] : fact_status_words) {
        if (known == word) return value;
    }
    return std::nullopt;
}

}  // namespace dutyd::journal
