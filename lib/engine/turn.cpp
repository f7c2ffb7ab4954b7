// SPDX-License-Identifier: MIT
#include "lib/engine/turn.hpp"

#include "lib/engine/assess.hpp"
#include "lib/engine/draft.hpp"
#include "lib/engine/openings.hpp"

#include <algorithm>

namespace dutyd::engine {

Draft::Draft(State state, civil::Instant now, const Settings& settings, Sources sources)
    : state_(std::move(state)), now_(now), settings_(settings), sources_(std::move(sources)) {
    if (sources_.outlook != nullptr) due_ = who_is_due(state_, *sources_.outlook, now_);
    unsettled_ = sight();
}

bool Draft::may_be_due(const std::string& person) const {
    const bool everybody = sources_.outlook == nullptr || touched_.everybody;
    return everybody || due_.people.count(person) > 0;
}

Sight Draft::sight() const {
    if (sources_.outlook == nullptr || touched_.everybody) return {};
    Sight sight{false, due_.bodies};
    sight.add(touched_);
    return sight;
}

void Draft::record(journal::Payload payload, const std::string& body, const Author& author) {
    journal::Event event;
    event.seq = state_.seq + 1;
    event.recorded_at = now_;
    event.effective = bench().moment(body).date;
    event.actor = author.actor;
    event.authority = author.authority;
    event.text = author.text;
    event.client_id = author.client_id;
    event.payload = std::move(payload);
    const Sight touched = touched_by(state_, event.payload);
    touched_.add(touched);
    unsettled_.add(touched);
    stale_.add(state_, event.payload);
    const auto folded = evolve(state_, event, sources_.inputs, sources_.loaded);
    DUTYD_CHECK(folded.has_value());
    events_.push_back(std::move(event));
}

namespace {

std::string body_of(const State& state, const std::string& matter) {
    const auto found = state.matters.find(matter);
    if (found != state.matters.end()) return found->second->body;
    const auto slash = matter.find('/');
    return slash == std::string::npos ? std::string{} : matter.substr(0, slash);
}

void record_decision(Draft& draft, Decision decision, const Author& author) {
    const std::string body =
        decision.body.empty() ? body_of(draft.state(), decision.matter) : decision.body;
    for (journal::Payload& payload : decision.payloads) {
        draft.record(std::move(payload), body, author);
    }
}

/// The last matter opened by rows from this one on; empty if none was.
std::string opened_since(const Draft& draft, std::uint64_t first_seq) {
    std::string matter;
    for (const journal::Event& event : draft.events()) {
        const auto* opened = std::get_if<journal::MatterOpened>(&event.payload);
        if (opened != nullptr && event.seq >= first_seq) matter = opened->matter;
    }
    return matter;
}

Result<Answer> carry_out(Draft& draft, const Command& command) {
    auto decision = decide(draft.bench(), command);
    if (!decision) return decision.error();
    Answer answer;
    answer.verb = verb(command.action);
    answer.first_seq = draft.state().seq + 1;
    const Author author{command.actor, command.authority, command.reason, command.client_id};
    answer.did = decision->did;
    answer.matter = decision->matter;
    record_decision(draft, std::move(*decision), author);
    for (std::string& line : open_what_is_due(draft, {command.actor, "", "", command.client_id})) {
        answer.did.push_back(std::move(line));
    }
    answer.last_seq = draft.state().seq;
    if (answer.matter.empty()) answer.matter = opened_since(draft, answer.first_seq);
    return answer;
}

/// An election moves dates as if somebody had recorded it, though only its day has come.
bool enters_election(const Draft& draft) {
    const auto& events = draft.events();
    return std::any_of(events.begin(), events.end(), [](const journal::Event& event) {
        return std::holds_alternative<journal::ElectionRecorded>(event.payload);
    });
}

TurnResult finish(Draft& draft, const State& before, Occasion occasion, TurnResult result) {
    if (draft.state().library) {
        if (!draft.unsettled().is_nobody()) open_what_is_due(draft, {"dutyd", "", "", ""});
        assess(draft, before, enters_election(draft) ? Occasion::commands : occasion, result);
    }
    result.events = draft.take_events();
    result.next = draft.take_state();
    return result;
}

}  // namespace

std::vector<std::string> open_what_is_due(Draft& draft, Author author) {
    std::vector<std::string> did;
    const auto record_all = [&](std::vector<Decision> decisions, const char* authority) {
        author.authority = authority;
        for (Decision& decision : decisions) {
            did.insert(did.end(), decision.did.begin(), decision.did.end());
            record_decision(draft, std::move(decision), author);
        }
    };
    Sight sight = draft.unsettled();
    record_all(due_elections(draft.bench(), sight), from_pack_schedule);
    sight.add(draft.unsettled());
    draft.settle();
    record_all(due_openings(draft.bench(), sight), "the pack's opening rule");
    return did;
}

TurnResult turn(const Known& known, const std::vector<Command>& commands, civil::Instant now,
                const Settings& settings) {
    const State& state = known.state;
    Draft draft(state, now, settings, {{}, known.outlook});
    TurnResult result;
    for (const Command& command : commands) {
        if (!state.library) {
            result.answers.push_back(make_error("no calendars have been adopted yet"));
            continue;
        }
        result.answers.push_back(carry_out(draft, command));
    }
    // A refused command is no occasion to tell what waits for working hours.
    const bool any = std::any_of(result.answers.begin(), result.answers.end(),
                                 [](const Result<Answer>& answer) { return answer.has_value(); });
    const Occasion occasion = any ? Occasion::commands : Occasion::tick;
    return finish(draft, state, occasion, std::move(result));
}

TurnResult turn(const State& state, const std::vector<Command>& commands, civil::Instant now,
                const Settings& settings) {
    return turn(Known{state}, commands, now, settings);
}

TurnResult adopt_people(const State& state,
                        const std::vector<journal::PeopleAdopted::Holder>& holders,
                        civil::Instant now, const Settings& settings) {
    SharedMap<std::string, Holders> wanted;
    for (const auto& holder : holders) wanted[holder.body][holder.role].push_back(holder.person);
    Draft draft(state, now, settings, {});
    if (wanted != state.holders) {
        draft.record(journal::PeopleAdopted{holders}, "", {"dutyd", "configuration", "", ""});
    }
    return finish(draft, state, Occasion::tick, {});
}

TurnResult clock_jumped(const State& state, civil::Instant from, civil::Instant now,
                        const Settings& settings) {
    Draft draft(state, now, settings, {});
    draft.record(journal::ClockJumped{from, now}, "", {"dutyd", "", "", ""});
    return finish(draft, state, Occasion::tick, {});
}

}  // namespace dutyd::engine
