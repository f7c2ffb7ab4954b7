// SPDX-License-Identifier: MIT
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/expression_parser.hpp"
#include "lib/rules/expression_words.hpp"

#include <fmt/format.h>

#include <array>

namespace dutyd::rules {

namespace {

// A leap year, so that 29 February may be asked for.
constexpr int any_leap_year = 2000;
constexpr std::array<std::string_view, 4> relations{"containing", "before", "after", "of"};

std::vector<std::string> weekday_and_day_words() {
    std::vector<std::string> words{"day", "working"};
    for (int day = 0; day < 7; ++day) {
        words.push_back(lower_case(civil::weekday_name(static_cast<civil::Weekday>(day))));
    }
    return words;
}

std::vector<std::string> meeting_word() {
    return {"meeting"};
}

}  // namespace

bool Parser::at_nth() const {
    const Token& token = in_.peek();
    return token.kind == TokenKind::ordinal || in_.at("last") ||
           (token.kind == TokenKind::word && ordinal_word(token.text).has_value());
}

bool Parser::at_period_kind() const {
    return in_.at("financial") || in_.at("quarter") || in_.at("month") || in_.at("year");
}

/// Whatever begins with an ordinal: a day of a period, or a meeting.
NodePtr Parser::nth() {
    const std::size_t offset = in_.offset();
    const Token token = in_.take();
    Nth nth{Nth::last};
    if (token.kind == TokenKind::ordinal) {
        nth.n = token.number;
    } else if (const auto n = ordinal_word(token.text)) {
        nth.n = *n;
    }
    if (token.kind == TokenKind::ordinal && (nth.n < 1 || nth.n > limits::count_max)) {
        return in_.fail(token, fmt::format("'{}' is not the number of a day", token.text),
                        fmt::format("numbers run from 1st to {}{}", limits::count_max,
                                    ordinal_suffix(limits::count_max)));
    }
    form::NthDay day;
    day.nth = nth;
    if (in_.accept("working day")) {
        day.kind = form::NthDay::Kind::working_day;
        return nth_of(std::move(day), offset);
    }
    if (in_.accept("day")) return nth_of(std::move(day), offset);
    const Token& next = in_.peek();
    if (next.kind == TokenKind::word && weekday_word(next.text)) {
        day.kind = form::NthDay::Kind::weekday;
        day.weekday = *weekday_word(in_.take().text);
        return nth_of(std::move(day), offset);
    }
    return meeting(nth, offset);
}

NodePtr Parser::nth_of(form::NthDay day, std::size_t offset) {
    if (!in_.accept("of") && !in_.accept("in")) {
        return in_.expected("'of' and a period", {"of", "in"});
    }
    day.period = period();
    if (!day.period) return nullptr;
    return node(std::move(day), offset);
}

/// `first [KIND] NAME meeting SIDE ANCHOR`.
NodePtr Parser::meeting(Nth nth, std::size_t offset) {
    form::Meeting meeting;
    meeting.nth = nth;
    if (in_.at("meeting")) {
        return in_.fail(in_.peek(), "this does not say whose meeting",
                        "name the calendar: 'first panel meeting after X'");
    }
    std::vector<std::string> words;
    while (words.size() < 2 && at_meeting_word(words)) {
        if (in_.peek().capital) return name();
        words.push_back(in_.take().text);
    }
    if (words.empty()) {
        return in_.expected("'day', 'working day', a weekday or a meeting calendar",
                            weekday_and_day_words());
    }
    if (!in_.accept("meeting")) return in_.expected("'meeting'", meeting_word());
    meeting.calendar = words.back();
    if (words.size() == 2) meeting.kind = words.front();
    return meeting_words(std::move(meeting), offset);
}

/// Whether a word can be the calendar's name or its kind: "meeting" follows, or nothing tells that
/// the word was meant for something else.
bool Parser::at_meeting_word(const std::vector<std::string>& before) const {
    const Token& token = in_.peek();
    if (token.kind != TokenKind::word || is_reserved_word(token.text)) return false;
    for (const std::size_t ahead : {std::size_t{1}, std::size_t{2}}) {
        const Token& next = in_.peek(ahead);
        if (next.kind == TokenKind::word && next.text == "meeting") return true;
    }
    const auto others = before.empty() ? weekday_and_day_words() : meeting_word();
    return slip_hint(token.text, others).empty();
}

NodePtr Parser::meeting_words(form::Meeting meeting, std::size_t offset) {
    const Token side = in_.peek();
    if (!meeting_side(meeting)) return nullptr;
    const bool backwards = meeting.side == form::Meeting::Side::before ||
                           meeting.side == form::Meeting::Side::on_or_before;
    if (backwards != meeting.nth.is_last()) {
        return in_.fail(side,
                        backwards ? "before a day only the last meeting can be asked for"
                                  : "after a day there is no last meeting",
                        backwards
                            ? fmt::format("write 'last {} meeting before X'", meeting.calendar)
                            : fmt::format("write 'first {} meeting after X'", meeting.calendar));
    }
    meeting.anchor = as_day(anchor());
    if (!meeting.anchor) return nullptr;
    return node(std::move(meeting), offset);
}

bool Parser::meeting_side(form::Meeting& meeting) {
    using Side = form::Meeting::Side;
    if (in_.accept("on or after")) {
        meeting.side = Side::on_or_after;
    } else if (in_.accept("after")) {
        meeting.side = Side::after;
    } else if (in_.accept("on or before")) {
        meeting.side = Side::on_or_before;
    } else if (in_.accept("before")) {
        meeting.side = Side::before;
    } else {
        in_.expected("'on or after', 'after', 'on or before' or 'before'",
                     {"on", "after", "before"});
        return false;
    }
    return true;
}

/// `1 February in P`. A day, month and year is a date, and dates are ISO.
NodePtr Parser::day_in_month() {
    const std::size_t offset = in_.offset();
    const Token day = in_.take();
    const Token month_token = in_.take();
    const std::int32_t month = *month_word(month_token.text);
    const std::string month_text = civil::month_name(month);
    if (day.number < 1 || day.number > civil::days_in_month(any_leap_year, month)) {
        return in_.fail(day, fmt::format("{} has no day {}", month_text, day.text));
    }
    if (in_.at(TokenKind::number)) {
        const Token year_token = in_.take();
        return in_.fail(in_.since(day),
                        fmt::format("'{} {} {}' is not how a date is written here", day.text,
                                    month_text, year_token.text),
                        fmt::format("dates are year-month-day: {}-{:02}-{:02}", year_token.text,
                                    month, day.number));
    }
    if (!in_.accept("in") && !in_.accept("of")) {
        return in_.expected(fmt::format("'in' and a period after '{} {}'", day.text, month_text),
                            {"in", "of"});
    }
    NodePtr inside = period();
    if (!inside) return nullptr;
    return node(form::DayInMonth{day.number, month, std::move(inside)}, offset);
}

/// Where a period must stand.
NodePtr Parser::period() {
    if (in_.at("the")) in_.take();
    const Token& token = in_.peek();
    if (at_period_kind()) return period_kind();
    if (token.kind == TokenKind::word && month_word(token.text)) return month_period();
    if (token.kind == TokenKind::number) return as_period(number_form());
    if (token.kind == TokenKind::open) return as_period(bracket());
    if (token.kind == TokenKind::date) return as_period(literal());
    if (token.kind == TokenKind::word && !is_reserved_word(token.text)) return name();
    return in_.expected("a period", {"financial", "quarter", "month", "year"});
}

NodePtr Parser::period_kind() {
    const std::size_t offset = in_.offset();
    using civil::PeriodKind;
    if (in_.accept("quarter")) return period_beside(PeriodKind::quarter, offset);
    if (in_.accept("month")) return period_beside(PeriodKind::month, offset);
    if (in_.accept("year")) {
        if (in_.at(TokenKind::number)) return year_number();
        return period_beside(PeriodKind::year, offset);
    }
    in_.take();  // "financial"
    if (!in_.accept("year")) return in_.expected("'year' after 'financial'", {"year"});
    if (in_.at(TokenKind::year_pair)) {
        const Token& pair = in_.peek();
        if (pair.number < civil::Date::first().ymd().year ||
            pair.number > civil::Date::last().ymd().year) {
            return in_.fail(pair, fmt::format("{} lies outside the calendar", pair.text),
                            "years run from 1900 to 2199");
        }
        const std::int32_t first = in_.take().number;
        return node(form::NamedPeriod{PeriodKind::financial_year, first, 1}, offset);
    }
    if (in_.at(TokenKind::number)) {
        const Token& number = in_.peek();
        return in_.fail(
            number, "a financial year is named by both its years",
            fmt::format("write 'financial year {}/{:02}'", number.text, (number.number + 1) % 100));
    }
    return period_beside(PeriodKind::financial_year, offset);
}

/// `containing X`, `before X` and `after X`, where X may be a day or a period.
NodePtr Parser::period_beside(civil::PeriodKind kind, std::size_t offset) {
    using Relation = form::PeriodBeside::Relation;
    form::PeriodBeside beside{kind, Relation::containing, nullptr};
    if (in_.accept("before")) {
        beside.relation = Relation::before;
    } else if (in_.accept("after")) {
        beside.relation = Relation::after;
    } else if (!in_.accept("containing")) {
        return in_.expected("'containing', 'before' or 'after'",
                            {relations.begin(), relations.end() - 1});
    }
    beside.operand = anchor();
    if (!beside.operand) return nullptr;
    return node(std::move(beside), offset);
}

/// `May 2028`, or `May in P`.
NodePtr Parser::month_period() {
    const std::size_t offset = in_.offset();
    const std::int32_t month = *month_word(in_.take().text);
    if (in_.at(TokenKind::number)) {
        const auto number = year();
        if (!number) return nullptr;
        return node(form::NamedPeriod{civil::PeriodKind::month, *number, month}, offset);
    }
    if (!in_.accept("in") && !in_.accept("of")) {
        return in_.expected(
            fmt::format("a year, or 'in' and a period, after '{}'", civil::month_name(month)),
            {"in", "of"});
    }
    NodePtr inside = period();
    if (!inside) return nullptr;
    return node(form::MonthIn{month, std::move(inside)}, offset);
}

NodePtr Parser::year_number() {
    const std::size_t offset = in_.offset();
    const auto number = year();
    if (!number) return nullptr;
    return node(form::NamedPeriod{civil::PeriodKind::year, *number, 1}, offset);
}

std::optional<std::int32_t> Parser::year() {
    const Token& token = in_.peek();
    const bool in_calendar = token.number >= civil::Date::first().ymd().year &&
                             token.number <= civil::Date::last().ymd().year;
    if (token.text.size() != 4 || !in_calendar) {
        in_.fail(token, fmt::format("{} is not a year", token.text),
                 "years have four digits and run from 1900 to 2199");
        return std::nullopt;
    }
    return in_.take().number;
}

}  // namespace dutyd::rules
