// SPDX-License-Identifier: MIT
// Conditions against the facts that are declared: what they name exists, and a comparison asks for
// something that the fact can be.
#include "lib/base/text.hpp"
#include "lib/rules/condition_values.hpp"
#include "lib/rules/pack_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

using Kind = FactDeclaration::Kind;

bool of_days(Kind kind) {
    return kind == Kind::date || kind == Kind::period;
}

bool comparable(Kind a, Kind b) {
    return a == b || (of_days(a) && of_days(b));
}

bool can_be(const FactDeclaration& fact, const std::string& value) {
    switch (fact.kind) {
        case Kind::date:
            return is_day(value);
        case Kind::period:
            return is_day(value) || is_period(value);
        case Kind::yes_no:
            return value == "yes" || value == "no";
        case Kind::number:
            return is_number(value);
        case Kind::text:
            break;
    }
    return fact.values.empty() ||
           std::find(fact.values.begin(), fact.values.end(), value) != fact.values.end();
}

std::string hint_for(const FactDeclaration& fact, const std::string& value) {
    switch (fact.kind) {
        case Kind::yes_no:
            return "compare it with yes or no";
        case Kind::date:
            return is_period(value) ? "compare it with the first and the last day of the period"
                                    : "write days as 2024-05-02";
        case Kind::period:
            return "write periods as 2024-04-01..2025-03-31";
        default:
            return fact.values.empty() ? std::string{} : suggestion(value, fact.values);
    }
}

class Check {
public:
    Check(const ConditionUse& use, const Scope& scope, Report& report)
        : use_(use), scope_(scope), report_(report) {}

    void node(const ConditionNode& node) {
        for (const auto& part : node.parts) this->node(*part);
        if (node.fact.empty()) return;
        const FactDeclaration* fact =
            declared_fact(node.fact, place(node.fact_where), scope_, report_);
        if (node.kind == ConditionNode::Kind::comparison) comparison(node, fact);
    }

private:
    /// A condition that is not written plainly on one line has no places of its own.
    Place place(const Place& inside) const {
        return use_.written.inside ? inside : use_.written.where;
    }

    void comparison(const ConditionNode& node, const FactDeclaration* fact) {
        const bool by_order =
            node.comparison != Comparison::equal && node.comparison != Comparison::not_equal;
        const bool no_order =
            fact != nullptr && (fact->kind == Kind::yes_no || fact->kind == Kind::text);
        if (by_order && no_order) {
            report_.error(
                place(node.fact_where),
                fmt::format("'{}' is {}, which has no order", fact->name, word_for(fact->kind)),
                "ask with '=' or '!='");
        }
        if (!node.other_fact.empty()) return with_fact(node, fact);
        if (fact == nullptr || can_be(*fact, node.value)) return;
        report_.error(place(node.value_where),
                      fmt::format("'{}' is {}; it can never be '{}'", fact->name,
                                  word_for(fact->kind), node.value),
                      hint_for(*fact, node.value));
    }

    void with_fact(const ConditionNode& node, const FactDeclaration* fact) {
        const Place where = place(node.value_where);
        const FactDeclaration* other = declared_fact(node.other_fact, where, scope_, report_);
        if (fact == nullptr || other == nullptr || comparable(fact->kind, other->kind)) return;
        report_.error(where,
                      fmt::format("'{}' is {} and '{}' is {}: they cannot be compared", fact->name,
                                  word_for(fact->kind), other->name, word_for(other->kind)));
    }

    const ConditionUse& use_;
    const Scope& scope_;
    Report& report_;
};

}  // namespace

void check_condition(const ConditionUse& use, const Scope& scope, Report& report) {
    Check(use, scope, report).node(use.condition.root());
}

}  // namespace dutyd::rules
