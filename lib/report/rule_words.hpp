// SPDX-License-Identifier: MIT
// Rules of the date language, conditions and openings as a sentence says them: facts by their
// titles, day sets by theirs. For people only; the rule itself is always shown beside it.
#pragma once

#include "lib/rules/library.hpp"

namespace dutyd::report {

/// What names stand for. Borrows both.
class RuleWords {
public:
    RuleWords(const rules::Library& library, const rules::Procedure& procedure)
        : library_(library), procedure_(procedure) {}

    std::string rule(const rules::Expression& rule) const;
    std::string condition(const rules::Condition& condition) const;
    std::string opening() const;
    std::string duration(const rules::Duration& duration) const;

    /// "the day of the poll"
    std::string fact(const std::string& name) const;
    /// "the days of the timetable of an election"
    std::string day_set(const std::string& id) const;
    /// "post-election period"
    std::string period(const std::string& name) const;
    const rules::Library& library() const { return library_; }

private:
    const rules::Library& library_;
    const rules::Procedure& procedure_;
};

}  // namespace dutyd::report
