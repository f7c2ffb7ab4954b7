// SPDX-License-Identifier: MIT
// The syntax tree of the date language. Nodes are immutable and shared; each remembers where in the
// text it stood, for carets, but two trees are equal when they say the same, wherever they were
// written. Only the parser and tests make nodes; everything else reads them.
#pragma once

#include "lib/civil/count.hpp"
#include "lib/civil/period.hpp"
#include "lib/civil/time.hpp"
#include "lib/rules/expression.hpp"

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace dutyd::rules {

using NodePtr = std::shared_ptr<const Node>;

/// "first", "second", "12th"; `last` counts from the other end.
struct Nth {
    static constexpr std::int32_t last = 0;
    std::int32_t n = 1;
    bool is_last() const { return n == last; }
    friend bool operator==(Nth, Nth) = default;
};

/// What `ignoring` leaves out: a declared set of periods by its name, or a literal range.
struct IgnoredPeriod {
    std::string name;
    std::optional<civil::Period> range;
    friend bool operator==(const IgnoredPeriod&, const IgnoredPeriod&) = default;
};

enum class Unit { days, weeks, months, years, hours };

namespace form {

struct DateLiteral {
    civil::Date date;
};

struct RangeLiteral {
    civil::Period period;
};

/// A fact: a day, a time or a period, as evaluation will tell.
struct Name {
    std::string name;
};

/// "25 working days before X in election-days". An empty day set means the default one.
struct Count {
    std::int32_t n = 1;
    Unit unit = Unit::days;
    civil::Direction direction = civil::Direction::after;
    bool clear = false;
    bool working = false;
    NodePtr anchor;
    std::vector<IgnoredPeriod> ignoring;
    std::string day_set;
};

/// "first day of P", "last Thursday in P", "10th working day of P in S".
struct NthDay {
    enum class Kind { day, weekday, working_day };
    Nth nth;
    Kind kind = Kind::day;
    civil::Weekday weekday = civil::Weekday::monday;
    NodePtr period;
    std::string day_set;
};

/// "1 February in P".
struct DayInMonth {
    std::int32_t day = 1;
    std::int32_t month = 1;
    NodePtr period;
};

/// "first full panel meeting on or after X". An empty kind means any.
struct Meeting {
    enum class Side { on_or_after, after, on_or_before, before };
    Nth nth;
    std::string kind;
    std::string calendar;
    Side side = Side::on_or_after;
    NodePtr anchor;
};

/// "the day before X", "the day after X". A time of day is kept.
struct DayBeside {
    bool after = true;
    NodePtr operand;
};

/// "the end of X": 24:00 of a day, or of a period's last day.
struct EndOf {
    NodePtr operand;
};

struct AtTime {
    civil::TimeOfDay time;
    NodePtr operand;
};

struct Rolled {
    civil::Roll direction = civil::Roll::forward;
    std::string day_set;
    NodePtr operand;
};

struct Choice {
    bool earliest = true;
    std::vector<NodePtr> operands;
};

struct Otherwise {
    NodePtr first;
    NodePtr second;
};

struct AsKnownOn {
    NodePtr operand;
    NodePtr day;
};

/// "2028", "May 2028", "financial year 2024/25": by the year the period begins in.
struct NamedPeriod {
    civil::PeriodKind kind = civil::PeriodKind::year;
    std::int32_t year = 2000;
    std::int32_t month = 1;
};

/// "financial year containing X", "quarter after P".
struct PeriodBeside {
    enum class Relation { containing, before, after };
    civil::PeriodKind kind = civil::PeriodKind::year;
    Relation relation = Relation::containing;
    NodePtr operand;
};

/// "May in financial year containing X".
struct MonthIn {
    std::int32_t month = 1;
    NodePtr period;
};

}  // namespace form

using Form = std::variant<form::DateLiteral, form::RangeLiteral, form::Name, form::Count,
                          form::NthDay, form::DayInMonth, form::Meeting, form::DayBeside,
                          form::EndOf, form::AtTime, form::Rolled, form::Choice, form::Otherwise,
                          form::AsKnownOn, form::NamedPeriod, form::PeriodBeside, form::MonthIn>;

/// The text an expression was read from, and where that text stands in its file.
struct SourceText {
    std::string text;
    Place where;
};
Place place_in(const SourceText& source, std::size_t offset, std::size_t length);

struct Node {
    Form form;
    std::size_t offset = 0;
    std::size_t length = 1;
    std::shared_ptr<const SourceText> source;
    std::size_t depth = 1;
};

/// A node with its depth filled in.
NodePtr make_node(Form form);
NodePtr make_node(Form form, std::size_t offset, std::size_t length,
                  std::shared_ptr<const SourceText> source);

bool same_form(const Node& a, const Node& b);
void for_each_child(const Node& node, const std::function<void(const NodePtr&)>& visit);

/// What a node is, as far as the text alone tells: a name may be either.
enum class Type { day, period, either };
Type type_of(const Node& node);

/// The normal form.
std::string text(const Node& node);

/// std::visit with one lambda a form.
template <class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace dutyd::rules
