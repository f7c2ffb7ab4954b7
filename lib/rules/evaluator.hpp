// SPDX-License-Identifier: MIT
// Walks a syntax tree and works its value out, writing the ledger as it goes. A mistake that only
// facts can show (an undeclared name, a day its period does not have) is recorded with its place
// and evaluation goes on with "unknown", so that one run tells every mistake.
#pragma once

#include "lib/rules/estimate.hpp"
#include "lib/rules/expression_nodes.hpp"

namespace dutyd::rules {

constexpr std::int32_t days_in_week = 7;

class Evaluator {
public:
    Evaluator(const Environment& environment, civil::Ledger* ledger)
        : env_(environment), ledger_(ledger) {}

    Value value(const Node& node);
    /// A value that must be a day / a period.
    Estimate day(const Node& node);
    PeriodEstimate period(const Node& node);

    const Diagnostics& errors() const { return errors_; }

private:
    /// What `ignoring` comes to for one count.
    struct LeftOut {
        std::vector<civil::Period> closed;
        std::vector<civil::Period> open;
        std::vector<std::string> open_names;
        std::set<std::string> unknown;
    };
    /// One count of days with the sets it counts in: open ignored periods taken to end as early as
    /// they can, and to swallow every day.
    struct DayQuestion {
        const Node& node;
        civil::DayCount count;
        civil::OpenDays ends_early;
        std::optional<civil::OpenDays> never_ends;  // where some are open
        bool has_unknown;
    };

    // evaluator.cpp
    Value of(const Node& node, const form::DateLiteral& literal);
    Value shifted(const Node& node, const Estimate& operand, std::int32_t days);
    Value of(const Node& node, const form::Name& name);
    Value of(const Node& node, const form::DayBeside& beside);
    Value of(const Node& node, const form::EndOf& end);
    Value of(const Node& node, const form::AtTime& at);
    Value of(const Node& node, const form::Rolled& rolled);
    Value of(const Node& node, const form::Otherwise& otherwise);
    Value of(const Node& node, const form::AsKnownOn& known);
    Value undeclared(const Node& node, const std::string& name, std::string_view what);

    // evaluator_choices.cpp
    Value of(const Node& node, const form::Choice& choice);
    Estimate earliest(const std::vector<Estimate>& operands) const;
    Value of(const Node& node, const form::Meeting& meeting);
    Ends<Point> nearest_meeting(const form::Meeting& meeting,
                                const std::vector<MeetingDay>& meetings, civil::Date day) const;
    void check_kind(const Node& node, const form::Meeting& meeting,
                    const std::vector<MeetingDay>& meetings);

    // evaluator_counts.cpp
    Value of(const Node& node, const form::Count& count);
    Estimate days(const Node& node, const form::Count& count, const Estimate& anchor);
    Estimate months(const Node& node, const form::Count& count, const Estimate& anchor);
    Estimate hours(const Node& node, const form::Count& count, const Estimate& anchor);
    Ends<Point> count_from(const DayQuestion& question, civil::Date anchor, civil::Ledger* ledger);
    Ends<Point> hours_from(const Node& node, const form::Count& count, const Point& anchor);
    LeftOut left_out(const Node& node, const form::Count& count);
    void leave_out(const Node& node, const std::string& name, LeftOut& out);
    std::string rest_of(const DayQuestion& question, const LeftOut& left_out, bool working,
                        civil::Date answer) const;

    // evaluator_periods.cpp
    Value of(const Node& node, const form::RangeLiteral& literal);
    Value of(const Node& node, const form::NamedPeriod& named);
    Value of(const Node& node, const form::PeriodBeside& beside);
    Value of(const Node& node, const form::MonthIn& month);
    Value of(const Node& node, const form::NthDay& nth);
    Value of(const Node& node, const form::DayInMonth& day);
    Ends<civil::Period> period_beside(const Node& node, const form::PeriodBeside& beside,
                                      const civil::Period& around);
    Ends<Point> nth_day(const Node& node, const form::NthDay& nth, const civil::Period& period);
    Ends<Point> nth_weekday(const Node& node, const form::NthDay& nth, const civil::Period& period);
    Ends<Point> nth_working_day(const Node& node, const form::NthDay& nth,
                                const civil::Period& period);
    Ends<Point> last_day(const civil::Period& period) const;
    Ends<Point> too_few(const Node& node, const form::NthDay& nth, const civil::Period& period,
                        std::string_view what);

    const civil::DaySet* day_set(const Node& node, const std::string& id);
    void fail(const Node& node, std::string message, std::string hint = {});
    /// The same with the caret under one word of the node's text.
    void fail_at(const Node& node, std::string_view word, Diagnostic diagnostic);
    /// The value, or its diagnostics recorded at `node`.
    template <class T>
    std::optional<T> checked(const Node& node, const Result<T>& result) {
        if (result) return *result;
        for (const Diagnostic& d : result.error()) fail(node, d.message, d.hint);
        return std::nullopt;
    }
    void step(const Node& node, const Value& value);
    void note(std::string text);

    /// Asks `f` for each known end of `in`; writes the ledger for one of them only.
    template <class In, class F>
    auto mapped(const Known<In>& in, F f);

    const Environment& env_;
    civil::Ledger* ledger_;
    std::optional<civil::Date> known_on_;
    Diagnostics errors_;
};

template <class In, class F>
auto Evaluator::mapped(const Known<In>& in, F f) {
    using OutEnds = decltype(f(*in.ends.lo, ledger_));
    Known<typename OutEnds::value_type> out;
    out.ends.provisional = in.ends.provisional;
    if (in.ends.lo) {
        const OutEnds first = f(*in.ends.lo, ledger_);
        out.ends.lo = first.lo;
        if (in.ends.is_exact()) out.ends.hi = first.hi;
        out.ends.provisional |= first.provisional;
    }
    if (in.ends.hi && !in.ends.is_exact()) {
        const OutEnds last = f(*in.ends.hi, in.ends.lo ? nullptr : ledger_);
        out.ends.hi = last.hi;
        out.ends.provisional |= last.provisional;
    }
    if (!out.ends.is_exact()) out.missing = in.missing;
    return out;
}

}  // namespace dutyd::rules
