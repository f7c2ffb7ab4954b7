// SPDX-License-Identifier: MIT
#include "lib/base/text.hpp"
#include "lib/civil/months.hpp"
#include "lib/rules/evaluator.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

constexpr std::int32_t months_in_year = 12;
constexpr std::int64_t seconds_in_hour = 3600;

bool is_forward(civil::Direction direction) {
    return direction == civil::Direction::after || direction == civil::Direction::beginning_with;
}

/// Open periods with the earliest last day they can have: they have not ended before today.
std::vector<civil::Period> ended_early(std::vector<civil::Period> closed,
                                       const std::vector<civil::Period>& open, civil::Date today) {
    for (const civil::Period& period : open) {
        closed.push_back({period.first, std::max(period.first, today)});
    }
    return closed;
}

std::vector<civil::Period> never_ended(std::vector<civil::Period> closed,
                                       const std::vector<civil::Period>& open) {
    closed.insert(closed.end(), open.begin(), open.end());
    return closed;
}

Result<civil::Date> month_answer(const form::Count& count, civil::Date anchor) {
    const int n = count.unit == Unit::years ? count.n * months_in_year : count.n;
    switch (count.direction) {
        case civil::Direction::after:
            return civil::corresponding_date(anchor, {n});
        case civil::Direction::before:
            return civil::corresponding_date(anchor, {-n});
        case civil::Direction::beginning_with:
            return civil::last_day_beginning_with(anchor, {n});
        case civil::Direction::ending_with:
            break;
    }
    return civil::first_day_ending_with(anchor, {n});
}

/// Why the day's number changed, where the month is too short for it.
std::string clamped_text(const form::Count& count, civil::Date anchor) {
    const int n = count.unit == Unit::years ? count.n * months_in_year : count.n;
    const civil::Months months{is_forward(count.direction) ? n : -n};
    const auto corresponding = civil::corresponding_date(anchor, months);
    if (!corresponding || civil::has_corresponding_date(anchor, months)) return {};
    const civil::YearMonthDay end = corresponding->ymd();
    return fmt::format("{} {} has no day {}: its last day, {}, stands for it",
                       civil::month_name(end.month), end.year, anchor.ymd().day,
                       corresponding->iso());
}

}  // namespace

Value Evaluator::of(const Node& node, const form::Count& count) {
    const Estimate anchor = day(*count.anchor);
    Estimate result;
    switch (count.unit) {
        case Unit::days:
        case Unit::weeks:
            result = days(node, count, anchor);
            break;
        case Unit::months:
        case Unit::years:
            result = months(node, count, anchor);
            break;
        case Unit::hours:
            result = hours(node, count, anchor);
            break;
    }
    step(node, result);
    return result;
}

Estimate Evaluator::days(const Node& node, const form::Count& count, const Estimate& anchor) {
    const civil::DaySet* set =
        count.working ? day_set(node, count.day_set) : &civil::DaySet::every_day();
    const LeftOut out = left_out(node, count);
    if (set == nullptr) return {};
    const std::int32_t n = count.unit == Unit::weeks ? count.n * days_in_week : count.n;
    const DayQuestion question{
        node,
        {n, count.direction, count.clear},
        civil::OpenDays(*set, ended_early(out.closed, out.open, env_.today())),
        out.open.empty() ? std::nullopt
                         : std::optional(civil::OpenDays(*set, never_ended(out.closed, out.open))),
        !out.unknown.empty()};
    Estimate result = mapped(anchor, [&](const Point& point, civil::Ledger* ledger) {
        return count_from(question, point.date, ledger);
    });
    if (anchor.ends.is_exact() && !result.ends.is_exact()) {
        result.missing.insert(out.unknown.begin(), out.unknown.end());
        for (const std::string& name : out.open_names) {
            result.missing.insert("the last day of " + name);
        }
        const bool forward = is_forward(count.direction) && result.ends.lo.has_value();
        if (forward && out.unknown.empty()) {
            result.rest = rest_of(question, out, count.working, result.ends.lo->date);
        }
    }
    return result;
}

/// The earliest and the latest answer, as open ignored periods end today or never. Ignoring more
/// days moves a forward count later and a backward one earlier, so the two are the ends.
Ends<Point> Evaluator::count_from(const DayQuestion& question, civil::Date anchor,
                                  civil::Ledger* ledger) {
    const auto early = checked(
        question.node, civil::count_days(question.count, anchor, question.ends_early, ledger));
    if (!early) return {};
    const Point near{early->date, std::nullopt};
    Ends<Point> ends = Ends<Point>::exactly(near, early->provisional);
    if (!question.never_ends && !question.has_unknown) return ends;
    std::optional<Point> far;
    if (!question.has_unknown) {
        const auto late = civil::count_days(question.count, anchor, *question.never_ends, nullptr);
        if (late) {
            far = Point{late->date, std::nullopt};
            ends.provisional |= late->provisional;
        }
    }
    (is_forward(question.count.direction) ? ends.hi : ends.lo) = far;
    return ends;
}

