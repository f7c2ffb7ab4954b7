// SPDX-License-Identifier: MIT
// How often each thing happened, so that a run which proves nothing can be told from one that does.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace dutyd::sim {

class Tally {
public:
    void add(const std::string& what, std::int64_t n = 1) { counts_[what] += n; }
    void add(const Tally& other) {
        for (const auto& [what, n] : other.counts_) counts_[what] += n;
    }
    std::int64_t of(const std::string& what) const {
        const auto found = counts_.find(what);
        return found == counts_.end() ? 0 : found->second;
    }
    const std::map<std::string, std::int64_t>& counts() const { return counts_; }

private:
    std::map<std::string, std::int64_t> counts_;
};

}  // namespace dutyd::sim
