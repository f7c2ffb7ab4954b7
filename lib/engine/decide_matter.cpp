// SPDX-License-Identifier: MIT
// Opening matters by hand and recording facts. What opens by itself is in openings.cpp.
#include "lib/base/text.hpp"
#include "lib/engine/decide_parts.hpp"
#include "lib/engine/matter_facts.hpp"
#include "lib/engine/openings.hpp"
#include "lib/engine/rounds.hpp"

#include <fmt/format.h>

namespace dutyd::engine {

using rules::FactDeclaration;
using rules::Procedure;

namespace {

using Scope = FactDeclaration::Scope;

std::vector<std::string> fact_names(const Procedure& procedure) {
    std::vector<std::string> names;
    for (const FactDeclaration& fact : procedure.facts) names.push_back(fact.name);
    return names;
}

const FactDeclaration* declared(const Procedure& procedure, const std::string& name) {
    for (const FactDeclaration& fact : procedure.facts) {
        if (fact.name == name) return &fact;
    }
    return nullptr;
}

const FactDeclaration* declared_by_pack(const State& state, const Procedure& procedure,
                                        const std::string& name) {
    for (const rules::Pack& pack : state.library->packs) {
        if (pack.id != procedure.pack) continue;
        for (const FactDeclaration& fact : pack.facts) {
            if (fact.name == name) return &fact;
        }
    }
    return nullptr;
}

/// Where the fact is declared: in any procedure of the bodies meant, or for all of its pack.
const FactDeclaration* declared_anywhere(const State& state, const std::string& body,
                                         const std::string& name) {
    for (const rules::Body& known : state.library->bodies) {
        if (!body.empty() && known.id != body) continue;
        for (const Procedure* procedure : state.library->procedures_of(known.id)) {
            if (const FactDeclaration* fact = declared(*procedure, name)) return fact;
            if (const auto* fact = declared_by_pack(state, *procedure, name)) return fact;
        }
    }
    return nullptr;
}

std::vector<std::string> all_fact_names(const State& state) {
    std::vector<std::string> names;
    for (const rules::Body& body : state.library->bodies) {
        for (const Procedure* procedure : state.library->procedures_of(body.id)) {
            for (std::string& name : fact_names(*procedure)) names.push_back(std::move(name));
        }
    }
    return names;
}

/// Such a fact is recorded for the body: the matter it belongs to is not there yet.
bool opens_something(const State& state, const std::string& fact) {
    if (fact == poll_fact || fact == kind_fact) return false;  // an election says both at once
    for (const rules::Body& body : state.library->bodies) {
        for (const Procedure* procedure : state.library->procedures_of(body.id)) {
            if (is_occasion(*procedure, fact)) return true;
        }
    }
    return false;
}

Diagnostic unknown_fact(const std::string& name, const std::vector<std::string>& known) {
    return make_error(fmt::format("no procedure here reads a fact '{}'", name),
                      did_you_mean(name, known));
}

/// A matter's name is part of its id, of alert keys and of what people type.
bool can_name_a_matter(const std::string& name) {
    return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

/// The day that names the matter: that of an occasion, or of the period it is for, or today.
std::optional<civil::Date> naming_day(const Open& open, const Procedure& procedure, Date today) {
    if (procedure.opening.kind == rules::Opening::Kind::by_hand) return today;
    std::vector<std::string> names = procedure.opening.occasions;
    if (!procedure.opening.bound.empty()) names = {procedure.opening.bound};
    for (const std::string& name : names) {
        const auto fact = open.facts.find(name);
        if (fact != open.facts.end()) return first_day(fact->second);
    }
    return std::nullopt;
}

Result<std::string> name_of_matter(const Open& open, const Procedure& procedure,
                                   const rules::Body& body, Date today) {
    if (!can_name_a_matter(open.name)) {
        return make_error(fmt::format("'{}' cannot name a matter", open.name),
                          "use small letters, digits and hyphens, as in plan-2024");
    }
    if (!open.name.empty()) return open.name;
    const auto day = naming_day(open, procedure, today);
    if (!day) {
        const rules::Opening& opening = procedure.opening;
        const bool bound = !opening.bound.empty();
        const std::string& fact = bound ? opening.bound : opening.occasions.front();
        const bool period = opening.kind == rules::Opening::Kind::each_period;
        return make_error(fmt::format("'{}' opens on {}", procedure.id, fact),
                          fmt::format("give it: --fact {}={}, or name the matter yourself", fact,
                                      period ? "2026-04-01..2027-03-31" : "2024-05-02"));
    }
    return matter_own_name(procedure, body, *day);
}

Diagnostics check_facts(const Open& open, const Procedure& procedure) {
    Diagnostics errors;
    for (const auto& [name, value] : open.facts) {
        const FactDeclaration* fact = declared(procedure, name);
        if (fact == nullptr) {
            errors.push_back(unknown_fact(name, fact_names(procedure)));
            continue;
        }
        const auto parsed = parse_fact(*fact, value);
        if (!parsed) {
            for (const Diagnostic& problem : parsed.error()) {
                errors.push_back(make_error(name + ": " + problem.message, problem.hint));
            }
        }
    }
    for (const FactDeclaration& fact : procedure.facts) {
        if (!fact.required || open.facts.count(fact.name) > 0) continue;
        errors.push_back(make_error(fmt::format("'{}' must be given: {}", fact.name, fact.title)));
    }
    return errors;
}

}  // namespace

Result<Decision> Deciding::operator()(const Open& given) const {
    const auto body = find_body(bench.state, given.body);
    if (!body) return body.error();
    Open open = given;
    open.body = (*body)->id;
    const Procedure* procedure = bench.state.library->procedure(open.body, open.procedure);
    if (procedure == nullptr) {
        std::vector<std::string> known;
        for (const Procedure* one : bench.state.library->procedures_of(open.body)) {
            known.push_back(one->id);
        }
        std::string hint = did_you_mean(open.procedure, known);
        if (hint.empty()) hint = "there are: " + join(known, ", ");
        return make_error(fmt::format("{} has no procedure '{}'", open.body, open.procedure), hint);
    }
    Diagnostics errors = check_facts(open, *procedure);
    if (!errors.empty()) return errors;
    const auto name = name_of_matter(open, *procedure, **body, bench.moment(open.body).date);
    if (!name) return name.error();
    const std::string id = open.body + "/" + *name;
    if (bench.state.matters.count(id) > 0) {
        return make_error(fmt::format("'{}' is open already", id),
                          open.name.empty() ? "to open another, give it a name of its own" : "");
    }
    Decision decision;
    decision.matter = id;
    decision.payloads.push_back(journal::MatterOpened{id, open.body, open.procedure});
    decision.did.push_back(fmt::format("opened {}", id));
    for (const auto& [fact, value] : open.facts) {
        decision.payloads.push_back(
            journal::FactRecorded{id, fact, value, journal::FactStatus::recorded, ""});
    }
    return decision;
}

Result<Decision> Deciding::operator()(const Record& record) const {
    const FactDeclaration* fact = nullptr;
    std::string owner = record.body;
    if (!record.matter.empty()) {
        auto matter = find_matter(bench.state, record.matter);
        if (!matter) return matter.error();
        owner = (*matter)->id;
        fact = declared((*matter)->network->procedure(), record.fact);
        if (fact == nullptr) {
            return unknown_fact(record.fact, fact_names((*matter)->network->procedure()));
        }
    } else {
        if (!record.body.empty()) {
            const auto body = find_body(bench.state, record.body);
            if (!body) return body.error();
        }
        fact = declared_anywhere(bench.state, record.body, record.fact);
        if (fact == nullptr) return unknown_fact(record.fact, all_fact_names(bench.state));
        if (fact->scope == Scope::matter && !opens_something(bench.state, record.fact)) {
            return make_error(fmt::format("'{}' belongs to one matter", record.fact),
                              record.fact == poll_fact || record.fact == kind_fact
                                  ? "say which: --matter plan-2024; or record the election: "
                                    "dutyctl election KIND POLL"
                                  : "say which: --matter plan-2024");
        }
        if (fact->scope != Scope::shared && record.body.empty()) {
            return make_error(fmt::format("'{}' belongs to one body", record.fact),
                              "say which: --body " + bench.state.library->bodies.front().id);
        }
    }
    const bool of_this_matter = fact->duty.find('/') == std::string::npos;
    if (!fact->duty.empty() && of_this_matter) {
        return make_error(
            fmt::format("'{}' is the day '{}' is done", record.fact, fact->duty),
            fmt::format("record the duty itself: dutyctl done MATTER/{} --on DATE", fact->duty));
    }
    const auto value = parse_fact(*fact, record.value);
    if (!value) return value.error();
    Decision decision;
    decision.payloads.push_back(
        journal::FactRecorded{owner, record.fact, record.value, record.status, record.source});
    decision.did.push_back(fmt::format("{} = {}", record.fact, record.value));
    if (!record.matter.empty()) decision.matter = owner;
    return decision;
}

Result<Decision> Deciding::operator()(const Withdraw& withdraw) const {
    std::string owner = withdraw.body;
    if (!withdraw.matter.empty()) {
        auto matter = find_matter(bench.state, withdraw.matter);
        if (!matter) return matter.error();
        owner = (*matter)->id;
    }
    for (const auto& [name, entry] : bench.state.facts.of(owner)) {
        if (name != withdraw.fact) continue;
        Decision decision;
        decision.payloads.push_back(journal::FactWithdrawn{owner, withdraw.fact});
        decision.did.push_back(fmt::format("{} is no longer {}", withdraw.fact, *entry.value));
        if (!withdraw.matter.empty()) decision.matter = owner;
        return decision;
    }
    return make_error(fmt::format("'{}' is not recorded here", withdraw.fact),
                      "dutyctl show MATTER lists what is");
}

}  // namespace dutyd::engine
