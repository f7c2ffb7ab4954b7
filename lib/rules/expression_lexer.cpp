// SPDX-License-Identifier: MIT
#include "lib/rules/expression_lexer.hpp"

#include "lib/base/text.hpp"
#include "lib/rules/expression_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dutyd::rules {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// Longer runs of digits are no number anyone means; the parser says which bound was passed.
constexpr std::size_t digits_max = 9;

std::int32_t to_number(std::string_view digits) {
    if (digits.size() > digits_max) return 999'999'999;
    std::int32_t value = 0;
    for (char c : digits) value = 10 * value + (c - '0');
    return value;
}

/// "02-05-2024" as 2024-05-02, if day, month and year can be told apart and make a date.
std::optional<civil::Date> day_month_year(std::string_view text) {
    std::array<std::int32_t, 3> parts{};
    std::size_t count = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && is_digit(text[i])) continue;
        if (count == parts.size() || i == begin || i - begin > 4) return std::nullopt;
        parts[count++] = to_number(text.substr(begin, i - begin));
        begin = i + 1;
    }
    if (count != parts.size()) return std::nullopt;
    const bool year_first = parts[0] > 31;
    const auto date = year_first ? civil::Date::from_ymd(parts[0], parts[1], parts[2])
                                 : civil::Date::from_ymd(parts[2], parts[1], parts[0]);
    return date ? std::optional(*date) : std::nullopt;
}

/// Bytes of the UTF-8 character a text begins with; zero if it begins with none.
std::size_t utf8_length(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    if (lead > 0xf4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80U) return 0;
    }
    return length;
}

class Lexer {
public:
    explicit Lexer(const SourceText& source) : source_(source), text_(source.text) {}

    Result<std::vector<Token>> run() {
        std::vector<Token> tokens;
        while (true) {
            while (at_ < text_.size() && is_space(text_[at_])) ++at_;
            if (at_ == text_.size()) break;
            Result<Token> token = next();
            if (!token) return token.error();
            tokens.push_back(*token);
            at_ = token->offset + token->length;
        }
        Token end;
        end.offset = trim(text_).empty() ? 0 : text_.find_last_not_of(" \t\r\n") + 1;
        tokens.push_back(end);
        return tokens;
    }

private:
    Result<Token> next() {
        const char c = text_[at_];
        if (is_digit(c)) return number_like();
        if (is_letter(c)) return word();
        if (c == ',') return simple(TokenKind::comma, 1);
        if (c == '(') return simple(TokenKind::open, 1);
        if (c == ')') return simple(TokenKind::close, 1);
        if (text_.substr(at_, 2) == "..") return simple(TokenKind::dots, 2);
        return stray();
    }

    Token simple(TokenKind kind, std::size_t length) const {
        Token token;
        token.kind = kind;
        token.offset = at_;
        token.length = length;
        token.text = token.written = text_.substr(at_, length);
        return token;
    }

    Diagnostic fail(std::size_t length, std::string message, std::string hint) const {
        return make_error_at(place_in(source_, at_, length), std::move(message), std::move(hint));
    }

    /// A word, or a name whose parts are joined by single dots.
    Result<Token> word() {
        std::size_t end = at_;
        const auto part = [&](char c) { return is_letter(c) || is_digit(c) || c == '-'; };
        while (end < text_.size()) {
            const bool joins = text_[end] == '.' && end + 1 < text_.size() && part(text_[end + 1]);
            if (!part(text_[end]) && !joins) break;
            ++end;
        }
        Token token = simple(TokenKind::word, end - at_);
        const std::string lower = lower_case(token.text);
        token.capital = lower != token.text;
        token.text = lower;
        return token;
    }

    Result<Token> number_like() {
        std::size_t end = at_;
        while (end < text_.size()) {
            const char c = text_[end];
            const bool inner_dot = c == '.' && end + 1 < text_.size() &&
                                   (is_digit(text_[end + 1]) || is_letter(text_[end + 1]));
            const bool sign = c == '/' || c == ':' || c == '-';
            if (!is_digit(c) && !is_letter(c) && !sign && !inner_dot) break;
            ++end;
        }
        const std::string_view run = text_.substr(at_, end - at_);
        Token token = simple(TokenKind::number, run.size());
        if (all_digits(run)) {
            token.number = to_number(run);
            return token;
        }
        if (run.size() == 10 && run[4] == '-' && run[7] == '-') return date(std::move(token));
        if (run.find(':') != std::string_view::npos) return time(std::move(token));
        if (run.size() == 7 && run[4] == '/' && all_digits(run.substr(0, 4)) &&
            all_digits(run.substr(5))) {
            return year_pair(std::move(token));
        }
        return ordinal_or_slip(std::move(token));
    }

