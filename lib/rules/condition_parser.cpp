// SPDX-License-Identifier: MIT
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/condition_values.hpp"
#include "lib/rules/text_place.hpp"

#include <fmt/format.h>

#include <cctype>

namespace dutyd::rules {

namespace {

using Kind = ConditionNode::Kind;
using NodePtr = std::shared_ptr<const ConditionNode>;

struct Token {
    enum class Kind { word, quoted, symbol, end };
    Kind kind = Kind::end;
    std::string text;
    std::size_t offset = 0;
    std::size_t length = 1;
};

bool is_word_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_' ||
           c == '/';
}

/// Recursive descent, one token ahead. The first error ends the parse: later ones would be guesses.
class Parser {
public:
    Parser(std::string_view text, const Place& where) : text_(text), where_(where) {}

    Result<Condition> run() {
        if (trim(text_).empty()) return error_at({Token::Kind::end, "", 0, 1}, "empty condition");
        if (text_.size() > limits::expression_bytes_max) {
            return error_at({Token::Kind::end, "", 0, 1},
                            fmt::format("a condition may have at most {} characters",
                                        limits::expression_bytes_max));
        }
        next();
        NodePtr node = any_of(0);
        if (problem_.empty() && token_.kind != Token::Kind::end) {
            fail(token_, fmt::format("'{}' is not expected here", token_.text),
                 "join tests with 'and' or 'or'");
        }
        if (!problem_.empty()) return problem_;
        return Condition(std::move(node));
    }

private:
    Diagnostic error_at(const Token& token, std::string message, std::string hint = {}) const {
        return make_error_at(place_in_text(where_, text_, {token.offset, token.length}),
                             std::move(message), std::move(hint));
    }

    NodePtr fail(const Token& token, std::string message, std::string hint) {
        if (problem_.empty()) {
            problem_.push_back(error_at(token, std::move(message), std::move(hint)));
        }
        return std::make_shared<ConditionNode>();
    }

