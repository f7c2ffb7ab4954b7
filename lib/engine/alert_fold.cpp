// SPDX-License-Identifier: MIT
// The part of the fold that is about alerts: every event moves its alert through the table of
// lib/alert/lifecycle.hpp.
#include "lib/engine/state.hpp"

#include <fmt/format.h>

namespace dutyd::engine {

using alert::Input;

namespace {

/// A new run: what was said of the last one no longer counts. What was told stays on record, and
/// so do an account and the first snooze.
void start_run(AlertRecord& record, civil::Instant at) {
    record.raised_at = at;
    record.acknowledged_by.clear();
    record.acknowledged_until.reset();
    record.snoozed_by.clear();
    record.snoozed_until.reset();
    record.told_at.reset();
    record.step = 0;
}

class AlertFold {
public:
    AlertFold(State& state, const journal::Event& event) : state_(state), event_(event) {}

    std::string problem;

    void operator()(const journal::AlertRaised& raised) {
        AlertRecord record;
        if (AlertRecord* known = state_.alerts.edit(raised.key)) {
            if (!move(*known, Input::back)) return;
            if (known->resolved) ++state_.open_alerts;
            record.notices = known->notices;
        } else {
            ++state_.open_alerts;
            state_.alert_keys[raised.matter].insert(raised.key);
        }
        record.key = raised.key;
        record.condition = raised.condition;
        record.matter = raised.matter;
        record.duty = raised.duty;
        record.severity = raised.severity;
        record.text = raised.text;
        record.raised_at = event_.recorded_at;
        state_.alerts.insert_or_assign(raised.key, std::move(record));
    }
    void operator()(const journal::AlertResolved& resolved) {
        AlertRecord* record = find(resolved.key);
        if (record == nullptr || !move(*record, Input::gone)) return;
        if (!record->resolved) --state_.open_alerts;
        record->resolved = true;
        record->reopened = false;  // what comes after counts
        record->how = resolved.how;
        record->resolved_at = event_.recorded_at;
    }
    void operator()(const journal::AlertAcknowledged& acknowledged) {
        AlertRecord* record = find(acknowledged.key);
        if (record == nullptr || !move(*record, Input::acknowledged)) return;
        record->acknowledged_by = acknowledged.by;
        record->acknowledged_until = acknowledged.until;
        record->account = event_.text;
        record->accounted_by = acknowledged.by;
        record->snoozed_by.clear();
        record->snoozed_until.reset();
    }
    void operator()(const journal::AlertSnoozed& snoozed) {
        AlertRecord* record = find(snoozed.key);
        if (record == nullptr || !move(*record, Input::snoozed)) return;
        record->snoozed_by = snoozed.by;
        record->snoozed_until = snoozed.until;
        if (!record->snoozed_first) record->snoozed_first = event_.effective;
        record->acknowledged_by.clear();
        record->acknowledged_until.reset();
    }
    void operator()(const journal::AlertReturned& returned) {
        AlertRecord* record = find(returned.key);
        if (record == nullptr) return;
        if (!move(*record, Input::moved_again)) return;
        start_run(*record, event_.recorded_at);
        record->returned = returned.why;
    }
    /// What was accounted for while the duty was done may come back.
    void operator()(const journal::DutyReopened& reopened) {
        const auto* keys = state_.alert_keys.get(reopened.matter);
        if (keys == nullptr) return;
        for (const std::string& key : *keys) {
            AlertRecord* record = state_.alerts.edit(key);
            const bool meant = record->duty == reopened.duty;
            if (meant && move(*record, Input::reopened)) record->reopened = true;
        }
    }
    void operator()(const journal::PeopleAdopted& adopted) {
        for (const auto& holder : adopted.holders) {
            state_.digests.emplace(holder.person, event_.effective);
        }
    }
    void operator()(const journal::AlertEscalated& escalated) {
        AlertRecord* record = find(escalated.key);
        if (record != nullptr && move(*record, Input::escalation_due))
            record->step = escalated.step;
    }
    void operator()(const journal::NoticeMade& notice) {
        for (const std::string& key : notice.alerts) told(key, notice.notice, notice.not_before);
    }
    void operator()(const journal::DigestMade& digest) {
        for (const std::string& key : digest.alerts) told(key, digest.notice, digest.not_before);
        state_.digests.insert_or_assign(digest.person, digest.day);
    }
    void operator()(const journal::AbsenceRecorded& absence) {
        state_.absences.insert_or_assign(
            {absence.person, absence.first},
            Absence{absence.person, absence.first, absence.last, absence.deputy});
    }
    void operator()(const journal::InvitationMade& made) {
        state_.invitations.insert_or_assign(
            {made.person, made.uid},
            Invitation{made.uid, made.sequence, made.matter, made.duty, made.day, made.time});
    }
    template <class Other>
    void operator()(const Other&) {
        problem = "is not about an alert";
    }

private:
    AlertRecord* find(const std::string& key) {
        if (AlertRecord* found = state_.alerts.edit(key)) return found;
        problem = "there is no alert '" + key + "'";
        return nullptr;
    }

    bool move(AlertRecord& record, Input input) {
        const auto next = alert::next(record.stage, input);
        if (next) {
            record.stage = *next;
            return true;
        }
        problem = fmt::format("the alert '{}' is {} and cannot be {}", record.key,
                              alert::name(record.stage), alert::name(input));
        return false;
    }

    void told(const std::string& key, const std::string& notice, civil::Instant at) {
        AlertRecord* record = find(key);
        if (record == nullptr || !move(*record, Input::noticed)) return;
        record->notices.push_back(notice);
        if (!record->told_at) record->told_at = at;
    }

    State& state_;
    const journal::Event& event_;
};

}  // namespace

std::string fold_alert(State& state, const journal::Event& event) {
    AlertFold fold(state, event);
    std::visit(fold, event.payload);
    return fold.problem;
}

}  // namespace dutyd::engine
