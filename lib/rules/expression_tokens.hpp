// SPDX-License-Identifier: MIT
// Reading tokens one after the other: looking ahead by words, taking them, and turning the place
// where one stops into a diagnostic. Owns no grammar. After the first error nothing more is
// reported, so that one slip gives one message.
#pragma once

#include "lib/rules/expression_lexer.hpp"

namespace dutyd::rules {

class TokenReader {
public:
    TokenReader(std::shared_ptr<const SourceText> source, std::vector<Token> tokens)
        : source_(std::move(source)), tokens_(std::move(tokens)) {}

    const Token& peek(std::size_t ahead = 0) const;
    bool at(TokenKind kind) const { return peek().kind == kind; }
    /// Whether the next tokens are these words ("on or after").
    bool at(std::string_view words) const;
    /// Takes them if they are.
    bool accept(std::string_view words);
    Token take();

    /// One token for the caret, from `first` to the last token taken.
    Token since(Token first) const;

    std::size_t offset() const { return peek().offset; }
    /// A node that reaches from `offset` to the last token taken.
    NodePtr node(Form form, std::size_t offset) const;

    /// Records the error (the first only) and gives back no node.
    std::nullptr_t fail(const Token& at, std::string message, std::string hint = {});
    std::nullptr_t fail(const Node& at, std::string message, std::string hint = {});
    /// "expected X, not 'foo'", with the nearest of `words` if it looks like a slip.
    std::nullptr_t expected(std::string_view what, const std::vector<std::string>& words = {});

    const std::optional<Diagnostic>& error() const { return error_; }

private:
    std::nullptr_t fail_at(std::size_t offset, std::size_t length, Diagnostic diagnostic);

    std::shared_ptr<const SourceText> source_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::optional<Diagnostic> error_;
};

}  // namespace dutyd::rules
