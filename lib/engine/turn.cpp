// SPDX-License-Identifier: MIT
#include "lib/engine/turn.hpp"

#include "lib/engine/assess.hpp"
#include "lib/engine/draft.hpp"

#include <algorithm>

namespace dutyd::engine {

Draft::Draft(State state, civil::Instant now, const Settings& settings, InputLookup inputs)
    : state_(std::move(state)), now_(now), settings_(settings), inputs_(std::move(inputs)) {}

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
    const auto folded = evolve(state_, event, inputs_);
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

void record_decision(Draft& draft, Decision decision, const Author& author, Answer& answer) {
    const std::string body = body_of(draft.state(), decision.matter);
    for (journal::Payload& payload : decision.payloads) {
        draft.record(std::move(payload), body, author);
    }
    for (std::string& line : decision.did) answer.did.push_back(std::move(line));
    if (answer.matter.empty()) answer.matter = decision.matter;
}

Result<Answer> carry_out(Draft& draft, const Command& command) {
    auto decision = decide(draft.bench(), command);
    if (!decision) return decision.error();
    Answer answer;
    answer.verb = verb(command.action);
    answer.first_seq = draft.state().seq + 1;
    const Author author{command.actor, command.authority, command.reason, command.client_id};
    record_decision(draft, std::move(*decision), author, answer);
    const Author by_rule{command.actor, "the pack's opening rule", "", command.client_id};
    record_decision(draft, due_openings(draft.bench()), by_rule, answer);
    answer.last_seq = draft.state().seq;
    return answer;
}

TurnResult finish(Draft& draft, const State& before, Occasion occasion, TurnResult result) {
    if (draft.state().library) assess(draft, before, occasion, result);
    result.events = draft.take_events();
    result.next = draft.take_state();
    return result;
}

}  // namespace

TurnResult turn(const State& state, const std::vector<Command>& commands, civil::Instant now,
                const Settings& settings) {
    Draft draft(state, now, settings);
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

TurnResult adopt_people(const State& state,
                        const std::vector<journal::PeopleAdopted::Holder>& holders,
                        civil::Instant now, const Settings& settings) {
    std::map<std::string, std::map<std::string, std::vector<std::string>>> wanted;
    for (const auto& holder : holders) wanted[holder.body][holder.role].push_back(holder.person);
    Draft draft(state, now, settings);
    if (wanted != state.holders) {
        draft.record(journal::PeopleAdopted{holders}, "", {"dutyd", "configuration", "", ""});
    }
    return finish(draft, state, Occasion::tick, {});
}

TurnResult clock_jumped(const State& state, civil::Instant from, civil::Instant now,
                        const Settings& settings) {
    Draft draft(state, now, settings);
    draft.record(journal::ClockJumped{from, now}, "", {"dutyd", "", "", ""});
    return finish(draft, state, Occasion::tick, {});
}

}  // namespace dutyd::engine
