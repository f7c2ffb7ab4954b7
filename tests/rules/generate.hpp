// SPDX-License-Identifier: MIT
// Random syntax trees of the date language for property tests: every form, with every member
// varied, and only such combinations as the language can say.
#pragma once

#include "lib/rules/expression_nodes.hpp"

#include <rapidcheck.h>

namespace dutyd::test {

/// A tree whose root is a day (or a name) / a period (or a name), at most `depth` levels deep.
rc::Gen<rules::NodePtr> day_tree(int depth);
rc::Gen<rules::NodePtr> period_tree(int depth);
/// Either.
rc::Gen<rules::NodePtr> any_tree(int depth);

}  // namespace dutyd::test
