// SPDX-License-Identifier: MIT
// The fold: one function per kind of event, each only writing down what the event says. No rule of
// law is looked at here, nothing is decided, no date is worked out.
#include "lib/engine/state.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::engine {

using journal::Event;

namespace {

Diagnostic inconsistent(const Event& event, const std::string& what) {
    return make_error(
        fmt::format("journal row {} ({}): {}", event.seq, journal::kind_name(event.payload), what),
        "the journal does not agree with itself; restore the database from a backup");
}

bool is_assumed(const std::string& source) {
    return source.rfind(assumed_source, 0) == 0;
}

/// Other holders of the state keep the matter as it is; one that nobody else holds is changed where
/// it stands, as the nodes of its map are.
plan::Matter* writable(State& state, const std::string& id) {
    auto* found = state.matters.edit(id);
    if (found == nullptr) return nullptr;
    if (found->use_count() == 1) return std::const_pointer_cast<plan::Matter>(*found).get();
    auto copy = std::make_shared<plan::Matter>(**found);
    plan::Matter* matter = copy.get();
    *found = std::move(copy);
    return matter;
}

struct Fold {
    State& state;
    const Event& event;
    const InputLookup& inputs;
    const LoadedLibrary& loaded;
    Diagnostics errors = {};

    void fail(const std::string& what) { errors.push_back(inconsistent(event, what)); }

    plan::Matter* matter(const std::string& id) {
        plan::Matter* found = writable(state, id);
        if (found == nullptr) fail("there is no matter '" + id + "'");
        return found;
    }

    plan::DutyRecord* duty(const std::string& matter_id, const std::string& duty_id) {
        plan::Matter* found = matter(matter_id);
        if (found == nullptr) return nullptr;
        const auto index = found->network->find(duty_id);
        if (!index) {
            fail(fmt::format("{} has no duty '{}'", matter_id, duty_id));
            return nullptr;
        }
        return &found->records[*index];
    }

    std::shared_ptr<const plan::Network> network(const std::string& body,
                                                 const std::string& procedure,
                                                 const std::string& matter_id) {
        const std::string own_name = matter_id.substr(matter_id.rfind('/') + 1);
        auto found =
            state.library ? state.library->share_procedure_for(body, procedure, own_name) : nullptr;
        if (found == nullptr) {
            fail(fmt::format("{} has no procedure '{}'", body, procedure));
            return nullptr;
        }
        auto& shared = state.networks[found.get()];
        if (shared == nullptr) shared = std::make_shared<const plan::Network>(std::move(found));
        return shared;
    }

    /// The adopted files with the holidays proclaimed and withdrawn since. Running matters keep the
    /// procedures they have; days are counted anew at once.
    void load_library() {
        std::vector<rules::SourceFile> files = *state.library_texts;
        if (!state.proclamations.empty()) {
            files.push_back(rules::proclaimed_holidays(state.proclamations));
        }
        auto library = rules::load_library(files);
        if (!library)
            return fail("the adopted calendars no longer load: " + render(library.error()));
        take_library(std::make_shared<const rules::Library>(std::move(*library)));
    }

    void take_library(std::shared_ptr<const rules::Library> library) {
        state.library = std::move(library);
        state.networks.clear();
    }

    void operator()(const journal::HolidayProclaimed& proclaimed) {
        state.proclamations.push_back({proclaimed.nations, proclaimed.date, proclaimed.name,
                                       event.effective, std::nullopt, proclaimed.source});
        if (state.library_texts) load_library();
    }
    void operator()(const journal::HolidayWithdrawn& withdrawn) {
        state.proclamations.push_back({withdrawn.nations, withdrawn.date, "", std::nullopt,
                                       event.effective, withdrawn.source});
        if (state.library_texts) load_library();
    }

    void operator()(const journal::LibraryAdopted& adopted) {
        std::vector<rules::SourceFile> files;
        for (const auto& file : adopted.files) {
            const auto content = inputs(file.hash);
            if (!content) return fail("the adopted text of " + file.path + " is missing");
            files.push_back({file.path, *content});
        }
        state.library_texts =
            std::make_shared<const std::vector<rules::SourceFile>>(std::move(files));
        state.library_files =
            std::make_shared<const std::vector<journal::LibraryAdopted::File>>(adopted.files);
        const bool at_hand =
            loaded.library && state.proclamations.empty() && loaded.files == adopted.files;
        if (at_hand) {
            take_library(loaded.library);
        } else {
            load_library();
        }
        if (!state.library) return;
        for (const rules::Body& body : state.library->bodies) {
            state.first_adopted.emplace(body.id, event.effective);
        }
    }

    void operator()(const journal::PeopleAdopted& adopted) {
        state.holders.clear();
        for (const auto& holder : adopted.holders) {
            state.holders[holder.body][holder.role].push_back(holder.person);
        }
        about_alerts();
    }

