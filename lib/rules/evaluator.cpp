// SPDX-License-Identifier: MIT
#include "lib/rules/evaluator.hpp"

#include "lib/base/text.hpp"
#include "lib/rules/expression_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

Estimate known(Point point) {
    return {Ends<Point>::exactly(point), {}, {}};
}

std::string value_text(const Value& value) {
    return std::visit([](const auto& v) { return text(v); }, value);
}

/// Where a word stands in a node's text, seen from its end: sets and periods come last. The whole
/// node if it is not there.
Place place_of_word(const Node& node, std::string_view word) {
    const std::string_view whole = std::string_view(node.source->text);
    const std::string_view part = whole.substr(node.offset, node.length);
    const std::string_view name_characters = "abcdefghijklmnopqrstuvwxyz0123456789-.";
    for (auto at = part.rfind(word); !word.empty() && at != std::string_view::npos;
         at = at == 0 ? std::string_view::npos : part.rfind(word, at - 1)) {
        const std::size_t end = at + word.size();
        const bool starts = at == 0 || name_characters.find(part[at - 1]) == std::string_view::npos;
        const bool ends =
            end == part.size() || name_characters.find(part[end]) == std::string_view::npos;
        if (starts && ends) return place_in(*node.source, node.offset + at, word.size());
    }
    return place_in(*node.source, node.offset, node.length);
}

/// An ignored period's rest of a count, seen through one more step.
std::string rest_beside(const std::string& rest, std::int32_t days) {
    if (rest.empty()) return rest;
    return fmt::format("the day {} ({})", days > 0 ? "after" : "before", rest);
}

}  // namespace

Value Evaluator::value(const Node& node) {
    return std::visit([&](const auto& form) { return of(node, form); }, node.form);
}

Estimate Evaluator::day(const Node& node) {
    Value result = value(node);
    if (auto* estimate = std::get_if<Estimate>(&result)) return std::move(*estimate);
    const std::string period = text(node);
    fail(node,
         fmt::format("'{}' is a period ({}), where a day is needed", period, value_text(result)),
         fmt::format("write 'first day of {0}' or 'last day of {0}'", period));
    return {};
}

PeriodEstimate Evaluator::period(const Node& node) {
    Value result = value(node);
    if (auto* estimate = std::get_if<PeriodEstimate>(&result)) return std::move(*estimate);
    const Estimate& day = std::get<Estimate>(result);
    if (day.ends.is_unknown()) return {{}, day.missing, {}};
    fail(node, fmt::format("'{}' is a day ({}), where a period is needed", text(node), text(day)),
         fmt::format("write for example 'financial year containing {}'", text(node)));
    return {};
}

Value Evaluator::of(const Node&, const form::DateLiteral& literal) {
    return known({literal.date, std::nullopt});
}

Value Evaluator::of(const Node& node, const form::Name& name) {
    const auto fact = env_.fact(name.name, known_on_);
    Value result = Estimate{{}, {name.name}, {}};
    if (!fact) {
        const auto periods = env_.periods(name.name);
        if (!periods) return undeclared(node, name.name, "fact");
        if (periods->size() > 1) {
            fail(node,
                 fmt::format("'{}' is {} periods, where one is needed", name.name, periods->size()),
                 "it can only be used after 'ignoring'");
        } else if (!periods->empty()) {
            result = PeriodEstimate{Ends<civil::Period>::exactly(periods->front()), {}, {}};
        }
    } else if (fact->period) {
        result = PeriodEstimate{Ends<civil::Period>::exactly(*fact->period), {}, {}};
    } else if (fact->when) {
        result = from_when(*fact->when, name.name);
    }
    if (ledger_ != nullptr && known_on_) {
        note(fmt::format("{} as known on {}: {}", name.name, known_on_->iso(), value_text(result)));
    } else {
        step(node, result);
    }
    return result;
}

Value Evaluator::undeclared(const Node& node, const std::string& name, std::string_view what) {
    if (env_.day_set(name) != nullptr) {
        fail_at(node, name,
                make_error(fmt::format("'{}' is a day set, not a day or a period", name),
                           "day sets stand after working days: 'N working days after X in S'"));
        return Estimate{};
    }
    std::vector<std::string> names = env_.fact_names();
    const auto periods = env_.period_names();
    names.insert(names.end(), periods.begin(), periods.end());
    fail_at(node, name,
            make_error(fmt::format("there is no {} '{}'", what, name), slip_hint(name, names)));
    return Estimate{};
}

Value Evaluator::of(const Node& node, const form::DayBeside& beside) {
    const Estimate operand = day(*beside.operand);
    return shifted(node, operand, beside.after ? 1 : -1);
}

/// A time of day is kept.
Value Evaluator::shifted(const Node& node, const Estimate& operand, std::int32_t days) {
    Estimate result = mapped(operand, [&](const Point& point, civil::Ledger*) {
        const auto date = checked(node, civil::plus(point.date, {days}));
        return date ? Ends<Point>::exactly({*date, point.time}) : Ends<Point>{};
    });
    result.rest = rest_beside(operand.rest, days);
    step(node, result);
    return result;
}

