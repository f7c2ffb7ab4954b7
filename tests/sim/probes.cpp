// SPDX-License-Identifier: MIT
#include "tests/sim/probes.hpp"

#include "lib/alert/view.hpp"
#include "lib/engine/decide.hpp"
#include "lib/engine/query.hpp"
#include "tests/sim/broken.hpp"
#include "tests/sim/civil_hours.hpp"

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <set>

namespace dutyd::sim {

namespace {

namespace json = boost::json;
using engine::Snapshot;
using engine::State;
using plan::DutyIndex;
using plan::Outcome;

Snapshot look(const Bystander& at) {
    return engine::take_snapshot(at.state, at.now, at.settings);
}

/// The state after this request; nothing if it is refused.
std::optional<State> after(const Bystander& at, const json::object& request) {
    const auto command = engine::parse_command(request);
    if (!command) throw Broken("probes are well formed", command.error().front().message);
    auto result = engine::turn(at.state, {*command}, at.now, at.settings);
    if (!result.answers.front()) return std::nullopt;
    return std::move(result.next);
}

std::string bound_text(const rules::When& when) {
    return when.date ? rules::word(when.bound) + " " + when.date->iso() : "unknown";
}

/// The dates of every matter that is in both, as one text.
std::string dates_of(const Snapshot& snapshot, const std::set<std::string>& matters) {
    std::string text;
    for (const auto& [id, schedule] : snapshot.schedules) {
        if (!matters.contains(id)) continue;
        const plan::Matter& matter = *snapshot.matter(id);
        for (std::size_t n = 0; n < schedule->outcomes.size(); ++n) {
            const Outcome& outcome = schedule->outcomes[n];
            text += fmt::format("{}/{}: limit {}, forecast {}, latest safe {}, meeting {}, {}\n",
                                id, matter.network->duty(static_cast<DutyIndex>(n)).id,
                                bound_text(outcome.limit), bound_text(outcome.forecast),
                                outcome.latest_safe ? outcome.latest_safe->iso() : "unknown",
                                outcome.meeting.value_or("none"), plan::text(outcome.standing));
        }
    }
    return text;
}

std::set<std::string> matters_of(const State& state) {
    std::set<std::string> ids;
    for (const auto& [id, matter] : state.matters) ids.insert(id);
    return ids;
}

std::vector<std::string> keys_of(const std::set<std::string>& set) {
    return {set.begin(), set.end()};
}

json::object request(const std::string& verb) {
    return {{"do", verb}, {"actor", "probe"}, {"authority", "probe"}, {"reason", "probe"}};
}

/// There and back again: the dates are as they were.
bool round_trip(const Bystander& at, const json::object& there, const json::object& back) {
    const auto away = after(at, there);
    if (!away) return false;
    const auto home = after({*away, at.settings, at.now}, back);
    if (!home) return false;
    const auto matters = matters_of(at.state);
    check_same("there and back restores the dates", dates_of(look(at), matters),
               dates_of(look({*home, at.settings, at.now}), matters));
    return true;
}

void check_pause(const std::string& name, const Outcome& before, const Outcome& paused) {
    if (bound_text(before.limit) != bound_text(paused.limit)) {
        throw Broken("a pause moves no limit",
                     fmt::format("{}: {} became {}", name, bound_text(before.limit),
                                 bound_text(paused.limit)));
    }
    const bool both = before.forecast.date && paused.forecast.date;
    if (both && *paused.forecast.date < *before.forecast.date) {
        throw Broken("a pause brings no date forward",
                     fmt::format("{}: {} became {}", name, bound_text(before.forecast),
                                 bound_text(paused.forecast)));
    }
}

std::vector<std::string> activities_of(const rules::Library& library) {
    std::vector<std::string> ids;
    for (const rules::Pack& pack : library.packs) {
        for (const rules::Activity& activity : pack.activities) ids.push_back(activity.id);
    }
    return ids;
}

}  // namespace

std::string everything(const Bystander& at) {
    const Snapshot snapshot = look(at);
    engine::UpcomingFilter all;
    all.include_done = true;
    std::string text = json::serialize(engine::upcoming(snapshot, all)) + "\n";
    text += json::serialize(engine::matters(snapshot, "")) + "\n";
    text += json::serialize(engine::alerts(snapshot, engine::AlertScope::all)) + "\n";
    text += json::serialize(engine::status(snapshot)) + "\n";
    for (const auto& [id, matter] : at.state.matters) {
        const auto shown = engine::show(snapshot, id);
        text += (shown ? json::serialize(*shown) : shown.error().front().message) + "\n";
        for (std::size_t i = 0; i < matter->network->size(); ++i) {
            const auto name = id + "/" + matter->network->duty(static_cast<DutyIndex>(i)).id;
            const auto why = engine::why(snapshot, name);
            text += (why ? json::serialize(*why) : why.error().front().message) + "\n";
        }
    }
    return text;
}

void check_same(const std::string& promise, const std::string& one, const std::string& other) {
    if (one == other) return;
    const auto [a, b] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
    static_cast<void>(b);
    const auto at = static_cast<std::size_t>(a - one.begin());
    const std::size_t line = one.rfind('\n', at);
    std::size_t from = line == std::string::npos ? 0 : line + 1;
    if (at - from > 200) from = at - 200;
    throw Broken(promise, fmt::format("\n  {}\n  became\n  {}", one.substr(from, 400),
                                      other.substr(from, 400)));
}

void probe_second_look(const Bystander& at) {
    const auto first = engine::turn(at.state, {}, at.now, at.settings);
    const auto second = engine::turn(first.next, {}, at.now, at.settings);
    if (second.events.empty() && second.notices.empty()) return;
    const std::string kind =
        second.events.empty() ? "a notice" : journal::kind_name(second.events.front().payload);
    throw Broken("a second look finds nothing", "at " + at.now.text() + " " + kind);
}

void probe_pause(const Bystander& at, Random& random) {
    const auto activities = activities_of(*at.state.library);
    if (activities.empty()) return;
    const Snapshot before = look(at);
    const civil::Date today = before.bodies.begin()->second.now->date;
    const civil::Date from =
        today + civil::Days{static_cast<std::int32_t>(random.between(-10, 60))};
    json::object pause = request("pause");
    pause["title"] = "A probe";
    pause["activities"] = json::array{json::string(random.pick(activities))};
    pause["from"] = from.iso();
    if (!random.one_in(4)) {
        pause["to"] = (from + civil::Days{static_cast<std::int32_t>(random.between(0, 60))}).iso();
    }
    const auto paused = after(at, pause);
    if (!paused) return;
    const Snapshot then = look({*paused, at.settings, at.now});
    for (const auto& [id, schedule] : before.schedules) {
        const auto& outcomes = then.schedule(id).outcomes;
        for (std::size_t n = 0; n < outcomes.size(); ++n) {
            const auto& duty = before.matter(id)->network->duty(static_cast<DutyIndex>(n));
            check_pause(id + "/" + duty.id, schedule->outcomes[n], outcomes[n]);
        }
    }
}

bool probe_fact(const Bystander& at, Random& random) {
    if (at.state.matters.empty()) return false;
    const std::string id = random.pick(keys_of(matters_of(at.state)));
    std::vector<std::pair<std::string, std::string>> dates;
    for (const auto& [name, entry] : at.state.facts.of(id)) {
        if (entry.value && civil::Date::parse(*entry.value)) dates.emplace_back(name, *entry.value);
    }
    if (dates.empty()) return false;
    const auto& [name, value] = random.pick(dates);
    const civil::Date moved = *civil::Date::parse(value) +
                              civil::Days{static_cast<std::int32_t>(random.between(-40, 40))};
    json::object there = request("record");
    there["matter"] = id;
    there["fact"] = name;
    json::object back = there;
    there["value"] = moved.iso();
    back["value"] = value;
    return round_trip(at, there, back);
}

bool probe_meeting(const Bystander& at, Random& random) {
    std::vector<const engine::MeetingRecord*> meetings;
    for (const auto& [id, record] : at.state.meetings) {
        // A submission day of its own goes when the meeting moves: it was for the old date.
        if (!record.cancelled && !record.meeting.submission) meetings.push_back(&record);
    }
    if (meetings.empty()) return false;
    const engine::MeetingRecord& meeting = *random.pick(meetings);
    json::object there = request("meeting-move");
    there["body"] = meeting.body;
    there["meeting"] = meeting.meeting.id;
    json::object back = there;
    const civil::Days days{static_cast<std::int32_t>(random.between(-40, 40))};
    there["to"] = (meeting.meeting.date + days).iso();
    back["to"] = meeting.meeting.date.iso();
    if (meeting.meeting.time) {
        there["time"] = meeting.meeting.time->text();
        back["time"] = meeting.meeting.time->text();
    }
    return round_trip(at, there, back);
}

namespace {

/// The limit of an open duty is over, whatever day it was.
bool is_missed(const rules::Duty& duty, const Outcome& outcome, civil::Date today) {
    if (!outcome.limit.is_known() || *outcome.limit.date >= today) return false;
    if (!outcome.counts || !alert::is_open(outcome)) return false;
    return duty.kind != rules::DutyKind::automatic && duty.kind != rules::DutyKind::power;
}

/// Told as a breach; or asked about, if the limit had passed before the matter was opened.
bool is_told(const State& state, const plan::Matter& matter, const std::string& duty,
             civil::Date limit) {
    const std::string about = "/" + matter.id + "/" + duty + "/";
    if (state.alerts.contains("unrecorded" + about + "limit-" + limit.iso())) {
        return limit < matter.opened_on;
    }
    const std::string key = "breached" + about;
    const auto told = state.alerts.lower_bound(key);
    return told != state.alerts.end() && told->first.rfind(key, 0) == 0;
}

}  // namespace

int probe_breaches(const Bystander& at) {
    const Snapshot snapshot = look(at);
    int breaches = 0;
    for (const auto& [id, schedule] : snapshot.schedules) {
        const plan::Matter& matter = *snapshot.matter(id);
        // What is not urgent waits for the working day.
        if (!hours_of(*at.state.library, matter.body).is_work(at.now)) continue;
        for (std::size_t n = 0; n < schedule->outcomes.size(); ++n) {
            const rules::Duty& duty = matter.network->duty(static_cast<DutyIndex>(n));
            const Outcome& outcome = schedule->outcomes[n];
            if (!is_missed(duty, outcome, local_minute(at.now).date)) continue;
            ++breaches;
            if (is_told(at.state, matter, duty.id, *outcome.limit.date)) continue;
            throw Broken("every breach is told", fmt::format("{}/{} had its limit on {}", id,
                                                             duty.id, outcome.limit.date->iso()));
        }
    }
    return breaches;
}

namespace {

/// Alerts of what is so now; others tell of something that happened on the way, or of a day that
/// was passed in sleep.
bool is_a_state(const std::string& condition) {
    static const std::set<std::string> states{"breached",   "overdue",      "unreachable", "slack",
                                              "no-meeting", "missing-fact", "unrecorded"};
    return states.contains(condition);
}

/// A breach of a limit that has moved since, with time alone, happened on the way.
bool is_of_another_limit(const Snapshot& snapshot, const engine::AlertRecord& alert) {
    if (alert.condition != "breached") return false;
    const auto index = engine::find_duty(*snapshot.matter(alert.matter), alert.duty);
    const rules::When& limit = snapshot.schedule(alert.matter).outcomes[index.value()].limit;
    return limit.date && !alert.key.ends_with(limit.date->iso());
}

std::string open_states(const Snapshot& snapshot) {
    std::string text;
    for (const auto& [key, alert] : snapshot.state.alerts) {
        if (alert.resolved || !is_a_state(alert.condition)) continue;
        if (!is_of_another_limit(snapshot, alert)) text += key + "\n";
    }
    return text;
}

/// Ticks whenever it was asked to, until then.
State live_until(State state, std::optional<civil::Instant> wake, const Bystander& until) {
    while (wake && *wake <= until.now) {
        auto result = engine::turn(state, {}, *wake, until.settings);
        state = std::move(result.next);
        wake = result.outlook.next();
    }
    return state;
}

}  // namespace

bool probe_sleep(const Bystander& at, std::optional<civil::Instant> wake, civil::Instant woke) {
    constexpr std::int64_t to_a_start_of_work_s = 5 * 86'400;
    if (!wake || *wake > woke) return false;
    const Bystander end{at.state, at.settings, {woke.seconds + to_a_start_of_work_s}};
    const State awake = live_until(at.state, wake, end);
    auto first_look = engine::turn(at.state, {}, woke, at.settings);
    const State asleep = live_until(std::move(first_look.next), first_look.outlook.next(), end);
    const Snapshot one = look({awake, at.settings, end.now});
    const Snapshot other = look({asleep, at.settings, end.now});
    check_same("asleep and awake come to the same alerts", open_states(one), open_states(other));
    check_same("asleep and awake come to the same dates", dates_of(one, matters_of(awake)),
               dates_of(other, matters_of(asleep)));
    return true;
}

}  // namespace dutyd::sim
