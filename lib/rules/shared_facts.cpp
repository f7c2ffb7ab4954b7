// SPDX-License-Identifier: MIT
#include "lib/rules/shared_facts.hpp"

#include "lib/rules/facts.hpp"
#include "lib/rules/pack_check.hpp"

#include <algorithm>
#include <set>

namespace dutyd::rules {

namespace {

struct Wanted {
    std::set<std::string> facts;
    std::set<std::string> periods;

    void add(const std::vector<std::string>& more) { facts.insert(more.begin(), more.end()); }
    void add(const ReadByFact& read) {
        add(read.facts);
        periods.insert(read.periods.begin(), read.periods.end());
    }
};

/// Takes over what is wanted of `shared` and not there yet, in the order in which it is declared.
/// `use` is told each thing taken, for what it wants itself. Whether anything was taken.
template <class Declared, class Use>
bool take(const std::vector<Declared>& shared, std::vector<Declared>& own,
          const std::set<std::string>& wanted, Use use) {
    bool taken = false;
    for (const Declared& one : shared) {
        const bool there = std::any_of(
            own.begin(), own.end(), [&](const Declared& other) { return other.name == one.name; });
        if (there || wanted.count(one.name) == 0) continue;
        use(one);
        own.push_back(one);
        taken = true;
    }
    return taken;
}

/// The poll must be given where it opens the matter. A confirmation hearing only reads it, for the
/// days it leaves out, and may be opened when no poll is on record.
bool opens_with(const Opening& opening, const std::string& fact) {
    std::vector<std::string> names = opening.occasions;
    if (opening.when) {
        for (std::string& name : facts_of(*opening.when)) names.push_back(std::move(name));
    }
    return std::find(names.begin(), names.end(), fact) != names.end();
}

}  // namespace

void add_shared(const Pack& pack, Procedure& procedure, const Uses& uses) {
    Wanted wanted;
    wanted.add(facts_read(uses));
    wanted.add(procedure.opening.occasions);
    wanted.facts.insert(procedure.opening.bound);
    for (const std::string& period : periods_read(uses)) wanted.periods.insert(period);
    const std::size_t own_facts = procedure.facts.size();
    bool more = true;
    while (more) {
        const Wanted so_far = wanted;
        const bool periods = take(pack.ignored, procedure.ignored, so_far.periods,
                                  [&](const IgnoredPeriods& one) { wanted.add(read_by(one)); });
        const bool facts = take(pack.facts, procedure.facts, so_far.facts,
                                [&](const FactDeclaration& one) { wanted.add(read_by(one)); });
        more = periods || facts;
    }
    for (std::size_t i = own_facts; i < procedure.facts.size(); ++i) {
        FactDeclaration& taken = procedure.facts[i];
        taken.required = taken.required && opens_with(procedure.opening, taken.name);
    }
}

}  // namespace dutyd::rules
