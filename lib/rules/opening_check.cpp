// SPDX-License-Identifier: MIT
// An opening against the facts that are declared: what opens matters is a day somebody records, and
// what a recurring matter is for is a fact of its own.
#include "lib/rules/facts.hpp"
#include "lib/rules/opening.hpp"
#include "lib/rules/pack_check.hpp"

#include <fmt/format.h>

namespace dutyd::rules {

namespace {

using Kind = FactDeclaration::Kind;

void check_occasions(const Opening& opening, const Text& written, const Scope& scope,
                     Report& report) {
    for (const std::string& name : opening.occasions) {
        const Place where = written.place_of(name);
        if (is_built_in(name)) {
            report.error(where, fmt::format("nobody records '{}', so nothing opens on it", name));
            continue;
        }
        const FactDeclaration* fact = declared_fact(name, where, scope, report);
        if (fact == nullptr || fact->kind == Kind::date) continue;
        report.error(where, fmt::format("'{}' is {}; a procedure opens on a day", name,
                                        word_for(fact->kind)));
    }
}

/// `as accounts.year` holds a period, `as review.day` a day.
void check_bound(const ProcedureDraft& draft, const Scope& scope, Report& report) {
    const Opening& opening = draft.procedure.opening;
    const Place where = draft.opening->place_of(opening.bound);
    const FactDeclaration* fact = declared_fact(opening.bound, where, scope, report);
    if (fact == nullptr) return;
    if (is_built_in(opening.bound)) {
        report.error(where, fmt::format("'{}' is always there", opening.bound),
                     "declare another fact for what each matter is for");
        return;
    }
    const bool of_period = opening.kind == Opening::Kind::each_period;
    const Kind kind = of_period ? Kind::period : Kind::date;
    if (fact->kind != kind) {
        report.error(where,
                     fmt::format("'{}' is {}, and must be {}", opening.bound, word_for(fact->kind),
                                 word_for(kind)),
                     of_period ? fmt::format("it holds the {} each matter is for, so say kind = "
                                             "\"period\" where it is declared",
                                             text(opening.unit))
                               : "it holds the day each matter is for");
    } else if (fact->scope != FactDeclaration::Scope::matter) {
        report.error(where,
                     fmt::format("'{}' is the same for all matters, and must be each matter's own",
                                 opening.bound),
                     "say scope = \"matter\" where it is declared, or leave 'scope' out");
    } else if (!fact->duty.empty()) {
        report.error(where, fmt::format("'{}' is the day a duty is done already", opening.bound),
                     "declare another fact for what each matter is for");
    }
}

}  // namespace

void check_opening(const ProcedureDraft& draft, const Scope& scope, Report& report) {
    if (!draft.opening || !scope.facts) return;
    const Opening& opening = draft.procedure.opening;
    check_occasions(opening, *draft.opening, scope, report);
    if (!opening.bound.empty()) check_bound(draft, scope, report);
}

}  // namespace dutyd::rules
