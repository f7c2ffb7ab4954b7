// SPDX-License-Identifier: MIT
#include "lib/report/causes.hpp"

#include "lib/base/text.hpp"
#include "lib/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::report {

namespace {

/// The duty and those that set its date, the nearest first.
std::vector<plan::DutyIndex> driving_chain(const Office& office, const DutyView& at) {
    std::vector<plan::DutyIndex> chain = {at.index};
    for (std::size_t n = 0; n < at.matter->network->size(); ++n) {
        const DutyView step = office.duty(*at.matter, chain.back());
        const auto& reasons = step.outcome->forecast_reasons;
        const auto next = std::find_if(reasons.begin(), reasons.end(),
                                       [](const plan::Reason& one) { return one.other; });
        if (next == reasons.end()) break;
        chain.push_back(*next->other);
    }
    return chain;
}

std::string fact_title(const rules::Procedure& procedure, const std::string& name) {
    for (const rules::FactDeclaration& fact : procedure.facts) {
        if (fact.name == name && !fact.title.empty()) return fact.title;
    }
    return name;
}

void add_names(std::vector<std::string>& names, const std::optional<rules::Expression>& rule,
               const rules::Procedure& procedure) {
    if (!rule) return;
    const rules::Needs needs = rules::needs(*rule);
    names.insert(names.end(), needs.facts.begin(), needs.facts.end());
    for (const rules::IgnoredPeriods& ignored : procedure.ignored) {
        const bool used = std::find(needs.periods.begin(), needs.periods.end(), ignored.name) !=
                          needs.periods.end();
        if (!used) continue;
        for (const rules::Expression& edge : {ignored.first, ignored.last}) {
            const rules::Needs inner = rules::needs(edge);
            names.insert(names.end(), inner.facts.begin(), inner.facts.end());
        }
    }
}

std::string pause_words(const plan::Pause& pause) {
    const std::string last = pause.days.last ? "to " + day(pause.days.last) : "with no end yet";
    return fmt::format("pause \"{}\" from {} {}", pause.title, day(pause.days.first), last);
}

/// The work before it, as it went: done, late, or expected on another day.
std::string how_it_went(const Twice& step) {
    const std::string title = "\"" + step.is.duty().title + "\"";
    const auto& expected = step.was.outcome->forecast.date;
    if (step.is.record().done && !step.was.record().done) {
        if (!expected || *expected == *step.is.record().done) return "";
        return fmt::format("{} was done on {}, expected by {}", title, day(step.is.record().done),
                           day(expected));
    }
    if (!expected || step.is.record().done || step.is.outcome->forecast.date == expected) return "";
    if (step.now.today() > *expected) {
        return fmt::format("{} is not recorded as done; it was expected by {}", title,
                           day(expected));
    }
    if (!step.is.outcome->forecast.date) return title + " has no date any more";
    return fmt::format("{} is expected by {}, before by {}", title,
                       day(step.is.outcome->forecast.date), day(expected));
}

std::string text_of(const std::optional<rules::Expression>& rule) {
    return rule ? rule->text() : "";
}

/// As far as dates hang on it: replay makes a procedure anew, so the two are never one object.
bool is_same_rule(const rules::Duty& a, const rules::Duty& b) {
    return rules::text(a.takes) == rules::text(b.takes) && text_of(a.target) == text_of(b.target) &&
           text_of(a.expect) == text_of(b.expect) &&
           std::equal(a.limits.begin(), a.limits.end(), b.limits.begin(), b.limits.end(),
                      [](const rules::Limit& one, const rules::Limit& other) {
                          return text_of(one.rule) == text_of(other.rule);
                      });
}

}  // namespace

std::vector<std::string> facts_of_limits(const rules::Procedure& procedure,
                                         const rules::Duty& duty) {
    std::vector<std::string> names;
    for (const rules::Limit& limit : duty.limits) {
        add_names(names, limit.rule, procedure);
        for (const auto& version : limit.versions) add_names(names, version.rule, procedure);
        for (const auto& reading : limit.dispute.readings) {
            add_names(names, reading.rule, procedure);
        }
        if (limit.when) {
            const auto conditional = rules::facts_of(*limit.when);
            names.insert(names.end(), conditional.begin(), conditional.end());
        }
    }
    return names;
}

std::string cause_in_facts(const Twice& duty, const std::vector<std::string>& facts) {
    const rules::Procedure& procedure = duty.is.matter->network->procedure();
    for (const std::string& name : facts) {
        const auto then = duty.then.fact(*duty.was.matter, name);
        const auto now = duty.now.fact(*duty.is.matter, name);
        if (then == now) continue;
        const std::string title = fact_title(procedure, name);
        if (!now) return title + " is no longer known";
        if (!then) return fmt::format("{} is known: {}", title, *now);
        return fmt::format("{} is {}, before {}", title, *now, *then);
    }
    return "";
}

std::string cause_in_pauses(const Twice& duty) {
    std::vector<std::string> found;
    for (const plan::DutyIndex i : driving_chain(duty.now, duty.is)) {
        for (const std::string& id : duty.now.duty(*duty.is.matter, i).outcome->paused_by) {
            const auto& now = duty.now.snapshot().state.pauses;
            const auto& then = duty.then.snapshot().state.pauses;
            const auto pause = now.find(id);
            const auto old = then.find(id);
            if (pause == now.end()) continue;
            if (old != then.end() && old->second.days == pause->second.days) continue;
            std::string words = pause_words(pause->second);
            const bool known = std::find(found.begin(), found.end(), words) != found.end();
            if (!known) found.push_back(std::move(words));
        }
    }
    return join(found, "; ");
}

std::string cause_in_work(const Twice& duty) {
    const auto chain = driving_chain(duty.now, duty.is);
    for (auto i = chain.rbegin(); i != chain.rend(); ++i) {
        if (*i == duty.is.index) break;
        const DutyView is = duty.now.duty(*duty.is.matter, *i);
        const auto was = duty.then.duty(*duty.was.matter, is.duty().id);
        if (!was) return fmt::format("\"{}\" has come in between", is.duty().title);
        std::string words = how_it_went({duty.then, duty.now, *was, is});
        if (!words.empty()) return words;
    }
    return "";
}

std::string cause_in_calendars(const Twice& duty) {
    if (!is_same_rule(duty.was.duty(), duty.is.duty())) {
        return "the matter follows a newer version of its procedure";
    }
    const auto& then = duty.then.snapshot().state.library_files;
    const auto& now = duty.now.snapshot().state.library_files;
    const bool same = then == now || std::equal(then->begin(), then->end(), now->begin(),
                                                now->end(), [](const auto& a, const auto& b) {
                                                    return a.path == b.path && a.hash == b.hash;
                                                });
    return same ? "" : "packs, holidays or bodies in the calendars folder have changed";
}

}  // namespace dutyd::report
