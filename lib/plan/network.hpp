// SPDX-License-Identifier: MIT
// A procedure's duties as a compact graph: dense ids in topological order (ties by the pack's
// order), edges in flat arrays both ways. Built once per procedure and shared by all its matters;
// it holds no dates. Gates never run in a circle: the pack checker has seen to it.
#pragma once

#include "lib/rules/pack.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace dutyd::plan {

using DutyIndex = std::uint32_t;

/// One gate between two duties of this procedure.
struct Link {
    DutyIndex other;  // the predecessor in `before`, the successor in `after`
    rules::Duration lag;
    bool soft;
    bool policy;  // the office's own step: doing it first is unwise, not unlawful
};

class Network {
public:
    /// REQUIRES: the procedure outlives the network and its gates are acyclic.
    explicit Network(std::shared_ptr<const rules::Procedure> procedure);

    std::size_t size() const { return duties_.size(); }
    const rules::Duty& duty(DutyIndex i) const { return *duties_[i]; }
    const rules::Procedure& procedure() const { return *procedure_; }
    std::optional<DutyIndex> find(std::string_view duty_id) const;

    std::span<const Link> before(DutyIndex i) const;  // what this duty waits for
    std::span<const Link> after(DutyIndex i) const;   // what waits for this duty

private:
    struct Edges {
        std::vector<Link> links;
        std::vector<std::uint32_t> start;
    };
    static Edges pack(const std::vector<std::vector<Link>>& lists);

    std::shared_ptr<const rules::Procedure> procedure_;
    std::vector<const rules::Duty*> duties_;
    Edges before_;
    Edges after_;
};

}  // namespace dutyd::plan
