// SPDX-License-Identifier: MIT
#include "lib/engine/openings.hpp"

#include "lib/civil/months.hpp"
#include "lib/engine/matter_facts.hpp"
#include "lib/engine/rounds.hpp"
#include "lib/rules/matter_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dutyd::engine {

using civil::Date;
using journal::FactStatus;
using rules::Opening;
using rules::Procedure;

Date tracked_since(const State& state, const rules::Body& body) {
    if (body.tracked_from) return *body.tracked_from;
    const auto adopted = state.first_adopted.find(body.id);
    return adopted == state.first_adopted.end() ? Date::last() : adopted->second;
}

std::string matter_own_name(const Procedure& procedure, const rules::Body& body, Date day) {
    const std::string& pattern = procedure.matter_name;
    return rules::matter_name(pattern.empty() ? procedure.id + "-{year}" : pattern, day,
                              body.fiscal_year_start);
}

namespace {

civil::PeriodKind kind_of(Opening::Unit unit) {
    switch (unit) {
        case Opening::Unit::year:
            return civil::PeriodKind::year;
        case Opening::Unit::financial_year:
            return civil::PeriodKind::financial_year;
        case Opening::Unit::quarter:
            return civil::PeriodKind::quarter;
        case Opening::Unit::month:
            break;
    }
    return civil::PeriodKind::month;
}

/// A fact that says why a matter is open, as it stands for the body.
struct OpeningFact {
    std::string name;
    std::string value;
    FactStatus status = FactStatus::recorded;
    std::string source = {};
    std::uint64_t seq = 0;  // 0: worked out from another matter
};

/// What opens, or is open, under one name.
struct Wanted {
    std::string own_name;
    std::vector<OpeningFact> facts;  // copied to the matter, so that nothing later changes them
};

/// Looks at one procedure of one body.
class Openings {
public:
    Openings(const Bench& bench, const BodyView& body, const Procedure& procedure)
        : state_(bench.state),
          body_(body),
          procedure_(procedure),
          opening_(procedure.opening),
          facts_(bench.state, body, procedure) {}

    std::vector<Decision> run() {
        switch (opening_.kind) {
            case Opening::Kind::by_hand:
                break;
            case Opening::Kind::on_fact:
                on_facts();
                break;
            case Opening::Kind::each_period:
                each_period();
                break;
            case Opening::Kind::every:
                every();
                break;
        }
        return std::move(decisions_);
    }

private:
    Date today() const { return body_.now->date; }

    // ---- on a recorded day

    /// Facts of the body and those shared by all are two voices: what one says of an election is
    /// never mixed with what the other says.
    void on_facts() {
        for (const std::string& owner : {body_.body->id, std::string{}}) {
            for (const std::string& name : opening_.occasions) {
                const auto occasion = standing(owner, name);
                if (occasion) on_fact(owner, *occasion);
            }
        }
    }

    std::optional<OpeningFact> standing(const std::string& owner, const std::string& name) const {
        if (const FactEntry* entry = state_.facts.find(owner, name, {})) {
            return OpeningFact{name, *entry->value, entry->status, entry->source, entry->seq};
        }
        const bool of_elections = name == poll_fact || name == kind_fact;
        const bool elsewhere = owner.empty() || state_.facts.find("", name, {}) != nullptr;
        if (of_elections || elsewhere) return std::nullopt;
        const auto found = facts_.find(name);
        if (!found || !found->text) return std::nullopt;
        return OpeningFact{name, *found->text, found->status, found->source, 0};
    }

    void on_fact(const std::string& owner, const OpeningFact& occasion) {
        const auto text = [&](const std::string& name) -> std::optional<std::string> {
            const FactEntry* entry = state_.facts.find(owner, name, {});
            return entry != nullptr ? entry->value : facts_.text_of(name);
        };
        if (opening_.when && rules::holds(*opening_.when, text) != rules::Truth::yes) return;
        const auto day = first_day(occasion.value);
        if (!day) return;
        std::string name_of_it = matter_own_name(procedure_, *body_.body, *day);
        Wanted wanted{opened_by_act(occasion).value_or(name_of_it), {occasion}};
        for (const std::string& name : asked_about()) {
            if (const auto other = standing(owner, name)) wanted.facts.push_back(*other);
        }
        settle(wanted);
    }

    /// The matter that the same act of another matter opened already, whatever day it now has.
    std::optional<std::string> opened_by_act(const OpeningFact& occasion) const {
        if (occasion.seq != 0 || occasion.source.empty()) return std::nullopt;
        for (const auto& [id, matter] : OfOwner(state_.matters, body_.body->id)) {
            if (matter->network->procedure().id != procedure_.id) continue;
            const FactEntry* own = state_.facts.find(id, occasion.name, {});
            if (own != nullptr && own->source == occasion.source) {
                return id.substr(id.rfind('/') + 1);
            }
        }
        return std::nullopt;
    }

