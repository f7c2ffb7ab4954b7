// SPDX-License-Identifier: MIT
#include "lib/rules/facts.hpp"

#include "lib/base/text.hpp"
#include "lib/rules/circles.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

FactDeclaration built_in(std::string name, std::string title, FactDeclaration::Kind kind) {
    FactDeclaration fact;
    fact.name = std::move(name);
    fact.title = std::move(title);
    fact.kind = kind;
    fact.scope = FactDeclaration::Scope::body;
    return fact;
}

void add_all(std::vector<std::string>& to, const std::vector<std::string>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

void sort_unique(std::vector<std::string>& names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
}

/// Everything a fact's value hangs on, through ignored periods as well.
std::vector<std::string> hangs_on(const FactDeclaration& fact,
                                  const std::vector<IgnoredPeriods>& ignored) {
    ReadByFact read = read_by(fact);
    for (const IgnoredPeriods& period : ignored) {
        const auto& names = read.periods;
        if (std::find(names.begin(), names.end(), period.name) == names.end()) continue;
        add_all(read.facts, read_by(period));
    }
    sort_unique(read.facts);
    return read.facts;
}

}  // namespace

const std::vector<FactDeclaration>& built_in_facts() {
    static const std::vector<FactDeclaration> facts = [] {
        std::vector<FactDeclaration> all{
            built_in("body.nation", "The nation the body is in", FactDeclaration::Kind::text),
            built_in("today", "The day on which the question is asked",
                     FactDeclaration::Kind::date)};
        all.front().values = {"england", "wales"};
        return all;
    }();
    return facts;
}

bool is_built_in(std::string_view name) {
    const auto& all = built_in_facts();
    return std::any_of(all.begin(), all.end(),
                       [&](const FactDeclaration& fact) { return fact.name == name; });
}

ReadByFact read_by(const FactDeclaration& fact) {
    ReadByFact read;
    for (const Derivation& derivation : fact.derived) {
        if (derivation.when) add_all(read.facts, facts_of(*derivation.when));
        if (!derivation.is) continue;
        const Needs needed = needs(*derivation.is);
        add_all(read.facts, needed.facts);
        add_all(read.periods, needed.periods);
    }
    sort_unique(read.facts);
    sort_unique(read.periods);
    return read;
}

std::vector<std::string> read_by(const IgnoredPeriods& ignored) {
    std::vector<std::string> facts = needs(ignored.first).facts;
    add_all(facts, needs(ignored.last).facts);
    if (ignored.when) add_all(facts, facts_of(*ignored.when));
    sort_unique(facts);
    return facts;
}

void check_derivation_circles(const std::vector<const FactDeclaration*>& facts,
                              const std::vector<IgnoredPeriods>& ignored, Report& report) {
    std::map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < facts.size(); ++i) index.emplace(facts[i]->name, i);
    std::vector<std::vector<std::size_t>> graph(facts.size());
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (facts[i]->derived.empty()) continue;
        for (const std::string& name : hangs_on(*facts[i], ignored)) {
            if (const auto at = index.find(name); at != index.end()) graph[i].push_back(at->second);
        }
    }
    for (const auto& way : circles(graph)) {
        std::vector<std::string> names;
        names.reserve(way.size());
        for (const std::size_t i : way) names.push_back(facts[i]->name);
        report.error(
            facts[way.front()]->where,
            fmt::format("fact '{}' is derived from itself: {}", names.front(), join(names, " -> ")),
            "each hangs on the next; a derivation may only ask about other facts");
    }
}

}  // namespace dutyd::rules
