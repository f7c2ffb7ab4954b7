// SPDX-License-Identifier: MIT
#include "lib/base/text.hpp"
#include "lib/rules/expression_parser.hpp"
#include "lib/rules/expression_words.hpp"

#include <fmt/format.h>

namespace dutyd::rules {

namespace {

bool takes_day_set(const Node& node) {
    if (const auto* count = std::get_if<form::Count>(&node.form)) return count->working;
    if (const auto* day = std::get_if<form::NthDay>(&node.form)) {
        return day->kind == form::NthDay::Kind::working_day;
    }
    return false;
}

/// A form further in that the modifier was perhaps meant for.
const Node* inner(const Node& node, bool (*fits)(const Node&)) {
    const NodePtr* next = nullptr;
    if (const auto* count = std::get_if<form::Count>(&node.form)) next = &count->anchor;
    if (const auto* beside = std::get_if<form::DayBeside>(&node.form)) next = &beside->operand;
    if (const auto* day = std::get_if<form::NthDay>(&node.form)) next = &day->period;
    if (const auto* day = std::get_if<form::DayInMonth>(&node.form)) next = &day->period;
    if (const auto* month = std::get_if<form::MonthIn>(&node.form)) next = &month->period;
    if (const auto* beside = std::get_if<form::PeriodBeside>(&node.form)) next = &beside->operand;
    if (const auto* meeting = std::get_if<form::Meeting>(&node.form)) next = &meeting->anchor;
    if (next == nullptr) return nullptr;
    return fits(**next) ? next->get() : inner(**next, fits);
}

bool counts_days(const Node& node) {
    const auto* count = std::get_if<form::Count>(&node.form);
    return count != nullptr && (count->unit == Unit::days || count->unit == Unit::weeks);
}

std::string bracket_hint(const Node& inside, std::string_view modifier) {
    return fmt::format("if '{0}' belongs to '{1}', add brackets: ({1} {0} ...)", modifier,
                       text(inside));
}

}  // namespace

/// `ignoring P, Q` after a count of days.
NodePtr Parser::ignoring(const NodePtr& core, std::size_t offset) {
    const Token word = in_.take();
    const auto* old = std::get_if<form::Count>(&core->form);
    if (old == nullptr || !counts_days(*core)) {
        if (const Node* inside = inner(*core, counts_days)) {
            return in_.fail(word,
                            "'ignoring' belongs to the outermost count here, which cannot have it",
                            bracket_hint(*inside, "ignoring"));
        }
        if (old != nullptr) {
            return in_.fail(word, "only days and weeks can leave out a period",
                            "the law gives no way to take days out of a count of months, years or "
                            "hours: count days or weeks");
        }
        return in_.fail(word, "'ignoring' goes with a count of days or weeks",
                        "write 'N days after X ignoring P'");
    }
    form::Count count = *old;
    do {
        if (!ignored_period(count)) return nullptr;
        if (!in_.at(TokenKind::comma)) break;
        if (in_list_) {
            return in_.fail(in_.peek(), "this comma could go on with 'ignoring' or with the list",
                            "put the count with its 'ignoring' in brackets");
        }
        in_.take();
    } while (true);
    return node(std::move(count), offset);
}

bool Parser::ignored_period(form::Count& count) {
    const Token token = in_.peek();
    const bool is_name = token.kind == TokenKind::word && !is_reserved_word(token.text);
    if (token.kind != TokenKind::date && !is_name) {
        in_.expected("the name of a period or a range A..B after 'ignoring'");
        return false;
    }
    const NodePtr period = as_period(token.kind == TokenKind::date ? literal() : name());
    if (!period) return false;
    if (const auto* range = std::get_if<form::RangeLiteral>(&period->form)) {
        count.ignoring.push_back({"", range->period});
    } else {
        count.ignoring.push_back({token.text, std::nullopt});
    }
    return true;
}

std::optional<std::string> Parser::day_set() {
    const Token& token = in_.peek();
    const bool plain = token.kind == TokenKind::word && !is_reserved_word(token.text);
    if (!plain || token.capital) {
        in_.expected("the name of a day set, such as working-days");
        return std::nullopt;
    }
    return in_.take().text;
}

/// `in S` after a count of working days, or after the n-th working day of a period.
NodePtr Parser::in_day_set(const NodePtr& core, std::size_t offset) {
    const Token word = in_.take();
    if (!takes_day_set(*core)) {
        if (const Node* inside = inner(*core, takes_day_set)) {
            return in_.fail(word,
                            "'in' belongs to the outermost form here, which has no working days",
                            bracket_hint(*inside, "in"));
        }
        return in_.fail(word, "'in' names the day set of working days, and there are none here",
                        "write 'N working days ... in S', or to move a day 'rolled forward in S'");
    }
    auto set = day_set();
    if (!set) return nullptr;
    if (const auto* old = std::get_if<form::Count>(&core->form)) {
        form::Count count = *old;
        count.day_set = std::move(*set);
        return node(std::move(count), offset);
    }
    form::NthDay day = std::get<form::NthDay>(core->form);
    day.day_set = std::move(*set);
    return node(std::move(day), offset);
}

/// `rolled forward in S`, `rolled back in S`.
NodePtr Parser::rolled(NodePtr operand, std::size_t offset) {
    if (!operand) return nullptr;
    in_.take();
    form::Rolled rolled{civil::Roll::forward, "", std::move(operand)};
    if (in_.accept("back")) {
        rolled.direction = civil::Roll::back;
    } else if (!in_.accept("forward")) {
        return in_.expected("'forward' or 'back' after 'rolled'", {"forward", "back"});
    }
    if (!in_.accept("in")) {
        return in_.expected("'in' and a day set after 'rolled forward' or 'rolled back'", {"in"});
    }
    auto set = day_set();
    if (!set) return nullptr;
    rolled.day_set = std::move(*set);
    return node(std::move(rolled), offset);
}

NodePtr Parser::at_time(NodePtr operand, std::size_t offset) {
    if (!operand) return nullptr;
    const Token word = in_.take();
    if (!in_.at(TokenKind::time)) {
        return in_.expected("a time HH:MM after 'at'");
    }
    const auto* count = std::get_if<form::Count>(&operand->form);
    if (count != nullptr && count->unit == Unit::hours) {
        return in_.fail(word, "a count of hours ends at a time of its own",
                        "to count from a time, add brackets: 72 hours after (X at 16:00)");
    }
    if (std::holds_alternative<form::AtTime>(operand->form) ||
        std::holds_alternative<form::EndOf>(operand->form)) {
        return in_.fail(word, fmt::format("'{}' has a time already", text(*operand)),
                        "write one time");
    }
    const Token time = in_.take();
    return node(form::AtTime{time.time, std::move(operand)}, offset);
}

/// `X as known on D`.
NodePtr Parser::as_known_on(NodePtr operand, std::size_t offset) {
    in_.accept("as known on");
    NodePtr day = as_day(anchor());
    if (!day) return nullptr;
    return node(form::AsKnownOn{std::move(operand), std::move(day)}, offset);
}

}  // namespace dutyd::rules
