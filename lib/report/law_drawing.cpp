// SPDX-License-Identifier: MIT
#include "lib/report/law.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::report {

namespace {

using rules::Duty;
using rules::DutyKind;

/// Inside a quoted label: mermaid has its own entities for what would end it.
std::string label(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '"') {
            out += "#quot;";
        } else if (c == '<') {
            out += "#lt;";
        } else if (c == '>') {
            out += "#gt;";
        } else if (c == '#') {
            out += "#35;";
        } else {
            out += c;
        }
    }
    return out;
}

std::string party(const rules::Pack& pack, const std::string& id) {
    for (const rules::Party& one : pack.parties) {
        if (one.id == id && !one.title.empty()) return one.title;
    }
    return id;
}

/// A double frame for what has a limit, a rounded one for what never ends or may lapse.
std::string node(const std::string& name, const Duty& duty, const std::string& bearer) {
    const std::string text = fmt::format("\"{}<br><i>{}</i>\"", label(duty.title), label(bearer));
    if (duty.kind == DutyKind::continuous || duty.kind == DutyKind::power) {
        return fmt::format("    {}({})\n", name, text);
    }
    if (duty.kind == DutyKind::automatic) return fmt::format("    {}{{{{{}}}}}\n", name, text);
    if (!duty.limits.empty()) return fmt::format("    {}[[{}]]\n", name, text);
    return fmt::format("    {}[{}]\n", name, text);
}

class Drawing {
public:
    Drawing(const rules::Pack& pack, const rules::Procedure& procedure)
        : pack_(pack), procedure_(procedure) {}

    std::string draw() {
        std::string out = "flowchart TD\n";
        for (const Duty& duty : procedure_.duties) {
            out += node(name_of(duty.id), duty, party(pack_, duty.bearer));
        }
        for (const Duty& duty : procedure_.duties) {
            for (const rules::Edge& edge : duty.after) add_gate(duty, edge);
            for (const rules::Limit& limit : duty.limits) {
                if (limit.kind == rules::LimitKind::with) add_partner(duty, limit);
            }
        }
        return out + outside_ + edges_;
    }

private:
    /// Short names, as some words mean something to mermaid.
    std::string name_of(const std::string& duty) {
        const auto found = std::find_if(procedure_.duties.begin(), procedure_.duties.end(),
                                        [&](const Duty& one) { return one.id == duty; });
        if (found != procedure_.duties.end()) {
            return fmt::format("d{}", found - procedure_.duties.begin() + 1);
        }
        const auto known = std::find(elsewhere_.begin(), elsewhere_.end(), duty);
        if (known != elsewhere_.end()) return fmt::format("x{}", known - elsewhere_.begin() + 1);
        elsewhere_.push_back(duty);
        outside_ += fmt::format("    x{}([\"{}\"])\n", elsewhere_.size(), label(duty));
        return fmt::format("x{}", elsewhere_.size());
    }
    void add_gate(const Duty& duty, const rules::Edge& edge) {
        const std::string lag = edge.lag.n == 0 ? "" : fmt::format("|{}|", rules::text(edge.lag));
        edges_ += fmt::format("    {} {}{} {}\n", name_of(edge.duty), edge.soft ? "-.->" : "-->",
                              lag, name_of(duty.id));
    }
    void add_partner(const Duty& duty, const rules::Limit& limit) {
        edges_ +=
            fmt::format("    {} <-->|same day| {}\n", name_of(limit.partner), name_of(duty.id));
    }

    const rules::Pack& pack_;
    const rules::Procedure& procedure_;
    std::vector<std::string> elsewhere_;
    std::string outside_;
    std::string edges_;
};

}  // namespace

std::string law_drawing(const rules::Pack& pack, const rules::Procedure& procedure) {
    return Drawing(pack, procedure).draw();
}

}  // namespace dutyd::report
