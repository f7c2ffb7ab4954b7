// SPDX-License-Identifier: MIT
#include "lib/rules/condition_values.hpp"

#include "lib/base/text.hpp"
#include "lib/civil/period.hpp"
#include "lib/civil/time.hpp"

#include <algorithm>
#include <charconv>

namespace dutyd::rules {

namespace {

using Order = std::partial_ordering;

std::optional<double> number(std::string_view value) {
    if (value.empty() || value.find_first_not_of("-0123456789.") != std::string_view::npos) {
        return {};
    }
    double parsed = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), parsed);
    if (error != std::errc{} || end != value.data() + value.size()) return {};
    return parsed;
}

/// A day, with a time or without, or a period.
struct Days {
    civil::Date first;
    std::optional<civil::TimeOfDay> time = {};
    std::optional<civil::Period> period = {};
};

/// Most values are words: those are told by their beginning, without parsing.
bool may_be_days(std::string_view value) {
    return value.size() >= 10 && value[4] == '-' && value[7] == '-';
}

std::optional<Days> days(std::string_view value) {
    if (!may_be_days(value)) return {};
    if (const auto date = civil::Date::parse(value)) return Days{*date};
    if (const auto period = civil::parse_period(value)) return Days{period->first, {}, *period};
    if (value[10] != ' ') return {};
    const auto date = civil::Date::parse(value.substr(0, 10));
    const auto time = civil::TimeOfDay::parse(value.substr(11));
    if (!date || !time) return {};
    return Days{*date, *time};
}

Order order_of(const Days& left, const Days& right) {
    if (left.first != right.first || !left.time || !right.time) return left.first <=> right.first;
    return *left.time <=> *right.time;
}

bool same(const Days& left, const Days& right) {
    if (left.period && right.period) return *left.period == *right.period;
    return order_of(left, right) == 0;
}

Truth truth(bool value) {
    return value ? Truth::yes : Truth::no;
}

Truth ordered(Order order, Comparison comparison) {
    if (order == Order::unordered) return Truth::unknown;
    switch (comparison) {
        case Comparison::less:
            return truth(order < 0);
        case Comparison::at_most:
            return truth(order <= 0);
        case Comparison::more:
            return truth(order > 0);
        default:
            return truth(order >= 0);
    }
}

bool is_id_part(std::string_view part) {
    return !part.empty() && part.front() != '-' &&
           part.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
               std::string_view::npos;
}

}  // namespace

bool is_number(std::string_view value) {
    return number(value).has_value();
}

bool is_day(std::string_view value) {
    const auto parsed = days(value);
    return parsed && !parsed->period;
}

bool is_period(std::string_view value) {
    const auto parsed = days(value);
    return parsed && parsed->period;
}

bool means_fact(std::string_view word) {
    if (word == "today") return true;
    const auto parts = split(word, '.');
    return parts.size() > 1 && !is_number(word) &&
           std::all_of(parts.begin(), parts.end(),
                       [](const std::string& part) { return is_id_part(part); });
}

Truth compare(std::string_view left, Comparison comparison, std::string_view right) {
    const bool by_order = comparison != Comparison::equal && comparison != Comparison::not_equal;
    bool equal = left == right;
    Order order = equal ? Order::equivalent : Order::unordered;
    const auto a = number(left);
    const auto b = number(right);
    if (a && b) {
        order = *a <=> *b;
        equal = order == 0;
    } else if (const auto from = days(left), to = days(right); from && to) {
        order = order_of(*from, *to);
        equal = same(*from, *to);
    }
    if (by_order) return ordered(order, comparison);
    return truth(equal == (comparison == Comparison::equal));
}

}  // namespace dutyd::rules
