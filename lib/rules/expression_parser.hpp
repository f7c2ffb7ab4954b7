// SPDX-License-Identifier: MIT
// The grammar of the date language as a recursive-descent parser, one function a construct
// (docs/date-language.md has the grammar). Every function takes its construct's tokens and gives a
// node, or records an error and gives none. Modifiers (ignoring, in, rolled, at, as known on) are
// only taken by `modified`, so they always belong to the outermost form of an expression or of a
// bracket.
#pragma once

#include "lib/rules/expression_tokens.hpp"

namespace dutyd::rules {

class Parser {
public:
    explicit Parser(TokenReader reader) : in_(std::move(reader)) {}

    /// The whole text, or nothing and `error`.
    NodePtr parse();
    const std::optional<Diagnostic>& error() const { return in_.error(); }

private:
    // expression_parser.cpp
    NodePtr expression();
    NodePtr prefixed();
    NodePtr modified();
    NodePtr plain();
    NodePtr form();
    NodePtr number_form();
    NodePtr anchor();
    NodePtr after_the();
    NodePtr bracket();
    NodePtr choice();
    NodePtr literal();
    NodePtr name();
    NodePtr left_over(const NodePtr& root);
    NodePtr otherwise(NodePtr first, std::size_t offset);

    // expression_parser_counts.cpp
    NodePtr count();
    bool is_count_word(const Token& token) const;
    bool unit(form::Count& count);
    bool check_kind(const form::Count& count, const Token& words);
    bool direction(form::Count& count);
    bool number(form::Count& count);

    // expression_parser_modifiers.cpp
    NodePtr ignoring(const NodePtr& core, std::size_t offset);
    bool ignored_period(form::Count& count);
    NodePtr in_day_set(const NodePtr& core, std::size_t offset);
    NodePtr rolled(NodePtr operand, std::size_t offset);
    NodePtr at_time(NodePtr operand, std::size_t offset);
    NodePtr as_known_on(NodePtr operand, std::size_t offset);
    std::optional<std::string> day_set();

    // expression_parser_periods.cpp
    NodePtr nth();
    NodePtr nth_of(form::NthDay day, std::size_t offset);
    NodePtr meeting(Nth nth, std::size_t offset);
    NodePtr meeting_words(form::Meeting meeting, std::size_t offset);
    bool at_meeting_word(const std::vector<std::string>& before) const;
    bool meeting_side(form::Meeting& meeting);
    NodePtr day_in_month();
    NodePtr period();
    NodePtr period_kind();
    NodePtr period_beside(civil::PeriodKind kind, std::size_t offset);
    NodePtr month_period();
    NodePtr year_number();
    std::optional<std::int32_t> year();

    bool at_period_kind() const;
    bool at_nth() const;
    /// The node, if it can be a day; otherwise an error that says how to get a day from a period.
    NodePtr as_day(NodePtr node);
    NodePtr as_period(NodePtr node);
    NodePtr checked_depth(NodePtr node);
    NodePtr node(Form form, std::size_t offset) {
        return checked_depth(in_.node(std::move(form), offset));
    }

    TokenReader in_;
    std::size_t brackets_ = 0;
    /// Inside `earliest of (...)`, where a comma ends an operand.
    bool in_list_ = false;
};

}  // namespace dutyd::rules
