// SPDX-License-Identifier: MIT
#include "lib/engine/assess.hpp"

#include "lib/alert/message.hpp"
#include "lib/alert/slip.hpp"
#include "lib/alert/watch.hpp"
#include "lib/base/hash.hpp"
#include "lib/engine/causes.hpp"
#include "lib/engine/moves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dutyd::engine {

using alert::Alert;
using alert::Condition;
using civil::Date;
using civil::Instant;
using plan::DutyIndex;

namespace {

const civil::DaySet& office_days(const State& state, const rules::Body& body) {
    const auto& sets = state.library->calendars.day_sets;
    const auto set = sets.find(body.working_days);
    return set == sets.end() ? civil::DaySet::every_day() : set->second;
}

alert::View view_of(const Snapshot& snapshot, const std::string& matter_id) {
    const plan::Matter& matter = *snapshot.matter(matter_id);
    const BodyView& body = snapshot.bodies.at(matter.body);
    return {matter,
            snapshot.schedules.at(matter_id),
            *body.body,
            *body.now,
            body.meetings,
            body.pauses,
            civil::OpenDays(office_days(snapshot.state, *body.body))};
}

bool in_working_hours(const BodyView& body, const civil::DaySet& days) {
    const rules::WorkingHours& hours = body.hours;
    return days.is_open(body.now->date) && body.now->time >= hours.from &&
           body.now->time < hours.to;
}

/// Conditions that may come and go; the others are told once for their key.
bool may_come_back(Condition condition) {
    switch (condition) {
        case Condition::slack:
        case Condition::unreachable:
        case Condition::no_meeting:
        case Condition::last_meeting:
        case Condition::missing_fact:
            return true;
        default:
            return false;
    }
}

class Assessment {
public:
    Assessment(Draft& draft, const State& before, Occasion occasion, TurnResult& result)
        : draft_(draft),
          before_(take_snapshot(before, draft.now(), draft.settings())),
          occasion_(occasion),
          result_(result) {}

    void run() {
        freeze_first_plans();
        const Snapshot after = take_snapshot(draft_.state(), draft_.now(), draft_.settings());
        for (const auto& [id, schedule] : after.schedules) assess_matter(after, id);
        tell(after);
        result_.moves = moves(before_, after);
        result_.wake_at = next_wake(after);
    }

private:
    void record(journal::Payload payload, const std::string& body) {
        draft_.record(std::move(payload), body, {"dutyd", "", "", ""});
    }

    /// The first complete forecast, once every limit that is known has a forecast before it.
    void freeze_first_plans() {
        const Snapshot now = take_snapshot(draft_.state(), draft_.now(), draft_.settings());
        for (const auto& [id, schedule] : now.schedules) {
            const plan::Matter& matter = *now.matter(id);
            if (matter.first_plan_frozen || !is_complete(view_of(now, id))) continue;
            record(journal::FirstPlanFrozen{id, told_dates(view_of(now, id))}, matter.body);
        }
    }

    static bool is_complete(const alert::View& view) {
        bool any = false;
        for (std::size_t n = 0; n < view.size(); ++n) {
            const auto i = static_cast<DutyIndex>(n);
            const plan::Outcome& outcome = view.outcome(i);
            if (!outcome.limit.date || !outcome.counts || !alert::is_open(outcome)) continue;
            if (!outcome.forecast.is_known()) return false;
            any = true;
        }
        return any;
    }

    static std::vector<journal::ToldDate> told_dates(const alert::View& view) {
        std::vector<journal::ToldDate> dates;
        for (std::size_t n = 0; n < view.size(); ++n) {
            const auto i = static_cast<DutyIndex>(n);
            const plan::Outcome& outcome = view.outcome(i);
            if (!outcome.counts || !alert::is_open(outcome)) continue;
            const bool told = view.record(i).told_forecast || view.record(i).told_limit;
            if (!outcome.forecast.date && !outcome.limit.date && !told) continue;
            dates.push_back({view.duty(i).id, outcome.forecast.date, outcome.limit.date});
        }
        return dates;
    }

    void assess_matter(const Snapshot& after, const std::string& id) {
        const alert::View view = view_of(after, id);
        const auto current = alert::watch(view);
        std::set<std::string> keys;
        for (const Alert& found : current) {
            keys.insert(found.key);
            raise_if_new(found, view);
        }
        find_moves(after, id, view);
        resolve_what_is_over(view, keys);
    }

