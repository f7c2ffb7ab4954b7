// SPDX-License-Identifier: MIT
// What a condition is made of. Only the parser builds these; the printer, the evaluator and the
// pack checker walk them. Places point into the file the condition was written in.
#pragma once

#include "lib/rules/condition.hpp"

namespace dutyd::rules {

enum class Comparison { equal, not_equal, less, at_most, more, at_least };

struct ConditionNode {
    enum class Kind { all_of, any_of, negation, comparison, is_known };
    Kind kind = Kind::is_known;
    std::vector<std::shared_ptr<const ConditionNode>> parts;  // all_of, any_of, negation
    std::string fact;                                         // comparison, is_known
    Comparison comparison = Comparison::equal;
    std::string value;       // comparison with what is written
    std::string other_fact;  // comparison with another fact, instead of a value
    Place fact_where;
    Place value_where;
};

std::string text(Comparison comparison);

}  // namespace dutyd::rules
