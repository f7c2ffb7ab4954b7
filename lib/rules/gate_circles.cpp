// SPDX-License-Identifier: MIT
// Gates that run in a circle: nothing in it could ever be done. A depth-first walk over all duties
// of all procedures; each circle is reported once, as the path a reader can follow.
#include "lib/base/text.hpp"
#include "lib/rules/pack_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace dutyd::rules {

namespace {

struct Gate {
    std::size_t to;  // the duty that must be done first
    const Edge* edge;
};

struct DutyNode {
    std::string procedure;
    std::string duty;
    std::vector<Gate> gates;
};

enum class Mark { fresh, open, closed };

class Walk {
public:
    Walk(std::vector<DutyNode> nodes, Circles which, Report& report)
        : nodes_(std::move(nodes)), which_(which), report_(report), marks_(nodes_.size()) {}

    void run() {
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (marks_[i] == Mark::fresh) from(i);
        }
    }

private:
    struct Frame {
        std::size_t node;
        std::size_t next = 0;
    };

    void from(std::size_t start) {
        std::vector<Frame> path{{start}};
        marks_[start] = Mark::open;
        while (!path.empty()) {
            Frame& top = path.back();
            const std::vector<Gate>& gates = nodes_[top.node].gates;
            if (top.next == gates.size()) {
                marks_[top.node] = Mark::closed;
                path.pop_back();
                continue;
            }
            const Gate& gate = gates[top.next++];
            if (marks_[gate.to] == Mark::open) {
                report_circle(path, gate);
            } else if (marks_[gate.to] == Mark::fresh) {
                marks_[gate.to] = Mark::open;
                path.push_back({gate.to});
            }
        }
    }

    /// The path says "waits for"; people read what must come first first, so it is turned round.
    void report_circle(const std::vector<Frame>& path, const Gate& closing) {
        const auto begin = std::find_if(
            path.begin(), path.end(), [&](const Frame& frame) { return frame.node == closing.to; });
        bool several = false;
        const Edge* overlay = closing.edge->from_overlay ? closing.edge : nullptr;
        for (auto it = begin; it != path.end(); ++it) {
            several = several || nodes_[it->node].procedure != nodes_[closing.to].procedure;
            const Edge* edge = nodes_[it->node].gates[it->next - 1].edge;
            if (edge->from_overlay) overlay = edge;
        }
        if (which_ == Circles::overlays_only && overlay == nullptr) return;
        std::vector<std::string> names{name(closing.to, several)};
        for (auto it = path.end(); it != begin;) names.push_back(name((--it)->node, several));
        report_.error(overlay != nullptr ? overlay->where : closing.edge->where,
                      fmt::format("gates run in a circle: {}", join(names, " -> ")),
                      "none of these could ever be done; take one of the gates away");
    }

    std::string name(std::size_t node, bool with_procedure) const {
        return with_procedure ? nodes_[node].procedure + "/" + nodes_[node].duty
                              : nodes_[node].duty;
    }

    std::vector<DutyNode> nodes_;
    Circles which_;
    Report& report_;
    std::vector<Mark> marks_;
};

using Index = std::map<std::pair<std::string, std::string>, std::size_t>;

std::optional<std::size_t> target_of(const Index& index, const Procedure& procedure,
                                     const std::string& duty) {
    const auto slash = duty.find('/');
    const auto key = slash == std::string::npos
                         ? std::pair(procedure.id, duty)
                         : std::pair(duty.substr(0, slash), duty.substr(slash + 1));
    const auto it = index.find(key);
    return it != index.end() ? std::optional(it->second) : std::nullopt;
}

struct Nodes {
    std::vector<DutyNode> list;
    Index index;
};

Nodes nodes_of(const std::vector<const Procedure*>& procedures) {
    Nodes nodes;
    for (const Procedure* procedure : procedures) {
        for (const Duty& duty : procedure->duties) {
            nodes.index.emplace(std::pair(procedure->id, duty.id), nodes.list.size());
            nodes.list.push_back({procedure->id, duty.id, {}});
        }
    }
    return nodes;
}

void add_gates(Nodes& nodes, const Procedure& procedure, const Duty& duty, std::size_t at) {
    for (const Edge& edge : duty.after) {
        if (const auto to = target_of(nodes.index, procedure, edge.duty)) {
            nodes.list[at].gates.push_back({*to, &edge});
        }
    }
}

}  // namespace

void check_circles(const std::vector<const Procedure*>& procedures, Circles which, Report& report) {
    Nodes nodes = nodes_of(procedures);
    std::size_t at = 0;
    for (const Procedure* procedure : procedures) {
        for (const Duty& duty : procedure->duties) add_gates(nodes, *procedure, duty, at++);
    }
    Walk(std::move(nodes.list), which, report).run();
}

}  // namespace dutyd::rules
