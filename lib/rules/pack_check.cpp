// SPDX-License-Identifier: MIT
#include "lib/rules/pack_check.hpp"

#include "lib/base/text.hpp"
#include "lib/rules/facts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

using Kind = FactDeclaration::Kind;

const FactDeclaration* find_fact(const Scope& scope, const std::string& name) {
    for (const FactDeclaration* fact : *scope.facts) {
        if (fact->name == name) return fact;
    }
    return nullptr;
}

/// Without those that nobody declares.
std::vector<std::string> declared_names(const Scope& scope) {
    std::vector<std::string> names;
    for (const FactDeclaration* fact : *scope.facts) {
        if (!is_built_in(fact->name)) names.push_back(fact->name);
    }
    return names;
}

std::vector<std::string> fact_names(const Scope& scope) {
    std::vector<std::string> names;
    for (const FactDeclaration* fact : *scope.facts) names.push_back(fact->name);
    return names;
}

std::string_view word_for(NameUse::Kind kind) {
    switch (kind) {
        case NameUse::Kind::party:
            return "party";
        case NameUse::Kind::role:
            return "role";
        case NameUse::Kind::activity:
            return "activity";
        case NameUse::Kind::duty:
            return "duty";
        case NameUse::Kind::day_set:
            return "day set";
        case NameUse::Kind::meeting_calendar:
            return "meeting calendar";
        case NameUse::Kind::procedure:
            return "procedure";
    }
    return "name";
}

const Scope::Names& names_of(const Scope& scope, NameUse::Kind kind) {
    switch (kind) {
        case NameUse::Kind::party:
            return scope.parties;
        case NameUse::Kind::role:
            return scope.roles;
        case NameUse::Kind::activity:
            return scope.activities;
        case NameUse::Kind::duty:
            return scope.duties;
        case NameUse::Kind::day_set:
            return scope.day_sets;
        case NameUse::Kind::meeting_calendar:
            return scope.meeting_calendars;
        case NameUse::Kind::procedure:
            break;
    }
    return scope.procedures;
}

}  // namespace

std::string suggestion(const std::string& name, const std::vector<std::string>& known) {
    constexpr std::size_t listed_max = 12;
    std::string near = did_you_mean(name, known);
    if (!near.empty()) return near;
    if (known.empty()) return "none is declared";
    if (known.size() > listed_max) return {};
    std::vector<std::string> sorted = known;
    std::sort(sorted.begin(), sorted.end());
    return "there are: " + join(sorted, ", ");
}

std::string_view word_for(FactDeclaration::Kind kind) {
    switch (kind) {
        case Kind::date:
            return "a date";
        case Kind::period:
            return "a period";
        case Kind::yes_no:
            return "yes or no";
        case Kind::number:
            return "a number";
        case Kind::text:
            return "a word";
    }
    return "a value";
}

const FactDeclaration* declared_fact(const std::string& name, const Place& where,
                                     const Scope& scope, Report& report) {
    const FactDeclaration* fact = find_fact(scope, name);
    if (fact == nullptr) {
        std::string hint = did_you_mean(name, fact_names(scope));
        if (hint.empty()) hint = suggestion(name, declared_names(scope));
        report.error(where, fmt::format("there is no fact called '{}'", name), std::move(hint));
    }
    return fact;
}