    /// The facts of the condition. Other occasions are other events, and what is always there needs
    /// no copy.
    std::vector<std::string> asked_about() const {
        if (!opening_.when) return {};
        std::vector<std::string> names = rules::facts_of(*opening_.when);
        std::erase_if(names, [&](const std::string& name) {
            return name == "body.nation" || name == "today" || is_occasion(procedure_, name);
        });
        return names;
    }

    // ---- for each period

    void each_period() {
        const auto kind = kind_of(opening_.unit);
        const auto start = body_.body->fiscal_year_start;
        const Date since = tracked_since(state_, *body_.body);
        auto period = civil::period_containing(kind, before(since, procedure_.runs_on), start);
        while (period && period->last && is_near(period->first)) {
            const bool runs = after(*period->last, procedure_.runs_on) >= since;
            if (runs && applies({opening_.bound, civil::iso(*period)})) {
                settle({matter_own_name(procedure_, *body_.body, period->first),
                        {{opening_.bound, civil::iso(*period)}}});
            }
            period = civil::period_relative(kind, period->first, 1, start);
        }
    }

    bool is_near(Date first) const {
        return before(first, procedure_.ahead) <= today() && (!ended() || first <= *ended());
    }

    /// The body's last day, if somebody has fixed it.
    std::optional<Date> ended() const {
        for (const rules::Pack& pack : state_.library->packs) {
            if (pack.id != procedure_.pack || pack.ends_with.empty()) continue;
            const FactEntry* entry = state_.facts.find(body_.body->id, pack.ends_with, {});
            if (entry == nullptr) entry = state_.facts.find("", pack.ends_with, {});
            if (entry != nullptr) return first_day(entry->value);
        }
        return std::nullopt;
    }

    bool applies(const OpeningFact& bound) const {
        if (!opening_.when) return true;
        const auto text = [&](const std::string& name) {
            return name == bound.name ? std::optional(bound.value) : facts_.text_of(name);
        };
        return rules::holds(*opening_.when, text) == rules::Truth::yes;
    }

    // ---- every so many months

    void every() {
        const auto anchors = anchors_of(opening_.occasions.front());
        for (std::size_t n = 0; n < anchors.size(); ++n) {
            std::optional<Date> next;
            if (n + 1 < anchors.size()) next = first_day(anchors[n + 1].value);
            count_from(anchors[n], next);
        }
    }

    /// Counted from the anchor itself each time, so that no short month shortens what follows.
    void count_from(const OpeningFact& anchor, std::optional<Date> next_anchor) {
        const auto from = first_day(anchor.value);
        const Date since = tracked_since(state_, *body_.body);
        if (!from || opening_.months < 1) return;
        for (int k = 1;; ++k) {
            const auto day = civil::corresponding_date(*from, {k * opening_.months});
            if (!day || !is_near(*day) || (next_anchor && *day >= *next_anchor)) return;
            const OpeningFact bound{opening_.bound, day->iso(), anchor.status, {}, anchor.seq};
            if (after(*day, procedure_.runs_on) < since) continue;
            if (holds_from(anchor, bound) != rules::Truth::yes) continue;
            settle({matter_own_name(procedure_, *body_.body, *day), {bound, anchor}});
        }
    }

    /// The opening's condition for a count from this anchor. What kind of election a poll was is
    /// asked of that poll: a by-election starts no count of what ordinary elections start, and ends
    /// none.
    rules::Truth holds_from(const OpeningFact& anchor, const OpeningFact& bound) const {
        if (!opening_.when) return rules::Truth::yes;
        const auto text = [&](const std::string& name) -> std::optional<std::string> {
            if (!bound.name.empty() && name == bound.name) return bound.value;
            if (name == anchor.name) return anchor.value;
            if (anchor.name != poll_fact || name != kind_fact) return facts_.text_of(name);
            return kind_known_with(anchor);
        };
        return rules::holds(*opening_.when, text);
    }

    std::optional<std::string> kind_known_with(const OpeningFact& poll) const {
        const FactEntry* kind = nullptr;
        for (const std::string& owner : {std::string{}, body_.body->id}) {
            for (const FactEntry& entry : state_.facts.history(owner, kind_fact)) {
                const bool with_it = entry.value && entry.seq <= poll.seq;
                if (with_it && (kind == nullptr || entry.seq > kind->seq)) kind = &entry;
            }
        }
        return kind != nullptr ? kind->value : facts_.text_of(kind_fact);
    }

    /// The days the count has run from, in date order: a new election begins a new count, a
    /// correction takes the place of what it corrects.
    std::vector<OpeningFact> anchors_of(const std::string& name) const {
        std::vector<OpeningFact> anchors;
        for (const std::string& owner : {std::string{}, body_.body->id}) {
            for (const FactEntry& entry : state_.facts.history(owner, name)) {
                const OpeningFact anchor{
                    name, entry.value.value_or(""), entry.status, {}, entry.seq};
                if (entry.value && holds_from(anchor, {}) == rules::Truth::no) continue;
                take(entry, name, anchors);
            }
        }
        if (anchors.empty()) {
            if (const auto occasion = standing(body_.body->id, name)) anchors.push_back(*occasion);
        }
        std::sort(anchors.begin(), anchors.end(),
                  [](const OpeningFact& a, const OpeningFact& b) { return a.value < b.value; });
        return anchors;
    }

