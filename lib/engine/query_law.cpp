// SPDX-License-Identifier: MIT
#include "lib/engine/query_law.hpp"

#include "lib/alert/words.hpp"
#include "lib/engine/matter_facts.hpp"

#include <algorithm>

namespace dutyd::engine {

using plan::AlternativeOutcome;
using plan::BarOutcome;
using plan::LimitOutcome;

namespace {

std::string ledger_word(civil::LedgerLine::Kind kind) {
    using Kind = civil::LedgerLine::Kind;
    if (kind == Kind::counted) return "counted";
    return kind == Kind::passed_over ? "passed-over" : "step";
}

json::array ledger_json(const civil::Ledger& ledger) {
    json::array lines;
    for (const civil::LedgerLine& line : ledger.lines()) {
        lines.push_back(json::object{{"kind", ledger_word(line.kind)},
                                     {"date", date_json(line.date)},
                                     {"number", line.number},
                                     {"text", line.text}});
    }
    return lines;
}

std::string truth_word(rules::Truth truth) {
    if (truth == rules::Truth::unknown) return "unknown";
    return truth == rules::Truth::yes ? "yes" : "no";
}

void add_rule(const LawSubject& subject, const rules::Expression& rule, json::object& object) {
    const MatterFacts facts(subject.snapshot.state, subject.body(), subject.matter);
    civil::Ledger ledger;
    static_cast<void>(rules::evaluate(rule, facts, &ledger).has_value());
    object["rule"] = rule.text();
    object["ledger"] = ledger_json(ledger);
}

void add_condition(const std::optional<rules::Condition>& when, rules::Truth holds,
                   json::object& object) {
    object["when"] = when ? json::value(when->text()) : json::value(nullptr);
    object["applies"] = truth_word(holds);
}

/// A version or a reading: what it says, what it gives, and whether it counts.
json::object alternative_json(const rules::Alternative& rule, const AlternativeOutcome& outcome) {
    json::object object{{"id", rule.id},
                        {"title", rule.title},
                        {"counts", outcome.counts},
                        {"date", date_json(outcome.date.date)},
                        {"bound", rules::word(outcome.date.bound)},
                        {"words", alert::date_words(outcome.date)},
                        {"missing", texts_json(outcome.date.missing)},
                        {"rule", rule.rule ? rule.rule->text() : ""},
                        {"law", citations_json(rule.law)},
                        {"problem", outcome.problem}};
    add_condition(rule.when, outcome.applies, object);
    object["in-force"] = outcome.in_force;
    object["in-force-from"] = date_json(rule.in_force_from);
    object["in-force-to"] = date_json(rule.in_force_to);
    return object;
}

json::array alternatives_json(const std::vector<rules::Alternative>& rules,
                              const std::vector<AlternativeOutcome>& outcomes) {
    json::array list;
    for (const AlternativeOutcome& outcome : outcomes) {
        list.push_back(alternative_json(rules[outcome.index], outcome));
    }
    return list;
}

/// Who decided which reading counts: the office, the pack, or nobody, so that it is the safest.
std::string chosen_by(const LawSubject& subject, const rules::Dispute& dispute) {
    if (dispute.chosen.empty()) return "safest";
    const auto& choices = subject.body().body->readings;
    const auto choice = choices.find(dispute.question);
    const bool of_office = choice != choices.end() && choice->second == dispute.chosen;
    return of_office ? "office" : "pack";
}

void add_readings(const LawSubject& subject, const rules::Dispute& dispute,
                  const std::vector<AlternativeOutcome>& outcomes, json::object& object) {
    if (outcomes.empty()) return;
    object["question"] = dispute.question;
    object["chosen-by"] = chosen_by(subject, dispute);
    object["readings"] = alternatives_json(dispute.readings, outcomes);
}

/// The rule that counts: the limit's own, or that of its version or reading.
const rules::Expression* counting_rule(const rules::Limit& limit, const LimitOutcome& outcome) {
    const auto of =
        [](const std::vector<rules::Alternative>& rules,
           const std::vector<AlternativeOutcome>& outcomes) -> const rules::Expression* {
        for (const AlternativeOutcome& one : outcomes) {
            const auto& rule = rules[one.index].rule;
            if (one.counts && rule) return &*rule;
        }
        return nullptr;
    };
    if (limit.rule) return &*limit.rule;
    if (!limit.versions.empty()) return of(limit.versions, outcome.versions);
    return of(limit.dispute.readings, outcome.readings);
}

/// The limit's own law with that of the version that counts.
std::vector<rules::Citation> law_of(const rules::Limit& limit, const LimitOutcome& outcome) {
    std::vector<rules::Citation> law = limit.law;
    for (const AlternativeOutcome& one : outcome.versions) {
        const auto& more = limit.versions[one.index].law;
        if (one.counts) law.insert(law.end(), more.begin(), more.end());
    }
    return law;
}

json::object limit_json(const LawSubject& subject, const LimitOutcome& limit) {
    if (limit.overridden) {
        return {{"kind", "override"},
                {"date", date_json(limit.date.date)},
                {"rule", "fixed by an authority"}};
    }
    const rules::Limit& rule = subject.rule().limits[limit.limit];
    std::vector<std::string> missing = limit.date.missing;
    missing.insert(missing.end(), limit.missing.begin(), limit.missing.end());
    json::object object{{"kind", rules::text(rule.kind)},
                        {"date", date_json(limit.date.date)},
                        {"words", alert::date_words(limit.date)},
                        {"bound", rules::word(limit.date.bound)},
                        {"rest", limit.date.rest},
                        {"missing", texts_json(missing)},
                        {"provisional", limit.date.provisional},
                        {"law", citations_json(law_of(rule, limit))},
                        {"what-missing-means", rule.missing},
                        {"directory", rule.directory},
                        {"problem", limit.problem}};
    add_condition(rule.when, limit.runs, object);
    if (!limit.versions.empty()) {
        object["versions"] = alternatives_json(rule.versions, limit.versions);
    }
    add_readings(subject, rule.dispute, limit.readings, object);
    const rules::Expression* counting = counting_rule(rule, limit);
    if (counting != nullptr && limit.runs == rules::Truth::yes)
        add_rule(subject, *counting, object);
    return object;
}

json::object bar_json(const LawSubject& subject, const BarOutcome& outcome) {
    const rules::Bar& bar = *outcome.bar;
    const auto when = [](const std::optional<rules::When>& date) {
        return date ? json::value(alert::date_words(*date)) : json::value(nullptr);
    };
    json::object object{
        {"why", bar.why},
        {"effect", bar.effect == rules::Bar::Effect::not_done ? "not-done" : "unlawful"},
        {"from", when(outcome.from)},
        {"until", when(outcome.until)},
        {"until-date", date_json(outcome.until.date)},
        {"until-bound", rules::word(outcome.until.bound)},
        {"missing", texts_json(outcome.until.missing)},
        {"law", citations_json(bar.law)},
        {"problem", outcome.problem}};
    const auto days = outcome.days();
    object["barred-now"] = days && days->contains(subject.body().now->date);
    add_condition(bar.when, outcome.applies, object);
    add_readings(subject, bar.dispute, outcome.readings, object);
    if (bar.until) add_rule(subject, *bar.until, object);
    return object;
}

class FactNames {
public:
    void take(const std::optional<rules::Expression>& rule) {
        if (!rule) return;
        for (const std::string& name : rules::needs(*rule).facts) take(name);
    }
    void take(const std::optional<rules::Condition>& when) {
        if (!when) return;
        for (const std::string& name : rules::facts_of(*when)) take(name);
    }
    void take(const std::vector<rules::Alternative>& alternatives) {
        for (const rules::Alternative& one : alternatives) {
            take(one.when);
            take(one.rule);
            take(one.opens);
        }
    }
    std::vector<std::string> names;

private:
    void take(const std::string& name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
};

}  // namespace

json::array limits_json(const LawSubject& subject) {
    json::array limits;
    for (const LimitOutcome& limit : subject.outcome().limits) {
        limits.push_back(limit_json(subject, limit));
    }
    return limits;
}

json::array bars_json(const LawSubject& subject) {
    json::array bars;
    for (const BarOutcome& bar : subject.outcome().bars) {
        bars.push_back(bar_json(subject, bar));
    }
    return bars;
}

json::array facts_behind(const LawSubject& subject) {
    FactNames wanted;
    wanted.take(subject.rule().when);
    for (const rules::Limit& limit : subject.rule().limits) {
        wanted.take(limit.when);
        wanted.take(limit.rule);
        wanted.take(limit.opens);
        wanted.take(limit.versions);
        wanted.take(limit.dispute.readings);
    }
    for (const rules::Bar& bar : subject.rule().bars) {
        wanted.take(bar.when);
        wanted.take(bar.from);
        wanted.take(bar.until);
        wanted.take(bar.dispute.readings);
    }
    json::array facts;
    const MatterFacts view(subject.snapshot.state, subject.body(), subject.matter);
    for (const std::string& name : wanted.names) {
        const auto finding = view.find(name);
        if (!finding) continue;
        const rules::FactDeclaration* declared = view.declaration(name);
        rules::FactDeclaration builtin;
        builtin.name = name;
        facts.push_back(fact_json(declared != nullptr ? *declared : builtin, *finding));
    }
    return facts;
}

}  // namespace dutyd::engine