Value Evaluator::of(const Node& node, const form::EndOf& end) {
    const auto end_of = [](const Point& point) {
        return Point{point.date, civil::TimeOfDay::end_of_day()};
    };
    const Value operand = value(*end.operand);
    Estimate result;
    if (const auto* day = std::get_if<Estimate>(&operand)) {
        result = mapped(*day, [&](const Point& point, civil::Ledger*) {
            return Ends<Point>::exactly(end_of(point));
        });
        result.rest = day->rest;
    } else {
        result = mapped(std::get<PeriodEstimate>(operand),
                        [&](const civil::Period& period, civil::Ledger*) {
                            Ends<Point> last = last_day(period);
                            if (last.lo) last.lo = end_of(*last.lo);
                            if (last.hi) last.hi = end_of(*last.hi);
                            return last;
                        });
        if (!result.ends.is_exact()) {
            result.missing.insert(fmt::format("the last day of {}", text(*end.operand)));
        }
    }
    step(node, result);
    return result;
}

Value Evaluator::of(const Node& node, const form::AtTime& at) {
    const Estimate operand = day(*at.operand);
    Estimate result = mapped(operand, [&](const Point& point, civil::Ledger*) {
        return Ends<Point>::exactly({point.date, at.time});
    });
    result.rest = operand.rest;
    step(node, result);
    return result;
}

Value Evaluator::of(const Node& node, const form::Rolled& rolled) {
    const Estimate operand = day(*rolled.operand);
    const civil::DaySet* set = day_set(node, rolled.day_set);
    if (set == nullptr) return Estimate{};
    const civil::OpenDays days(*set);
    Estimate result = mapped(operand, [&](const Point& point, civil::Ledger* ledger) {
        const auto to = checked(node, civil::roll(rolled.direction, point.date, days, ledger));
        if (!to) return Ends<Point>{};
        return Ends<Point>::exactly({to->date, point.time}, to->provisional);
    });
    step(node, result);
    return result;
}

Value Evaluator::of(const Node& node, const form::Otherwise& otherwise) {
    Value result = value(*otherwise.first);
    const auto* day = std::get_if<Estimate>(&result);
    const auto* period = std::get_if<PeriodEstimate>(&result);
    const bool unknown = day != nullptr ? day->ends.is_unknown() : period->ends.is_unknown();
    if (unknown) result = value(*otherwise.second);
    step(node, result);
    return result;
}

Value Evaluator::of(const Node& node, const form::AsKnownOn& known) {
    const Estimate day_known = day(*known.day);
    if (!day_known.ends.is_exact()) {
        std::set<std::string> missing = day_known.missing;
        if (missing.empty()) missing.insert(text(*known.day));
        return Estimate{{}, std::move(missing), {}};
    }
    const auto outer = std::exchange(known_on_, day_known.ends.lo->date);
    Value result = value(*known.operand);
    known_on_ = outer;
    step(node, result);
    return result;
}

const civil::DaySet* Evaluator::day_set(const Node& node, const std::string& id) {
    const std::string name = id.empty() ? std::string(default_day_set) : id;
    const civil::DaySet* set = env_.day_set(name);
    if (set == nullptr) {
        const auto ids = env_.day_set_ids();
        std::string hint = slip_hint(name, ids);
        if (hint.empty() && !ids.empty()) hint = "the day sets are: " + join(ids, ", ");
        fail_at(node, name,
                make_error(fmt::format("there is no day set '{}'", name), std::move(hint)));
    }
    return set;
}

void Evaluator::fail(const Node& node, std::string message, std::string hint) {
    fail_at(node, {}, make_error(std::move(message), std::move(hint)));
}

void Evaluator::fail_at(const Node& node, std::string_view word, Diagnostic diagnostic) {
    if (node.source) diagnostic.where = place_of_word(node, word);
    const bool told = std::any_of(errors_.begin(), errors_.end(), [&](const Diagnostic& error) {
        return error.message == diagnostic.message && error.where.line == diagnostic.where.line &&
               error.where.column == diagnostic.where.column;
    });
    if (!told) errors_.push_back(std::move(diagnostic));
}

void Evaluator::step(const Node& node, const Value& value) {
    if (ledger_ == nullptr) return;
    const std::string said = text(node);
    const auto* estimate = std::get_if<Estimate>(&value);
    const bool plain_day =
        estimate != nullptr && estimate->ends.is_exact() && !estimate->ends.lo->time.has_value();
    std::optional<civil::Date> date;
    if (estimate != nullptr) date = to_when(*estimate).date;
    ledger_->step(plain_day ? said : said + ": " + value_text(value), date);
}

void Evaluator::note(std::string text) {
    if (ledger_ != nullptr) ledger_->step(std::move(text), std::nullopt);
}

}  // namespace dutyd::rules
