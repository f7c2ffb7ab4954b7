// SPDX-License-Identifier: MIT
// Pauses and elections stand outside every matter: what they may read, and which kinds of election
// there are.
#include "lib/base/text.hpp"
#include "lib/rules/facts.hpp"
#include "lib/rules/pack_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

using Kind = FactDeclaration::Kind;

constexpr std::string_view poll = "election.poll";

/// The poll a pause belongs to, whether the pack declares it or not.
const FactDeclaration& the_poll() {
    static const FactDeclaration fact = [] {
        FactDeclaration declared;
        declared.name = poll;
        declared.scope = FactDeclaration::Scope::body;
        return declared;
    }();
    return fact;
}

void check_scope_of_facts(const PackDraft& pack, Report& report) {
    for (const ExpressionUse& use : pack.body_uses.expressions) {
        for (const std::string& name : needs(use.expression).facts) {
            const auto& facts = pack.pack.facts;
            const auto fact = std::find_if(
                facts.begin(), facts.end(),
                [&](const FactDeclaration& one) { return one.name == name && name != poll; });
            if (fact == facts.end() || fact->scope != FactDeclaration::Scope::matter) continue;
            if (fact->kind != Kind::date && fact->kind != Kind::period) continue;  // said already
            report.error(use.written.place_of(name),
                         fmt::format("'{}' is recorded for one matter, and {} stands outside them",
                                     name, use.user),
                         "count from election.poll, or say scope = \"body\" where it is declared");
        }
    }
}

/// Anything may be a kind of election; what is nearly one that is known is taken for a slip.
void check_kinds(const PackDraft& pack, Report& report) {
    std::vector<std::string> known = {"ordinary", "by-election", "general", "local"};
    for (const FactDeclaration& fact : pack.pack.facts) {
        if (fact.name != "election.kind") continue;
        known.insert(known.end(), fact.values.begin(), fact.values.end());
    }
    for (const Text& kind : pack.election_kinds) {
        if (std::find(known.begin(), known.end(), kind.value) != known.end()) continue;
        const std::string hint = did_you_mean(kind.value, known);
        if (hint.empty()) {
            known.push_back(kind.value);
            continue;
        }
        report.error(kind.where, fmt::format("there is no kind of election '{}'", kind.value),
                     hint);
    }
}

void check_end(const PackDraft& pack, const Scope& scope, Report& report) {
    if (!pack.ends_with) return;
    const Text& name = *pack.ends_with;
    const FactDeclaration* fact = declared_fact(name.value, name.where, scope, report);
    if (fact == nullptr) return;
    if (fact->kind != Kind::date) {
        report.error(name.where, fmt::format("'{}' is {}; a body ends on a day", name.value,
                                             word_for(fact->kind)));
    } else if (fact->scope == FactDeclaration::Scope::matter || is_built_in(name.value)) {
        report.error(name.where, fmt::format("'{}' is not recorded for a body", name.value),
                     "say scope = \"body\" or scope = \"shared\" where it is declared");
    }
}

}  // namespace

void check_body_rules(const PackDraft& pack, const Scope& scope, Report& report) {
    if (!scope.facts) return;
    Scope with_poll = scope;
    with_poll.facts->push_back(&the_poll());
    check_uses(pack.body_uses, with_poll, report);
    check_scope_of_facts(pack, report);
    check_kinds(pack, report);
    check_end(pack, scope, report);
}

}  // namespace dutyd::rules