    Result<Token> date(Token token) {
        const auto parsed = civil::Date::parse(token.text);
        if (!parsed) {
            const Diagnostic& why = parsed.error().front();
            return fail(token.length, why.message, why.hint);
        }
        token.kind = TokenKind::date;
        token.date = *parsed;
        return token;
    }

    Result<Token> time(Token token) {
        const auto parsed = civil::TimeOfDay::parse(token.text);
        if (!parsed) {
            return fail(token.length, fmt::format("'{}' is not a time of day", token.text),
                        "write times as HH:MM, from 00:00 to 24:00, for example 09:00 or 16:00");
        }
        token.kind = TokenKind::time;
        token.time = *parsed;
        return token;
    }

    Result<Token> year_pair(Token token) {
        const std::string_view run = token.text;
        const std::int32_t first = to_number(run.substr(0, 4));
        if ((first + 1) % 100 != to_number(run.substr(5))) {
            return fail(token.length,
                        fmt::format("'{}' is not a financial year: {} is not followed by {}", run,
                                    first, run.substr(5)),
                        fmt::format("write {}/{:02}", first, (first + 1) % 100));
        }
        token.kind = TokenKind::year_pair;
        token.number = first;
        return token;
    }

    Result<Token> ordinal_or_slip(Token token) {
        const std::string_view run = token.text;
        const std::size_t letters = run.find_first_not_of("0123456789");
        const std::string_view digits = run.substr(0, letters);
        const std::string ending = lower_case(run.substr(letters));
        if (ending != "st" && ending != "nd" && ending != "rd" && ending != "th") {
            return slip(token.length, run, digits, ending);
        }
        token.kind = TokenKind::ordinal;
        token.number = to_number(digits);
        if (ending != ordinal_suffix(token.number)) {
            return fail(token.length, fmt::format("'{}' is misspelt", run),
                        fmt::format("write {}{}", digits, ordinal_suffix(token.number)));
        }
        return token;
    }

    Diagnostic slip(std::size_t length, std::string_view run, std::string_view digits,
                    std::string_view ending) const {
        if (const auto meant = day_month_year(run)) {
            return fail(length, fmt::format("'{}' is not how a date is written here", run),
                        fmt::format("dates are year-month-day; if you mean {}, write {}",
                                    civil::long_text(*meant), meant->iso()));
        }
        if (ending == "am" || ending == "pm" || run.find('.') != std::string_view::npos) {
            return fail(length, fmt::format("'{}' is neither a number nor a time", run),
                        "write times as HH:MM, from 00:00 to 24:00, for example 09:00 or 16:00");
        }
        if (std::all_of(ending.begin(), ending.end(), is_letter)) {
            return fail(length, fmt::format("'{}' runs a number and a word together", run),
                        fmt::format("write '{} {}'", digits, ending));
        }
        return fail(length, fmt::format("'{}' is neither a number, a date nor a time", run),
                    "dates are written 2024-05-02, times 16:00, periods 2024-05-02..2024-05-09");
    }

    Diagnostic stray() const {
        const auto c = static_cast<unsigned char>(text_[at_]);
        if (c < 0x20 || c == 0x7f) {
            return fail(1, fmt::format("a control character (0x{:02x}) has no place here", c), "");
        }
        if (c < 0x80) {
            const std::string hint =
                c == '.' ? "a period is written with two dots: 2024-05-02..2024-05-09" : "";
            return fail(1, fmt::format("'{}' has no meaning in the date language", text_[at_]),
                        hint);
        }
        const std::size_t length = utf8_length(text_.substr(at_));
        if (length == 0) return fail(1, fmt::format("the byte 0x{:02x} is no text", c), "");
        return fail(
            1, fmt::format("'{}' has no meaning in the date language", text_.substr(at_, length)),
            "use plain letters, digits and '-'; periods are written A..B");
    }

    const SourceText& source_;
    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<Token>> lex(const SourceText& source) {
    return Lexer(source).run();
}

std::string quoted(const Token& token) {
    if (token.kind == TokenKind::end) return "the end of the expression";
    return fmt::format("'{}'", token.written);
}

}  // namespace dutyd::rules
