// SPDX-License-Identifier: MIT
#include "lib/alert/questions.hpp"

#include "lib/alert/severity.hpp"
#include "lib/alert/watch_parts.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dutyd::alert {

using plan::DutyIndex;
using rules::DutyKind;

namespace {

/// Working days after a matter begins in which a fact that is not known yet is no news.
constexpr int fact_grace_days = 10;

class Questions {
public:
    explicit Questions(const View& view) : view_(view) {}

    std::vector<Alert> run() {
        for (std::size_t n = 0; n < view_.size(); ++n) ask_for_facts(static_cast<DutyIndex>(n));
        for (const PauseQuestion& question : view_.questions) ask_about(question);
        return std::move(alerts_);
    }

private:
    /// Each missing fact once, however many dates need it.
    void ask_for_facts(DutyIndex i) {
        const plan::Outcome& outcome = view_.outcome(i);
        const DutyKind kind = view_.duty(i).kind;
        if (!is_open(outcome) || kind == DutyKind::continuous || kind == DutyKind::power) return;
        if (outcome.missing_facts.empty() || !is_needed_soon(i)) return;
        for (const std::string& fact : outcome.missing_facts) {
            if (asked_.insert(fact).second) ask_for(i, fact);
        }
    }

    /// Its first reminder is due; or nothing else holds the duty up, and it either has waited for
    /// something or has no date to wait for.
    bool is_needed_soon(DutyIndex i) const {
        if (limit_is_near(view_, i)) return true;
        if (!gates_are_done(view_, i) || !has_been_running()) return false;
        return !view_.matter.network->before(i).empty() || !view_.outcome(i).limit.date;
    }

    bool has_been_running() const {
        const civil::Date since =
            std::max(view_.matter.opened_on, view_.begins.value_or(view_.matter.opened_on));
        return view_.office_days.count(since, view_.now.date) >= fact_grace_days;
    }

    /// What follows from another duty or from the law is nobody's to answer.
    void ask_for(DutyIndex i, const std::string& fact) {
        const auto& facts = view_.matter.network->procedure().facts;
        const auto declared = std::find_if(facts.begin(), facts.end(),
                                           [&](const auto& one) { return one.name == fact; });
        if (declared == facts.end() || !declared->duty.empty() || !declared->derived.empty()) {
            return;
        }
        Alert alert = alert_about(view_, {Condition::missing_fact, i});
        alert.key = fmt::format("{}/{}/{}", name(Condition::missing_fact), view_.matter.id, fact);
        if (!declared->owner.empty()) alert.roles = {declared->owner};
        alert.headline = fmt::format("Not recorded yet: {} ({})", declared->title, fact);
        alert.facts.push_back(
            fmt::format("\"{}\" cannot be worked out without it.", view_.duty(i).title));
        alert.to_do = fmt::format("dutyctl record {} VALUE {}", fact, whose(*declared));
        alerts_.push_back(weighed(view_, i, std::move(alert)));
    }

    std::string whose(const rules::FactDeclaration& fact) const {
        using Scope = rules::FactDeclaration::Scope;
        if (fact.scope == Scope::body) return "--body " + view_.body.id;
        return fact.scope == Scope::matter ? "--matter " + view_.matter.id : "";
    }

    /// Only the office knows when its pre-election period really begins and ends.
    void ask_about(const PauseQuestion& question) {
        const plan::Pause& pause = question.pause;
        Alert alert = alert_about(view_, {Condition::confirm_pause, question.duty});
        alert.key = fmt::format("{}/{}/{}", name(alert.condition), view_.body.id, pause.id);
        alert.roles = {view_.body.fallback_role};
        alert.headline = question.has_first
                             ? fmt::format("{}: expected {}, is that so?", pause.title, days(pause))
                             : fmt::format("{}: when does it begin and end?", pause.title);
        alert.facts.push_back(
            fmt::format("It suspends {}; no limit moves.", join(pause.activities, " and ")));
        if (!pause.provision.empty()) {
            alert.facts.push_back("It rests on: " + pause.provision + ".");
        }
        alert.to_do = fmt::format(
            "Say when: dutyctl pause --id {0} --from DATE --to DATE. If there is none: dutyctl "
            "resume {0}",
            pause.id);
        alert.level = level_of(alert.condition, rules::Gravity::serious, alert.rung);
        alerts_.push_back(std::move(alert));
    }

    static std::string days(const plan::Pause& pause) {
        const std::string first = "from " + civil::short_text(pause.days.first);
        return first + (pause.days.last ? " to " + civil::short_text(*pause.days.last) : " on");
    }

    const View& view_;
    std::set<std::string> asked_;
    std::vector<Alert> alerts_;
};

}  // namespace

std::vector<Alert> questions(const View& view) {
    return Questions(view).run();
}

}  // namespace dutyd::alert
