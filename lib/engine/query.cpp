// SPDX-License-Identifier: MIT
#include "lib/engine/query.hpp"

#include "lib/alert/view.hpp"
#include "lib/base/text.hpp"
#include "lib/engine/agenda.hpp"
#include "lib/engine/assess.hpp"
#include "lib/engine/query_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::engine {

using plan::DutyIndex;
using plan::Outcome;

json::value date_json(const std::optional<civil::Date>& date) {
    return date ? json::value(date->iso()) : json::value(nullptr);
}

json::array texts_json(const std::vector<std::string>& texts) {
    json::array array;
    for (const std::string& text : texts) array.emplace_back(text);
    return array;
}

std::optional<civil::Date> next_date(const Outcome& outcome) {
    std::optional<civil::Date> next;
    const auto forecast = outcome.counts ? outcome.forecast.date : std::nullopt;
    for (const auto& date : {forecast, outcome.limit.date, outcome.target}) {
        if (date && (!next || *date < *next)) next = date;
    }
    return next;
}

namespace {

std::string next_what(const Outcome& outcome) {
    const auto next = next_date(outcome);
    if (!next) return "";
    if (outcome.limit.date == next) return "limit";
    return outcome.target == next ? "target" : "forecast";
}

void add_when(json::object& object, const std::string& key, const rules::When& when) {
    object[key] = date_json(when.date);
    object[key + "-bound"] = rules::word(when.bound);
    object[key + "-time"] = when.time ? json::value(when.time->text()) : json::value(nullptr);
}

/// A duty that does not count has no date of its own; the one worked out is for those behind it.
rules::When own_forecast(const Outcome& outcome) {
    return outcome.counts ? outcome.forecast : rules::When{};
}

void add_dates(json::object& object, const Outcome& outcome, const plan::DutyRecord& record) {
    add_when(object, "limit", outcome.limit);
    add_when(object, "forecast", own_forecast(outcome));
    object["latest-safe"] = date_json(outcome.latest_safe);
    object["start-by"] = date_json(outcome.start_by);
    object["slack"] = outcome.slack ? json::value(*outcome.slack) : json::value(nullptr);
    object["target"] = date_json(outcome.target);
    object["actual"] = date_json(record.done);
    object["started"] = date_json(record.started);
    object["first-plan"] = date_json(record.first_plan);
    object["provisional"] = outcome.forecast.provisional || outcome.limit.provisional;
}

void add_meeting(json::object& object, const Outcome& outcome) {
    const auto text = [](const std::optional<std::string>& id) {
        return id ? json::value(*id) : json::value(nullptr);
    };
    object["meeting"] = text(outcome.meeting);
    object["papers-deadline"] = date_json(outcome.papers_deadline);
    object["last-usable-meeting"] = text(outcome.last_usable_meeting);
    object["last-papers-deadline"] = date_json(outcome.last_papers_deadline);
}

}  // namespace

json::object duty_json(const Snapshot& snapshot, const plan::Matter& matter, DutyIndex i) {
    const rules::Duty& duty = matter.network->duty(i);
    const Outcome& outcome = snapshot.schedule(matter.id).outcomes[i];
    json::object object;
    object["matter"] = matter.id;
    object["duty"] = duty.id;
    object["title"] = duty.title;
    object["body"] = matter.body;
    object["bearer"] = duty.bearer;
    object["owner"] = duty.owner;
    object["standing"] = plan::text(outcome.standing);
    object["risks"] = texts_json(plan::risk_names(outcome.risks));
    add_dates(object, outcome, matter.records[i]);
    add_meeting(object, outcome);
    object["waiting-for"] = outcome.waiting_for;
    object["missing-facts"] = texts_json(outcome.missing_facts);
    object["paused-days"] = outcome.paused_days;
    const auto next = alert::is_open(outcome) ? next_date(outcome) : std::nullopt;
    object["next"] = date_json(next);
    object["next-what"] = next ? next_what(outcome) : "";
    return object;
}

