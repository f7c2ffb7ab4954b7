// SPDX-License-Identifier: MIT
// The part of a law page about single duties, and how many of them there are. Internal to
// lib/report/law*.cpp.
#pragma once

#include "lib/report/rule_words.hpp"
#include "lib/report/sheet.hpp"

namespace dutyd::report {

/// Parties and roles of a pack by their titles; an id without one stands for itself.
class RoleTitles {
public:
    explicit RoleTitles(const rules::Pack& pack) : pack_(pack) {}
    std::string party(const std::string& id) const;
    std::string role(const std::string& id) const;
    std::string activity(const std::string& id) const;

private:
    const rules::Pack& pack_;
};

Section duties_section(const rules::Procedure& procedure, const RuleWords& words,
                       const RoleTitles& titles);

struct LawCounts {
    std::size_t duties = 0;
    std::size_t limits = 0;  // rules with a number or a state of urgency, versions counted once
    std::size_t readings = 0;
    std::size_t items = 0;
    std::size_t switched_off = 0;
};
LawCounts count_law(const rules::Procedure& procedure);

}  // namespace dutyd::report
