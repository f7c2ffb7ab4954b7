// SPDX-License-Identifier: MIT
#include "lib/rules/condition.hpp"

#include "lib/base/text.hpp"
#include "lib/rules/condition_values.hpp"

#include <algorithm>

namespace dutyd::rules {

namespace {

using Kind = ConditionNode::Kind;

bool is_plain_word(std::string_view value) {
    static constexpr std::string_view keywords[] = {"and", "or", "not", "is", "known"};
    if (value.empty() || means_fact(value)) return false;
    if (std::find(std::begin(keywords), std::end(keywords), value) != std::end(keywords)) {
        return false;
    }
    return value.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
               "0123456789.-_/") == std::string_view::npos;
}

std::string print_right(const ConditionNode& node) {
    if (!node.other_fact.empty()) return node.other_fact;
    return is_plain_word(node.value) ? node.value : "'" + node.value + "'";
}

std::string print(const ConditionNode& node);

/// Brackets go round a part that binds less tightly than its parent, and round "and" inside "or",
/// where a reader could doubt.
std::string print_part(const ConditionNode& part) {
    const bool leaf = part.kind == Kind::comparison || part.kind == Kind::is_known;
    return leaf || part.kind == Kind::negation ? print(part) : "(" + print(part) + ")";
}

std::string print_joined(const ConditionNode& node, std::string_view word) {
    std::vector<std::string> parts;
    for (const auto& part : node.parts) parts.push_back(print_part(*part));
    return join(parts, word);
}

std::string print(const ConditionNode& node) {
    switch (node.kind) {
        case Kind::all_of:
            return print_joined(node, " and ");
        case Kind::any_of:
            return print_joined(node, " or ");
        case Kind::negation:
            return "not " + print_part(*node.parts.front());
        case Kind::is_known:
            return node.fact + " is known";
        case Kind::comparison:
            break;
    }
    return node.fact + " " + text(node.comparison) + " " + print_right(node);
}

Truth truth(bool value) {
    return value ? Truth::yes : Truth::no;
}

Truth evaluate_comparison(const ConditionNode& node, const FactText& fact) {
    const auto left = fact(node.fact);
    if (!left) return Truth::unknown;
    if (node.other_fact.empty()) return compare(*left, node.comparison, node.value);
    const auto right = fact(node.other_fact);
    return right ? compare(*left, node.comparison, *right) : Truth::unknown;
}

Truth negated(Truth value) {
    if (value == Truth::unknown) return value;
    return value == Truth::yes ? Truth::no : Truth::yes;
}

Truth evaluate_node(const ConditionNode& node, const FactText& fact);

/// "and" is decided by the first no, "or" by the first yes; otherwise one unknown part leaves the
/// whole unknown.
Truth evaluate_parts(const ConditionNode& node, const FactText& fact) {
    const Truth deciding = node.kind == Kind::all_of ? Truth::no : Truth::yes;
    bool doubtful = false;
    for (const auto& part : node.parts) {
        const Truth value = evaluate_node(*part, fact);
        if (value == deciding) return deciding;
        doubtful = doubtful || value == Truth::unknown;
    }
    return doubtful ? Truth::unknown : negated(deciding);
}

Truth evaluate_node(const ConditionNode& node, const FactText& fact) {
    switch (node.kind) {
        case Kind::all_of:
        case Kind::any_of:
            return evaluate_parts(node, fact);
        case Kind::negation:
            return negated(evaluate_node(*node.parts.front(), fact));
        case Kind::is_known:
            return truth(fact(node.fact).has_value());
        case Kind::comparison:
            break;
    }
    return evaluate_comparison(node, fact);
}

void collect_facts(const ConditionNode& node, std::vector<std::string>& facts) {
    if (!node.fact.empty()) facts.push_back(node.fact);
    if (!node.other_fact.empty()) facts.push_back(node.other_fact);
    for (const auto& part : node.parts) collect_facts(*part, facts);
}

}  // namespace

std::string text(Comparison comparison) {
    switch (comparison) {
        case Comparison::equal:
            return "=";
        case Comparison::not_equal:
            return "!=";
        case Comparison::less:
            return "<";
        case Comparison::at_most:
            return "<=";
        case Comparison::more:
            return ">";
        case Comparison::at_least:
            return ">=";
    }
    return "=";
}

std::string Condition::text() const {
    return print(*root_);
}

Truth holds(const Condition& condition, const FactText& fact) {
    return evaluate_node(condition.root(), fact);
}

std::vector<std::string> facts_of(const Condition& condition) {
    std::vector<std::string> facts;
    collect_facts(condition.root(), facts);
    std::sort(facts.begin(), facts.end());
    facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
    return facts;
}

}  // namespace dutyd::rules
