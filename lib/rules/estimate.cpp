// SPDX-License-Identifier: MIT
#include "lib/rules/estimate.hpp"

#include <fmt/format.h>

namespace dutyd::rules {

namespace {

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return text;
}

std::string unknown_text(const std::vector<std::string>& missing) {
    return missing.empty() ? "unknown" : "unknown (needs " + listed(missing) + ")";
}

std::string day_text(const When& when) {
    std::string text = when.date ? when.date->iso() : std::string{};
    if (when.time) text += " " + when.time->text();
    return text;
}

}  // namespace

When When::exact(civil::Date date, std::optional<civil::TimeOfDay> time) {
    When when;
    when.bound = Bound::exact;
    when.date = date;
    when.time = time;
    return when;
}

When When::unknown(std::string fact) {
    When when;
    when.missing.push_back(std::move(fact));
    return when;
}

std::string word(Bound bound) {
    switch (bound) {
        case Bound::exact:
            return "exact";
        case Bound::not_before:
            return "not-before";
        case Bound::not_after:
            return "not-after";
        case Bound::unknown:
            break;
    }
    return "unknown";
}

std::string text(const When& when) {
    switch (when.bound) {
        case Bound::exact:
            return day_text(when);
        case Bound::not_before:
            if (when.latest) {
                return fmt::format("between {} and {}", day_text(when), when.latest->iso());
            }
            return "not before " + day_text(when);
        case Bound::not_after:
            return "not after " + day_text(when);
        case Bound::unknown:
            break;
    }
    return unknown_text(when.missing);
}

When to_when(const Estimate& estimate) {
    const Ends<Point>& ends = estimate.ends;
    When when;
    when.provisional = ends.provisional;
    if (const auto& point = ends.lo ? ends.lo : ends.hi) {
        when.date = point->date;
        when.time = point->time;
        when.bound = ends.lo ? Bound::not_before : Bound::not_after;
    }
    if (ends.is_exact()) {
        when.bound = Bound::exact;
        return when;
    }
    if (ends.lo && ends.hi) when.latest = ends.hi->date;
    when.missing.assign(estimate.missing.begin(), estimate.missing.end());
    when.rest = estimate.rest;
    return when;
}

Estimate from_when(const When& when, const std::string& name) {
    Estimate estimate;
    estimate.ends.provisional = when.provisional;
    estimate.missing.insert(when.missing.begin(), when.missing.end());
    estimate.rest = when.rest;
    if (when.date && when.bound != Bound::unknown) {
        const Point point{*when.date, when.time};
        if (when.bound != Bound::not_after) estimate.ends.lo = point;
        if (when.bound != Bound::not_before) estimate.ends.hi = point;
        if (when.latest) estimate.ends.hi = Point{*when.latest, std::nullopt};
    }
    if (!estimate.ends.is_exact() && estimate.missing.empty()) estimate.missing.insert(name);
    return estimate;
}

std::string text(const Estimate& estimate) {
    return text(to_when(estimate));
}

std::string text(const PeriodEstimate& estimate) {
    if (estimate.ends.is_exact()) return iso(*estimate.ends.lo);
    return unknown_text({estimate.missing.begin(), estimate.missing.end()});
}

}  // namespace dutyd::rules
