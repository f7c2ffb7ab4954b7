// SPDX-License-Identifier: MIT
#include "tests/rules/generate.hpp"

#include <array>

namespace dutyd::test {

using namespace rules;

namespace {

template <class T>
T pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(from.size())))];
}

int number(int from, int to) {
    return *rc::gen::inRange(from, to + 1);
}
bool coin() {
    return number(0, 1) == 1;
}

std::string some_name() {
    return pick<std::string>({"x", "election.poll", "panel.meeting", "report.sent", "a1.b-2"});
}

std::string some_day_set() {
    return pick<std::string>({"working-days", "s73-days", "foi-days"});
}

civil::Date some_date() {
    return civil::Date::of(2024, 1, 1) + civil::Days{number(0, 2000)};
}

civil::Period some_range() {
    const civil::Date first = some_date();
    if (number(0, 2) == 0) return {first, std::nullopt};
    return {first, first + civil::Days{number(0, 400)}};
}

Nth some_nth() {
    return {number(0, 3) == 0 ? Nth::last : number(1, 40)};
}

NodePtr day(int depth);
NodePtr period(int depth);

NodePtr leaf() {
    if (coin()) return make_node(form::Name{some_name()});
    return make_node(form::DateLiteral{some_date()});
}

NodePtr count(int depth) {
    form::Count count;
    count.n = coin() ? 1 : number(1, 100000);
    count.unit = static_cast<Unit>(number(0, 4));
    count.direction = static_cast<civil::Direction>(number(0, count.unit == Unit::hours ? 1 : 3));
    count.anchor = day(depth - 1);
    const bool outside =
        count.direction == civil::Direction::after || count.direction == civil::Direction::before;
    count.clear = count.unit == Unit::days && outside && coin();
    count.working = count.unit == Unit::days && coin();
    if (count.working && coin()) count.day_set = some_day_set();
    if (count.unit == Unit::days || count.unit == Unit::weeks) {
        for (int n = number(0, 2); n > 0; --n) {
            if (coin()) {
                count.ignoring.push_back({some_name(), std::nullopt});
            } else {
                count.ignoring.push_back({"", some_range()});
            }
        }
    }
    return make_node(std::move(count));
}

NodePtr nth_day(int depth) {
    form::NthDay nth;
    nth.nth = some_nth();
    nth.kind = static_cast<form::NthDay::Kind>(number(0, 2));
    if (nth.kind == form::NthDay::Kind::weekday) {
        nth.weekday = static_cast<civil::Weekday>(number(0, 6));
    }
    if (nth.kind == form::NthDay::Kind::working_day && coin()) nth.day_set = some_day_set();
    nth.period = period(depth - 1);
    return make_node(std::move(nth));
}

NodePtr meeting(int depth) {
    form::Meeting meeting;
    meeting.side = static_cast<form::Meeting::Side>(number(0, 3));
    const bool back = meeting.side == form::Meeting::Side::before ||
                      meeting.side == form::Meeting::Side::on_or_before;
    meeting.nth = {back ? Nth::last : number(1, 12)};
    meeting.kind = pick<std::string>({"", "full", "sub-committee"});
    meeting.calendar = pick<std::string>({"panel", "audit-committee"});
    meeting.anchor = day(depth - 1);
    return make_node(std::move(meeting));
}

bool has_own_time(const Node& node) {
    if (std::holds_alternative<form::AtTime>(node.form)) return true;
    if (std::holds_alternative<form::EndOf>(node.form)) return true;
    const auto* counted = std::get_if<form::Count>(&node.form);
    return counted != nullptr && counted->unit == Unit::hours;
}

NodePtr at_time(int depth) {
    NodePtr operand = day(depth - 1);
    if (has_own_time(*operand)) return operand;
    return make_node(form::AtTime{{number(0, 1440)}, std::move(operand)});
}

NodePtr end_of(int depth) {
    NodePtr operand = coin() ? day(depth - 1) : period(depth - 1);
    if (std::holds_alternative<form::AtTime>(operand->form)) return operand;
    return make_node(form::EndOf{std::move(operand)});
}

NodePtr choice(int depth) {
    form::Choice choice{coin(), {}};
    for (int n = number(2, 3); n > 0; --n) choice.operands.push_back(day(depth - 1));
    return make_node(std::move(choice));
}

NodePtr day(int depth) {
    if (depth <= 1) return leaf();
    switch (number(0, 12)) {
        case 0:
            return leaf();
        case 1:
        case 2:
        case 3:
            return count(depth);
        case 4:
            return nth_day(depth);
        case 5:
            return make_node(form::DayInMonth{number(1, 28), number(1, 12), period(depth - 1)});
        case 6:
            return meeting(depth);
        case 7:
            return make_node(form::DayBeside{coin(), day(depth - 1)});
        case 8:
            return end_of(depth);
        case 9:
            return at_time(depth);
        case 10:
            return make_node(form::Rolled{coin() ? civil::Roll::forward : civil::Roll::back,
                                          some_day_set(), day(depth - 1)});
        case 11:
            return choice(depth);
        default:
            return coin() ? make_node(form::Otherwise{day(depth - 1), day(depth - 1)})
                          : make_node(form::AsKnownOn{day(depth - 1), day(depth - 1)});
    }
}

NodePtr named_period() {
    const auto kind = pick<civil::PeriodKind>(
        {civil::PeriodKind::year, civil::PeriodKind::month, civil::PeriodKind::financial_year});
    const int month = kind == civil::PeriodKind::month ? number(1, 12) : 1;
    return make_node(form::NamedPeriod{kind, number(1900, 2199), month});
}

NodePtr period(int depth) {
    if (depth <= 1) {
        return coin() ? make_node(form::Name{some_name()})
                      : make_node(form::RangeLiteral{some_range()});
    }
    switch (number(0, 5)) {
        case 0:
            return make_node(form::RangeLiteral{some_range()});
        case 1:
            return named_period();
        case 2:
        case 3:
            return make_node(
                form::PeriodBeside{static_cast<civil::PeriodKind>(number(0, 3)),
                                   static_cast<form::PeriodBeside::Relation>(number(0, 2)),
                                   coin() ? day(depth - 1) : period(depth - 1)});
        case 4:
            return make_node(form::MonthIn{number(1, 12), period(depth - 1)});
        default:
            return coin() ? make_node(form::Otherwise{period(depth - 1), period(depth - 1)})
                          : make_node(form::AsKnownOn{period(depth - 1), day(depth - 1)});
    }
}

}  // namespace

rc::Gen<NodePtr> day_tree(int depth) {
    return rc::gen::exec([depth] { return day(depth); });
}

rc::Gen<NodePtr> period_tree(int depth) {
    return rc::gen::exec([depth] { return period(depth); });
}

rc::Gen<NodePtr> any_tree(int depth) {
    return rc::gen::exec([depth] { return coin() ? day(depth) : period(depth); });
}

}  // namespace dutyd::test
