// SPDX-License-Identifier: MIT
// What `show` and `why` say of a duty in the same words: who must do it, how it stands, its dates,
// the provisions with the mark of how they were verified.
#pragma once

#include "cli/print/paper.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dutyd::cli {

/// A label and what it says; continuation lines are indented under the text.
struct Entry {
    std::string label;
    std::string text;
};
/// Entries with an empty text are left out.
std::string entries(const std::vector<Entry>& list, const Paper& paper);

/// Title, name, bearer and owner.
std::string duty_heading(const boost::json::value& duty, const Paper& paper);
/// Standing, dates and meeting as entries.
std::string facts_of_duty(const boost::json::value& duty, const Paper& paper);

/// "PRSRA 2011 s.5(1) [checked against the text of the law, Wed 1 April 2026]"
std::string citation_text(const boost::json::value& citation);
/// All of a list, joined with "; ".
std::string law_text(const boost::json::array& law);

/// Explains the + and * after dates, if any date of these duties has one.
std::string footnotes(const boost::json::array& duties);

}  // namespace dutyd::cli
