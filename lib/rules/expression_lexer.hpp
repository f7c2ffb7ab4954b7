// SPDX-License-Identifier: MIT
// Text to tokens. Every slip a person is likely to make with a date or a time (02-05-2024, 4pm,
// 2026/02/01) is caught here and answered with how to write it.
#pragma once

#include "lib/rules/expression_nodes.hpp"

namespace dutyd::rules {

enum class TokenKind {
    word,
    number,     // 25
    ordinal,    // 3rd
    date,       // 2024-05-02
    time,       // 16:00
    year_pair,  // 2024/25
    comma,
    open,
    close,
    dots,  // ..
    end,
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::size_t offset = 0;
    std::size_t length = 1;
    std::string text;         // words in lower case
    std::string written;      // for messages
    std::int32_t number = 0;  // number, ordinal, the first year of a year pair
    civil::Date date = civil::Date::first();
    civil::TimeOfDay time;
    bool capital = false;  // a word with a capital letter somewhere
};

/// The tokens of a text, the last one being `end`; or the first thing that is none.
Result<std::vector<Token>> lex(const SourceText& source);

/// How a token is named in a message: 'working', or "the end of the expression".
std::string quoted(const Token& token);

}  // namespace dutyd::rules
