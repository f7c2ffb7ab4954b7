// SPDX-License-Identifier: MIT
#include "lib/report/rule_words.hpp"

#include "lib/base/text.hpp"
#include "lib/rules/condition_node.hpp"
#include "lib/rules/expression_nodes.hpp"
#include "lib/rules/expression_words.hpp"
#include "lib/rules/opening.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::report {

namespace {

namespace form = rules::form;
using rules::Node;

std::string direction(civil::Direction direction) {
    switch (direction) {
        case civil::Direction::after:
            return "after";
        case civil::Direction::before:
            return "before";
        case civil::Direction::beginning_with:
            return "beginning with";
        case civil::Direction::ending_with:
            break;
    }
    return "ending with";
}

std::string unit(rules::Unit unit) {
    switch (unit) {
        case rules::Unit::days:
            return "day";
        case rules::Unit::weeks:
            return "week";
        case rules::Unit::months:
            return "month";
        case rules::Unit::years:
            return "year";
        case rules::Unit::hours:
            break;
    }
    return "hour";
}

std::string nth(rules::Nth which) {
    return which.is_last() ? "last" : rules::ordinal_text(which.n);
}

std::string side(form::Meeting::Side side) {
    switch (side) {
        case form::Meeting::Side::on_or_after:
            return "on or after";
        case form::Meeting::Side::after:
            return "after";
        case form::Meeting::Side::on_or_before:
            return "on or before";
        case form::Meeting::Side::before:
            break;
    }
    return "before";
}

std::string kind(civil::PeriodKind kind) {
    switch (kind) {
        case civil::PeriodKind::financial_year:
            return "financial year";
        case civil::PeriodKind::quarter:
            return "quarter";
        case civil::PeriodKind::month:
            return "month";
        case civil::PeriodKind::year:
            break;
    }
    return "year";
}

/// Walks the tree and says each form in its own words; `inner` brackets what has a comma in it.
class Speaker {
public:
    explicit Speaker(const RuleWords& names) : names_(names) {}

    std::string say(const Node& node) const {
        return std::visit(
            [this, &node](const auto& form) {
                if constexpr (requires { this->words(form); }) {
                    return words(form);
                } else {
                    return rules::text(node);
                }
            },
            node.form);
    }

