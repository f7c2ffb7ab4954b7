// SPDX-License-Identifier: MIT
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/expression_parser.hpp"
#include "lib/rules/expression_words.hpp"

#include <fmt/format.h>

namespace dutyd::rules {

namespace {

const std::vector<std::string>& unit_words() {
    static const std::vector<std::string> words{"day",   "days",   "week",  "weeks",
                                                "month", "months", "year",  "years",
                                                "hour",  "hours",  "clear", "working"};
    return words;
}

std::optional<Unit> unit_from(std::string_view word) {
    if (word == "day" || word == "days") return Unit::days;
    if (word == "week" || word == "weeks") return Unit::weeks;
    if (word == "month" || word == "months") return Unit::months;
    if (word == "year" || word == "years") return Unit::years;
    if (word == "hour" || word == "hours") return Unit::hours;
    return std::nullopt;
}

}  // namespace

bool Parser::is_count_word(const Token& token) const {
    if (token.kind != TokenKind::word) return false;
    return unit_from(token.text) || token.text == "clear" || token.text == "working" ||
           token.text == "quarter" || token.text == "quarters";
}

/// `N [clear] [working] UNIT (after|before|beginning with|ending with) ANCHOR`.
NodePtr Parser::count() {
    const std::size_t offset = in_.offset();
    const Token number_token = in_.peek();
    form::Count count;
    if (!number(count) || !unit(count)) return nullptr;
    if (!direction(count) || !check_kind(count, in_.since(number_token))) return nullptr;
    count.anchor = as_day(anchor());
    if (!count.anchor) return nullptr;
    return node(std::move(count), offset);
}

bool Parser::number(form::Count& count) {
    const Token token = in_.take();
    count.n = token.kind == TokenKind::word ? *number_word(token.text) : token.number;
    if (count.n < 1) {
        in_.fail(token, "a count starts at one, and this one is 0",
                 "for the day itself write it without a count");
        return false;
    }
    if (count.n > limits::count_max) {
        in_.fail(token, fmt::format("a count of {} is too long", token.text),
                 fmt::format("the longest is {}", limits::count_max));
        return false;
    }
    return true;
}

bool Parser::unit(form::Count& count) {
    count.clear = in_.accept("clear");
    count.working = in_.accept("working");
    if (count.working && !count.clear && in_.at("clear")) {
        in_.fail(in_.peek(), "'clear' comes before 'working'", "write 'clear working days'");
        return false;
    }
    const Token& token = in_.peek();
    if (in_.at("quarter") || in_.at("quarters")) {
        in_.fail(token, "quarters cannot be counted", "count months: a quarter is 3 months");
        return false;
    }
    const auto unit = token.kind == TokenKind::word ? unit_from(token.text) : std::nullopt;
    if (!unit) {
        in_.expected("days, weeks, months, years or hours", unit_words());
        return false;
    }
    in_.take();
    count.unit = *unit;
    return true;
}

bool Parser::direction(form::Count& count) {
    if (in_.accept("after") || in_.accept("from")) {
        count.direction = civil::Direction::after;
    } else if (in_.accept("before")) {
        count.direction = civil::Direction::before;
    } else if (in_.accept("beginning with") || in_.accept("starting with")) {
        count.direction = civil::Direction::beginning_with;
    } else if (in_.accept("ending with")) {
        count.direction = civil::Direction::ending_with;
    } else if (in_.at("of")) {
        in_.fail(in_.peek(), "'of' does not say whether the day itself counts",
                 "write 'after X' (X is not counted) or 'beginning with X' (X is day one)");
        return false;
    } else {
        in_.expected("'after', 'before', 'beginning with' or 'ending with'",
                     {"after", "from", "before", "beginning", "starting", "ending"});
        return false;
    }
    return true;
}

/// What the words before the direction may say together.
bool Parser::check_kind(const form::Count& count, const Token& words) {
    const bool holds_anchor = count.direction == civil::Direction::beginning_with ||
                              count.direction == civil::Direction::ending_with;
    if (count.working && count.unit != Unit::days) {
        in_.fail(words, "only days can be working days", "write 'N working days'");
        return false;
    }
    if (count.clear && count.unit != Unit::days) {
        in_.fail(words, "only days can be clear days", "write 'N clear days before X'");
        return false;
    }
    if (count.clear && holds_anchor) {
        in_.fail(words, "clear days leave out both ends, so they cannot begin or end with a day",
                 "write 'N clear days before X' or 'N clear days after X'");
        return false;
    }
    if (count.unit == Unit::hours && holds_anchor) {
        in_.fail(words, "hours are counted after or before a time", "write 'N hours after X'");
        return false;
    }
    return true;
}

}  // namespace dutyd::rules
