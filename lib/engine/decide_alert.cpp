// SPDX-License-Identifier: MIT
// Commands about alerts and about the people they reach.
#include "lib/engine/decide_parts.hpp"

#include "lib/base/text.hpp"
#include "lib/civil/open_days.hpp"

#include <fmt/format.h>

#include <set>

namespace dutyd::engine {

namespace {

Result<const AlertRecord*> find_open(const State& state, const std::string& key) {
    const auto alert = state.alerts.find(key);
    if (alert == state.alerts.end()) {
        std::vector<std::string> open;
        for (const auto& [known, record] : state.alerts) {
            if (!record.resolved) open.push_back(known);
        }
        const std::string guess = did_you_mean(key, open);
        return make_error(fmt::format("there is no alert '{}'", key),
                          guess.empty() ? "dutyctl alerts lists them by key" : guess);
    }
    if (alert->second.resolved) {
        return make_error(fmt::format("the alert '{}' is resolved already", key));
    }
    return &alert->second;
}

/// The alert of that key, or all open alerts of the notice of that id.
Result<std::vector<const AlertRecord*>> find_answered(const State& state, const std::string& name) {
    std::vector<const AlertRecord*> alerts;
    if (const AlertRecord* named = state.alerts.get(name)) {
        const auto open = find_open(state, named->key);
        if (!open) return open.error();
        return std::vector<const AlertRecord*>{*open};
    }
    for (const auto& [key, record] : state.alerts) {
        const auto& notices = record.notices;
        const bool told = std::find(notices.begin(), notices.end(), name) != notices.end();
        if (told && !record.resolved) alerts.push_back(&record);
    }
    if (!alerts.empty()) return alerts;
    const auto one = find_open(state, name);
    if (!one) return one.error();
    return std::vector<const AlertRecord*>{*one};
}

/// The body of an alert's matter, if it is still in the calendars.
const rules::Body* body_of(const State& state, const AlertRecord& alert) {
    const auto matter = state.matters.find(alert.matter);
    return matter == state.matters.end() ? nullptr : state.library->body(matter->second->body);
}

/// So much later, in the office's own days where working days are meant.
Date later_by(const State& state, const rules::Body& body, Date from,
              const rules::Duration& duration) {
    const bool working = duration.unit == rules::Duration::Unit::working_days;
    const civil::DaySet* set = state.library->day_set(
        body.id, duration.day_set.empty() ? body.working_days : duration.day_set);
    const civil::DaySet days = working && set != nullptr ? *set : civil::DaySet::every_day();
    if (duration.n == 0) return from;
    return civil::OpenDays(days).nth_after(from, duration.n).value_or(from);
}

/// Until when an acknowledgement of today runs: as asked, or as long as the body usually lets it.
Result<std::optional<Date>> answer_holds_until(const Bench& bench, const AlertRecord& alert,
                                               std::optional<Date> asked) {
    const rules::Body* body = body_of(bench.state, alert);
    const Date today = bench.moment(body != nullptr ? body->id : "").date;
    if (asked && *asked < today) {
        return make_error(fmt::format("{} is past", asked->iso()),
                          "an acknowledgement runs until a day to come");
    }
    if (body == nullptr) return asked;
    const Date most = later_by(bench.state, *body, today, body->acknowledge_most);
    if (!asked) {
        const Date usual = later_by(bench.state, *body, today, body->acknowledge_for);
        return std::optional(std::min(usual, most));
    }
    if (*asked > most) {
        return make_error(fmt::format("an acknowledgement runs for at most {}, until {}",
                                      rules::text(body->acknowledge_most), most.iso()),
                          "it can be given again then");
    }
    return asked;
}

Decision about(const AlertRecord& alert, journal::Payload payload, std::string did) {
    Decision decision;
    decision.payloads.push_back(std::move(payload));
    decision.did.push_back(std::move(did));
    decision.matter = alert.matter;
    return decision;
}

std::set<std::string> known_persons(const State& state) {
    std::set<std::string> persons;
    for (const auto& [body, roles] : state.holders) {
        for (const auto& [role, holders] : roles) persons.insert(holders.begin(), holders.end());
    }
    return persons;
}

std::optional<Diagnostic> unknown_person(const State& state, const std::string& person) {
    const auto known = known_persons(state);
    if (known.count(person) > 0) return std::nullopt;
    const std::string guess = did_you_mean(person, {known.begin(), known.end()});
    return make_error(fmt::format("nobody called '{}' holds a role", person),
                      guess.empty() ? "people and their roles stand in the configuration" : guess);
}

/// The body by whose calendar a person's days are counted: the first in which they hold a role.
std::string home_of(const State& state, const std::string& person) {
    for (const auto& [body, roles] : state.holders) {
        for (const auto& [role, holders] : roles) {
            if (std::find(holders.begin(), holders.end(), person) != holders.end()) return body;
        }
    }
    return {};
}

}  // namespace

Result<Decision> Deciding::operator()(const Acknowledge& ack) const {
    const auto found = find_answered(bench.state, ack.alert);
    if (!found) return found.error();
    if (command.reason.empty()) return reason_needed("to acknowledge an alert");
    Decision decision;
    decision.matter = found->front()->matter;
    for (const AlertRecord* alert : *found) {
        const auto until = answer_holds_until(bench, *alert, ack.until);
        if (!until) return until.error();
        decision.payloads.push_back(journal::AlertAcknowledged{alert->key, command.actor, *until});
        decision.did.push_back(fmt::format("acknowledged{}: {}",
                                           *until ? " until " + (*until)->iso() : "", alert->text));
    }
    return decision;
}

Result<Decision> Deciding::operator()(const Snooze& snooze) const {
    const auto found = find_open(bench.state, snooze.alert);
    if (!found) return found.error();
    const AlertRecord& alert = **found;
    if (command.reason.empty()) return reason_needed("to snooze an alert");
    const rules::Body* body = body_of(bench.state, alert);
    const Date today = bench.moment(body != nullptr ? body->id : "").date;
    if (snooze.until < today) {
        return make_error(fmt::format("{} is past", snooze.until.iso()),
                          "a snooze runs until a day to come");
    }
    if (body != nullptr) {
        const Date first = alert.snoozed_first.value_or(today);
        const Date most = later_by(bench.state, *body, first, body->snooze_most);
        if (snooze.until > most) {
            return make_error(
                fmt::format("an alert can be snoozed for {}, until {}",
                            rules::text(body->snooze_most), most.iso()),
                "to answer for it for longer, acknowledge it: dutyctl ack " + alert.key);
        }
    }
    return about(alert, journal::AlertSnoozed{snooze.alert, command.actor, snooze.until},
                 fmt::format("snoozed until {}: {}", snooze.until.iso(), alert.text));
}

Result<Decision> Deciding::operator()(const AbsenceCommand& absence) const {
    if (auto unknown = unknown_person(bench.state, absence.person)) return *unknown;
    if (!absence.deputy.empty()) {
        if (auto unknown = unknown_person(bench.state, absence.deputy)) return *unknown;
        if (absence.deputy == absence.person) {
            return make_error("nobody can be their own deputy", "name another person");
        }
    }
    const bool taken_back = absence.to && *absence.to < absence.from;
    const auto known = bench.state.absences.find(std::pair{absence.person, absence.from});
    if (taken_back && known == bench.state.absences.end()) {
        return make_error(fmt::format("the last day, {}, is before the first, {}",
                                      absence.to->iso(), absence.from.iso()));
    }
    Decision decision;
    decision.body = home_of(bench.state, absence.person);
    decision.payloads.push_back(
        journal::AbsenceRecorded{absence.person, absence.from, absence.to, absence.deputy});
    std::string did =
        taken_back
            ? fmt::format("{} is not away from {} after all", absence.person, absence.from.iso())
            : fmt::format("{} is away from {}{}", absence.person, absence.from.iso(),
                          absence.to ? " to " + absence.to->iso() : ", for how long is open");
    if (!taken_back && !absence.deputy.empty())
        did += fmt::format("; {} stands in", absence.deputy);
    decision.did.push_back(std::move(did));
    return decision;
}

}  // namespace dutyd::engine
