// SPDX-License-Identifier: MIT
// Facts with their history: who said what when. A matter sees its own facts, then its body's, then
// those shared by all; `X as known on D` reads the value as it stood at the end of day D. Only
// what was recorded is here: what the law takes to have happened is worked out in matter_facts.hpp.
#pragma once

#include "lib/base/shared_map.hpp"
#include "lib/civil/period.hpp"
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
    using History = std::vector<FactEntry>;

    void record(const std::string& owner, const std::string& name, FactEntry entry);

    /// Which of an owner's entries may be looked at.
    struct Bounds {
        std::optional<civil::Date> as_known_on = {};
        /// Only entries recorded within these days.
        std::optional<civil::Period> within = {};
    };
    /// The entry in force for this owner alone; nothing if never recorded, or withdrawn.
    const FactEntry* find(const std::string& owner, const std::string& name,
                          const Bounds& bounds) const;
    /// Everything ever said of it, oldest first; empty if nothing was.
    const History& history(const std::string& owner, const std::string& name) const;
    /// All names recorded for this owner, with their present entries.
    std::vector<std::pair<std::string, FactEntry>> of(const std::string& owner) const;

private:
    SharedMap<std::string, std::map<std::string, History>> by_owner_;
};

}  // namespace dutyd::engine
