// SPDX-License-Identifier: MIT
#include "lib/rules/expression.hpp"

#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/expression_parser.hpp"
#include "lib/rules/expression_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dutyd::rules {

namespace {

Diagnostic too_long(const Place& where, std::size_t bytes, std::string_view how) {
    Place place = where;
    place.source_line.clear();
    return make_error_at(place,
                         fmt::format("the expression is {} characters long{}; at most {} are read",
                                     bytes, how, limits::expression_bytes_max),
                         "name a part of the rule as a fact of its own");
}

/// What an expression needs, gathered node by node.
struct Gathered {
    std::set<std::string> facts;
    std::set<std::string> day_sets;
    std::set<std::string> periods;
    std::set<std::string> meeting_calendars;
    bool implied_day_set = false;

    void working_days(const std::string& day_set) {
        if (day_set.empty()) {
            implied_day_set = true;
        } else {
            day_sets.insert(day_set);
        }
    }

    void look_at(const Node& node) {
        std::visit(Overloaded{[&](const form::Name& name) { facts.insert(name.name); },
                              [&](const form::Count& count) { look_at(count); },
                              [&](const form::NthDay& day) {
                                  if (day.kind == form::NthDay::Kind::working_day) {
                                      working_days(day.day_set);
                                  }
                              },
                              [&](const form::Rolled& rolled) { day_sets.insert(rolled.day_set); },
                              [&](const form::Meeting& meeting) {
                                  meeting_calendars.insert(meeting.calendar);
                              },
                              [](const auto&) {}},
                   node.form);
        for_each_child(node, [this](const NodePtr& child) { look_at(*child); });
    }

    void look_at(const form::Count& count) {
        if (count.working) working_days(count.day_set);
        for (const IgnoredPeriod& ignored : count.ignoring) {
            if (!ignored.range) periods.insert(ignored.name);
        }
    }
};

std::vector<std::string> listed(const std::set<std::string>& names) {
    return {names.begin(), names.end()};
}

}  // namespace

std::string Expression::text() const {
    return rules::text(*root_);
}

bool operator==(const Expression& a, const Expression& b) {
    return same_form(*a.root_, *b.root_);
}

Result<Expression> parse_expression(std::string_view text, const Place& where) {
    if (text.size() > limits::expression_bytes_max) return too_long(where, text.size(), "");
    auto source = std::make_shared<const SourceText>(SourceText{std::string(text), where});
    Result<std::vector<Token>> tokens = lex(*source);
    if (!tokens) return tokens.error();
    Parser parser(TokenReader(std::move(source), std::move(tokens).value()));
    NodePtr root = parser.parse();
    if (!root) return *parser.error();
    // So that the normal form of whatever is accepted is accepted too.
    const std::size_t bytes = rules::text(*root).size();
    if (bytes > limits::expression_bytes_max) {
        return too_long(where, bytes, " in its normal form");
    }
    return Expression(std::move(root));
}

Needs needs(const Expression& expression) {
    Gathered gathered;
    gathered.look_at(expression.root());
    return {listed(gathered.facts), listed(gathered.day_sets), listed(gathered.periods),
            listed(gathered.meeting_calendars), gathered.implied_day_set};
}

}  // namespace dutyd::rules
