// SPDX-License-Identifier: MIT
// What evaluation works with inside: a day that is known to lie between two ends, either of which
// may not be known. Every operator of the date language is monotone (a later anchor never gives an
// earlier answer), so it is applied to each end on its own; a value is exact when its ends meet.
#pragma once

#include "lib/civil/period.hpp"
#include "lib/civil/time.hpp"
#include "lib/rules/expression.hpp"

#include <set>
#include <variant>

namespace dutyd::rules {

/// A day, or a time on it. A day without a time runs to its end.
struct Point {
    civil::Date date;
    std::optional<civil::TimeOfDay> time;

    friend bool operator==(const Point& a, const Point& b) {
        return a.date == b.date && a.end() == b.end();
    }
    friend bool operator<(const Point& a, const Point& b) {
        return a.date != b.date ? a.date < b.date : a.end() < b.end();
    }

private:
    civil::TimeOfDay end() const { return time.value_or(civil::TimeOfDay::end_of_day()); }
};

/// The earliest and the latest it can be; neither: nothing is known.
template <class T>
struct Ends {
    using value_type = T;
    std::optional<T> lo;
    std::optional<T> hi;
    bool provisional = false;

    static Ends exactly(T value, bool provisional = false) { return {value, value, provisional}; }
    bool is_exact() const { return lo && hi && *lo == *hi; }
    bool is_unknown() const { return !lo && !hi; }
};

template <class T>
struct Known {
    Ends<T> ends;
    std::set<std::string> missing;
    std::string rest;
};

using Estimate = Known<Point>;
using PeriodEstimate = Known<civil::Period>;
using Value = std::variant<Estimate, PeriodEstimate>;

When to_when(const Estimate& estimate);
Estimate from_when(const When& when, const std::string& name);

/// "2024-03-26 16:00", "not before 2024-05-26", "2024-04-01..2025-03-31", "unknown (needs X)".
std::string text(const Estimate& estimate);
std::string text(const PeriodEstimate& estimate);

}  // namespace dutyd::rules