    static void take(const FactEntry& entry, const std::string& name,
                     std::vector<OpeningFact>& anchors) {
        if (!entry.value) {
            if (!anchors.empty()) anchors.pop_back();
            return;
        }
        std::erase_if(anchors, [&](const OpeningFact& known) {
            return known.value.substr(0, 4) == entry.value->substr(0, 4);
        });
        anchors.push_back({name, *entry.value, entry.status, entry.source, entry.seq});
    }

    // ---- opening, or following a date that has changed

    void settle(const Wanted& wanted) {
        const std::string id = body_.body->id + "/" + wanted.own_name;
        const auto known = state_.matters.find(id);
        const bool opened_now = opened_.count(id) > 0;
        if (known == state_.matters.end() && !opened_now) return open(id, wanted);
        if (!opened_now) follow(*known->second, wanted);
    }

    Decision& decision_for(const std::string& id) {
        Decision decision;
        decision.matter = id;
        decision.body = body_.body->id;
        decisions_.push_back(std::move(decision));
        return decisions_.back();
    }

    void open(const std::string& id, const Wanted& wanted) {
        opened_.insert(id);
        Decision& decision = decision_for(id);
        decision.payloads.push_back(journal::MatterOpened{id, body_.body->id, procedure_.id});
        decision.did.push_back(fmt::format("opened {}", id));
        for (const OpeningFact& fact : wanted.facts) {
            decision.payloads.push_back(
                journal::FactRecorded{id, fact.name, fact.value, fact.status, fact.source});
        }
    }

    /// The poll, or whatever opened it, has got another date or is no longer only expected, and
    /// nobody has since said otherwise of this matter.
    void follow(const plan::Matter& matter, const Wanted& wanted) {
        if (matter.network->procedure().id != procedure_.id) return;
        std::vector<const OpeningFact*> changed;
        for (const OpeningFact& fact : wanted.facts) {
            const FactEntry* own = state_.facts.find(matter.id, fact.name, {});
            const bool same =
                own != nullptr && own->value == fact.value && own->status == fact.status;
            const bool newer = fact.seq == 0 ? own != nullptr && own->source == fact.source
                                             : own == nullptr || own->seq < fact.seq;
            if (!same && newer) changed.push_back(&fact);
        }
        if (changed.empty()) return;
        Decision& decision = decision_for(matter.id);
        for (const OpeningFact* fact : changed) {
            decision.payloads.push_back(journal::FactRecorded{matter.id, fact->name, fact->value,
                                                              fact->status, fact->source});
            decision.did.push_back(fmt::format("{}: {} = {}", matter.id, fact->name, fact->value));
        }
    }

    // ---- lengths

    Date before(Date date, const rules::Duration& length) const {
        return shifted(date, length, -1);
    }
    Date after(Date date, const rules::Duration& length) const { return shifted(date, length, 1); }

    Date shifted(Date date, const rules::Duration& length, int sign) const {
        if (length.n == 0) return date;
        if (length.unit == rules::Duration::Unit::months) {
            const auto moved = civil::corresponding_date(date, {sign * length.n});
            return moved ? *moved : edge(sign);
        }
        const bool working = length.unit == rules::Duration::Unit::working_days;
        const civil::DaySet* named =
            facts_.day_set(length.day_set.empty() ? body_.body->working_days : length.day_set);
        const civil::OpenDays days(working && named != nullptr ? *named
                                                               : civil::DaySet::every_day());
        const auto moved =
            sign < 0 ? days.nth_before(date, length.n) : days.nth_after(date, length.n);
        return moved.value_or(edge(sign));
    }
    static Date edge(int sign) { return sign < 0 ? Date::first() : Date::last(); }

    const State& state_;
    const BodyView& body_;
    const Procedure& procedure_;
    const Opening& opening_;
    const MatterFacts facts_;
    std::set<std::string> opened_;
    std::vector<Decision> decisions_;
};

}  // namespace

std::vector<Decision> due_openings(const Bench& bench, const Sight& sight) {
    std::vector<Decision> due;
    if (!bench.state.library) return due;
    for (const rules::Body* body : bodies_in(*bench.state.library, sight)) {
        const BodyView view = body_at(*body, bench.now, bench.settings);
        for (const Procedure* procedure : bench.state.library->procedures_of(body->id)) {
            for (Decision& one : Openings(bench, view, *procedure).run()) {
                due.push_back(std::move(one));
            }
        }
    }
    return due;
}

}  // namespace dutyd::engine
