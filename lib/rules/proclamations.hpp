// SPDX-License-Identifier: MIT
// Bank holidays that were proclaimed or withdrawn after the files were written, as the journal has
// them. They become one more file of the calendars folder, so that there is one way only in which a
// holiday closes a day: load_library(files and this one) gives the day sets as they now are. What a
// file says already is not said twice by this.
#pragma once

#include "lib/rules/calendars.hpp"

namespace dutyd::rules {

/// REQUIRES: nations as civil::nation_from knows them, at least one; withdrawn_on is not before
/// known_from; texts are UTF-8.
struct Proclamation {
    std::vector<std::string> nations;
    civil::Date date;
    std::string name;
    /// The day it was announced. Nothing: the day is in the files, and is only withdrawn here.
    std::optional<civil::Date> known_from;
    std::optional<civil::Date> withdrawn_on;
    std::string source;
};

inline constexpr std::string_view proclaimed_path = "holidays/proclaimed.toml";

/// In the order given: of two that say different things on one day, the later stands.
SourceFile proclaimed_holidays(const std::vector<Proclamation>& proclamations);

}  // namespace dutyd::rules
