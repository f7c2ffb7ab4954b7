// SPDX-License-Identifier: MIT
#include "lib/engine/facts.hpp"

namespace dutyd::engine {

void FactBook::record(const std::string& owner, const std::string& name, FactEntry entry) {
    by_owner_[owner][name].push_back(std::move(entry));
}

const FactBook::History& FactBook::history(const std::string& owner,
                                           const std::string& name) const {
    static const History nothing;
    const auto* facts = by_owner_.get(owner);
    if (facts == nullptr) return nothing;
    const auto found = facts->find(name);
    return found == facts->end() ? nothing : found->second;
}

const FactEntry* FactBook::find(const std::string& owner, const std::string& name,
                                const Bounds& bounds) const {
    const History& entries = history(owner, name);
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (bounds.within && !bounds.within->contains(entry->known_on)) continue;
        if (bounds.as_known_on && entry->known_on > *bounds.as_known_on) continue;
        return entry->value ? &*entry : nullptr;
    }
    return nullptr;
}

std::vector<std::pair<std::string, FactEntry>> FactBook::of(const std::string& owner) const {
    std::vector<std::pair<std::string, FactEntry>> present;
    const auto* facts = by_owner_.get(owner);
    if (facts == nullptr) return present;
    for (const auto& [name, history] : *facts) {
        if (!history.empty() && history.back().value) present.emplace_back(name, history.back());
    }
    return present;
}

}  // namespace dutyd::engine
