// SPDX-License-Identifier: MIT
#include "lib/engine/rounds.hpp"

#include "lib/engine/matter_facts.hpp"

#include <algorithm>

namespace dutyd::engine {

using civil::Date;

bool is_own_kind(const std::string& kind) {
    return kind == "ordinary" || kind == "by-election";
}

namespace {

/// What is recorded for this body alone takes the place of what is recorded for all.
bool is_replaced(const std::vector<const ElectionRecord*>& all, const ElectionRecord& election) {
    if (!election.body.empty() || election.kind != "ordinary") return false;
    return std::any_of(all.begin(), all.end(), [&](const ElectionRecord* other) {
        return !other->body.empty() && other->kind == election.kind &&
               other->poll.ymd().year == election.poll.ymd().year;
    });
}

}  // namespace

std::vector<const ElectionRecord*> elections_of(const State& state, const std::string& body) {
    std::vector<const ElectionRecord*> all;
    for (const auto& [key, election] : OfOwner(state.elections, "")) all.push_back(&election);
    if (body.empty()) return all;
    for (const auto& [key, election] : OfOwner(state.elections, body)) all.push_back(&election);
    return all;
}

std::vector<ElectionRecord> own_elections(const State& state, const std::string& body) {
    const auto all = elections_of(state, body);
    std::vector<ElectionRecord> own;
    for (const ElectionRecord* election : all) {
        if (election->called_off || !is_own_kind(election->kind)) continue;
        if (!is_replaced(all, *election)) own.push_back(*election);
    }
    std::sort(own.begin(), own.end(), [](const auto& a, const auto& b) { return a.poll < b.poll; });
    const auto same_poll = [](const auto& a, const auto& b) { return a.poll == b.poll; };
    own.erase(std::unique(own.begin(), own.end(), same_poll), own.end());
    return own;
}

std::optional<Date> first_day(const std::optional<std::string>& value) {
    if (!value) return std::nullopt;
    const auto date = Date::parse(value->substr(0, 10));
    return date ? std::optional(*date) : std::nullopt;
}

namespace {

std::optional<Date> recorded_day(const State& state, const plan::Matter& matter,
                                 const std::string& fact) {
    const FactEntry* entry = fact.empty() ? nullptr : state.facts.find(matter.id, fact, {});
    return entry == nullptr ? std::nullopt : first_day(entry->value);
}

}  // namespace

std::optional<Date> day_it_is_for(const State& state, const plan::Matter& matter) {
    return recorded_day(state, matter, matter.network->procedure().opening.bound);
}

bool is_occasion(const rules::Procedure& procedure, const std::string& fact) {
    const auto& occasions = procedure.opening.occasions;
    return std::find(occasions.begin(), occasions.end(), fact) != occasions.end();
}

std::optional<Date> own_occasion(const State& state, const plan::Matter& matter) {
    for (const std::string& fact : matter.network->procedure().opening.occasions) {
        if (const auto day = recorded_day(state, matter, fact)) return day;
    }
    return std::nullopt;
}

std::optional<Date> next_occasion(const State& state, const plan::Matter& matter,
                                  const std::string& fact, Date after) {
    std::optional<Date> next;
    for (const auto& [id, other] : OfOwner(state.matters, matter.body)) {
        if (other->network->procedure().id != matter.network->procedure().id) continue;
        const auto day = recorded_day(state, *other, fact);
        if (day && *day > after && (!next || *day < *next)) next = day;
    }
    return next;
}

civil::Period round_from(const State& state, const plan::Matter& matter, Date poll) {
    civil::Period round{poll, std::nullopt};
    const auto end_before = [&](std::optional<Date> next) {
        if (!next || *next <= poll) return;
        const Date last = *next - civil::Days{1};
        if (!round.last || last < *round.last) round.last = last;
    };
    for (const ElectionRecord& election : own_elections(state, matter.body)) {
        end_before(election.poll);
    }
    for (const auto& [id, other] : OfOwner(state.matters, matter.body)) {
        const bool same = other->network->procedure().id == matter.network->procedure().id;
        if (same) end_before(recorded_day(state, *other, poll_fact));
    }
    return round;
}

}  // namespace dutyd::engine
