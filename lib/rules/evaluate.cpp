// SPDX-License-Identifier: MIT
#include "lib/base/text.hpp"
#include "lib/rules/evaluator.hpp"

#include <fmt/format.h>

namespace dutyd::rules {

namespace {

/// No date is ever given without a derivation, not even one that was written down.
void explain_literal(const Node& node, const Estimate& value, civil::Ledger* ledger) {
    if (ledger == nullptr || !ledger->lines().empty() || !value.ends.lo) return;
    ledger->step(text(node), value.ends.lo->date);
}

}  // namespace

Result<When> evaluate(const Expression& expression, const Environment& environment,
                      civil::Ledger* ledger) {
    Evaluator evaluator(environment, ledger);
    const Estimate value = evaluator.day(expression.root());
    if (!evaluator.errors().empty()) return evaluator.errors();
    explain_literal(expression.root(), value, ledger);
    return to_when(value);
}

Result<FactValue> evaluate_any(const Expression& expression, const Environment& environment,
                               civil::Ledger* ledger) {
    Evaluator evaluator(environment, ledger);
    const Value value = evaluator.value(expression.root());
    if (!evaluator.errors().empty()) return evaluator.errors();
    if (const auto* estimate = std::get_if<Estimate>(&value)) {
        explain_literal(expression.root(), *estimate, ledger);
        return FactValue{to_when(*estimate), std::nullopt};
    }
    const auto& period = std::get<PeriodEstimate>(value);
    if (period.ends.is_exact()) return FactValue{std::nullopt, *period.ends.lo};
    When unknown;
    unknown.missing.assign(period.missing.begin(), period.missing.end());
    return FactValue{unknown, std::nullopt};
}

Result<civil::Period> evaluate_period(const Expression& expression,
                                      const Environment& environment) {
    Evaluator evaluator(environment, nullptr);
    const PeriodEstimate period = evaluator.period(expression.root());
    if (!evaluator.errors().empty()) return evaluator.errors();
    if (period.ends.is_exact()) return *period.ends.lo;
    return make_error(fmt::format("'{}' is {}", expression.text(), text(period)),
                      "record what it needs first");
}

}  // namespace dutyd::rules
