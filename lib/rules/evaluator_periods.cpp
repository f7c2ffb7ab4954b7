// SPDX-License-Identifier: MIT
#include "lib/base/text.hpp"
#include "lib/civil/months.hpp"
#include "lib/rules/evaluator.hpp"
#include "lib/rules/expression_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

using civil::Date;
using civil::Period;

/// The first such weekday on or after a day / the last on or before it.
std::optional<Date> weekday_from(Date date, civil::Weekday weekday) {
    const int ahead = (static_cast<int>(weekday) - static_cast<int>(date.weekday()) + 7) % 7;
    const auto found = civil::plus(date, {ahead});
    return found ? std::optional(*found) : std::nullopt;
}

std::optional<Date> weekday_up_to(Date date, civil::Weekday weekday) {
    const int back = (static_cast<int>(date.weekday()) - static_cast<int>(weekday) + 7) % 7;
    const auto found = civil::plus(date, {-back});
    return found ? std::optional(*found) : std::nullopt;
}

std::string shown(const Node& node, const Period& period) {
    const std::string name = text(node);
    const std::string dates = iso(period);
    return name == dates ? dates : fmt::format("{} ({})", name, dates);
}

/// Every date with this day and month inside the period.
std::vector<Date> dates_in(const Period& period, std::int32_t day, std::int32_t month) {
    std::vector<Date> dates;
    const int last_year = period.last ? period.last->ymd().year : period.first.ymd().year + 8;
    for (int year = period.first.ymd().year; year <= last_year; ++year) {
        if (day > civil::days_in_month(year, month)) continue;
        const auto date = Date::from_ymd(year, month, day);
        if (date && period.contains(*date)) dates.push_back(*date);
    }
    return dates;
}

/// Every month of that name that lies wholly inside the period.
std::vector<Period> months_in(const Period& period, std::int32_t month) {
    std::vector<Period> months;
    for (const Date first : dates_in(period, 1, month)) {
        const civil::YearMonthDay ymd = first.ymd();
        const Date last = Date::of(ymd.year, ymd.month, civil::days_in_month(ymd.year, ymd.month));
        if (period.contains(last)) months.push_back({first, last});
    }
    return months;
}

}  // namespace

Value Evaluator::of(const Node&, const form::RangeLiteral& literal) {
    return PeriodEstimate{Ends<Period>::exactly(literal.period), {}, {}};
}

Value Evaluator::of(const Node& node, const form::NamedPeriod& named) {
    const civil::FiscalYearStart start = env_.fiscal_year_start();
    const bool fiscal = named.kind == civil::PeriodKind::financial_year;
    const auto first = checked(node, Date::from_ymd(named.year, fiscal ? start.month : named.month,
                                                    fiscal ? start.day : 1));
    PeriodEstimate result;
    if (first) {
        const auto period = checked(node, civil::period_containing(named.kind, *first, start));
        if (period) result.ends = Ends<Period>::exactly(*period);
    }
    step(node, result);
    return result;
}

Value Evaluator::of(const Node& node, const form::PeriodBeside& beside) {
    const Value operand = value(*beside.operand);
    PeriodEstimate result;
    if (const auto* day = std::get_if<Estimate>(&operand)) {
        result = mapped(*day, [&](const Point& point, civil::Ledger*) {
            return period_beside(node, beside, {point.date, point.date});
        });
    } else {
        result =
            mapped(std::get<PeriodEstimate>(operand), [&](const Period& period, civil::Ledger*) {
                return period_beside(node, beside, period);
            });
        if (!result.ends.is_exact()) {
            result.missing.insert(fmt::format("the last day of {}", text(*beside.operand)));
        }
    }
    step(node, result);
    return result;
}

/// `containing` must hold the whole of `around`; `before` looks from its first day, `after` from
/// its last.
Ends<Period> Evaluator::period_beside(const Node& node, const form::PeriodBeside& beside,
                                      const Period& around) {
    using Relation = form::PeriodBeside::Relation;
    const civil::FiscalYearStart start = env_.fiscal_year_start();
    const bool from_end = beside.relation == Relation::after;
    if (around.is_open() && beside.relation != Relation::before) return {};
    const Date from = from_end ? *around.last : around.first;
    const int steps = beside.relation == Relation::containing ? 0 : from_end ? 1 : -1;
    const auto period = checked(node, civil::period_relative(beside.kind, from, steps, start));
    if (!period) return {};
    if (beside.relation == Relation::containing && !period->contains(*around.last)) {
        fail(node,
             fmt::format("{} does not lie within {}", shown(*beside.operand, around),
                         civil::period_text(beside.kind, *period)),
             "say which of its days: 'first day of ...' or 'last day of ...'");
        return {};
    }
    return Ends<Period>::exactly(*period);
}