namespace {

bool is_dated(const rules::Duty& duty) {
    return duty.kind != rules::DutyKind::continuous && duty.kind != rules::DutyKind::power;
}

bool passes(const UpcomingFilter& filter, const Snapshot& snapshot, const plan::Matter& matter,
            DutyIndex i) {
    const rules::Duty& duty = matter.network->duty(i);
    const Outcome& outcome = snapshot.schedule(matter.id).outcomes[i];
    if (!filter.include_done && !is_to_come(duty, outcome)) return false;
    if (!filter.body.empty() && matter.body != filter.body) return false;
    if (!filter.owner.empty() && duty.owner != filter.owner) return false;
    if (!filter.bearer.empty() && duty.bearer != filter.bearer) return false;
    if (!names_it(filter.standing, outcome.standing, outcome.risks)) return false;
    if (!filter.days) return true;
    const civil::Date horizon =
        snapshot.bodies.at(matter.body).now->date + civil::Days{*filter.days};
    const auto next = next_date(outcome);
    return next && *next <= horizon;
}

struct Line {
    std::optional<civil::Date> next;
    const plan::Matter* matter;
    DutyIndex duty;
};

/// By next date, undated last; ties in the order of matters and duties.
bool sooner(const Line& a, const Line& b) {
    if (a.next.has_value() != b.next.has_value()) return a.next.has_value();
    return a.next && *a.next < *b.next;
}

bool is_matter(const std::string& wanted, const std::string& id) {
    return wanted.empty() || id == wanted || id.substr(id.rfind('/') + 1) == wanted;
}

/// The day at the body asked for, or at the first: dates are days there, not in Greenwich.
json::value today_json(const Snapshot& snapshot, const std::string& body) {
    auto view = snapshot.bodies.find(body);
    if (view == snapshot.bodies.end()) view = snapshot.bodies.begin();
    if (view == snapshot.bodies.end() || !view->second.now) return nullptr;
    return json::value(view->second.now->date.iso());
}

}  // namespace

json::value upcoming(const Snapshot& snapshot, const UpcomingFilter& filter,
                     std::optional<std::size_t> found) {
    std::vector<Line> lines;
    for (const auto& [id, schedule] : snapshot.schedules) {
        if (!is_matter(filter.matter, id)) continue;
        const plan::Matter& matter = *snapshot.matter(id);
        for (std::size_t n = 0; n < schedule->outcomes.size(); ++n) {
            const auto i = static_cast<DutyIndex>(n);
            if (!passes(filter, snapshot, matter, i)) continue;
            lines.push_back({next_date(schedule->outcomes[n]), &matter, i});
        }
    }
    std::stable_sort(lines.begin(), lines.end(), sooner);
    const std::size_t shown = std::min(lines.size(), filter.limit.value_or(lines.size()));
    json::array duties;
    for (std::size_t n = 0; n < shown; ++n) {
        duties.push_back(duty_json(snapshot, *lines[n].matter, lines[n].duty));
    }
    return json::object{{"as-of", snapshot.now.text()},
                        {"seq", snapshot.state.seq},
                        {"today", today_json(snapshot, filter.body)},
                        {"found", found.value_or(lines.size())},
                        {"duties", std::move(duties)}};
}

json::object matter_json(const Snapshot& snapshot, const plan::Matter& matter) {
    const plan::Schedule& schedule = snapshot.schedule(matter.id);
    std::size_t open = 0;
    std::size_t done = 0;
    std::optional<civil::Date> next;
    for (std::size_t n = 0; n < schedule.outcomes.size(); ++n) {
        const Outcome& outcome = schedule.outcomes[n];
        if (!is_dated(matter.network->duty(static_cast<DutyIndex>(n)))) continue;
        if (!alert::is_open(outcome)) {
            ++done;
            continue;
        }
        ++open;
        const auto date = next_date(outcome);
        if (date && (!next || *date < *next)) next = date;
    }
    return {{"matter", matter.id},
            {"body", matter.body},
            {"procedure", matter.network->procedure().id},
            {"title", matter.network->procedure().title},
            {"opened", matter.opened_on.iso()},
            {"open", open},
            {"done", done},
            {"next", date_json(next)}};
}

json::value matters(const Snapshot& snapshot, const std::string& body) {
    json::array list;
    for (const auto& [id, schedule] : snapshot.schedules) {
        const plan::Matter& matter = *snapshot.matter(id);
        if (body.empty() || matter.body == body) list.push_back(matter_json(snapshot, matter));
    }
    return json::object{{"as-of", snapshot.now.text()}, {"matters", std::move(list)}};
}

Result<Named> find_named(const State& state, const std::string& name) {
    const auto slash = name.rfind('/');
    const bool is_matter = slash == std::string::npos || state.matters.contains(name);
    const auto matter = find_matter(state, is_matter ? name : name.substr(0, slash));
    if (!matter) return matter.error();
    if (is_matter) return Named{*matter, std::nullopt};
    const auto duty = find_duty(**matter, name.substr(slash + 1));
    if (!duty) return duty.error();
    return Named{*matter, *duty};
}

