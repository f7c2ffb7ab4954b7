// SPDX-License-Identifier: MIT
// Facts with their history: who said what when. A matter sees its own facts, then its body's, then
// those shared by all; `X as known on D` reads the value as it stood at the end of day D.
#pragma once

#include "lib/civil/time.hpp"
#include "lib/journal/event.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::engine {

struct FactEntry {
    civil::Date known_on;              // the day it was recorded
    std::optional<std::string> value;  // none: withdrawn that day
    journal::FactStatus status = journal::FactStatus::recorded;
    std::string source = {};
    std::uint64_t seq = 0;
};

class FactBook {
public:
    void record(const std::string& owner, const std::string& name, FactEntry entry);

    /// Whose facts to look at: the matter's own first, then the body's, then shared ones, the
    /// latter two only if recorded in journal rows within (from, until]; until 0: no end.
    struct Scope {
        const std::string& matter;
        const std::string& body;
        std::uint64_t from = 0;
        std::uint64_t until = 0;
    };
    /// The entry in force; nothing if never recorded or withdrawn.
    const FactEntry* find(const Scope& scope, const std::string& name,
                          std::optional<civil::Date> as_known_on) const;
    /// All names recorded for this owner, with their present entries.
    std::vector<std::pair<std::string, FactEntry>> of(const std::string& owner) const;

private:
    using History = std::vector<FactEntry>;
    const History* history(const std::string& owner, const std::string& name) const;

    std::map<std::string, std::map<std::string, std::vector<FactEntry>>> by_owner_;
};

}  // namespace dutyd::engine
