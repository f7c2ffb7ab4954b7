// SPDX-License-Identifier: MIT
#include "lib/engine/facts.hpp"

namespace dutyd::engine {

void FactBook::record(const std::string& owner, const std::string& name, FactEntry entry) {
    by_owner_[owner][name].push_back(std::move(entry));
}

namespace {

/// The rows of the journal an entry must lie in to count.
struct Rows {
    std::uint64_t from = 0;
    std::uint64_t until = 0;
    bool contain(std::uint64_t seq) const { return seq > from && (until == 0 || seq <= until); }
};

/// The last entry known by that day; nothing if that is a withdrawal.
const FactEntry* latest(const std::vector<FactEntry>& history, Rows rows,
                        std::optional<civil::Date> as_known_on) {
    for (auto entry = history.rbegin(); entry != history.rend(); ++entry) {
        if (!rows.contain(entry->seq) || (as_known_on && entry->known_on > *as_known_on)) continue;
        return entry->value ? &*entry : nullptr;
    }
    return nullptr;
}

}  // namespace

const FactBook::History* FactBook::history(const std::string& owner,
                                           const std::string& name) const {
    const auto facts = by_owner_.find(owner);
    if (facts == by_owner_.end()) return nullptr;
    const auto found = facts->second.find(name);
    return found == facts->second.end() ? nullptr : &found->second;
}

const FactEntry* FactBook::find(const Scope& scope, const std::string& name,
                                std::optional<civil::Date> as_known_on) const {
    if (const History* own = scope.matter.empty() ? nullptr : history(scope.matter, name)) {
        if (const FactEntry* entry = latest(*own, {}, as_known_on)) return entry;
    }
    const Rows rows{scope.from, scope.until};
    if (const History* body = scope.body.empty() ? nullptr : history(scope.body, name)) {
        if (const FactEntry* entry = latest(*body, rows, as_known_on)) return entry;
    }
    const History* shared = history("", name);
    return shared != nullptr ? latest(*shared, rows, as_known_on) : nullptr;
}

std::vector<std::pair<std::string, FactEntry>> FactBook::of(const std::string& owner) const {
    std::vector<std::pair<std::string, FactEntry>> present;
    const auto facts = by_owner_.find(owner);
    if (facts == by_owner_.end()) return present;
    for (const auto& [name, history] : facts->second) {
        if (!history.empty() && history.back().value) present.emplace_back(name, history.back());
    }
    return present;
}

}  // namespace dutyd::engine