Result<Named> find_scheduled(const Snapshot& snapshot, const std::string& name) {
    auto named = find_named(snapshot.state, name);
    if (!named || snapshot.schedules.count(named->matter->id) > 0) return named;
    const std::string& body = named->matter->body;
    return make_error(fmt::format("{} belongs to '{}', which is no longer in the calendars",
                                  named->matter->id, body),
                      fmt::format("put bodies/{}.toml back to see its dates", body));
}

json::value alerts(const Snapshot& snapshot, AlertScope scope) {
    json::array list;
    for (const auto& [key, alert] : snapshot.state.alerts) {
        if (scope == AlertScope::open && alert.resolved) continue;
        list.push_back(json::object{
            {"key", alert.key},
            {"condition", alert.condition},
            {"severity", alert.severity},
            {"matter", alert.matter},
            {"duty", alert.duty},
            {"text", alert.text},
            {"raised-at", alert.raised_at.text()},
            {"acknowledged-by", alert.acknowledged_by},
            {"acknowledged-until", date_json(alert.acknowledged_until)},
            {"account", alert.account},
            {"resolved", alert.resolved ? json::value(alert.how) : json::value(nullptr)},
            {"notices", texts_json(alert.notices)}});
    }
    return json::object{{"as-of", snapshot.now.text()}, {"alerts", std::move(list)}};
}

json::value answer(const Answer& answer) {
    return json::object{{"verb", answer.verb},
                        {"did", texts_json(answer.did)},
                        {"matter", answer.matter},
                        {"first-seq", answer.first_seq},
                        {"last-seq", answer.last_seq}};
}

namespace {

json::array errors_json(const Diagnostics& diagnostics) {
    json::array list;
    for (const Diagnostic& one : diagnostics) {
        list.push_back(json::object{{"message", one.message}, {"hint", one.hint}});
    }
    return list;
}

json::object notice_json(const Notice& notice) {
    return {{"person", notice.person},
            {"subject", notice.subject},
            {"text", notice.text},
            {"not-before", notice.not_before.text()},
            {"urgent", notice.urgent},
            {"message-id", notice.message_id},
            {"alerts", texts_json(notice.alerts)}};
}

json::object move_json(const Move& move) {
    const auto slack = [](const std::optional<int>& days) {
        return days ? json::value(*days) : json::value(nullptr);
    };
    return {{"matter", move.matter},
            {"duty", move.duty},
            {"title", move.title},
            {"what", move.what},
            {"from", move.from},
            {"to", move.to},
            {"cause", move.cause},
            {"slack-before", slack(move.slack_before)},
            {"slack-after", slack(move.slack_after)}};
}

}  // namespace

json::value preview(const TurnResult& result) {
    json::array answers;
    for (const auto& one : result.answers) {
        if (one) {
            answers.push_back(answer(*one));
        } else {
            answers.push_back(json::object{{"error", errors_json(one.error())}});
        }
    }
    json::array list;
    for (const Move& move : result.moves) list.push_back(move_json(move));
    json::array notices;
    for (const Notice& notice : result.notices) notices.push_back(notice_json(notice));
    return json::object{{"preview", true},
                        {"answers", std::move(answers)},
                        {"moves", std::move(list)},
                        {"notices", std::move(notices)},
                        {"findings", errors_json(result.findings)}};
}

json::value status(const Snapshot& snapshot) {
    std::map<std::string, std::size_t> by_risk;
    std::size_t duties = 0;
    std::size_t open = 0;
    for (const auto& [id, schedule] : snapshot.schedules) {
        for (const Outcome& outcome : schedule->outcomes) {
            ++duties;
            if (!alert::is_open(outcome)) continue;
            ++open;
            for (const std::string& risk : plan::risk_names(outcome.risks)) ++by_risk[risk];
        }
    }
    json::object risks;
    for (const auto& [name, count] : by_risk) risks[name] = count;
    const auto wake = next_wake(snapshot);
    return json::object{{"now", snapshot.now.text()},
                        {"seq", snapshot.state.seq},
                        {"bodies", snapshot.bodies.size()},
                        {"matters", snapshot.schedules.size()},
                        {"duties", duties},
                        {"open-duties", open},
                        {"risks", std::move(risks)},
                        {"open-alerts", snapshot.state.open_alerts},
                        {"next-wake", wake ? json::value(wake->text()) : json::value(nullptr)}};
}

}  // namespace dutyd::engine