    void operator()(const journal::MatterOpened& opened) {
        const auto shared_network = network(opened.body, opened.procedure, opened.matter);
        if (shared_network == nullptr) return;
        auto matter = std::make_shared<plan::Matter>();
        matter->id = opened.matter;
        matter->body = opened.body;
        matter->network = shared_network;
        matter->opened_on = event.effective;
        matter->records.resize(shared_network->size());
        state.matters.insert_or_assign(opened.matter, std::move(matter));
    }

    /// Records follow their duties by id; a duty the new procedure no longer has loses its record
    /// here, never in the journal.
    void operator()(const journal::ProcedureAdopted& adopted) {
        plan::Matter* found = matter(adopted.matter);
        if (found == nullptr) return;
        const auto next = network(found->body, found->network->procedure().id, found->id);
        if (next == nullptr) return;
        std::vector<plan::DutyRecord> records(next->size());
        for (std::size_t i = 0; i < next->size(); ++i) {
            const auto old = found->network->find(next->duty(static_cast<plan::DutyIndex>(i)).id);
            if (old) records[i] = found->records[*old];
        }
        found->records = std::move(records);
        found->network = next;
    }

    void operator()(const journal::FactRecorded& fact) {
        state.facts.record(fact.owner, fact.name,
                           {event.effective, fact.value, fact.status, fact.source, event.seq});
    }
    void operator()(const journal::FactWithdrawn& fact) {
        if (fact.name == poll_fact) call_off(fact.owner);
        state.facts.record(fact.owner, fact.name,
                           {event.effective, std::nullopt, {}, "", event.seq});
    }
    /// The election whose poll the body, or everybody, no longer has.
    void call_off(const std::string& owner) {
        const FactEntry* poll = state.facts.find(owner, poll_fact, {});
        if (poll == nullptr) return;
        std::vector<std::string> meant;
        for (const auto& [key, election] : OfOwner(state.elections, owner)) {
            if (election.poll.iso() == *poll->value) meant.push_back(key);
        }
        for (const std::string& key : meant) state.elections.edit(key)->called_off = true;
    }

    void operator()(const journal::DutyStarted& started) {
        if (auto* record = duty(started.matter, started.duty)) record->started = started.on;
    }
    void operator()(const journal::DutyDone& done) {
        auto* record = duty(done.matter, done.duty);
        if (record == nullptr) return;
        record->done = done.on;
        record->done_at = done.at;
        record->done_by = done.by;
        record->evidence = done.evidence;
        record->recorded_on = event.effective;
    }
    void operator()(const journal::DutyReopened& reopened) {
        auto* record = duty(reopened.matter, reopened.duty);
        if (record == nullptr) return;
        record->done.reset();
        record->done_at.reset();
        record->done_by.clear();
        record->evidence.clear();
        record->recorded_on.reset();
        record->waived = false;
        record->waived_on.reset();
        about_alerts();
    }
    void operator()(const journal::DutyWaived& waived) {
        auto* record = duty(waived.matter, waived.duty);
        if (record == nullptr) return;
        record->waived = true;
        record->waived_on = event.effective;
    }
    void operator()(const journal::TargetSet& target) {
        auto* record = duty(target.matter, target.duty);
        if (record == nullptr) return;
        record->target = target.target;
        record->target_set = true;
    }
    void operator()(const journal::LimitOverridden& limit) {
        if (auto* record = duty(limit.matter, limit.duty)) record->limit_override = limit.limit;
    }
    void operator()(const journal::UrgencyAccepted& urgency) {
        if (auto* record = duty(urgency.matter, urgency.duty)) {
            record->urgency.insert(urgency.meeting);
        }
    }

    void operator()(const journal::PauseDeclared& pause) {
        state.pauses.insert_or_assign(pause.pause, plan::Pause{pause.pause,
                                                               pause.body,
                                                               pause.title,
                                                               pause.activities,
                                                               {pause.first, pause.last},
                                                               pause.provision,
                                                               false});
    }
    void operator()(const journal::PauseChanged& change) {
        plan::Pause* pause = state.pauses.edit(change.pause);
        if (pause == nullptr) return fail("there is no pause '" + change.pause + "'");
        pause->days = {change.first, change.last};
    }
    void operator()(const journal::PauseLifted& lifted) {
        plan::Pause* pause = state.pauses.edit(lifted.pause);
        if (pause == nullptr) return fail("there is no pause '" + lifted.pause + "'");
        pause->days.last = lifted.last;
    }

    /// There is one ordinary election a year: another day for it takes the place of the first.
    void operator()(const journal::ElectionRecorded& election) {
        const int year = election.poll.ymd().year;
        std::vector<std::string> replaced;
        const auto look_at = [&](const std::string& key, const ElectionRecord& known) {
            const bool same = election.kind == "ordinary" && known.kind == election.kind &&
                              known.poll.ymd().year == year;
            if (same) replaced.push_back(key);
        };
        if (election.body.empty()) {
            for (const auto& [key, known] : state.elections) look_at(key, known);
        } else {
            for (const auto& [key, known] : OfOwner(state.elections, election.body)) {
                look_at(key, known);
            }
        }
        for (const std::string& key : replaced) state.elections.erase(key);
        const bool expected = event.authority == from_pack_schedule;
        state.elections.insert_or_assign(election.body + "/" + election.election,
                                         ElectionRecord{election.election, election.kind,
                                                        election.body, election.poll, expected});
    }