namespace {

/// "other-procedure/duty" or "other-procedure", of a file that could not be read.
bool in_unread_file(const std::string& name, const Scope& scope) {
    return contains(scope.unread_procedures, name.substr(0, name.find('/')));
}

void check_name(const NameUse& use, const Scope& scope, Report& report) {
    const Scope::Names& known = names_of(scope, use.kind);
    if (!known || contains(*known, use.name.value)) return;
    const bool may_be_unread =
        (use.kind == NameUse::Kind::procedure || use.name.value.find('/') != std::string::npos) &&
        in_unread_file(use.name.value, scope);
    if (may_be_unread) return;
    std::string hint = suggestion(use.name.value, *known);
    const std::string own = scope.procedure + "/";
    if (use.kind == NameUse::Kind::duty) {
        const std::string elsewhere = "/" + use.name.value;
        for (const std::string& name : *known) {
            const bool same =
                name.size() > elsewhere.size() &&
                name.compare(name.size() - elsewhere.size(), name.size(), elsewhere) == 0;
            if (same) hint = fmt::format("of another procedure it is '{}'", name);
        }
    }
    if (use.kind == NameUse::Kind::duty && use.name.value.compare(0, own.size(), own) == 0) {
        hint = fmt::format("within '{}' write just '{}'", scope.procedure,
                           use.name.value.substr(own.size()));
    }
    report.error(use.name.where,
                 fmt::format("there is no {} called '{}'", word_for(use.kind), use.name.value),
                 std::move(hint));
}

void check_date_fact(const DateFactUse& use, const Scope& scope, Report& report) {
    const FactDeclaration* fact = declared_fact(use.name.value, use.name.where, scope, report);
    if (fact == nullptr || fact->kind == Kind::date) return;
    report.error(use.name.where, fmt::format("'{}' is {}, and must be {}", fact->name,
                                             word_for(fact->kind), word_for(Kind::date)));
}

void check_expression_facts(const ExpressionUse& use, const Needs& needed, const Scope& scope,
                            Report& report) {
    if (!scope.facts) return;
    for (const std::string& name : needed.facts) {
        const Place where = use.written.place_of(name);
        const FactDeclaration* fact = declared_fact(name, where, scope, report);
        if (fact == nullptr || fact->kind == Kind::date || fact->kind == Kind::period) continue;
        report.error(where, fmt::format("'{}' is {}, and a date is counted from days or periods",
                                        name, word_for(fact->kind)));
    }
}

void check_each(const std::vector<std::string>& used, const ExpressionUse& use,
                const std::function<void(const std::string&, const Place&)>& check) {
    for (const std::string& name : used) check(name, use.written.place_of(name));
}

void check_expression(const ExpressionUse& use, const Scope& scope, Report& report) {
    const Needs needed = needs(use.expression);
    check_expression_facts(use, needed, scope, report);
    const auto name_check = [&](NameUse::Kind kind) {
        return [&, kind](const std::string& name, const Place& where) {
            check_name({kind, {name, where, {}}, use.user}, scope, report);
        };
    };
    check_each(needed.day_sets, use, name_check(NameUse::Kind::day_set));
    check_each(needed.meeting_calendars, use, name_check(NameUse::Kind::meeting_calendar));
    check_each(needed.periods, use, [&](const std::string& name, const Place& where) {
        if (!scope.periods || contains(*scope.periods, name)) return;
        report.error(where, fmt::format("there is no ignored period called '{}'", name),
                     suggestion(name, *scope.periods));
    });
    if (!needed.implied_day_set) return;
    report.error(use.written.place_of("working"), "these working days do not say whose they are",
                 "every law has its own: add 'in' and a day set, as in 'in working-days'");
}

void sort_unique(std::vector<std::string>& names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace

void check_uses(const Uses& uses, const Scope& scope, Report& report) {
    for (const NameUse& use : uses.names) check_name(use, scope, report);
    for (const ExpressionUse& use : uses.expressions) check_expression(use, scope, report);
    if (!scope.facts) return;
    for (const DateFactUse& use : uses.date_facts) check_date_fact(use, scope, report);
    for (const ConditionUse& use : uses.conditions) check_condition(use, scope, report);
}

std::vector<std::string> facts_read(const Uses& uses) {
    std::vector<std::string> names;
    for (const ExpressionUse& use : uses.expressions) {
        const Needs needed = needs(use.expression);
        names.insert(names.end(), needed.facts.begin(), needed.facts.end());
    }
    for (const ConditionUse& use : uses.conditions) {
        const auto facts = facts_of(use.condition);
        names.insert(names.end(), facts.begin(), facts.end());
    }
    sort_unique(names);
    return names;
}

std::vector<std::string> periods_read(const Uses& uses) {
    std::vector<std::string> names;
    for (const ExpressionUse& use : uses.expressions) {
        const Needs needed = needs(use.expression);
        names.insert(names.end(), needed.periods.begin(), needed.periods.end());
    }
    sort_unique(names);
    return names;
}

}  // namespace dutyd::rules