/// "the end of post-election-period + 11 days": what is still to count once the open period ends.
std::string Evaluator::rest_of(const DayQuestion& question, const LeftOut& left_out, bool working,
                               civil::Date answer) const {
    civil::Date end = civil::Date::first();
    for (const civil::Period& period : left_out.open) {
        // Two open periods of which one has not begun: days between them may still count.
        if (left_out.open.size() > 1 && period.first > env_.today()) return {};
        end = std::max(end, std::max(period.first, env_.today()));
    }
    const std::int32_t still = question.ends_early.count(end, answer);
    const std::string days = working ? "working day" : "day";
    return fmt::format("the end of {}{} + {}", join(left_out.open_names, " and of "),
                       left_out.open_names.size() > 1 ? ", whichever is later," : "",
                       counted(still, days));
}

Evaluator::LeftOut Evaluator::left_out(const Node& node, const form::Count& count) {
    LeftOut out;
    for (const IgnoredPeriod& ignored : count.ignoring) {
        if (!ignored.range) {
            leave_out(node, ignored.name, out);
        } else if (ignored.range->is_open()) {
            out.open.push_back(*ignored.range);
            out.open_names.push_back(iso(*ignored.range));
        } else {
            out.closed.push_back(*ignored.range);
        }
    }
    return out;
}

/// A named set of periods, or a fact that is a period.
void Evaluator::leave_out(const Node& node, const std::string& name, LeftOut& out) {
    auto periods = env_.periods(name);
    if (!periods) {
        const auto fact = env_.fact(name, known_on_);
        if (!fact) {
            undeclared(node, name, "period");
            return;
        }
        if (fact->when && fact->when->bound != Bound::unknown) {
            fail_at(node, name,
                    make_error(fmt::format("'{}' is a day ({}), where a period is needed", name,
                                           text(*fact->when)),
                               "only periods can be ignored"));
            return;
        }
        if (!fact->period) {
            out.unknown.insert(name);
            note(name + ": unknown");
            return;
        }
        periods = std::vector<civil::Period>{*fact->period};
    }
    if (periods->empty()) note(name + ": no such days, nothing is left out");
    for (const civil::Period& period : *periods) {
        (period.is_open() ? out.open : out.closed).push_back(period);
        if (period.is_open()) out.open_names.push_back(name);
        note(fmt::format("{}: {}{}", name, iso(period),
                         period.is_open() ? ", which has not ended" : ""));
    }
}

Estimate Evaluator::months(const Node& node, const form::Count& count, const Estimate& anchor) {
    return mapped(anchor, [&](const Point& point, civil::Ledger* ledger) {
        const auto date = checked(node, month_answer(count, point.date));
        if (!date) return Ends<Point>{};
        const std::string clamped = clamped_text(count, point.date);
        if (ledger != nullptr && !clamped.empty()) ledger->step(clamped, std::nullopt);
        return Ends<Point>::exactly({*date, std::nullopt});
    });
}

Estimate Evaluator::hours(const Node& node, const form::Count& count, const Estimate& anchor) {
    return mapped(
        anchor, [&](const Point& point, civil::Ledger*) { return hours_from(node, count, point); });
}

/// Hours run on the world's clock, so a change of the local clock on the way does not lengthen or
/// shorten them.
Ends<Point> Evaluator::hours_from(const Node& node, const form::Count& count, const Point& anchor) {
    if (!anchor.time) {
        const std::string of = text(*count.anchor);
        fail(node, fmt::format("hours are counted from a time, and '{}' is a whole day", of),
             fmt::format("record its time, or write '({} at HH:MM)'", of));
        return {};
    }
    const std::int64_t sign = is_forward(count.direction) ? 1 : -1;
    const std::int64_t shift = sign * count.n * seconds_in_hour;
    const auto day_bound =
        civil::plus(anchor.date, {static_cast<std::int32_t>(sign * (count.n / 24 + 2))});
    if (!checked(node, day_bound)) return {};
    const civil::Instant from = env_.zone().instant(anchor.date, *anchor.time);
    const civil::LocalTime local = env_.zone().local({from.seconds + shift});
    const bool midnight = local.time.minutes == 0 && local.second == 0;
    if (midnight && *anchor.time == civil::TimeOfDay::end_of_day()) {
        return Ends<Point>::exactly({local.date - civil::Days{1}, civil::TimeOfDay::end_of_day()});
    }
    return Ends<Point>::exactly({local.date, local.time});
}

}  // namespace dutyd::rules
