// SPDX-License-Identifier: MIT
// The date language: text to expression, expression to its normal form, expression and facts to a
// value with a ledger. docs/date-language.md is its reference. An Expression is immutable and cheap
// to copy; parsing never evaluates and evaluating never fails on syntax. parse(print(x)) == x.
#pragma once

#include "lib/base/result.hpp"
#include "lib/civil/ledger.hpp"
#include "lib/civil/open_days.hpp"
#include "lib/civil/time.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::rules {

struct Node;

class Expression {
public:
    explicit Expression(std::shared_ptr<const Node> root) : root_(std::move(root)) {}
    const Node& root() const { return *root_; }
    /// The normal form, with brackets where a reader could doubt.
    std::string text() const;
    friend bool operator==(const Expression& a, const Expression& b);

private:
    std::shared_ptr<const Node> root_;
};

/// How certain a value is. `not_before`: the true date is this one or later. `not_after`: this one
/// or earlier. `unknown`: a fact it needs is not recorded.
enum class Bound { exact, not_before, not_after, unknown };
/// "exact", "not-before", "not-after", "unknown".
std::string word(Bound bound);

/// What an expression comes to. `date` is present unless `bound` is unknown.
struct When {
    Bound bound = Bound::unknown;
    std::optional<civil::Date> date;
    std::optional<civil::TimeOfDay> time;  // none: the whole day, to its end
    bool provisional = false;
    std::vector<std::string> missing;  // names of the facts that are not known, sorted
    /// For an open ignored period: the rest of the count, e.g. "the end of post-election-period +
    /// 11 days".
    std::string rest;
    /// Where both ends are known but not the day between: `bound` is not_before, `date` the first
    /// day it can be and this the last.
    std::optional<civil::Date> latest;

    static When exact(civil::Date date, std::optional<civil::TimeOfDay> time = {});
    static When unknown(std::string fact);
    bool is_known() const { return bound == Bound::exact; }
    friend bool operator==(const When&, const When&) = default;
};

/// "2024-03-26", "2024-03-26 16:00", "not before 2024-05-26", "unknown (needs election.poll)".
std::string text(const When& when);

/// A fact's value as the language sees it: a day or time, or a period, or nothing known yet.
struct FactValue {
    std::optional<When> when;
    std::optional<civil::Period> period;
};

/// A meeting of a body's calendar, as `first panel meeting on or after X` sees it.
struct MeetingDay {
    civil::Date date;
    std::string kind;  // "full", "sub-committee", "hearing"
};

/// What evaluation may look at. All look-ups are pure; returned pointers live as long as the
/// environment.
class Environment {
public:
    virtual ~Environment() = default;
    /// Nothing: no such name is declared (an error); FactValue with neither: declared, not yet
    /// known. `as_known_on`: the value as it was known on that day (`X as known on D`).
    virtual std::optional<FactValue> fact(const std::string& name,
                                          std::optional<civil::Date> as_known_on) const = 0;
    virtual const civil::DaySet* day_set(const std::string& id) const = 0;
    /// Ignored periods by name; nothing if no such set is declared. May be empty.
    virtual std::optional<std::vector<civil::Period>> periods(const std::string& name) const = 0;
    /// Meetings of a calendar ("panel") in date order; nothing if there is no such calendar.
    virtual std::optional<std::vector<MeetingDay>> meetings(const std::string& calendar) const = 0;
    virtual civil::FiscalYearStart fiscal_year_start() const = 0;
    virtual const civil::Zone& zone() const = 0;
    virtual civil::Date today() const = 0;
    /// Names for suggestions when one is misspelt.
    virtual std::vector<std::string> day_set_ids() const = 0;
    virtual std::vector<std::string> fact_names() const = 0;
    virtual std::vector<std::string> period_names() const { return {}; }
    virtual std::vector<std::string> meeting_calendar_ids() const { return {}; }
};

/// Syntax only. `where` is the place of the text's first character, for carets inside a pack.
Result<Expression> parse_expression(std::string_view text, const Place& where = {});

/// What an expression needs: lets packs be checked without evaluating anything.
struct Needs {
    std::vector<std::string> facts;
    std::vector<std::string> day_sets;
    std::vector<std::string> periods;
    std::vector<std::string> meeting_calendars;
    /// "working" without `in S`: an error in packs, the default day set on the command line.
    bool implied_day_set = false;
};
Needs needs(const Expression& expression);

/// The default day set of the command line, used where "working" appears without `in S`.
inline constexpr std::string_view default_day_set = "working-days";

/// Errors: an undeclared name, a day set or calendar that does not exist, a date outside the data,
/// a day that a period does not contain, a time where there must be one. Unknown facts are not
/// errors.
Result<When> evaluate(const Expression& expression, const Environment& environment,
                      civil::Ledger* ledger = nullptr);

/// The same for an expression that may be a period: `when` for a day (or for a period that is not
/// known), `period` for a period that is.
Result<FactValue> evaluate_any(const Expression& expression, const Environment& environment,
                               civil::Ledger* ledger = nullptr);

/// A whole-period expression ("financial year containing election.poll").
Result<civil::Period> evaluate_period(const Expression& expression, const Environment& environment);

}  // namespace dutyd::rules