    void operator()(const journal::MeetingAdded& added) {
        const bool filed = event.authority == from_calendars;
        MeetingRecord record{{added.meeting,
                              added.calendar,
                              added.date,
                              added.time,
                              added.kind,
                              added.title,
                              added.source,
                              is_assumed(added.source),
                              added.submission,
                              {}},
                             added.body,
                             false,
                             std::nullopt,
                             filed ? std::optional(added.date) : std::nullopt};
        state.meetings.insert_or_assign(added.body + "/" + added.meeting, std::move(record));
    }
    MeetingRecord* meeting(const std::string& body, const std::string& id) {
        if (MeetingRecord* found = state.meetings.edit(body + "/" + id)) return found;
        fail(fmt::format("{} has no meeting '{}'", body, id));
        return nullptr;
    }
    void operator()(const journal::MeetingMoved& moved) {
        MeetingRecord* record = meeting(moved.body, moved.meeting);
        if (record == nullptr) return;
        record->moved_from = record->meeting.date;
        record->meeting.date = moved.date;
        if (moved.time) record->meeting.time = moved.time;
        record->meeting.submission.reset();
        if (event.authority == from_calendars) record->filed = moved.date;
    }
    void operator()(const journal::MeetingCancelled& cancelled) {
        if (auto* record = meeting(cancelled.body, cancelled.meeting)) record->cancelled = true;
    }

    void tell(const std::string& matter_id, const std::vector<journal::ToldDate>& dates) {
        plan::Matter* found = matter(matter_id);
        if (found == nullptr) return;
        for (const journal::ToldDate& date : dates) {
            const auto index = found->network->find(date.duty);
            if (!index) continue;  // the procedure has since been replaced
            found->records[*index].told_forecast = date.forecast;
            found->records[*index].told_limit = date.limit;
        }
    }
    void operator()(const journal::FirstPlanFrozen& frozen) {
        tell(frozen.matter, frozen.dates);
        plan::Matter* found = matter(frozen.matter);
        if (found == nullptr) return;
        found->first_plan_frozen = true;
        for (const journal::ToldDate& date : frozen.dates) {
            const auto index = found->network->find(date.duty);
            if (index) found->records[*index].first_plan = date.forecast;
        }
    }
    void operator()(const journal::PeopleTold& told) { tell(told.matter, told.dates); }

    /// Alerts, absences, digests and invitations are folded in alert_fold.cpp.
    void about_alerts() {
        const std::string problem = fold_alert(state, event);
        if (!problem.empty()) fail(problem);
    }
    void operator()(const journal::AlertRaised&) { about_alerts(); }
    void operator()(const journal::AlertResolved&) { about_alerts(); }
    void operator()(const journal::AlertAcknowledged&) { about_alerts(); }
    void operator()(const journal::AlertSnoozed&) { about_alerts(); }
    void operator()(const journal::AlertReturned&) { about_alerts(); }
    void operator()(const journal::AlertEscalated&) { about_alerts(); }
    void operator()(const journal::NoticeMade&) { about_alerts(); }
    void operator()(const journal::DigestMade&) { about_alerts(); }
    void operator()(const journal::AbsenceRecorded&) { about_alerts(); }
    void operator()(const journal::InvitationMade&) { about_alerts(); }

    void operator()(const journal::ItemRecorded& item) {
        if (auto* record = duty(item.matter, item.duty)) {
            record->items.insert_or_assign(item.item,
                                           plan::ItemRecord{item.on, item.by, item.evidence});
        }
    }
    void operator()(const journal::EvidenceKept& kept) {
        auto* record = duty(kept.matter, kept.duty);
        if (record == nullptr) return;
        record->evidence += (record->evidence.empty() ? "" : "; ") + kept.evidence;
    }
    void operator()(const journal::AssessmentMade& made) {
        state.assessments[{made.body, made.audit, made.row}].push_back(
            {made.wording, made.on, event.actor, event.text, event.seq});
    }
    void operator()(const journal::NoteMade&) {}
    void operator()(const journal::ClockJumped&) {}
};

}  // namespace

Result<Done> evolve(State& state, const Event& event, const InputLookup& inputs,
                    const LoadedLibrary& loaded) {
    if (event.seq != state.seq + 1) {
        return inconsistent(event, fmt::format("row {} was expected here", state.seq + 1));
    }
    Fold fold{state, event, inputs, loaded};
    std::visit(fold, event.payload);
    if (!fold.errors.empty()) return std::move(fold.errors);
    state.seq = event.seq;
    state.last_recorded_at = std::max(state.last_recorded_at, event.recorded_at);
    return Done{};
}

}  // namespace dutyd::engine
