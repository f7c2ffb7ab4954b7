// SPDX-License-Identifier: MIT
#include "lib/engine/returning.hpp"

#include "lib/base/text.hpp"
#include "lib/engine/ladder.hpp"

#include <fmt/format.h>

namespace dutyd::engine {

using alert::Alert;
using alert::Stage;
using civil::Date;

namespace {

/// Why an answer no longer holds on that day; nothing while it does.
std::optional<std::string> run_out(const AlertRecord& record, Date today) {
    const auto past = [&](const std::optional<Date>& until) { return until && today > *until; };
    if (record.stage == Stage::acknowledged && past(record.acknowledged_until)) {
        return fmt::format("the acknowledgement by {} ran out on {}", record.acknowledged_by,
                           civil::short_text(*record.acknowledged_until));
    }
    if (record.stage == Stage::snoozed && past(record.snoozed_until)) {
        return fmt::format("it was put off by {} until {}", record.snoozed_by,
                           civil::short_text(*record.snoozed_until));
    }
    return std::nullopt;
}

/// A move of dates has happened: once answered for it is settled.
bool is_move(const AlertRecord& record) {
    return record.condition == name(alert::Condition::slip) ||
           record.condition == name(alert::Condition::recovered);
}

std::vector<std::string> listed(const Persons& persons) {
    return {persons.begin(), persons.end()};
}

}  // namespace

std::vector<News> Returning::run() {
    expire();
    tell_returned();
    climb();
    return std::move(news_);
}

bool Returning::at_work(const AlertRecord& record) const {
    if (after_.schedules.count(record.matter) == 0) return false;
    const BodyView& body = after_.bodies.at(after_.matter(record.matter)->body);
    return in_working_hours(body, office_days(after_.state, *body.body));
}

People Returning::people_of(const AlertRecord& record) const {
    const BodyView& body = after_.bodies.at(after_.matter(record.matter)->body);
    return {draft_.state(), *body.body, body.now->date};
}

void Returning::record(journal::Payload payload, const AlertRecord& about) {
    draft_.record(std::move(payload), after_.matter(about.matter)->body, {"dutyd", "", "", ""});
}

/// As the condition stands now, or as it was raised if it is not looked at any more.
Alert Returning::alert_of(const AlertRecord& record) const {
    const auto now = current_.find(record.key);
    if (now != current_.end()) return now->second;
    Alert alert;
    alert.key = record.key;
    alert.matter = record.matter;
    alert.duty = record.duty;
    alert.headline = record.text;
    alert.to_do = fmt::format("See how it stands: dutyctl why {}/{}", record.matter, record.duty);
    alert.roles = {owner_of(after_, record)};
    for (const alert::Level level :
         {alert::Level::information, alert::Level::warning, alert::Level::urgent}) {
        if (record.severity == name(level)) alert.level = level;
    }
    return alert;
}

void Returning::expire() {
    std::vector<std::pair<std::string, std::string>> over;
    for (const AlertRecord* known : alerts_in(after_, draft_.state())) {
        if (known->stage != Stage::acknowledged && known->stage != Stage::snoozed) continue;
        if (!at_work(*known)) continue;
        const BodyView& body = after_.bodies.at(after_.matter(known->matter)->body);
        if (const auto why = run_out(*known, body.now->date)) over.emplace_back(known->key, *why);
    }
    for (const auto& [key, why] : over) {
        const AlertRecord& known = draft_.state().alerts.at(key);
        if (is_move(known) && known.stage == Stage::acknowledged) {
            record(journal::AlertResolved{key, "answered for by " + known.acknowledged_by}, known);
        } else {
            record(journal::AlertReturned{key, why}, known);
        }
    }
}

/// What came back in this turn, whatever made it.
void Returning::tell_returned() {
    for (const journal::Event& event : draft_.events()) {
        const auto* returned = std::get_if<journal::AlertReturned>(&event.payload);
        if (returned == nullptr) continue;
        const AlertRecord& known = draft_.state().alerts.at(returned->key);
        if (known.resolved) continue;
        Alert alert = alert_of(known);
        alert.why = returned->why;
        news_.push_back({alert, people_of(known).of(alert.roles)});
    }
}

void Returning::climb() {
    std::vector<std::string> due;
    for (const AlertRecord* known : alerts_in(after_, draft_.state())) {
        if (known->resolved || !at_work(*known)) continue;
        const auto step = next_step(after_, *known);
        if (step && step->due <= draft_.now()) due.push_back(known->key);
    }
    for (const std::string& key : due) climb(key);
}

/// Every step that is due; whoever was told already is not told again.
void Returning::climb(const std::string& key) {
    // Looked up anew each time: what is recorded below makes a new record of it.
    const auto known = [&]() -> const AlertRecord& { return draft_.state().alerts.at(key); };
    const People people = people_of(known());
    Alert alert = alert_of(known());
    Persons told = people.of(alert.roles);
    const std::string first = join(listed(told), " and ");
    for (auto step = next_step(after_, known()); step && step->due <= draft_.now();
         step = next_step(after_, known())) {
        const bool deputy = step->to == "deputy";
        const Persons next =
            deputy ? people.deputies_of(owner_of(after_, known())) : people.of(step->to);
        record(journal::AlertEscalated{key, step->to, step->number}, known());
        Persons persons;
        for (const std::string& person : next) {
            if (told.insert(person).second) persons.insert(person);
        }
        if (persons.empty()) continue;
        alert.why = fmt::format("{} was told and nobody has answered", first);
        news_.push_back({alert, std::move(persons)});
    }
}

}  // namespace dutyd::engine
