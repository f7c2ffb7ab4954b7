// SPDX-License-Identifier: MIT
#include "lib/rules/switched_off.hpp"

#include "lib/base/text.hpp"

#include <algorithm>

namespace dutyd::rules {

std::vector<std::string> names_of(const std::vector<SwitchedOff>& off,
                                  const std::string& procedure_id) {
    std::vector<std::string> names;
    names.reserve(off.size());
    for (const SwitchedOff& one : off) {
        names.push_back(procedure_id.empty() ? one.duty : procedure_id + "/" + one.duty);
    }
    return names;
}

void drop_switched_off(std::vector<FactDeclaration>& facts, const std::vector<std::string>& off) {
    for (FactDeclaration& fact : facts) {
        if (contains(off, fact.duty)) fact.duty.clear();
    }
}

void drop_switched_off(Procedure& procedure, const std::vector<std::string>& off) {
    drop_switched_off(procedure.facts, off);
    for (Duty& duty : procedure.duties) {
        std::erase_if(duty.after, [&](const Edge& edge) { return contains(off, edge.duty); });
        std::erase_if(duty.limits,
                      [&](const Limit& limit) { return contains(off, limit.partner); });
    }
}

}  // namespace dutyd::rules
