// SPDX-License-Identifier: MIT
// Elections: those people record and those the packs fix ahead of time.
#include "lib/base/text.hpp"
#include "lib/civil/months.hpp"
#include "lib/engine/decide_parts.hpp"
#include "lib/engine/expected_pauses.hpp"
#include "lib/engine/matter_facts.hpp"
#include "lib/engine/openings.hpp"
#include "lib/engine/rounds.hpp"

#include <fmt/format.h>

namespace dutyd::engine {

namespace {

/// How long before its poll an election that the law fixes is entered.
constexpr civil::Months elections_ahead{24};

std::vector<std::string> election_kinds(const rules::Library& library) {
    std::vector<std::string> kinds{"ordinary", "by-election", "general", "local"};
    const auto add = [&](const std::string& kind) {
        if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
    };
    for (const rules::Pack& pack : library.packs) {
        for (const rules::ScheduledElection& election : pack.elections) add(election.kind);
        for (const rules::PauseTemplate& pause : pack.pauses) {
            for (const std::string& kind : pause.elections) add(kind);
        }
    }
    return kinds;
}

/// The election itself, and the facts by which procedures know one of the body's own.
Decision election_payloads(const ElectionRecord& election, const journal::FactRecorded& facts) {
    Decision decision;
    decision.payloads.push_back(
        journal::ElectionRecorded{election.id, election.kind, election.body, election.poll});
    if (!is_own_kind(election.kind)) return decision;
    for (const auto& [name, value] : {std::pair<std::string, std::string>{kind_fact, election.kind},
                                      {poll_fact, election.poll.iso()}}) {
        decision.payloads.push_back(
            journal::FactRecorded{election.body, name, value, facts.status, facts.source});
    }
    return decision;
}

/// The id of the pause that is recorded with an election: that of the pause the packs let the
/// office expect, so that it confirms it. A title that names it by its year does so already.
std::string own_pause_id(const rules::Library& library, const Election& election,
                         const std::string& title) {
    const rules::PauseTemplate* expected = template_for(library, election.body, election.kind);
    if (expected == nullptr) return {};
    const int year = election.poll.ymd().year;
    if (slug(title, year) == expected->id + "-" + std::to_string(year)) return {};
    return expected_pause_id(*expected, election.poll);
}

std::string election_id(const std::string& kind, Date poll) {
    return kind + "-" + poll.iso();
}

}  // namespace

Result<Decision> Deciding::operator()(const Election& election) const {
    const auto kinds = election_kinds(*bench.state.library);
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
    Decision decision = election_payloads(
        {election_id(election.kind, election.poll), election.kind, election.body, election.poll},
        {"", "", "", journal::FactStatus::recorded, command.authority});
    decision.did.push_back(
        fmt::format("{} election recorded, poll {}", election.kind, election.poll.iso()));
    if (!election.pause_from) return decision;
    const std::string title =
        election.kind == "general" ? "General election" : election.kind + " election";
    const PauseCommand pause{own_pause_id(*bench.state.library, election, title),
                             election.body,
                             title,
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

/// Whether an election of this kind is on record for the body in that year, whoever recorded it.
bool is_on_record(const State& state, const std::string& body,
                  const rules::ScheduledElection& scheduled, Date poll) {
    const auto known = elections_of(state, body);
    return std::any_of(known.begin(), known.end(), [&](const ElectionRecord* one) {
        return one->kind == scheduled.kind && one->poll.ymd().year == poll.ymd().year;
    });
}

std::optional<Decision> enter(const Bench& bench, const BodyView& body,
                              const rules::Procedure& procedure,
                              const rules::ScheduledElection& scheduled) {
    const MatterFacts facts(bench.state, body, procedure);
    const auto poll = rules::evaluate(scheduled.poll, facts);
    if (!poll || !poll->is_known()) return std::nullopt;
    const auto from = civil::corresponding_date(*poll->date, {-elections_ahead.n});
    const bool due =
        from && *from <= body.now->date && *poll->date >= tracked_since(bench.state, *body.body);
    const std::string& id = body.body->id;
    if (!due || is_on_record(bench.state, id, scheduled, *poll->date)) return std::nullopt;
    std::string source = scheduled.status;
    if (!scheduled.source.empty()) source += (source.empty() ? "" : "; ") + scheduled.source;
    Decision decision = election_payloads(
        {election_id(scheduled.kind, *poll->date), scheduled.kind, id, *poll->date, true},
        {"", "", "", journal::FactStatus::expected, source});
    decision.body = id;
    decision.did.push_back(
        fmt::format("{} election expected, poll {}", scheduled.kind, poll->date->iso()));
    return decision;
}

/// Any procedure of the pack that the body runs; nothing if it runs none.
const rules::Procedure* procedure_of(const rules::Library& library, const std::string& body,
                                     const std::string& pack) {
    for (const rules::Procedure* procedure : library.procedures_of(body)) {
        if (procedure->pack == pack) return procedure;
    }
    return nullptr;
}

}  // namespace

std::vector<Decision> due_elections(const Bench& bench, const Sight& sight) {
    std::vector<Decision> due;
    if (!bench.state.library) return due;
    const rules::Library& library = *bench.state.library;
    for (const rules::Body* body : bodies_in(library, sight)) {
        const BodyView view = body_at(*body, bench.now, bench.settings);
        for (const rules::Pack& pack : library.packs) {
            const rules::Procedure* procedure = procedure_of(library, body->id, pack.id);
            if (procedure == nullptr) continue;
            for (const rules::ScheduledElection& scheduled : pack.elections) {
                auto entered = enter(bench, view, *procedure, scheduled);
                if (entered) due.push_back(std::move(*entered));
            }
        }
    }
    return due;
}

}  // namespace dutyd::engine