    bool may_tell_now(const Alert& found, const alert::View& view) const {
        if (occasion_ == Occasion::commands || alert::is_urgent(found)) return true;
        return in_working_hours(before_.bodies.at(view.body.id),
                                office_days(draft_.state(), view.body));
    }

    void raise_if_new(const Alert& found, const alert::View& view) {
        const auto known = draft_.state().alerts.find(found.key);
        if (known != draft_.state().alerts.end()) {
            if (!known->second.resolved || !may_come_back(found.condition)) return;
        }
        if (may_tell_now(found, view)) raise(found, view.body.id);
    }

    void raise(const Alert& found, const std::string& body) {
        record(journal::AlertRaised{found.key, name(found.condition), found.matter, found.duty,
                                    name(found.level), found.headline},
               body);
        new_alerts_.push_back(found);
    }

    void find_moves(const Snapshot& after, const std::string& id, const alert::View& view) {
        if (before_.schedules.count(id) == 0 || !view.matter.first_plan_frozen) return;
        const auto slip =
            alert::find_slip(view_of(before_, id), view, cause_for(draft_, view.matter));
        if (!slip || !may_tell_now(*slip, view)) return;
        supersede(id, slip->key, view.body.id);
        raise(*slip, view.body.id);
        record(journal::PeopleTold{id, told_dates(view), draft_.settings().engine_version},
               view.body.id);
        static_cast<void>(after);
    }

    /// A newer move of the same matter stands for the older ones.
    void supersede(const std::string& matter, const std::string& key, const std::string& body) {
        std::vector<std::string> older;
        for (const auto& [known, alert] : draft_.state().alerts) {
            const bool move = alert.condition == name(Condition::slip) ||
                              alert.condition == name(Condition::recovered);
            if (move && alert.matter == matter && !alert.resolved && known != key) {
                older.push_back(known);
            }
        }
        for (const std::string& known : older) {
            record(journal::AlertResolved{known, "the dates have moved again"}, body);
        }
    }

    /// A breach of doing it with a partner falls away if the partner's own act was taken back.
    static bool partner_taken_back(const AlertRecord& alert, const rules::Duty& duty,
                                   const alert::View& view) {
        const auto with = alert.key.rfind("/with-");
        if (with == std::string::npos) return false;
        for (const rules::Limit& limit : duty.limits) {
            const auto partner = view.matter.network->find(limit.partner);
            const auto done = partner ? view.record(*partner).done : std::nullopt;
            if (!done) continue;
            const std::string now = fmt::format("/with-{}-{}", limit.partner, done->iso());
            if (alert.key.substr(with) == now) return false;
        }
        return true;
    }

    /// How an open alert ends; nothing while it goes on. A breach ends only with the duty done and
    /// an account of it recorded.
    static std::optional<std::string> ending(const AlertRecord& alert, const alert::View& view,
                                             const std::set<std::string>& current) {
        const auto index = view.matter.network->find(alert.duty);
        const bool open = index && alert::is_open(view.outcome(*index));
        if (alert.condition == name(Condition::breached)) {
            if (index && partner_taken_back(alert, view.duty(*index), view)) {
                return "what it should have been done with was taken back";
            }
            if (open || alert.account.empty()) return std::nullopt;
            return "accounted for by " + alert.acknowledged_by;
        }
        if (alert.condition == name(Condition::slip) ||
            alert.condition == name(Condition::recovered)) {
            return open ? std::nullopt : std::optional<std::string>("done");
        }
        if (current.count(alert.key) > 0) return std::nullopt;
        return open ? "no longer so" : "done";
    }

    void resolve_what_is_over(const alert::View& view, const std::set<std::string>& current) {
        std::vector<journal::AlertResolved> over;
        for (const auto& [key, alert] : draft_.state().alerts) {
            if (alert.matter != view.matter.id || alert.resolved) continue;
            const auto how = ending(alert, view, current);
            if (how) over.push_back({key, *how});
        }
        for (journal::AlertResolved& resolved : over) record(std::move(resolved), view.body.id);
    }

    /// The persons who hold a role; where nobody does, those who hold the body's fallback role.
    std::vector<std::string> holders(const rules::Body& body, const std::string& role) const {
        const auto of_body = draft_.state().holders.find(body.id);
        if (of_body == draft_.state().holders.end()) return {};
        const auto held = of_body->second.find(role);
        if (held != of_body->second.end() && !held->second.empty()) return held->second;
        const auto fallback = of_body->second.find(body.fallback_role);
        return fallback == of_body->second.end() ? std::vector<std::string>{} : fallback->second;
    }