    void next() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) {
            ++at_;
        }
        token_ = {Token::Kind::end, "the end", at_, 1};
        if (at_ == text_.size()) return;
        const std::size_t begin = at_;
        if (is_word_character(text_[at_])) {
            while (at_ < text_.size() && is_word_character(text_[at_])) ++at_;
            token_ = {Token::Kind::word, std::string(text_.substr(begin, at_ - begin)), begin,
                      at_ - begin};
        } else if (text_[at_] == '\'') {
            quoted();
        } else {
            const bool two = at_ + 1 < text_.size() && text_[at_ + 1] == '=' &&
                             std::string_view("!<>").find(text_[at_]) != std::string_view::npos;
            at_ += two ? 2 : 1;
            token_ = {Token::Kind::symbol, std::string(text_.substr(begin, at_ - begin)), begin,
                      at_ - begin};
        }
    }

    void quoted() {
        const std::size_t begin = at_;
        const auto end = text_.find('\'', begin + 1);
        if (end == std::string_view::npos) {
            fail({Token::Kind::quoted, "", begin, 1}, "this quotation mark is never closed",
                 "write values of several words as 'two words'");
            at_ = text_.size();
            return;
        }
        at_ = end + 1;
        token_ = {Token::Kind::quoted, std::string(text_.substr(begin + 1, end - begin - 1)), begin,
                  at_ - begin};
    }

    bool take(std::string_view text) {
        const bool it_is = token_.text == text && token_.kind != Token::Kind::quoted &&
                           token_.kind != Token::Kind::end;
        if (it_is) next();
        return it_is;
    }

    NodePtr any_of(std::size_t depth) {
        std::vector<NodePtr> parts{all_of(depth)};
        while (problem_.empty() && take("or")) parts.push_back(all_of(depth));
        return joined(Kind::any_of, std::move(parts));
    }

    NodePtr all_of(std::size_t depth) {
        std::vector<NodePtr> parts{unary(depth)};
        while (problem_.empty() && take("and")) parts.push_back(unary(depth));
        return joined(Kind::all_of, std::move(parts));
    }

    static NodePtr joined(Kind kind, std::vector<NodePtr> parts) {
        if (parts.size() == 1) return std::move(parts.front());
        auto node = std::make_shared<ConditionNode>();
        node->kind = kind;
        for (NodePtr& part : parts) {
            if (part->kind == kind) {
                node->parts.insert(node->parts.end(), part->parts.begin(), part->parts.end());
            } else {
                node->parts.push_back(std::move(part));
            }
        }
        return node;
    }

    NodePtr unary(std::size_t depth) {
        if (depth > limits::expression_depth_max) {
            return fail(token_, "this condition is nested too deeply",
                        fmt::format("at most {} levels of brackets and 'not'",
                                    limits::expression_depth_max));
        }
        if (take("not")) return negation(unary(depth + 1));
        if (take("(")) {
            NodePtr inside = any_of(depth + 1);
            if (problem_.empty() && !take(")")) {
                return fail(token_, fmt::format("expected ')' before {}", shown(token_)), {});
            }
            return inside;
        }
        return test();
    }

    static NodePtr negation(NodePtr inside) {
        auto node = std::make_shared<ConditionNode>();
        node->kind = Kind::negation;
        node->parts.push_back(std::move(inside));
        return node;
    }

    static std::string shown(const Token& token) {
        return token.kind == Token::Kind::end ? token.text : "'" + token.text + "'";
    }

    Place place(const Token& token) const {
        return place_in_text(where_, text_, {token.offset, token.length});
    }

    NodePtr test() {
        static const std::string hint =
            "a test is 'FACT = VALUE', 'FACT is known' or 'FACT is not known'";
        if (token_.kind != Token::Kind::word || token_.text == "and" || token_.text == "or" ||
            token_.text == "is") {
            return fail(token_, fmt::format("expected the name of a fact, not {}", shown(token_)),
                        hint);
        }
        auto node = std::make_shared<ConditionNode>();
        node->fact = token_.text;
        node->fact_where = place(token_);
        next();
        if (take("is")) return after_is(std::move(node));
        for (const Comparison comparison :
             {Comparison::equal, Comparison::not_equal, Comparison::at_most, Comparison::at_least,
              Comparison::less, Comparison::more}) {
            if (!take(text(comparison))) continue;
            node->kind = Kind::comparison;
            node->comparison = comparison;
            return value(std::move(node));
        }
        return fail(
            token_,
            fmt::format("expected '=' or 'is known' after '{}', not {}", node->fact, shown(token_)),
            hint);
    }

    NodePtr after_is(std::shared_ptr<ConditionNode> node) {
        const bool negative = take("not");
        if (!take("known")) {
            return fail(token_, fmt::format("expected 'known' after 'is', not {}", shown(token_)),
                        "to compare with a value write 'FACT = VALUE'");
        }
        node->kind = Kind::is_known;
        return negative ? negation(std::move(node)) : NodePtr(std::move(node));
    }

    NodePtr value(std::shared_ptr<ConditionNode> node) {
        const bool keyword =
            token_.kind == Token::Kind::word && (token_.text == "and" || token_.text == "or" ||
                                                 token_.text == "not" || token_.text == "is");
        if (keyword || (token_.kind != Token::Kind::word && token_.kind != Token::Kind::quoted)) {
            return fail(token_, fmt::format("expected a value, not {}", shown(token_)),
                        "a value is a word, a number, a date, a period, another fact, or 'several "
                        "words'");
        }
        const bool fact = token_.kind == Token::Kind::word && means_fact(token_.text);
        (fact ? node->other_fact : node->value) = token_.text;
        node->value_where = place(token_);
        next();
        return node;
    }

    std::string_view text_;
    const Place& where_;
    std::size_t at_ = 0;
    Token token_;
    Diagnostics problem_;
};

}  // namespace

Result<Condition> parse_condition(std::string_view text, const Place& where) {
    return Parser(text, where).run();
}

}  // namespace dutyd::rules
