// SPDX-License-Identifier: MIT
#include "lib/rules/matter_name.hpp"

#include "lib/rules/opening.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

using civil::Date;
using civil::FiscalYearStart;
using civil::PeriodKind;

std::string financial_year(Date day, FiscalYearStart start) {
    const auto year = civil::period_containing(PeriodKind::financial_year, day, start);
    if (!year || !year->last) return fmt::format("{:04}", day.ymd().year);
    const int first = year->first.ymd().year;
    const int last = year->last->ymd().year;
    return first == last ? fmt::format("{:04}", first)
                         : fmt::format("{:04}-{:02}", first, last % 100);
}

/// Quarters follow the financial year, so the first of a calendar year need not begin in it.
std::string quarter(Date day, FiscalYearStart start) {
    const auto own = civil::period_containing(PeriodKind::quarter, day, start);
    for (int year = day.ymd().year + 1; own && year >= day.ymd().year - 1; --year) {
        const auto january = Date::from_ymd(year, 1, 31);
        if (!january) continue;
        const auto first = civil::period_containing(PeriodKind::quarter, *january, start);
        if (!first || own->first < first->first) continue;
        const auto a = first->first.ymd();
        const auto b = own->first.ymd();
        const int months = (b.year - a.year) * 12 + b.month - a.month;
        return fmt::format("{:04}-q{}", year, months / 3 + 1);
    }
    return fmt::format("{:04}-q{}", day.ymd().year, (day.ymd().month - 1) / 3 + 1);
}

std::string value_of(std::string_view variable, Date day, FiscalYearStart start) {
    if (variable == "{year}") return fmt::format("{:04}", day.ymd().year);
    if (variable == "{financial-year}") return financial_year(day, start);
    if (variable == "{quarter}") return quarter(day, start);
    if (variable == "{month}") return day.iso().substr(0, 7);
    if (variable == "{date}") return day.iso();
    return std::string(variable);
}

/// The forms a variable's value may have; 9 stands for any digit.
std::vector<std::string_view> forms_of(std::string_view variable) {
    if (variable == "{year}") return {"9999"};
    if (variable == "{financial-year}") return {"9999-99", "9999"};
    if (variable == "{quarter}") return {"9999-q9"};
    if (variable == "{month}") return {"9999-99"};
    if (variable == "{date}") return {"9999-99-99"};
    return {};
}

bool begins_like(std::string_view name, std::string_view form) {
    if (name.size() < form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool digit = name[i] >= '0' && name[i] <= '9';
        if (form[i] == '9' ? !digit : name[i] != form[i]) return false;
    }
    return true;
}

}  // namespace

const std::vector<std::string>& matter_name_variables() {
    static const std::vector<std::string> all = {"{year}", "{financial-year}", "{quarter}",
                                                 "{month}", "{date}"};
    return all;
}

std::vector<NamePart> parts_in_braces(std::string_view pattern) {
    std::vector<NamePart> parts;
    for (auto at = pattern.find('{'); at != std::string_view::npos;) {
        const auto end = pattern.find('}', at);
        const bool closed = end != std::string_view::npos;
        parts.push_back({std::string(pattern.substr(at, closed ? end + 1 - at : 1)), at});
        at = pattern.find('{', closed ? end : at + 1);
    }
    return parts;
}

std::string matter_name(std::string_view pattern, Date opened_by, FiscalYearStart start) {
    std::string name;
    std::size_t at = 0;
    for (const NamePart& part : parts_in_braces(pattern)) {
        name += pattern.substr(at, part.offset - at);
        name += value_of(part.text, opened_by, start);
        at = part.offset + part.text.size();
    }
    return name += pattern.substr(at);
}

bool can_be_named(std::string_view pattern, std::string_view name) {
    const auto parts = parts_in_braces(pattern);
    if (parts.empty()) return name == pattern;
    const NamePart& part = parts.front();
    if (name.substr(0, part.offset) != pattern.substr(0, part.offset)) return false;
    name.remove_prefix(part.offset);
    pattern.remove_prefix(part.offset + part.text.size());
    const auto forms = forms_of(part.text);
    return std::any_of(forms.begin(), forms.end(), [&](std::string_view form) {
        return begins_like(name, form) && can_be_named(pattern, name.substr(form.size()));
    });
}

bool tells_apart(std::string_view pattern, const Opening& opening) {
    if (!recurs(opening)) return true;
    const bool every = opening.kind == Opening::Kind::every;
    const int months = every                                    ? opening.months
                       : opening.unit == Opening::Unit::month   ? 1
                       : opening.unit == Opening::Unit::quarter ? 3
                                                                : 12;
    const auto parts = parts_in_braces(pattern);
    return std::any_of(parts.begin(), parts.end(), [&](const NamePart& part) {
        if (part.text == "{year}" || part.text == "{financial-year}") return months >= 12;
        if (part.text == "{quarter}") return months >= 3;
        return part.text == "{month}" || part.text == "{date}";
    });
}

std::string telling_variable(const Opening& opening) {
    if (opening.kind == Opening::Kind::every) return "{date}";
    switch (opening.unit) {
        case Opening::Unit::year:
            return "{year}";
        case Opening::Unit::financial_year:
            return "{financial-year}";
        case Opening::Unit::quarter:
            return "{quarter}";
        case Opening::Unit::month:
            break;
    }
    return "{month}";
}

}  // namespace dutyd::rules