Value Evaluator::of(const Node& node, const form::MonthIn& month) {
    const PeriodEstimate inside = period(*month.period);
    PeriodEstimate result = mapped(inside, [&](const Period& p, civil::Ledger*) {
        const std::vector<Period> months = months_in(p, month.month);
        if (months.size() == 1 && !p.is_open()) return Ends<Period>::exactly(months.front());
        const std::string name = civil::month_name(month.month);
        if (p.is_open() || months.size() > 1) {
            fail(node, fmt::format("{} holds more than one {}", shown(*month.period, p), name),
                 fmt::format("name a period that holds one, such as '{} in 2028'", name));
        } else {
            fail(node, fmt::format("no {} lies within {}", name, shown(*month.period, p)));
        }
        return Ends<Period>{};
    });
    step(node, result);
    return result;
}

Value Evaluator::of(const Node& node, const form::DayInMonth& day) {
    const PeriodEstimate inside = period(*day.period);
    Estimate result = mapped(inside, [&](const Period& p, civil::Ledger*) {
        const std::vector<Date> dates = dates_in(p, day.day, day.month);
        if (dates.size() == 1 && !p.is_open()) {
            return Ends<Point>::exactly({dates.front(), std::nullopt});
        }
        const std::string name = fmt::format("{} {}", day.day, civil::month_name(day.month));
        if (p.is_open() || dates.size() > 1) {
            fail(node, fmt::format("{} holds more than one {}", shown(*day.period, p), name),
                 fmt::format("name a period that holds one, such as '{} in 2028'", name));
        } else {
            fail(node, fmt::format("{} has no {}", shown(*day.period, p), name),
                 day.day == 29 && day.month == 2
                     ? fmt::format("for the end of the month write 'last day of February in {}'",
                                   text(*day.period))
                     : "");
        }
        return Ends<Point>{};
    });
    step(node, result);
    return result;
}

Value Evaluator::of(const Node& node, const form::NthDay& nth) {
    const PeriodEstimate inside = period(*nth.period);
    const bool working = nth.kind == form::NthDay::Kind::working_day;
    if (working && day_set(node, nth.day_set) == nullptr) return Estimate{};
    Estimate result =
        mapped(inside, [&](const Period& p, civil::Ledger*) { return nth_day(node, nth, p); });
    if (inside.ends.is_exact() && !result.ends.is_exact()) {
        result.missing.insert(fmt::format("the last day of {}", text(*nth.period)));
    }
    step(node, result);
    return result;
}

Ends<Point> Evaluator::nth_day(const Node& node, const form::NthDay& nth, const Period& period) {
    if (nth.nth.is_last() && period.is_open()) return last_day(period);
    switch (nth.kind) {
        case form::NthDay::Kind::weekday:
            return nth_weekday(node, nth, period);
        case form::NthDay::Kind::working_day:
            return nth_working_day(node, nth, period);
        case form::NthDay::Kind::day:
            break;
    }
    if (nth.nth.is_last()) return last_day(period);
    const auto date = civil::plus(period.first, {nth.nth.n - 1});
    if (!date || !period.contains(*date)) return too_few(node, nth, period, "day");
    return Ends<Point>::exactly({*date, std::nullopt});
}

Ends<Point> Evaluator::nth_weekday(const Node& node, const form::NthDay& nth,
                                   const Period& period) {
    const std::string what = civil::weekday_name(nth.weekday);
    if (nth.nth.is_last()) {
        const auto last = weekday_up_to(*period.last, nth.weekday);
        if (!last || !period.contains(*last)) return too_few(node, nth, period, what);
        return Ends<Point>::exactly({*last, std::nullopt});
    }
    const auto first = weekday_from(period.first, nth.weekday);
    if (!first) return too_few(node, nth, period, what);
    const auto date = civil::plus(*first, {days_in_week * (nth.nth.n - 1)});
    if (!date || !period.contains(*date)) return too_few(node, nth, period, what);
    return Ends<Point>::exactly({*date, std::nullopt});
}

Ends<Point> Evaluator::nth_working_day(const Node& node, const form::NthDay& nth,
                                       const Period& period) {
    const civil::OpenDays days(*day_set(node, nth.day_set));
    const bool last = nth.nth.is_last();
    const civil::DayCount count{
        last ? 1 : nth.nth.n,
        last ? civil::Direction::ending_with : civil::Direction::beginning_with, false};
    const auto found = civil::count_days(count, last ? *period.last : period.first, days, ledger_);
    if (!found || !period.contains(found->date)) {
        return too_few(node, nth, period, "working day");
    }
    return Ends<Point>::exactly({found->date, std::nullopt}, found->provisional);
}

/// Of an open period: not before today, since it has not ended.
Ends<Point> Evaluator::last_day(const Period& period) const {
    if (period.last) return Ends<Point>::exactly({*period.last, std::nullopt});
    return {Point{std::max(period.first, env_.today()), std::nullopt}, std::nullopt, false};
}

Ends<Point> Evaluator::too_few(const Node& node, const form::NthDay& nth, const Period& period,
                               std::string_view what) {
    const std::string which = nth.nth.is_last() ? "" : ordinal_text(nth.nth.n) + " ";
    fail(node, fmt::format("{} has no {}{}", shown(*nth.period, period), which, what));
    return {};
}

}  // namespace dutyd::rules
