// SPDX-License-Identifier: MIT
#include "lib/rules/expression_tokens.hpp"

#include "lib/rules/expression_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

const Token& TokenReader::peek(std::size_t ahead) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

bool TokenReader::at(std::string_view words) const {
    std::size_t ahead = 0;
    while (!words.empty()) {
        const std::size_t space = std::min(words.find(' '), words.size());
        const Token& token = peek(ahead++);
        if (token.kind != TokenKind::word || token.text != words.substr(0, space)) return false;
        words.remove_prefix(std::min(space + 1, words.size()));
    }
    return true;
}

bool TokenReader::accept(std::string_view words) {
    if (!at(words)) return false;
    at_ += 1 + static_cast<std::size_t>(std::count(words.begin(), words.end(), ' '));
    return true;
}

Token TokenReader::take() {
    Token token = peek();
    if (at_ + 1 < tokens_.size()) ++at_;
    return token;
}

Token TokenReader::since(Token first) const {
    const Token& last = tokens_[at_ == 0 ? 0 : at_ - 1];
    const std::size_t end = last.offset + last.length;
    if (end > first.offset) first.length = end - first.offset;
    return first;
}

NodePtr TokenReader::node(Form form, std::size_t offset) const {
    const Token& last = tokens_[at_ == 0 ? 0 : at_ - 1];
    const std::size_t end = last.offset + last.length;
    return make_node(std::move(form), offset, end > offset ? end - offset : 1, source_);
}

std::nullptr_t TokenReader::fail_at(std::size_t offset, std::size_t length, Diagnostic diagnostic) {
    diagnostic.where = place_in(*source_, offset, length);
    if (!error_) error_ = std::move(diagnostic);
    return nullptr;
}

std::nullptr_t TokenReader::fail(const Token& at, std::string message, std::string hint) {
    return fail_at(at.offset, at.length, make_error(std::move(message), std::move(hint)));
}

std::nullptr_t TokenReader::fail(const Node& at, std::string message, std::string hint) {
    return fail_at(at.offset, at.length, make_error(std::move(message), std::move(hint)));
}

std::nullptr_t TokenReader::expected(std::string_view what, const std::vector<std::string>& words) {
    const Token& token = peek();
    const std::string found = token.kind == TokenKind::end ? ", but the expression ends here"
                                                           : fmt::format(", not {}", quoted(token));
    std::string hint;
    if (token.kind == TokenKind::word) hint = slip_hint(token.text, words);
    if (hint.empty() && words.empty() && token.kind == TokenKind::word &&
        is_reserved_word(token.text)) {
        hint = fmt::format("{} is a word of the date language and cannot be a name", quoted(token));
    }
    return fail(token, fmt::format("expected {}{}", what, found), std::move(hint));
}

}  // namespace dutyd::rules
