// SPDX-License-Identifier: MIT
#include "lib/plan/network.hpp"

#include "lib/base/check.hpp"

#include <algorithm>
#include <map>

namespace dutyd::plan {

namespace {

/// Gates by the pack's own positions, before they get their dense order.
struct RawEdge {
    std::size_t from;
    std::size_t to;
    rules::Duration lag;
    bool soft;
    bool policy;
};

std::map<std::string, std::size_t> positions(const rules::Procedure& procedure) {
    std::map<std::string, std::size_t> at;
    for (std::size_t i = 0; i < procedure.duties.size(); ++i) at[procedure.duties[i].id] = i;
    return at;
}

/// A duty done *with* a partner waits for it, and the partner waits for what the duty waits for:
/// both land on the first day that suits both.
void add_partner_edges(const rules::Procedure& procedure,
                       const std::map<std::string, std::size_t>& at, std::vector<RawEdge>& edges) {
    for (std::size_t i = 0; i < procedure.duties.size(); ++i) {
        for (const rules::Limit& limit : procedure.duties[i].limits) {
            if (limit.kind != rules::LimitKind::with) continue;
            const auto partner = at.find(limit.partner);
            if (partner == at.end()) continue;
            const std::size_t known = edges.size();
            for (std::size_t e = 0; e < known; ++e) {
                if (edges[e].to != i || edges[e].from == partner->second) continue;
                edges.push_back(
                    {edges[e].from, partner->second, edges[e].lag, edges[e].soft, edges[e].policy});
            }
            edges.push_back({partner->second, i, {}, false, false});
        }
    }
}

std::vector<RawEdge> raw_edges(const rules::Procedure& procedure) {
    const auto at = positions(procedure);
    std::vector<RawEdge> edges;
    for (std::size_t i = 0; i < procedure.duties.size(); ++i) {
        for (const rules::Edge& edge : procedure.duties[i].after) {
            const auto from = at.find(edge.duty);
            if (from == at.end()) continue;  // an edge into another matter
            edges.push_back({from->second, i, edge.lag, edge.soft, edge.from_overlay});
        }
    }
    add_partner_edges(procedure, at, edges);
    return edges;
}

/// Positions in topological order; among those that are free, the pack's own order.
std::vector<std::size_t> topological_order(std::size_t count, const std::vector<RawEdge>& edges) {
    std::vector<std::size_t> waiting(count, 0);
    for (const RawEdge& edge : edges) ++waiting[edge.to];
    std::vector<bool> placed(count, false);
    std::vector<std::size_t> order;
    while (order.size() < count) {
        std::size_t next = count;
        for (std::size_t i = 0; i < count && next == count; ++i) {
            if (!placed[i] && waiting[i] == 0) next = i;
        }
        DUTYD_CHECK(next < count);  // a circle: the pack checker refuses it
        placed[next] = true;
        order.push_back(next);
        for (const RawEdge& edge : edges) {
            if (edge.from == next) --waiting[edge.to];
        }
    }
    return order;
}

}  // namespace

Network::Network(std::shared_ptr<const rules::Procedure> procedure)
    : procedure_(std::move(procedure)) {
    const std::size_t count = procedure_->duties.size();
    const auto edges = raw_edges(*procedure_);
    const auto order = topological_order(count, edges);
    std::vector<DutyIndex> index_of(count);
    for (std::size_t i = 0; i < count; ++i) {
        index_of[order[i]] = static_cast<DutyIndex>(i);
        duties_.push_back(&procedure_->duties[order[i]]);
    }
    std::vector<std::vector<Link>> before(count);
    std::vector<std::vector<Link>> after(count);
    for (const RawEdge& edge : edges) {
        before[index_of[edge.to]].push_back(
            {index_of[edge.from], edge.lag, edge.soft, edge.policy});
        after[index_of[edge.from]].push_back({index_of[edge.to], edge.lag, edge.soft, edge.policy});
    }
    before_ = pack(before);
    after_ = pack(after);
}

Network::Edges Network::pack(const std::vector<std::vector<Link>>& lists) {
    Edges edges;
    edges.start.push_back(0);
    for (const auto& list : lists) {
        edges.links.insert(edges.links.end(), list.begin(), list.end());
        edges.start.push_back(static_cast<std::uint32_t>(edges.links.size()));
    }
    return edges;
}

std::optional<DutyIndex> Network::find(std::string_view duty_id) const {
    for (std::size_t i = 0; i < duties_.size(); ++i) {
        if (duties_[i]->id == duty_id) return static_cast<DutyIndex>(i);
    }
    return std::nullopt;
}

std::span<const Link> Network::before(DutyIndex i) const {
    return std::span(before_.links)
        .subspan(before_.start[i], before_.start[i + 1] - before_.start[i]);
}

std::span<const Link> Network::after(DutyIndex i) const {
    return std::span(after_.links).subspan(after_.start[i], after_.start[i + 1] - after_.start[i]);
}

}  // namespace dutyd::plan
