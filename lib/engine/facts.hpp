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
    std::string source;
    std::uint64_t seq = 0;
};

class FactBook {
public:
    void record(const std::string& owner, const std::string& name, FactEntry entry);

    /// The entry in force for a matter of a body; nothing if never recorded or withdrawn.
    const FactEntry* find(const std::string& matter, const std::string& body,
                          const std::string& name, std::optional<civil::Date> as_known_on) const;
    /// All names recorded for this owner, with their present entries.
    std::vector<std::pair<std::string, FactEntry>> of(const std::string& owner) const;

private:
    std::map<std::string, std::map<std::string, std::vector<FactEntry>>> by_owner_;
};

}  // namespace dutyd::engine