    std::string words(const form::DateLiteral& literal) const {
        return civil::long_text(literal.date);
    }
    std::string words(const form::RangeLiteral& literal) const {
        return fmt::format(
            "the days from {} to {}", civil::long_text(literal.period.first),
            literal.period.last ? civil::long_text(*literal.period.last) : "a day not yet known");
    }
    std::string words(const form::Name& name) const { return names_.fact(name.name); }
    std::string words(const form::Count& count) const {
        std::string out =
            fmt::format("{}{}{} {} {} {}", count.n, count.clear ? " clear" : "",
                        count.working ? " working" : "", unit(count.unit) + plural(count.n),
                        direction(count.direction), inner(*count.anchor));
        for (const rules::IgnoredPeriod& ignored : count.ignoring) {
            out += ", leaving out " +
                   (ignored.range ? civil::iso(*ignored.range) : names_.period(ignored.name));
        }
        if (count.working) out += ", counting " + names_.day_set(count.day_set);
        return out;
    }
    std::string words(const form::NthDay& day) const {
        if (day.kind == form::NthDay::Kind::day) {
            return fmt::format("the {} day of {}", nth(day.nth), inner(*day.period));
        }
        if (day.kind == form::NthDay::Kind::weekday) {
            return fmt::format("the {} {} in {}", nth(day.nth), civil::weekday_name(day.weekday),
                               inner(*day.period));
        }
        return fmt::format("the {} working day of {}, counting {}", nth(day.nth),
                           inner(*day.period), names_.day_set(day.day_set));
    }
    std::string words(const form::DayInMonth& day) const {
        return fmt::format("{} {} in {}", day.day, civil::month_name(day.month),
                           inner(*day.period));
    }
    std::string words(const form::Meeting& meeting) const {
        return fmt::format("the {} {}{}meeting of the {} calendar {} {}", nth(meeting.nth),
                           meeting.kind, meeting.kind.empty() ? "" : " ", meeting.calendar,
                           side(meeting.side), inner(*meeting.anchor));
    }
    std::string words(const form::DayBeside& beside) const {
        return fmt::format("the day {} {}", beside.after ? "after" : "before",
                           inner(*beside.operand));
    }
    std::string words(const form::EndOf& end) const { return "the end of " + inner(*end.operand); }
    std::string words(const form::AtTime& at) const {
        return fmt::format("{}, at {}", say(*at.operand), at.time.text());
    }
    std::string words(const form::Rolled& rolled) const {
        return fmt::format("{}; if that day is not one of {}, the {} that is", say(*rolled.operand),
                           names_.day_set(rolled.day_set),
                           rolled.direction == civil::Roll::forward ? "next" : "last before");
    }
    std::string words(const form::Choice& choice) const {
        std::vector<std::string> parts;
        for (const auto& part : choice.operands) parts.push_back(inner(*part));
        return fmt::format("the {} of: {}", choice.earliest ? "earliest" : "latest",
                           join(parts, "; "));
    }
    std::string words(const form::Otherwise& otherwise) const {
        return fmt::format("{} or, while that is not known, {}", inner(*otherwise.first),
                           inner(*otherwise.second));
    }
    std::string words(const form::AsKnownOn& known) const {
        return fmt::format("{} as it was known on {}", inner(*known.operand), inner(*known.day));
    }
    std::string words(const form::PeriodBeside& beside) const {
        using Relation = form::PeriodBeside::Relation;
        const char* relation = beside.relation == Relation::containing ? "containing"
                               : beside.relation == Relation::before   ? "before"
                                                                       : "after";
        return fmt::format("the {} {} {}", kind(beside.kind), relation, inner(*beside.operand));
    }
    std::string words(const form::MonthIn& month) const {
        return fmt::format("{} in {}", civil::month_name(month.month), inner(*month.period));
    }

private:
    static std::string plural(std::int32_t n) { return n == 1 ? "" : "s"; }
    std::string inner(const Node& node) const {
        const std::string text = say(node);
        const bool loose = text.find_first_of(",;:") != std::string::npos ||
                           std::holds_alternative<form::Otherwise>(node.form);
        return loose ? "(" + text + ")" : text;
    }

