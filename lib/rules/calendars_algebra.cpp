// SPDX-License-Identifier: MIT
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/calendars_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

using civil::Nation;

/// Either one nation, or `or` / `and` of two or more parts.
struct HolidayAlgebra::Node {
    enum class Kind { nation, either, both };
    Kind kind = Kind::nation;
    Nation nation = Nation::england_and_wales;
    std::vector<std::shared_ptr<const Node>> parts;
};

namespace {

using Node = HolidayAlgebra::Node;
using NodePtr = std::shared_ptr<const Node>;
/// Who has a holiday on a day, and what each calls it.
using Holders = std::map<Nation, std::string>;
using Days = std::map<civil::Date, Holders>;

std::string title_of(Nation nation) {
    switch (nation) {
        case Nation::england_and_wales:
            return "England and Wales";
        case Nation::scotland:
            return "Scotland";
        case Nation::northern_ireland:
            break;
    }
    return "Northern Ireland";
}

struct Word {
    std::string text;
    std::size_t offset;
};

std::vector<Word> words_of(const std::string& text) {
    std::vector<Word> words;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == ' ') {
            ++i;
        } else if (text[i] == '(' || text[i] == ')') {
            words.push_back({text.substr(i, 1), i});
            ++i;
        } else {
            const std::size_t end = std::min(text.find_first_of(" ()", i), text.size());
            words.push_back({text.substr(i, end - i), i});
            i = end;
        }
    }
    return words;
}

class AlgebraParser {
public:
    AlgebraParser(const Text& text, Report& report)
        : text_(text), report_(report), words_(words_of(text.value)) {}

    NodePtr run() {
        NodePtr root = formula(0);
        if (root && at_ < words_.size()) return fail(fmt::format("'{}' does not fit here", here()));
        return root;
    }

    std::set<Nation> nations() const { return nations_; }

private:
    /// Parts joined by `or` alone or by `and` alone: mixed, a reader could doubt which binds first.
    NodePtr formula(std::size_t depth) {
        NodePtr first = part(depth);
        if (!first || (here() != "or" && here() != "and")) return first;
        const std::string joint = here();
        auto node = std::make_shared<Node>();
        node->kind = joint == "or" ? Node::Kind::either : Node::Kind::both;
        node->parts.push_back(std::move(first));
        while (here() == "or" || here() == "and") {
            if (here() != joint) {
                return fail("'and' and 'or' are mixed without brackets",
                            "write for example 'a or (b and c)'");
            }
            ++at_;
            NodePtr next = part(depth);
            if (!next) return nullptr;
            node->parts.push_back(std::move(next));
        }
        return node;
    }

    NodePtr part(std::size_t depth) {
        if (depth > limits::expression_depth_max) return fail("brackets are nested too deep");
        if (here() == "(") {
            ++at_;
            NodePtr inside = formula(depth + 1);
            if (inside && here() != ")") return fail("a '(' is never closed");
            ++at_;
            return inside;
        }
        const auto nation = civil::nation_from(here());
        if (!nation) {
            return fail(here().empty() ? "a nation is missing at the end"
                                       : fmt::format("there is no nation '{}'", here()),
                        "nations are: england-and-wales, scotland, northern-ireland, joined by "
                        "'or' or 'and'");
        }
        ++at_;
        nations_.insert(*nation);
        auto node = std::make_shared<Node>();
        node->nation = *nation;
        return node;
    }

    std::string here() const { return at_ < words_.size() ? words_[at_].text : std::string{}; }

    std::nullptr_t fail(std::string message, std::string hint = {}) {
        const bool inside = at_ < words_.size();
        report_.error(
            inside ? text_.part(words_[at_].offset, words_[at_].text.size()) : text_.where,
            std::move(message), std::move(hint));
        return nullptr;
    }

    const Text& text_;
    Report& report_;
    std::vector<Word> words_;
    std::size_t at_ = 0;
    std::set<Nation> nations_;
};

Days days_of(const Node& node, const std::map<Nation, std::vector<civil::ClosedDay>>& holidays) {
    Days days;
    if (node.kind == Node::Kind::nation) {
        const auto at = holidays.find(node.nation);
        if (at == holidays.end()) return days;
        for (const civil::ClosedDay& day : at->second) {
            days[day.date].emplace(node.nation, day.reason);
        }
        return days;
    }
    std::map<civil::Date, std::size_t> held;
    for (const NodePtr& part : node.parts) {
        for (const auto& [date, holders] : days_of(*part, holidays)) {
            ++held[date];
            days[date].insert(holders.begin(), holders.end());
        }
    }
    if (node.kind == Node::Kind::both) {
        std::erase_if(days, [&](const auto& day) { return held[day.first] < node.parts.size(); });
    }
    return days;
}

}  // namespace

std::optional<HolidayAlgebra> HolidayAlgebra::parse(const Text& text, Report& report) {
    AlgebraParser parser(text, report);
    NodePtr root = parser.run();
    if (!root) return std::nullopt;
    HolidayAlgebra algebra;
    algebra.root_ = std::move(root);
    algebra.nations_ = parser.nations();
    return algebra;
}

std::vector<civil::ClosedDay> HolidayAlgebra::closed_days(
    const std::map<Nation, std::vector<civil::ClosedDay>>& holidays) const {
    std::vector<civil::ClosedDay> closed;
    for (const auto& [date, holders] : days_of(*root_, holidays)) {
        std::map<std::string, std::vector<std::string>> titles;
        for (const auto& [nation, reason] : holders) titles[reason].push_back(title_of(nation));
        for (const auto& [reason, nations] : titles) {
            const bool everywhere = nations.size() == nations_.size();
            closed.push_back(
                {date, everywhere ? reason : reason + " (" + join(nations, ", ") + ")"});
        }
    }
    return closed;
}

}  // namespace dutyd::rules
