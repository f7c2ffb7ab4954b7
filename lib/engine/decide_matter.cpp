// SPDX-License-Identifier: MIT
// Opening matters and recording facts, and what a recorded fact opens by the packs' own words.
#include "lib/base/text.hpp"
#include "lib/engine/decide_parts.hpp"
#include "lib/engine/world.hpp"

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

/// Where the fact is declared: in the matter's procedure, or in any procedure of the bodies meant.
const FactDeclaration* declared_anywhere(const State& state, const std::string& body,
                                         const std::string& name) {
    for (const rules::Body& known : state.library->bodies) {
        if (!body.empty() && known.id != body) continue;
        for (const Procedure* procedure : state.library->procedures_of(known.id)) {
            if (const FactDeclaration* fact = declared(*procedure, name)) return fact;
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

Diagnostic unknown_fact(const std::string& name, const std::vector<std::string>& known) {
    return make_error(fmt::format("no procedure here reads a fact '{}'", name),
                      did_you_mean(name, known));
}

/// `{year}` in a procedure's matter name is the year of its occasion.
std::string matter_name(const Procedure& procedure, const std::string& occasion) {
    std::string name =
        procedure.matter_name.empty() ? procedure.id + "-{year}" : procedure.matter_name;
    const auto at = name.find("{year}");
    if (at != std::string::npos) name.replace(at, 6, occasion.substr(0, 4));
    return name;
}

/// A matter's name is part of its id, of alert keys and of what people type.
bool can_name_a_matter(const std::string& name) {
    return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

Result<std::string> name_of_matter(const Open& open, const Procedure& procedure) {
    if (!can_name_a_matter(open.name)) {
        return make_error(fmt::format("'{}' cannot name a matter", open.name),
                          "use small letters, digits and hyphens, as in plan-2024");
    }
    if (!open.name.empty()) return open.name;
    const auto occasion = open.facts.find(procedure.occasion);
    if (occasion == open.facts.end() && !procedure.occasion.empty()) {
        return make_error(fmt::format("'{}' opens on {}", procedure.id, procedure.occasion),
                          fmt::format("give it: --fact {}=2024-05-02, or name the matter yourself",
                                      procedure.occasion));
    }
    return matter_name(procedure, occasion == open.facts.end() ? "" : occasion->second);
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

Result<Decision> Deciding::operator()(const Open& open) const {
    const auto body = find_body(bench.state, open.body);
    if (!body) return body.error();
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
    const auto name = name_of_matter(open, *procedure);
    if (!name) return name.error();
    const std::string id = open.body + "/" + *name;
    if (bench.state.matters.count(id) > 0) {
        return make_error(fmt::format("'{}' is open already", id));
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
        if (fact->scope == Scope::matter) {
            return make_error(fmt::format("'{}' belongs to one matter", record.fact),
                              "say which: --matter plan-2024");
        }
        if (fact->scope == Scope::body && record.body.empty()) {
            return make_error(fmt::format("'{}' belongs to one body", record.fact),
                              "say which: --body " + bench.state.library->bodies.front().id);
        }
    }
    if (!fact->duty.empty()) {
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

namespace {

/// The ids of the bodies an election or pause concerns.
std::vector<std::string> bodies_of(const State& state, const std::string& body) {
    if (!body.empty()) return {body};
    std::vector<std::string> ids;
    for (const rules::Body& known : state.library->bodies) ids.push_back(known.id);
    return ids;
}

}  // namespace

Result<Decision> Deciding::operator()(const Election& election) const {
    static const std::vector<std::string> kinds{"ordinary", "by-election", "general", "local"};
    if (std::find(kinds.begin(), kinds.end(), election.kind) == kinds.end()) {
        return make_error(fmt::format("'{}' is not a kind of election", election.kind),
                          "it is one of: " + join(kinds, ", "));
    }
    if (!election.body.empty()) {
        const auto body = find_body(bench.state, election.body);
        if (!body) return body.error();
    }
    if (election.pause_to && !election.pause_from) {
        return make_error("the pause has an end but no beginning", "add --pause-from");
    }
    Decision decision;
    decision.payloads.push_back(journal::ElectionRecorded{
        election.kind + "-" + election.poll.iso(), election.kind, election.body, election.poll});
    decision.did.push_back(
        fmt::format("{} election recorded, poll {}", election.kind, election.poll.iso()));
    const bool own = election.kind == "ordinary" || election.kind == "by-election";
    if (own) {
        for (const auto& [fact, value] :
             {std::pair<std::string, std::string>{"election.kind", election.kind},
              {"election.poll", election.poll.iso()}}) {
            decision.payloads.push_back(journal::FactRecorded{
                election.body, fact, value, journal::FactStatus::recorded, command.authority});
        }
    }
    if (!election.pause_from) return decision;
    const PauseCommand pause{
        "",
        election.body,
        election.kind == "general" ? "General election" : election.kind + " election",
        election.activities,
        *election.pause_from,
        election.pause_to,
        command.authority};
    auto paused = (*this)(pause);
    if (!paused) return paused.error();
    for (auto& payload : paused->payloads) decision.payloads.push_back(std::move(payload));
    for (auto& line : paused->did) decision.did.push_back(std::move(line));
    return decision;
}

namespace {

/// The value of a fact for a body before any matter of the procedure is open, and whose it is.
const FactEntry* standing_fact(const State& state, const std::string& body,
                               const std::string& name) {
    static const std::string none;
    return state.facts.find({none, body}, name, std::nullopt);
}

/// Facts that say why the matter is open, copied to it so that a later election cannot change them.
void copy_occasion(const State& state, const std::string& body, const Procedure& procedure,
                   Decision& decision) {
    std::vector<std::string> names{procedure.occasion};
    if (procedure.opens_when) {
        for (std::string& name : rules::facts_of(*procedure.opens_when)) {
            if (name != procedure.occasion) names.push_back(std::move(name));
        }
    }
    for (const std::string& name : names) {
        const FactEntry* entry = standing_fact(state, body, name);
        if (entry == nullptr) continue;
        decision.payloads.push_back(journal::FactRecorded{decision.matter, name, *entry->value,
                                                          entry->status, entry->source});
    }
}

void open_if_due(const State& state, const std::string& body, const Procedure& procedure,
                 Decision& decision) {
    if (procedure.occasion.empty()) return;
    const FactEntry* occasion = standing_fact(state, body, procedure.occasion);
    if (occasion == nullptr) return;
    const auto text = [&](const std::string& name) -> std::optional<std::string> {
        const FactEntry* entry = standing_fact(state, body, name);
        return entry != nullptr ? entry->value : std::nullopt;
    };
    if (procedure.opens_when && rules::holds(*procedure.opens_when, text) != rules::Truth::yes) {
        return;
    }
    const std::string id = body + "/" + matter_name(procedure, *occasion->value);
    if (state.matters.count(id) > 0) return;
    decision.matter = id;
    decision.payloads.push_back(journal::MatterOpened{id, body, procedure.id});
    decision.did.push_back(fmt::format("opened {}", id));
    copy_occasion(state, body, procedure, decision);
}

}  // namespace

Decision due_openings(const Bench& bench) {
    Decision decision;
    if (!bench.state.library) return decision;
    for (const std::string& body : bodies_of(bench.state, "")) {
        for (const Procedure* procedure : bench.state.library->procedures_of(body)) {
            open_if_due(bench.state, body, *procedure, decision);
        }
    }
    return decision;
}

}  // namespace dutyd::engine