    /// One event, one notice a person, however many roles and matters it touches.
    void tell(const Snapshot& after) {
        std::map<std::string, std::vector<Alert>> by_person;
        for (const Alert& one : new_alerts_) {
            const rules::Body& body = *after.bodies.at(after.matter(one.matter)->body).body;
            std::set<std::string> persons;
            for (const std::string& role : one.roles) {
                for (const std::string& person : holders(body, role)) persons.insert(person);
            }
            for (const std::string& person : persons) by_person[person].push_back(one);
            if (persons.empty()) {
                result_.findings.push_back(
                    make_finding(fmt::format("nobody holds a role to be told of {}", one.key),
                                 "give somebody the role in the configuration"));
            }
        }
        for (const auto& [person, alerts] : by_person) write_notice(after, person, alerts);
    }

    void write_notice(const Snapshot& after, const std::string& person,
                      const std::vector<Alert>& alerts) {
        const BodyView& body = after.bodies.at(after.matter(alerts.front().matter)->body);
        Notice notice;
        notice.person = person;
        notice.urgent = std::any_of(alerts.begin(), alerts.end(), alert::is_urgent);
        notice.not_before =
            notice.urgent
                ? draft_.now()
                : next_working_moment(body, office_days(after.state, *body.body), draft_.now());
        const alert::Message message =
            alert::compose(alerts, {body.body->name, draft_.settings().training});
        notice.subject = message.subject;
        notice.text = message.text;
        notice.html = message.html;
        for (const Alert& one : alerts) notice.alerts.push_back(one.key);
        notice.references = {thread_of(alerts.front())};
        notice.message_id = message_id(person, notice.alerts);
        record(journal::NoticeMade{notice.message_id, person, notice.alerts, notice.not_before},
               body.body->id);
        result_.notices.push_back(std::move(notice));
    }

    /// One thread a duty: every notice about it refers to the same root.
    std::string thread_of(const Alert& one) const {
        return "thread-" + sha256_hex(one.matter + "/" + one.duty).substr(0, 16) + "@" +
               draft_.settings().message_domain;
    }

    std::string message_id(const std::string& person, const std::vector<std::string>& keys) const {
        std::string seed = person + draft_.now().text();
        for (const std::string& key : keys) seed += "|" + key;
        return fmt::format("{}.{}@{}", draft_.state().seq + 1, sha256_hex(seed).substr(0, 16),
                           draft_.settings().message_domain);
    }

    Draft& draft_;
    const Snapshot before_;
    const Occasion occasion_;
    TurnResult& result_;
    std::vector<Alert> new_alerts_;
};

Instant start_of_work(const BodyView& body, Date date) {
    return body.zone->instant(date, body.hours.from);
}

/// The first minutes after those limits of today that end at a time of day, not with the day.
std::vector<Instant> timed_limits_today(const Snapshot& snapshot) {
    std::vector<Instant> over;
    for (const auto& [id, schedule] : snapshot.schedules) {
        const BodyView& body = snapshot.bodies.at(snapshot.matter(id)->body);
        for (const plan::Outcome& outcome : schedule.outcomes) {
            const rules::When& limit = outcome.limit;
            if (!limit.time || limit.date != body.now->date || !alert::is_open(outcome)) continue;
            over.push_back({body.zone->instant(*limit.date, *limit.time).seconds + 60});
        }
    }
    return over;
}

}  // namespace

Instant next_working_moment(const BodyView& body, const civil::DaySet& days, Instant now) {
    if (in_working_hours(body, days)) return now;
    const bool today = body.now->time < body.hours.from;
    const Date from = today ? body.now->date : body.now->date + civil::Days{1};
    const auto next = civil::OpenDays(days).first_on_or_after(from);
    return next ? start_of_work(body, *next) : now;
}

std::optional<Instant> next_wake(const Snapshot& snapshot) {
    std::optional<Instant> wake;
    if (snapshot.schedules.empty()) return wake;
    const auto consider = [&](Instant at) {
        if (at > snapshot.now && (!wake || at < *wake)) wake = at;
    };
    for (const auto& [id, body] : snapshot.bodies) {
        const Date tomorrow = body.now->date + civil::Days{1};
        consider(body.zone->instant(tomorrow, civil::TimeOfDay{0}));
        consider(start_of_work(body, body.now->date));
        consider(start_of_work(body, tomorrow));
    }
    for (const Instant& over : timed_limits_today(snapshot)) consider(over);
    return wake;
}

void assess(Draft& draft, const State& before, Occasion occasion, TurnResult& result) {
    Assessment(draft, before, occasion, result).run();
}

}  // namespace dutyd::engine
