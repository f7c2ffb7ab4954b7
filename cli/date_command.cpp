// SPDX-License-Identifier: MIT
#include "cli/date_command.hpp"

#include "cli/date_facts.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
#include <ostream>

namespace dutyd::cli {

namespace json = boost::json;

namespace {

constexpr int found = 0;
constexpr int not_known = 1;
constexpr int wrong = 2;

/// The answer with all that is told about it.
struct Answer {
    rules::Expression expression;
    rules::FactValue value;
    civil::Ledger ledger;
    std::string provisional_because;
};

std::string kind_word(civil::LedgerLine::Kind kind) {
    switch (kind) {
        case civil::LedgerLine::Kind::counted:
            return "counted";
        case civil::LedgerLine::Kind::passed_over:
            return "passed-over";
        case civil::LedgerLine::Kind::step:
            break;
    }
    return "step";
}

json::value date_json(const std::optional<civil::Date>& date) {
    return date ? json::value(date->iso()) : json::value(nullptr);
}

json::array ledger_json(const civil::Ledger& ledger) {
    json::array lines;
    for (const civil::LedgerLine& line : ledger.lines()) {
        lines.push_back(json::object{{"kind", kind_word(line.kind)},
                                     {"date", date_json(line.date)},
                                     {"number", line.number},
                                     {"text", line.text},
                                     {"provisional", line.provisional}});
    }
    return lines;
}

json::object answer_json(const Answer& answer) {
    json::object object;
    if (answer.value.period) {
        object["first"] = answer.value.period->first.iso();
        object["last"] = date_json(answer.value.period->last);
    } else {
        const rules::When& when = *answer.value.when;
        object["date"] = date_json(when.date);
        object["time"] = when.time ? json::value(when.time->text()) : json::value(nullptr);
        object["bound"] = rules::word(when.bound);
        object["latest"] = date_json(when.latest);
        object["provisional"] = when.provisional;
        object["rest"] = when.rest;
        object["missing"] = json::array(when.missing.begin(), when.missing.end());
    }
    object["expression"] = answer.expression.text();
    object["ledger"] = ledger_json(answer.ledger);
    return object;
}

json::object error_json(const Diagnostic& diagnostic) {
    const Place& where = diagnostic.where;
    return {{"message", diagnostic.message},
            {"hint", diagnostic.hint},
            {"file", where.file},
            {"line", where.line},
            {"column", where.column},
            {"length", where.length},
            {"source_line", where.source_line},
            {"text", render(diagnostic)}};
}

/// " 1  Tue 26 March 2024", "     Mon 1 April 2024  Easter Monday", "2024-03-26  the step".
void print_ledger(const civil::Ledger& ledger, std::ostream& out) {
    for (const civil::LedgerLine& line : ledger.lines()) {
        const std::string date = line.date ? civil::short_text(*line.date) : "";
        const std::string mark = line.provisional ? " (projected)" : "";
        switch (line.kind) {
            case civil::LedgerLine::Kind::counted:
                out << fmt::format("{:>7}  {}{}\n", line.number, date, mark);
                break;
            case civil::LedgerLine::Kind::passed_over:
                out << fmt::format("{:>7}  {}: {}{}\n", "-", date, line.text, mark);
                break;
            case civil::LedgerLine::Kind::step:
                out << (line.date ? fmt::format("{} is {}\n", line.text, date) : line.text + "\n");
                break;
        }
    }
}

void print_answer(const Answer& answer, std::ostream& out) {
    if (answer.value.period) {
        out << iso(*answer.value.period) << "\n";
        return;
    }
    const rules::When& when = *answer.value.when;
    out << text(when) << "\n";
    if (when.provisional) out << "provisional: " << answer.provisional_because << "\n";
    if (!when.rest.empty()) out << "rest: " << when.rest << "\n";
    if (when.bound != rules::Bound::unknown && !when.missing.empty()) {
        out << "needs: " << join(when.missing, ", ") << "\n";
    }
}

/// Days after the published years are still to be published; days before them never were.
std::string why_provisional(const rules::Expression& expression, const rules::FactValue& value,
                            const DateEnvironment& world) {
    rules::Needs needed = rules::needs(expression);
    if (needed.implied_day_set) needed.day_sets.emplace_back(rules::default_day_set);
    for (const std::string& id : needed.day_sets) {
        const civil::DaySet* set = world.day_set(id);
        const bool before = set != nullptr && value.when && value.when->date &&
                            *value.when->date < set->published_from();
        if (!before) continue;
        return fmt::format("rests on days before {}, worked out from the rules",
                           set->published_from().iso());
    }
    return "rests on bank holidays not yet published";
}

/// A value nobody asks for is most likely misspelt.
void tell_unused(const DateFacts& facts, const rules::Expression& expression, std::ostream& err) {
    const rules::Needs needed = rules::needs(expression);
    std::vector<std::string> used = needed.facts;
    used.insert(used.end(), needed.periods.begin(), needed.periods.end());
    used.insert(used.end(), needed.meeting_calendars.begin(), needed.meeting_calendars.end());
    for (const std::string& name : facts.names()) {
        if (std::find(used.begin(), used.end(), name) != used.end()) continue;
        err << render(make_finding(fmt::format("nothing in the expression is called '{}'", name),
                                   did_you_mean(name, used)));
    }
}

int fail(const Diagnostics& errors, const DateCommandOptions& options, std::ostream& out,
         std::ostream& err) {
    err << render(errors);
    if (options.json) {
        json::array list;
        for (const Diagnostic& error : errors) list.push_back(error_json(error));
        out << json::serialize(json::object{{"error", list}}) << "\n";
    }
    return wrong;
}

template <class T>
void add_errors(const Result<T>& result, Diagnostics& errors) {
    if (!result) errors.insert(errors.end(), result.error().begin(), result.error().end());
}

}  // namespace

int run_date_command(const DateCommandOptions& options, std::ostream& out, std::ostream& err) {
    const auto expression = rules::parse_expression(options.expression);
    const auto facts = read_date_facts(options.sets);
    const auto calendars =
        rules::load_calendars(options.calendars, {options.known_on, options.readings});
    Diagnostics errors;
    add_errors(expression, errors);
    add_errors(facts, errors);
    add_errors(calendars, errors);
    if (!errors.empty()) return fail(errors, options, out, err);
    const DateEnvironment world(options, *facts, *calendars);
    Answer answer{*expression, {}, {}, {}};
    civil::Ledger* const ledger = options.why || options.json ? &answer.ledger : nullptr;
    const auto value = rules::evaluate_any(*expression, world, ledger);
    if (!value) return fail(value.error(), options, out, err);
    answer.value = *value;
    answer.provisional_because = why_provisional(*expression, *value, world);
    tell_unused(*facts, *expression, err);
    if (options.json) {
        out << json::serialize(answer_json(answer)) << "\n";
    } else {
        print_answer(answer, out);
        if (options.why) print_ledger(answer.ledger, out << "\n");
    }
    const bool unknown = value->when && value->when->bound == rules::Bound::unknown;
    return unknown ? not_known : found;
}

}  // namespace dutyd::cli
