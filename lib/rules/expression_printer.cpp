// SPDX-License-Identifier: MIT
#include "lib/rules/expression_nodes.hpp"
#include "lib/rules/expression_words.hpp"

#include <fmt/format.h>

namespace dutyd::rules {

namespace {

/// A part that reads as one thing wherever it stands.
bool is_bare(const Node& node) {
    return std::visit(
        Overloaded{[](const form::DateLiteral&) { return true; },
                   [](const form::RangeLiteral&) { return true; },
                   [](const form::Name&) { return true; }, [](const form::Choice&) { return true; },
                   [](const form::NamedPeriod&) { return true; },
                   [](const form::DayBeside& beside) { return is_bare(*beside.operand); },
                   [](const auto&) { return false; }},
        node.form);
}

std::string bracketed(const Node& node) {
    return "(" + text(node) + ")";
}

std::string operand(const Node& node) {
    return is_bare(node) ? text(node) : bracketed(node);
}

/// Where something follows: `the day before` would take that too.
std::string first_operand(const Node& node) {
    const bool takes_all = std::holds_alternative<form::DayBeside>(node.form);
    return takes_all ? bracketed(node) : operand(node);
}

/// Where only a period can stand, a period needs no brackets.
std::string period_operand(const Node& node) {
    const bool period = std::holds_alternative<form::PeriodBeside>(node.form) ||
                        std::holds_alternative<form::MonthIn>(node.form);
    return period ? text(node) : operand(node);
}

/// What a modifier may follow without brackets: the modifiers inside must come earlier in their
/// order, and whatever takes "all that follows" must be closed off first.
std::string modified(const Node& node) {
    const bool closed = std::holds_alternative<form::DayBeside>(node.form) ||
                        std::holds_alternative<form::EndOf>(node.form) ||
                        std::holds_alternative<form::Otherwise>(node.form) ||
                        std::holds_alternative<form::AtTime>(node.form) ||
                        std::holds_alternative<form::AsKnownOn>(node.form);
    return closed ? bracketed(node) : text(node);
}

bool ignores_a_period(const Node& node) {
    if (const auto* count = std::get_if<form::Count>(&node.form)) return !count->ignoring.empty();
    if (const auto* at = std::get_if<form::AtTime>(&node.form)) {
        return ignores_a_period(*at->operand);
    }
    if (const auto* rolled = std::get_if<form::Rolled>(&node.form)) {
        return ignores_a_period(*rolled->operand);
    }
    return false;
}

/// A comma after an ignored period would read as one more ignored period.
std::string choice_operand(const Node& node) {
    const bool closed =
        ignores_a_period(node) || std::holds_alternative<form::Otherwise>(node.form);
    return closed ? bracketed(node) : text(node);
}

std::string unit_text(Unit unit) {
    switch (unit) {
        case Unit::days:
            return "day";
        case Unit::weeks:
            return "week";
        case Unit::months:
            return "month";
        case Unit::years:
            return "year";
        case Unit::hours:
            break;
    }
    return "hour";
}

std::string direction_text(civil::Direction direction) {
    switch (direction) {
        case civil::Direction::after:
            return "after";
        case civil::Direction::before:
            return "before";
        case civil::Direction::beginning_with:
            return "beginning with";
        case civil::Direction::ending_with:
            break;
    }
    return "ending with";
}

std::string side_text(form::Meeting::Side side) {
    switch (side) {
        case form::Meeting::Side::on_or_after:
            return "on or after";
        case form::Meeting::Side::after:
            return "after";
        case form::Meeting::Side::on_or_before:
            return "on or before";
        case form::Meeting::Side::before:
            break;
    }
    return "before";
}

std::string kind_text(civil::PeriodKind kind) {
    switch (kind) {
        case civil::PeriodKind::financial_year:
            return "financial year";
        case civil::PeriodKind::quarter:
            return "quarter";
        case civil::PeriodKind::month:
            return "month";
        case civil::PeriodKind::year:
            break;
    }
    return "year";
}

std::string relation_text(form::PeriodBeside::Relation relation) {
    switch (relation) {
        case form::PeriodBeside::Relation::containing:
            return "containing";
        case form::PeriodBeside::Relation::before:
            return "before";
        case form::PeriodBeside::Relation::after:
            break;
    }
    return "after";
}

std::string nth_text(Nth nth) {
    return nth.is_last() ? "last" : ordinal_text(nth.n);
}

std::string in_set(const std::string& day_set) {
    return day_set.empty() ? "" : " in " + day_set;
}

std::string print(const form::DateLiteral& literal) {
    return literal.date.iso();
}

std::string print(const form::RangeLiteral& literal) {
    return iso(literal.period);
}

std::string print(const form::Name& name) {
    return name.name;
}

std::string print(const form::Count& count) {
    std::string out =
        fmt::format("{}{}{} {}{} {} {}", count.n, count.clear ? " clear" : "",
                    count.working ? " working" : "", unit_text(count.unit), count.n == 1 ? "" : "s",
                    direction_text(count.direction), operand(*count.anchor));
    for (const IgnoredPeriod& ignored : count.ignoring) {
        out += &ignored == &count.ignoring.front() ? " ignoring " : ", ";
        out += ignored.range ? iso(*ignored.range) : ignored.name;
    }
    return out + in_set(count.day_set);
}

std::string print(const form::NthDay& day) {
    switch (day.kind) {
        case form::NthDay::Kind::day:
            return fmt::format("{} day of {}", nth_text(day.nth), period_operand(*day.period));
        case form::NthDay::Kind::weekday:
            return fmt::format("{} {} in {}", nth_text(day.nth), civil::weekday_name(day.weekday),
                               period_operand(*day.period));
        case form::NthDay::Kind::working_day:
            break;
    }
    return fmt::format("{} working day of {}{}", nth_text(day.nth), period_operand(*day.period),
                       in_set(day.day_set));
}

std::string print(const form::DayInMonth& day) {
    return fmt::format("{} {} in {}", day.day, civil::month_name(day.month),
                       period_operand(*day.period));
}

std::string print(const form::Meeting& meeting) {
    return fmt::format("{} {}{}{} meeting {} {}", nth_text(meeting.nth), meeting.kind,
                       meeting.kind.empty() ? "" : " ", meeting.calendar, side_text(meeting.side),
                       operand(*meeting.anchor));
}

std::string print(const form::DayBeside& beside) {
    return fmt::format("the day {} {}", beside.after ? "after" : "before",
                       operand(*beside.operand));
}

std::string print(const form::EndOf& end) {
    return "the end of " + period_operand(*end.operand);
}

std::string print(const form::AtTime& at) {
    return fmt::format("{} at {}", modified(*at.operand), at.time.text());
}

std::string print(const form::Rolled& rolled) {
    const bool again = std::holds_alternative<form::Rolled>(rolled.operand->form);
    return fmt::format(
        "{} rolled {} in {}", again ? bracketed(*rolled.operand) : modified(*rolled.operand),
        rolled.direction == civil::Roll::forward ? "forward" : "back", rolled.day_set);
}

std::string print(const form::Choice& choice) {
    std::string out = choice.earliest ? "earliest of (" : "latest of (";
    for (const NodePtr& part : choice.operands) {
        if (&part != &choice.operands.front()) out += ", ";
        out += choice_operand(*part);
    }
    return out + ")";
}

std::string print(const form::Otherwise& otherwise) {
    return first_operand(*otherwise.first) + " otherwise " + operand(*otherwise.second);
}

std::string print(const form::AsKnownOn& known) {
    return first_operand(*known.operand) + " as known on " + operand(*known.day);
}

std::string print(const form::NamedPeriod& period) {
    switch (period.kind) {
        case civil::PeriodKind::month:
            return fmt::format("{} {}", civil::month_name(period.month), period.year);
        case civil::PeriodKind::financial_year:
            return fmt::format("financial year {}/{:02}", period.year, (period.year + 1) % 100);
        case civil::PeriodKind::quarter:
        case civil::PeriodKind::year:
            break;
    }
    return std::to_string(period.year);
}

std::string print(const form::PeriodBeside& beside) {
    return fmt::format("{} {} {}", kind_text(beside.kind), relation_text(beside.relation),
                       operand(*beside.operand));
}

std::string print(const form::MonthIn& month) {
    return fmt::format("{} in {}", civil::month_name(month.month), period_operand(*month.period));
}

}  // namespace

std::string text(const Node& node) {
    return std::visit([](const auto& form) { return print(form); }, node.form);
}

}  // namespace dutyd::rules
