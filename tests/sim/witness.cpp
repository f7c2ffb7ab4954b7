// SPDX-License-Identifier: MIT
#include "tests/sim/witness.hpp"

#include "lib/alert/view.hpp"
#include "lib/engine/expected_pauses.hpp"
#include "tests/sim/broken.hpp"
#include "tests/sim/civil_hours.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace dutyd::sim {

namespace {

const std::vector<std::string>& told_although_done() {
    static const std::vector<std::string> conditions{"breached", "out-of-order", "too-early",
                                                     "recovered"};
    return conditions;
}

bool is_one_of(const std::string& word, const std::vector<std::string>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool has_holder(const engine::State& state, const std::string& body) {
    const auto roles = state.holders.find(body);
    const rules::Body* known = state.library->body(body);
    if (roles == state.holders.end() || known == nullptr) return false;
    const auto fallback = roles->second.find(known->fallback_role);
    return fallback != roles->second.end() && !fallback->second.empty();
}

/// The events of a turn that speak of an alert, for whoever has to find out why.
std::string events_about(const std::string& key, const Turned& turned) {
    std::string kinds;
    for (const journal::Event& event : turned.result.events) {
        const std::string row = journal::encode(event, journal::chain_start(), "00").row.body;
        if (row.find('"' + key + '"') == std::string::npos) continue;
        kinds += (kinds.empty() ? "" : ", ") + journal::kind_name(event.payload);
    }
    return kinds;
}

bool is_fact_wanted(const plan::Schedule& schedule, const std::string& fact) {
    return std::any_of(schedule.outcomes.begin(), schedule.outcomes.end(),
                       [&](const plan::Outcome& outcome) {
                           return alert::is_open(outcome) && is_one_of(fact, outcome.missing_facts);
                       });
}

bool is_pause_awaited(const engine::Snapshot& snapshot, const std::string& body,
                      const std::string& pause) {
    const auto& expected = snapshot.bodies.at(body).expected;
    return std::any_of(expected.begin(), expected.end(), [&](const engine::ExpectedPause& one) {
        return one.pause.id == pause && engine::first_suspended(snapshot, body, one);
    });
}

/// One question is put on behalf of every duty that hangs on its answer: the fact it needs, the
/// pre-election period that would suspend it.
bool is_asked_still(const engine::Snapshot& snapshot, const engine::AlertRecord& alert) {
    const std::string what = alert.key.substr(alert.key.rfind('/') + 1);
    if (alert.condition == "missing-fact") {
        return is_fact_wanted(snapshot.schedule(alert.matter), what);
    }
    if (alert.condition != "confirm-pause") return false;
    return is_pause_awaited(snapshot, snapshot.matter(alert.matter)->body, what);
}

/// Done and over with: what the law treats as not done, because it was too early, is still open.
bool is_over(const Turned& turned, const engine::Settings& settings,
             const engine::AlertRecord& alert) {
    const auto matter = turned.after.matters.find(alert.matter);
    if (matter == turned.after.matters.end()) return false;
    const auto index = matter->second->network->find(alert.duty);
    if (!index || !matter->second->records[*index].done) return false;
    const auto snapshot = engine::take_snapshot(turned.after, turned.now, settings);
    const auto schedule = snapshot.schedules.find(alert.matter);
    return schedule != snapshot.schedules.end() &&
           schedule->second->outcomes[*index].standing != plan::Standing::voided &&
           !is_asked_still(snapshot, alert);
}

}  // namespace

void Witness::saw(const Turned& turned) {
    tally_.add("turns");
    check_wake(turned);
    for (const journal::Event& event : turned.result.events) {
        tally_.add("events");
        if (const auto* raised = std::get_if<journal::AlertRaised>(&event.payload)) {
            check_raised(turned, *raised);
        }
        if (const auto* resolved = std::get_if<journal::AlertResolved>(&event.payload)) {
            acknowledged_.erase(resolved->key);
        }
        if (const auto* again = std::get_if<journal::AlertAcknowledged>(&event.payload)) {
            acknowledged_.erase(again->key);
        }
        if (const auto* returned = std::get_if<journal::AlertReturned>(&event.payload)) {
            acknowledged_.erase(returned->key);
            tally_.add("alerts returned");
        }
    }
    for (const engine::Notice& notice : turned.result.notices) check_notice(turned, notice);
    check_told(turned);
    check_expiry(turned);
}

/// Time alone will change something again by the next midnight at the latest, give or take a change
/// of the clocks.
void Witness::check_wake(const Turned& turned) const {
    constexpr std::int64_t longest_s = 25 * 3600;
    const auto wake = turned.result.outlook.next();
    if (turned.after.matters.empty()) return;
    if (!wake) throw Broken("time goes on", "matters run and nothing is to wake for");
    if (*wake <= turned.now || wake->seconds - turned.now.seconds > longest_s) {
        throw Broken("time goes on",
                     fmt::format("at {} asks to be woken at {}", turned.now.text(), wake->text()));
    }
}

void Witness::check_raised(const Turned& turned, const journal::AlertRaised& raised) {
    tally_.add("alerts raised");
    tally_.add("raised " + raised.condition);
    const auto before = turned.before.alerts.find(raised.key);
    if (before != turned.before.alerts.end() && !before->second.resolved) {
        throw Broken("an alert is raised once", raised.key + " is open and was raised again");
    }
    const auto same = std::count_if(
        turned.result.events.begin(), turned.result.events.end(), [&](const auto& event) {
            const auto* other = std::get_if<journal::AlertRaised>(&event.payload);
            return other != nullptr && other->key == raised.key;
        });
    if (same != 1) throw Broken("an alert is raised once", raised.key + " twice in a turn");
}

/// Who holds a role is told of an alert in the turn that raises it, each person once. What is mere
/// information may wait for the digest.
void Witness::check_told(const Turned& turned) const {
    for (const journal::Event& event : turned.result.events) {
        const auto* raised = std::get_if<journal::AlertRaised>(&event.payload);
        if (raised == nullptr || raised->severity == "information") continue;
        const std::string body = raised->matter.substr(0, raised->matter.find('/'));
        if (!has_holder(turned.after, body)) continue;
        const bool told = std::any_of(
            turned.result.notices.begin(), turned.result.notices.end(),
            [&](const engine::Notice& notice) { return is_one_of(raised->key, notice.alerts); });
        if (!told) throw Broken("somebody is told", "nobody was told of " + raised->key);
    }
}

void Witness::check_notice(const Turned& turned, const engine::Notice& notice) {
    tally_.add("notices");
    if (notice.urgent) tally_.add("notices at once");
    if (!message_ids_.insert(notice.message_id).second) {
        throw Broken("a message id is used once", notice.message_id + " was used before");
    }
    std::set<std::string> keys;
    for (const std::string& key : notice.alerts) {
        if (keys.insert(key).second) continue;
        throw Broken("a message names an alert once",
                     fmt::format("\"{}\" to {} names {} twice; events: {}", notice.subject,
                                 notice.person, key, events_about(key, turned)));
    }
    for (const engine::Notice& other : turned.result.notices) {
        if (&other == &notice || other.person != notice.person) continue;
        for (const std::string& key : other.alerts) {
            if (keys.contains(key)) {
                throw Broken("a person is told once", notice.person + " twice of " + key);
            }
        }
    }
    check_hours(turned, notice);
    for (const std::string& key : notice.alerts) check_not_after_done(turned, key);
}

void Witness::check_hours(const Turned& turned, const engine::Notice& notice) const {
    if (notice.urgent) {
        if (notice.not_before > turned.now) {
            throw Broken("urgent means at once",
                         notice.message_id + " waits until " + notice.not_before.text());
        }
        return;
    }
    const Hours hours = hours_of(*turned.after.library, body_of_person(notice.person));
    const bool right = hours.is_work(turned.now)
                           ? notice.not_before == turned.now
                           : hours.is_next_start(notice.not_before, turned.now);
    if (right) return;
    throw Broken("told in working hours",
                 fmt::format("\"{}\", made at {}, goes to {} at {}", notice.subject,
                             turned.now.text(), notice.person, notice.not_before.text()));
}

void Witness::check_not_after_done(const Turned& turned, const std::string& key) const {
    const auto alert = turned.after.alerts.find(key);
    if (alert == turned.after.alerts.end()) {
        throw Broken("a notice is about alerts", key + " is not an alert");
    }
    if (is_one_of(alert->second.condition, told_although_done())) return;
    if (!is_over(turned, settings_, alert->second)) return;
    throw Broken("nothing after it is done", key + " was told although the duty is done");
}

void Witness::acknowledged(const std::string& alert, std::optional<civil::Date> until) {
    acknowledged_[alert] = until;
}

/// As long as the acknowledgement stands it is to the day that was said.
void Witness::check_acknowledgements(const engine::State& state) const {
    for (const auto& [key, until] : acknowledged_) {
        const auto alert = state.alerts.find(key);
        if (alert == state.alerts.end() || alert->second.resolved || !until) continue;
        const engine::AlertRecord& known = alert->second;
        if (known.acknowledged_by.empty() || known.acknowledged_until == until) continue;
        throw Broken(
            "an acknowledgement ends",
            fmt::format("{} was answered for until {}, and is until {}", key, until->iso(),
                        known.acknowledged_until ? known.acknowledged_until->iso() : "for ever"));
    }
}

/// A turn in working hours leaves none standing whose last day is over.
void Witness::check_expiry(const Turned& turned) const {
    for (const auto& [key, until] : acknowledged_) {
        if (!until || *until >= local_minute(turned.now).date) continue;
        const auto alert = turned.after.alerts.find(key);
        if (alert == turned.after.alerts.end() || alert->second.resolved) continue;
        const std::string body = alert->second.matter.substr(0, alert->second.matter.find('/'));
        if (!hours_of(*turned.after.library, body).is_work(turned.now)) continue;
        if (alert->second.acknowledged_by.empty()) continue;
        throw Broken("an acknowledgement ends",
                     fmt::format("at {} {} is still answered for, until {}", turned.now.text(), key,
                                 until->iso()));
    }
}

std::optional<NoticeRow> notice_in(const journal::Event& event) {
    const std::string kind = journal::kind_name(event.payload);
    if (kind != "notice-made" && kind != "digest-made" && kind != "invitation-made") {
        return std::nullopt;
    }
    const auto row = journal::encode(event, journal::chain_start(), "00").row;
    const auto data = boost::json::parse(row.body).as_object().at("data").as_object();
    return NoticeRow{std::string(data.at("notice").as_string()),
                     std::string(data.at("person").as_string())};
}

void Witness::check_outbox(const Storage& storage, const Postman& postman,
                           const MailServer& server) const {
    std::map<std::string, std::string> persons;  // by message id
    for (const Message& message : storage.outbox()) {
        if (!persons.emplace(message.message_id, message.person).second) {
            throw Broken("each notice is in the outbox once", message.message_id + " twice");
        }
        const bool is_in_hand = postman.has_in_hand(message.id);
        const int copies = server.copies(message.message_id);
        if (message.delivered && !is_in_hand && copies == 0) {
            throw Broken("no notice is lost", message.message_id +
                                                  " counts as delivered, and the "
                                                  "server never had it");
        }
        if (copies > 1 + server.excuses(message.message_id)) {
            throw Broken("no notice is doubled",
                         message.message_id + " came " + fmt::format("{} times", copies));
        }
    }
    std::size_t made = 0;
    for (const journal::Event& event : storage.events()) {
        const auto notice = notice_in(event);
        if (!notice) continue;
        ++made;
        const auto row = persons.find(notice->message_id);
        if (row == persons.end() || row->second != notice->person) {
            throw Broken("each notice is in the outbox once", notice->message_id + " is not there");
        }
    }
    if (made != persons.size()) {
        throw Broken("each notice is in the outbox once",
                     fmt::format("{} in the journal, {} in the outbox", made, persons.size()));
    }
}

}  // namespace dutyd::sim
