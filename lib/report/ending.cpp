// SPDX-License-Identifier: MIT
#include "lib/report/ending.hpp"

#include "lib/alert/view.hpp"

#include <algorithm>

namespace dutyd::report {

namespace {

/// Dates that hang on no fact: the law's own schedule.
class Schedule : public rules::Environment {
public:
    explicit Schedule(const Office& office) : office_(office) {}

    std::optional<rules::FactValue> fact(const std::string&,
                                         std::optional<civil::Date>) const override {
        return std::nullopt;
    }
    const civil::DaySet* day_set(const std::string& id) const override {
        return office_.library().day_set(office_.body().id, id);
    }
    std::optional<std::vector<civil::Period>> periods(const std::string&) const override {
        return std::nullopt;
    }
    std::optional<std::vector<rules::MeetingDay>> meetings(const std::string&) const override {
        return std::nullopt;
    }
    civil::FiscalYearStart fiscal_year_start() const override {
        return office_.body().fiscal_year_start;
    }
    const civil::Zone& zone() const override { return *office_.view().zone; }
    civil::Date today() const override { return office_.today(); }
    std::vector<std::string> day_set_ids() const override { return {}; }
    std::vector<std::string> fact_names() const override { return {}; }

private:
    const Office& office_;
};

/// Packs of which the body runs a procedure.
std::vector<const rules::Pack*> packs_of(const Office& office) {
    std::vector<const rules::Pack*> packs;
    for (const rules::Procedure* procedure : office.procedures()) {
        const rules::Pack* pack = office.pack(procedure->pack);
        if (pack != nullptr && std::find(packs.begin(), packs.end(), pack) == packs.end()) {
            packs.push_back(pack);
        }
    }
    return packs;
}

/// What is recorded of it for the body, or else for all.
std::optional<engine::FactEntry> recorded(const Office& office, const std::string& name) {
    for (const std::string& owner : {office.body().id, std::string{}}) {
        for (const auto& [fact, entry] : office.snapshot().state.facts.of(owner)) {
            if (fact == name) return entry;
        }
    }
    return std::nullopt;
}

std::string status_word(journal::FactStatus status) {
    switch (status) {
        case journal::FactStatus::recorded:
            return "recorded";
        case journal::FactStatus::expected:
            return "expected";
        case journal::FactStatus::deemed:
            return "deemed";
        case journal::FactStatus::disputed:
            break;
    }
    return "disputed";
}

std::string title_of(const rules::Pack& pack) {
    for (const rules::FactDeclaration& fact : pack.facts) {
        if (fact.name == pack.ends_with && !fact.title.empty()) return fact.title;
    }
    return pack.ends_with;
}

/// The procedure as the packs have it now says who inherits, not the one the matter began with.
std::string successor_of(const Office& office, const rules::Pack& pack,
                         const rules::Procedure& procedure) {
    const rules::Procedure* present = office.library().procedure(office.body().id, procedure.id);
    const std::string& own = present != nullptr ? present->successor : procedure.successor;
    return own.empty() ? pack.successor : own;
}

bool is_over(const DutyView& at) {
    return !at.outcome->counts && at.duty().kind != rules::DutyKind::continuous;
}

void add_later(const Office& office, const plan::Matter& matter, PackEnding& ending) {
    const rules::Procedure& procedure = matter.network->procedure();
    for (std::size_t n = 0; n < matter.network->size(); ++n) {
        const DutyView at = office.duty(matter, static_cast<plan::DutyIndex>(n));
        if (!alert::is_open(*at.outcome) || is_over(at) || at.duty().from_overlay) continue;
        bool dated = false;
        for (const plan::LimitOutcome& limit : at.outcome->limits) {
            dated = dated || limit.date.date.has_value();
            if (!limit.date.date || *limit.date.date <= *ending.day) continue;
            ending.limits.push_back(
                {at, limit.date, successor_of(office, *ending.pack, procedure)});
        }
        if (!dated) ending.unlimited.push_back(at);
    }
}

PackEnding ending_of(const Office& office, const rules::Pack& pack,
                     std::optional<civil::Date> supposed) {
    PackEnding ending{&pack, title_of(pack), supposed, supposed ? "supposed" : "", {}, {}, {}};
    if (const auto entry = recorded(office, pack.ends_with); entry && !supposed) {
        const auto day = civil::Date::parse(entry->value->substr(0, 10));
        if (day) {
            ending.day = *day;
            ending.status = status_word(entry->status);
            ending.source = entry->source;
        }
    }
    if (!ending.day) return ending;
    for (const plan::Matter* matter : office.matters("")) {
        if (matter->network->procedure().pack == pack.id) add_later(office, *matter, ending);
    }
    std::stable_sort(
        ending.limits.begin(), ending.limits.end(),
        [](const LaterLimit& a, const LaterLimit& b) { return *a.limit.date < *b.limit.date; });
    return ending;
}

}  // namespace

std::vector<PackEnding> endings(const Office& office, std::optional<civil::Date> supposed) {
    std::vector<PackEnding> list;
    for (const rules::Pack* pack : packs_of(office)) {
        if (!pack->ends_with.empty() || supposed) {
            list.push_back(ending_of(office, *pack, supposed));
        }
    }
    return list;
}

std::vector<NextElection> next_elections(const Office& office) {
    std::vector<NextElection> list;
    const Schedule schedule(office);
    for (const rules::Pack* pack : packs_of(office)) {
        for (const rules::ScheduledElection& one : pack->elections) {
            const auto poll = rules::evaluate(one.poll, schedule);
            list.push_back({&one, poll ? *poll : rules::When{}});
        }
    }
    return list;
}

}  // namespace dutyd::report
