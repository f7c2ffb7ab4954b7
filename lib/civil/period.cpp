// SPDX-License-Identifier: MIT
#include "lib/civil/period.hpp"

#include "lib/civil/months.hpp"

#include <fmt/format.h>

namespace dutyd::civil {

namespace {

int months_in(PeriodKind kind) {
    switch (kind) {
        case PeriodKind::month:
            return 1;
        case PeriodKind::quarter:
            return 3;
        case PeriodKind::financial_year:
        case PeriodKind::year:
            return 12;
    }
    return 12;
}

/// The first day of the run of periods of this kind that `date` lies in, in the year given. For a
/// month or a year that is 1 January; for financial years and quarters, the body's own start.
Result<Date> run_start(PeriodKind kind, int year, FiscalYearStart start) {
    const bool fiscal = kind == PeriodKind::financial_year || kind == PeriodKind::quarter;
    return fiscal ? Date::from_ymd(year, start.month, start.day) : Date::from_ymd(year, 1, 1);
}

std::optional<Diagnostic> fault_in(FiscalYearStart start) {
    // Tried in a common year, so that 29 February is refused.
    if (start.month >= 1 && start.month <= 12 && start.day >= 1 &&
        start.day <= days_in_month(2001, start.month)) {
        return std::nullopt;
    }
    return make_error(
        fmt::format("a financial year cannot begin on day {} of month {}", start.day, start.month),
        "it must begin on a day that every year has");
}

/// The period whose start lies `steps` periods after the run's start.
Result<Period> nth_period(Date run, std::int64_t steps, int months) {
    const std::int64_t to_start = steps * months;
    // Twice the length of the calendar in months: anything further is outside it anyway.
    constexpr std::int64_t months_max = 2 * 12 * 300;
    if (to_start > months_max || to_start < -months_max) {
        return make_error(
            fmt::format("{} periods away from {} lies outside the calendar", steps, run.iso()));
    }
    const Result<Date> first = corresponding_date(run, {static_cast<int>(to_start)});
    if (!first) return first.error();
    const Result<Date> next = corresponding_date(run, {static_cast<int>(to_start) + months});
    if (next) return Period{*first, *next - Days{1}};
    const Result<Date> last_month =
        corresponding_date(run, {static_cast<int>(to_start) + months - 1});
    // The last period of all: its next one would begin on the day after the calendar's last.
    const bool ends_the_calendar =
        last_month && run.ymd().day == 1 && last_month->ymd().month == 12;
    if (!ends_the_calendar) return next.error();
    return Period{*first, Date::last()};
}

}  // namespace

Result<Period> period_containing(PeriodKind kind, Date date, FiscalYearStart start) {
    return period_relative(kind, date, 0, start);
}

Result<Period> period_relative(PeriodKind kind, Date date, int steps, FiscalYearStart start) {
    if (auto fault = fault_in(start)) return *fault;
    const int year = date.ymd().year;
    Result<Date> run = run_start(kind, year, start);
    if (run && *run > date) run = run_start(kind, year - 1, start);
    if (!run) return run.error();
    const int months = months_in(kind);
    int within = 0;
    while ((within + 1) * months < 12) {
        const Result<Date> next = corresponding_date(*run, {(within + 1) * months});
        if (!next || *next > date) break;
        ++within;
    }
    return nth_period(*run, std::int64_t{within} + steps, months);
}

std::string period_text(PeriodKind kind, const Period& period) {
    const YearMonthDay first = period.first.ymd();
    switch (kind) {
        case PeriodKind::month:
            return fmt::format("{} {}", month_name(first.month), first.year);
        case PeriodKind::year:
            return std::to_string(first.year);
        case PeriodKind::quarter:
            return "quarter beginning " + period.first.iso();
        case PeriodKind::financial_year:
            break;
    }
    const int last_year = period.last ? period.last->ymd().year : first.year;
    if (last_year == first.year) return fmt::format("financial year {}", first.year);
    return fmt::format("financial year {}/{:02}", first.year, last_year % 100);
}

Result<Period> parse_period(std::string_view text) {
    const auto dots = text.find("..");
    if (dots == std::string_view::npos) {
        return make_error(fmt::format("'{}' is not a period", text.substr(0, 40)),
                          "write periods as 2024-05-02..2024-05-09, or 2024-05-02.. while open");
    }
    const Result<Date> first = Date::parse(text.substr(0, dots));
    if (!first) return first.error();
    if (dots + 2 == text.size()) return Period{*first, std::nullopt};
    const Result<Date> last = Date::parse(text.substr(dots + 2));
    if (!last) return last.error();
    if (*last < *first) {
        return make_error(fmt::format("the period {} ends before it begins", text),
                          "write the earlier date first");
    }
    return Period{*first, *last};
}

std::string iso(const Period& period) {
    return period.first.iso() + ".." + (period.last ? period.last->iso() : std::string{});
}

}  // namespace dutyd::civil
