// SPDX-License-Identifier: MIT
#include "lib/rules/expression_nodes.hpp"

#include <algorithm>

namespace dutyd::rules {

namespace {

bool same(const NodePtr& a, const NodePtr& b) {
    return a == b || same_form(*a, *b);
}

bool same(const std::vector<NodePtr>& a, const std::vector<NodePtr>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const NodePtr& x, const NodePtr& y) { return same(x, y); });
}

// One overload a form: a member left out here would be a member that equality does not see.
bool equal(const form::DateLiteral& a, const form::DateLiteral& b) {
    return a.date == b.date;
}
bool equal(const form::RangeLiteral& a, const form::RangeLiteral& b) {
    return a.period == b.period;
}
bool equal(const form::Name& a, const form::Name& b) {
    return a.name == b.name;
}
bool equal(const form::Count& a, const form::Count& b) {
    return a.n == b.n && a.unit == b.unit && a.direction == b.direction && a.clear == b.clear &&
           a.working == b.working && same(a.anchor, b.anchor) && a.ignoring == b.ignoring &&
           a.day_set == b.day_set;
}
bool equal(const form::NthDay& a, const form::NthDay& b) {
    return a.nth == b.nth && a.kind == b.kind && a.weekday == b.weekday &&
           same(a.period, b.period) && a.day_set == b.day_set;
}
bool equal(const form::DayInMonth& a, const form::DayInMonth& b) {
    return a.day == b.day && a.month == b.month && same(a.period, b.period);
}
bool equal(const form::Meeting& a, const form::Meeting& b) {
    return a.nth == b.nth && a.kind == b.kind && a.calendar == b.calendar && a.side == b.side &&
           same(a.anchor, b.anchor);
}
bool equal(const form::DayBeside& a, const form::DayBeside& b) {
    return a.after == b.after && same(a.operand, b.operand);
}
bool equal(const form::EndOf& a, const form::EndOf& b) {
    return same(a.operand, b.operand);
}
bool equal(const form::AtTime& a, const form::AtTime& b) {
    return a.time == b.time && same(a.operand, b.operand);
}
bool equal(const form::Rolled& a, const form::Rolled& b) {
    return a.direction == b.direction && a.day_set == b.day_set && same(a.operand, b.operand);
}
bool equal(const form::Choice& a, const form::Choice& b) {
    return a.earliest == b.earliest && same(a.operands, b.operands);
}
bool equal(const form::Otherwise& a, const form::Otherwise& b) {
    return same(a.first, b.first) && same(a.second, b.second);
}
bool equal(const form::AsKnownOn& a, const form::AsKnownOn& b) {
    return same(a.operand, b.operand) && same(a.day, b.day);
}
bool equal(const form::NamedPeriod& a, const form::NamedPeriod& b) {
    const bool months = a.kind == civil::PeriodKind::month;
    return a.kind == b.kind && a.year == b.year && (!months || a.month == b.month);
}
bool equal(const form::PeriodBeside& a, const form::PeriodBeside& b) {
    return a.kind == b.kind && a.relation == b.relation && same(a.operand, b.operand);
}
bool equal(const form::MonthIn& a, const form::MonthIn& b) {
    return a.month == b.month && same(a.period, b.period);
}

Type joined(Type a, Type b) {
    return a == Type::either ? b : a;
}

}  // namespace

Place place_in(const SourceText& source, std::size_t offset, std::size_t length) {
    Place place = source.where;
    const std::string& text = source.text;
    offset = std::min(offset, text.size());
    const std::size_t line_start = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
    const std::size_t line_end = std::min(text.find('\n', offset), text.size());
    place.length = std::max<std::size_t>(1, std::min(length, line_end - offset));
    const auto lines =
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
    const bool stands_alone = place.line == 0;
    if (stands_alone) place.line = place.column = 1;
    place.line += static_cast<std::size_t>(lines);
    place.column = lines > 0 ? offset - line_start + 1 : place.column + offset;
    if (stands_alone || lines > 0)
        place.source_line = text.substr(line_start, line_end - line_start);
    return place;
}

NodePtr make_node(Form form) {
    return make_node(std::move(form), 0, 1, nullptr);
}

NodePtr make_node(Form form, std::size_t offset, std::size_t length,
                  std::shared_ptr<const SourceText> source) {
    auto node = std::make_shared<Node>(Node{std::move(form), offset, length, std::move(source), 1});
    for_each_child(*node, [&](const NodePtr& child) {
        node->depth = std::max(node->depth, child->depth + 1);
    });
    return node;
}

bool same_form(const Node& a, const Node& b) {
    if (a.form.index() != b.form.index()) return false;
    return std::visit(
        [&](const auto& left) {
            return equal(left, std::get<std::decay_t<decltype(left)>>(b.form));
        },
        a.form);
}

void for_each_child(const Node& node, const std::function<void(const NodePtr&)>& visit) {
    std::visit(Overloaded{[](const form::DateLiteral&) {}, [](const form::RangeLiteral&) {},
                          [](const form::Name&) {}, [](const form::NamedPeriod&) {},
                          [&](const form::Count& count) { visit(count.anchor); },
                          [&](const form::NthDay& day) { visit(day.period); },
                          [&](const form::DayInMonth& day) { visit(day.period); },
                          [&](const form::Meeting& meeting) { visit(meeting.anchor); },
                          [&](const form::Choice& choice) {
                              for (const NodePtr& operand : choice.operands) visit(operand);
                          },
                          [&](const form::Otherwise& otherwise) {
                              visit(otherwise.first);
                              visit(otherwise.second);
                          },
                          [&](const form::AsKnownOn& known) {
                              visit(known.operand);
                              visit(known.day);
                          },
                          [&](const form::MonthIn& month) { visit(month.period); },
                          [&](const auto& one_operand) { visit(one_operand.operand); }},
               node.form);
}

Type type_of(const Node& node) {
    return std::visit(
        Overloaded{[](const form::Name&) { return Type::either; },
                   [](const form::RangeLiteral&) { return Type::period; },
                   [](const form::NamedPeriod&) { return Type::period; },
                   [](const form::PeriodBeside&) { return Type::period; },
                   [](const form::MonthIn&) { return Type::period; },
                   [](const form::Otherwise& otherwise) {
                       return joined(type_of(*otherwise.first), type_of(*otherwise.second));
                   },
                   [](const form::AsKnownOn& known) { return type_of(*known.operand); },
                   [](const auto&) { return Type::day; }},
        node.form);
}

}  // namespace dutyd::rules
