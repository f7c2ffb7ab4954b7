// SPDX-License-Identifier: MIT
// Conditions on facts: `election.kind = ordinary`, `plan.differs-from-draft = yes`, `X is known`,
// joined by and, or, not and brackets. Three-valued: a condition on a fact nobody has recorded is
// unknown, never quietly false.
#pragma once

#include "lib/base/result.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::rules {

enum class Truth { no, yes, unknown };

struct ConditionNode;

class Condition {
public:
    explicit Condition(std::shared_ptr<const ConditionNode> root) : root_(std::move(root)) {}
    const ConditionNode& root() const { return *root_; }
    std::string text() const;

private:
    std::shared_ptr<const ConditionNode> root_;
};

Result<Condition> parse_condition(std::string_view text, const Place& where = {});

/// Looks a fact up as text ("ordinary", "yes", "12", "2024-05-02"); nothing if not recorded.
using FactText = std::function<std::optional<std::string>(const std::string& name)>;

Truth holds(const Condition& condition, const FactText& fact);
std::vector<std::string> facts_of(const Condition& condition);

}  // namespace dutyd::rules
