// SPDX-License-Identifier: MIT
#include "lib/rules/expression_parser.hpp"

#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/expression_words.hpp"

#include <fmt/format.h>

namespace dutyd::rules {

namespace {

/// Words an expression can begin with or go on with, for slips.
const std::vector<std::string>& joining_words() {
    static const std::vector<std::string> words{
        "first",     "second", "third",  "last",     "earliest",  "latest", "financial",
        "quarter",   "month",  "year",   "ignoring", "in",        "rolled", "at",
        "otherwise", "as",     "before", "after",    "beginning", "ending", "containing",
        "working",   "clear",  "days",   "weeks",    "months",    "years",  "hours"};
    return words;
}

/// Ways people say things that the language says in one way only. Words that could also be a name
/// are only taken so when a count follows.
struct Phrase {
    std::string_view words;
    bool before_count;
    std::string_view hint;
};
constexpr std::string_view clear_hint =
    "at least N days between two acts are clear days: 'N clear days before X'";
constexpr Phrase phrases[] = {
    {"within", true, "'within N days of X' is written 'N days after X'"},
    {"at least", false, clear_hint},
    {"not less than", false, clear_hint},
    {"no later than", false, "write the day itself, or 'by X'"},
    {"not later than", false, "write the day itself, or 'by X'"},
    {"a", true, "write the number: '1 month after X'"},
    {"an", true, "write the number: '1 hour after X'"},
    {"day before", false, "write 'the day before X'"},
    {"day after", false, "write 'the day after X'"},
    {"end of", false, "write 'the end of X'"},
};

}  // namespace

NodePtr Parser::parse() {
    if (in_.at(TokenKind::end)) {
        return in_.fail(in_.peek(), "the expression is empty",
                        "write a date, or for example '25 working days before 2024-05-02'");
    }
    NodePtr root = expression();
    if (!root) return nullptr;
    if (!in_.at(TokenKind::end)) return left_over(root);
    return root;
}

/// The loosest level: `the day before`, `the end of`, `by` and `before` take all that follows.
NodePtr Parser::expression() {
    const std::size_t offset = in_.offset();
    while (in_.accept("by") || in_.accept("on or before")) {
    }
    const bool edge = in_.at("the day before") || in_.at("the day after") || in_.at("the end of") ||
                      in_.at("at the end of") || in_.at("before");
    if (edge) return prefixed();
    NodePtr first = modified();
    if (!first || !in_.at("otherwise")) return first;
    return otherwise(std::move(first), offset);
}

NodePtr Parser::otherwise(NodePtr first, std::size_t offset) {
    const Token word = in_.take();
    NodePtr second = expression();
    if (!second) return nullptr;
    const Type a = type_of(*first);
    const Type b = type_of(*second);
    if (a != Type::either && b != Type::either && a != b) {
        return in_.fail(word, "one side of 'otherwise' is a day and the other a period",
                        "both sides must be of one kind");
    }
    return node(form::Otherwise{std::move(first), std::move(second)}, offset);
}

NodePtr Parser::prefixed() {
    const std::size_t offset = in_.offset();
    if (in_.accept("the end of") || in_.accept("at the end of")) {
        NodePtr operand = expression();
        if (!operand) return nullptr;
        if (std::holds_alternative<form::AtTime>(operand->form)) {
            return in_.fail(*operand, "'the end of' and 'at' both give a time",
                            "write one of them");
        }
        return node(form::EndOf{std::move(operand)}, offset);
    }
    const bool bare_before = in_.accept("before");
    const bool after = !bare_before && in_.accept("the day after");
    if (!bare_before && !after) in_.accept("the day before");
    NodePtr operand = as_day(expression());
    if (!operand) return nullptr;
    const bool has_time = std::holds_alternative<form::AtTime>(operand->form) ||
                          std::holds_alternative<form::EndOf>(operand->form);
    if (bare_before && has_time) {
        return in_.fail(*operand, "'before' goes with a day, not with a time",
                        "for a time of day write the time itself: 'X at 16:00'");
    }
    return node(form::DayBeside{after, std::move(operand)}, offset);
}

/// A form with its modifiers, which come in one order.
NodePtr Parser::modified() {
    const std::size_t offset = in_.offset();
    NodePtr core = form();
    if (core && in_.at("ignoring")) core = ignoring(core, offset);
    if (core && in_.at("in")) core = in_day_set(core, offset);
    if (core && in_.at("rolled")) core = rolled(as_day(std::move(core)), offset);
    if (core && in_.at("at")) core = at_time(as_day(std::move(core)), offset);
    if (core && in_.at("as known on")) core = as_known_on(std::move(core), offset);
    return core;
}

NodePtr Parser::form() {
    const Token& token = in_.peek();
    switch (token.kind) {
        case TokenKind::open:
            return bracket();
        case TokenKind::date:
            return literal();
        case TokenKind::ordinal:
            return nth();
        case TokenKind::number:
            return number_form();
        case TokenKind::word:
            return plain();
        default:
            return in_.expected("a date, a count or a name");
    }
}

/// A form that begins with a number: a count, a day of a month, or a year.
NodePtr Parser::number_form() {
    const Token& next = in_.peek(1);
    if (next.kind == TokenKind::word && month_word(next.text)) return day_in_month();
    const bool four_digits = in_.peek().text.size() == 4;
    return four_digits && !is_count_word(next) ? year_number() : count();
}

/// A form that begins with a word.
NodePtr Parser::plain() {
    const Token& token = in_.peek();
    if (in_.at("the")) return after_the();
    if (in_.at("earliest of") || in_.at("latest of")) return choice();
    if (number_word(token.text)) return count();
    if (at_nth()) return nth();
    if (at_period_kind()) return period_kind();
    if (month_word(token.text)) return month_period();
    for (const Phrase& phrase : phrases) {
        if (!in_.at(phrase.words)) continue;
        const Token& next = in_.peek(1);
        const bool count = next.kind == TokenKind::number || is_count_word(next) ||
                           (next.kind == TokenKind::word && number_word(next.text));
        if (phrase.before_count && !count) continue;
        return in_.fail(token, fmt::format("'{}' is not a form of the date language", phrase.words),
                        std::string(phrase.hint));
    }
    return name();
}

/// `the` may stand before a choice, a period or the n-th day of one; the normal form drops it.
NodePtr Parser::after_the() {
    in_.take();
    const Token& token = in_.peek();
    const bool ordinal = token.kind == TokenKind::ordinal;
    if (ordinal || (token.kind == TokenKind::word && at_nth())) return nth();
    if (in_.at("earliest of") || in_.at("latest of")) return choice();
    if (at_period_kind()) return period_kind();
    return in_.expected(
        "'first', 'last', 'day before', 'day after', 'end of' or a period after "
        "'the'",
        {"first", "last", "day", "end", "earliest", "latest", "financial", "quarter", "month",
         "year"});
}

/// Where a form stands on: no modifiers, they belong to the form outside.
NodePtr Parser::anchor() {
    const std::size_t offset = in_.offset();
    if (in_.at("the day before") || in_.at("the day after")) {
        const bool after = in_.accept("the day after");
        if (!after) in_.accept("the day before");
        NodePtr operand = as_day(anchor());
        return operand ? node(form::DayBeside{after, std::move(operand)}, offset) : nullptr;
    }
    if (in_.accept("the end of")) {
        NodePtr operand = anchor();
        return operand ? node(form::EndOf{std::move(operand)}, offset) : nullptr;
    }
    return form();
}

NodePtr Parser::bracket() {
    const Token open = in_.take();
    if (++brackets_ > limits::expression_depth_max) {
        return in_.fail(
            open,
            fmt::format("brackets are nested more than {} deep", limits::expression_depth_max),
            "name a part of the rule as a fact of its own");
    }
    const bool in_list = std::exchange(in_list_, false);
    NodePtr inside = expression();
    in_list_ = in_list;
    --brackets_;
    if (!inside) return nullptr;
    if (!in_.at(TokenKind::close)) {
        if (in_.at(TokenKind::end)) {
            return in_.fail(open, "this '(' is never closed", "add ')' where the part ends");
        }
        return left_over(inside);
    }
    in_.take();
    return inside;
}

/// `earliest of (A, B, ...)`.
NodePtr Parser::choice() {
    const std::size_t offset = in_.offset();
    const Token word = in_.take();
    in_.take();  // "of"
    if (!in_.at(TokenKind::open)) {
        return in_.fail(in_.peek(), fmt::format("'{} of' needs a list in brackets", word.text),
                        fmt::format("write '{} of (A, B)'", word.text));
    }
    const Token open = in_.take();
    form::Choice choice{word.text == "earliest", {}};
    const bool in_list = std::exchange(in_list_, true);
    while (true) {
        NodePtr operand = as_day(expression());
        if (!operand) return nullptr;
        choice.operands.push_back(std::move(operand));
        if (!in_.at(TokenKind::comma)) break;
        in_.take();
    }
    in_list_ = in_list;
    if (in_.at(TokenKind::end)) {
        return in_.fail(open, "this '(' is never closed", "add ')' after the last choice");
    }
    if (!in_.at(TokenKind::close)) return left_over(choice.operands.back());
    in_.take();
    if (choice.operands.size() < 2) {
        return in_.fail(open, fmt::format("'{} of' needs at least two dates", word.text),
                        fmt::format("write '{} of (A, B)'", word.text));
    }
    return node(std::move(choice), offset);
}

/// A date, or a range of two.
NodePtr Parser::literal() {
    const Token first = in_.take();
    if (!in_.at(TokenKind::dots)) return node(form::DateLiteral{first.date}, first.offset);
    in_.take();
    civil::Period period{first.date, std::nullopt};
    if (in_.at(TokenKind::date)) {
        const Token last = in_.take();
        if (last.date < first.date) {
            return in_.fail(
                in_.since(first),
                fmt::format("the period {}..{} ends before it begins", first.text, last.text),
                fmt::format("write {}..{}", last.text, first.text));
        }
        period.last = last.date;
    }
    return node(form::RangeLiteral{period}, first.offset);
}

NodePtr Parser::name() {
    const Token& token = in_.peek();
    if (weekday_word(token.text)) {
        return in_.fail(
            token,
            fmt::format("{} alone is no day", civil::weekday_name(*weekday_word(token.text))),
            fmt::format("write for example 'first {} in May 2028'",
                        civil::weekday_name(*weekday_word(token.text))));
    }
    if (is_reserved_word(token.text)) {
        return in_.expected("a date, a count or a name");
    }
    if (token.capital) {
        return in_.fail(token, "names are written in lower case",
                        fmt::format("write '{}'", token.text));
    }
    if (token.text.size() > limits::name_bytes_max) {
        return in_.fail(token,
                        fmt::format("a name has at most {} characters", limits::name_bytes_max));
    }
    const Token taken = in_.take();
    if (in_.at(TokenKind::dots)) {
        return in_.fail(in_.peek(), "a range is written with two dates",
                        "write 2024-05-02..2024-05-09, or give the period a name");
    }
    return node(form::Name{taken.text}, taken.offset);
}

/// Something follows a complete expression that cannot go on with it.
NodePtr Parser::left_over(const NodePtr& root) {
    const Token& token = in_.peek();
    if (token.kind == TokenKind::close) {
        return in_.fail(token, "there is no '(' for this ')'");
    }
    if (token.kind == TokenKind::comma) {
        return in_.fail(token,
                        "a comma only separates choices of 'earliest of' and 'latest of', and "
                        "periods after 'ignoring'");
    }
    for (const std::string_view word : {"ignoring", "in", "rolled", "at", "as known on"}) {
        if (!in_.at(word)) continue;
        return in_.fail(token, fmt::format("'{}' comes too late here", word),
                        "the order is: ignoring, in, rolled, at, as known on; use brackets for "
                        "another");
    }
    std::string hint;
    if (const auto* before = std::get_if<form::Name>(&root->form)) {
        const bool compound =
            number_word(before->name.substr(0, before->name.find('-'))).has_value();
        hint = compound ? "write numbers above twenty in digits"
                        : slip_hint(before->name, joining_words());
    }
    if (hint.empty() && token.kind == TokenKind::word && !is_reserved_word(token.text)) {
        hint = slip_hint(token.text, joining_words());
    }
    return in_.fail(token, fmt::format("{} does not fit after '{}'", quoted(token), text(*root)),
                    std::move(hint));
}

NodePtr Parser::as_day(NodePtr node) {
    if (!node || type_of(*node) != Type::period) return node;
    const std::string period = text(*node);
    return in_.fail(*node, fmt::format("'{}' is a period, where a day is needed", period),
                    fmt::format("write 'first day of {}' or 'last day of {}'", period, period));
}

NodePtr Parser::as_period(NodePtr node) {
    if (!node || type_of(*node) != Type::day) return node;
    return in_.fail(*node, fmt::format("'{}' is a day, where a period is needed", text(*node)),
                    "write for example 'month containing X' or 'financial year containing X'");
}

NodePtr Parser::checked_depth(NodePtr node) {
    if (node->depth <= limits::expression_depth_max) return node;
    return in_.fail(
        *node,
        fmt::format("the expression is nested more than {} deep", limits::expression_depth_max),
        "name a part of the rule as a fact of its own");
}

}  // namespace dutyd::rules