    const RuleWords& names_;
};

using ConditionKind = rules::ConditionNode::Kind;

bool is_number(const std::string& value) {
    return !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
}

/// Numbers are more or less; days and periods, and so other facts, come before or after.
std::string comparison(const rules::ConditionNode& node) {
    const bool number = node.other_fact.empty() && is_number(node.value);
    switch (node.comparison) {
        case rules::Comparison::equal:
            return "is";
        case rules::Comparison::not_equal:
            return "is not";
        case rules::Comparison::less:
            return number ? "is less than" : "is before";
        case rules::Comparison::at_most:
            return number ? "is at most" : "is not after";
        case rules::Comparison::more:
            return number ? "is more than" : "is after";
        case rules::Comparison::at_least:
            break;
    }
    return number ? "is at least" : "is not before";
}

/// "which election it is" asks; only its answer can be compared.
std::string as_subject(const std::string& fact) {
    const std::string first = fact.substr(0, fact.find(' '));
    for (const char* asks : {"which", "whether", "what", "how", "who", "when"}) {
        if (first == asks) return "the answer to \"" + fact + "\"";
    }
    return fact;
}

/// A day as people write it; a word or a number as it is.
std::string value_words(const std::string& value) {
    const auto date = civil::Date::parse(value);
    return date ? civil::long_text(*date) : value;
}

std::string say(const rules::ConditionNode& node, const RuleWords& names) {
    const auto joined = [&](const char* word) {
        std::vector<std::string> parts;
        for (const auto& part : node.parts) {
            const bool bracket = part->kind == ConditionKind::any_of;
            const std::string text = say(*part, names);
            parts.push_back(bracket ? "(" + text + ")" : text);
        }
        return join(parts, word);
    };
    switch (node.kind) {
        case ConditionKind::all_of:
            return joined(", and ");
        case ConditionKind::any_of:
            return joined(", or ");
        case ConditionKind::negation:
            return "it is not so that " + say(*node.parts.front(), names);
        case ConditionKind::is_known:
            return names.fact(node.fact) + " is known";
        case ConditionKind::comparison:
            break;
    }
    const bool equal = node.comparison == rules::Comparison::equal;
    const std::string fact = names.fact(node.fact);
    if (equal && fact.rfind("whether ", 0) == 0 && (node.value == "yes" || node.value == "no")) {
        return (node.value == "no" ? "it is not so that " : "") + fact.substr(8);
    }
    return fmt::format(
        "{} {} {}", as_subject(fact), comparison(node),
        node.other_fact.empty() ? value_words(node.value) : names.fact(node.other_fact));
}

std::string lower_first(std::string text) {
    // "PRSRA ..." and the like stay as they are.
    const bool word = text.size() > 1 && text[1] >= 'a' && text[1] <= 'z';
    if (word && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

/// "Day of the poll" is "the day of the poll", "Whether ..." stays "whether ...".
std::string with_article(const std::string& title) {
    std::string text = lower_first(title);
    const std::string first = text.substr(0, text.find(' '));
    for (const char* bare : {"whether", "when", "what", "which", "how", "the", "a", "an", "who"}) {
        if (first == bare) return text;
    }
    return "the " + text;
}

}  // namespace

std::string RuleWords::rule(const rules::Expression& rule) const {
    return Speaker(*this).say(rule.root());
}

std::string RuleWords::condition(const rules::Condition& condition) const {
    return say(condition.root(), *this);
}

std::string RuleWords::fact(const std::string& name) const {
    if (name == "today") return "today";
    if (name == "body.nation") return "the body's nation";
    for (const rules::FactDeclaration& fact : procedure_.facts) {
        if (fact.name != name || fact.title.empty()) continue;
        // What follows a colon explains; it is in the table of facts.
        return with_article(fact.title.substr(0, fact.title.find(':')));
    }
    return name;
}

std::string RuleWords::day_set(const std::string& id) const {
    if (id.empty()) return "the office's working days";
    const auto& sets = library_.calendars.day_sets;
    const auto found = sets.find(id);
    const bool titled = found != sets.end() && !found->second.title().empty();
    return titled ? "\"" + found->second.title() + "\"" : id;
}

std::string RuleWords::period(const std::string& name) const {
    const bool declared =
        std::any_of(procedure_.ignored.begin(), procedure_.ignored.end(),
                    [&](const rules::IgnoredPeriods& one) { return one.name == name; });
    std::string words = declared ? "the " + name : fact(name);
    if (declared) std::replace(words.begin(), words.end(), '-', ' ');
    return words;
}

std::string RuleWords::duration(const rules::Duration& duration) const {
    return duration.n == 0 ? "the same day" : rules::text(duration);
}

std::string RuleWords::opening() const {
    const rules::Opening& opening = procedure_.opening;
    std::string words;
    std::vector<std::string> occasions;
    for (const std::string& name : opening.occasions) occasions.push_back(fact(name));
    switch (opening.kind) {
        case rules::Opening::Kind::by_hand:
            words = "When somebody opens it";
            break;
        case rules::Opening::Kind::on_fact:
            words = occasions.size() == 1 ? fmt::format("When {} is recorded", occasions.front())
                                          : fmt::format("When the first of these is recorded: {}",
                                                        join(occasions, "; "));
            break;
        case rules::Opening::Kind::each_period:
            words = fmt::format("For each {} of the body, {} ahead", rules::text(opening.unit),
                                rules::text(procedure_.ahead));
            break;
        case rules::Opening::Kind::every:
            words = fmt::format("Every {} after {}, counted from that day, {} ahead",
                                counted(opening.months, "month"), join(occasions, "; "),
                                rules::text(procedure_.ahead));
            break;
    }
    if (opening.when) words += ", if " + condition(*opening.when);
    return words;
}

}  // namespace dutyd::report
