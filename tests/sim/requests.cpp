// SPDX-License-Identifier: MIT
#include "tests/sim/requests.hpp"

#include "lib/engine/command.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <functional>

namespace dutyd::sim {

namespace json = boost::json;

namespace {

bool is_known(const std::string& verb) {
    static const std::vector<std::string> verbs = engine::known_verbs();
    return std::find(verbs.begin(), verbs.end(), verb) != verbs.end();
}

}  // namespace

std::string Requests::any(const std::string& client_id) {
    Keys keys = make();
    keys["client-id"] = client_id;
    if (!keys.contains("actor")) keys["actor"] = "clerk";
    if (!keys.contains("reason") && !random_.one_in(8)) keys["reason"] = "as it came about";
    return json::serialize(keys);
}

std::string Requests::ordinary_election(const std::string& body, const std::string& client_id) {
    return json::serialize(Keys{{"do", "election"},
                                {"kind", "ordinary"},
                                {"body", body},
                                {"poll", day(-30, 60)},
                                {"actor", "clerk"},
                                {"client-id", client_id}});
}

Requests::Keys Requests::make() {
    struct Choice {
        int weight;
        std::function<Keys()> keys;
    };
    const auto duty = [this](const char* verb) { return [this, verb] { return of_a_duty(verb); }; };
    const std::vector<Choice> choices{{2, [this] { return election(); }},
                                      {14, [this] { return record(); }},
                                      {4, [this] { return withdraw(); }},
                                      {8, duty("start")},
                                      {18, duty("done")},
                                      {4, duty("reopen")},
                                      {2, duty("waive")},
                                      {5, duty("target")},
                                      {2, duty("override")},
                                      {2, duty("urgency")},
                                      {2, duty("note")},
                                      {4, [this] { return pause(); }},
                                      {4, [this] { return resume(); }},
                                      {5, [this] { return meeting_add(); }},
                                      {7, [this] { return meeting_move(); }},
                                      {2, [this] { return meeting_cancel(); }},
                                      {12, [this] { return acknowledge(); }},
                                      {6, [this] { return snooze(); }},
                                      {2, [this] { return absence(); }},
                                      {1, [this] { return adopt(); }},
                                      {4, [this] { return nonsense(); }}};
    std::vector<int> weights;
    for (const Choice& choice : choices) weights.push_back(choice.weight);
    return choices[random_.weighted(weights)].keys();
}

std::string Requests::day(std::int64_t from, std::int64_t to) {
    return (today_ + civil::Days{static_cast<std::int32_t>(random_.between(from, to))}).iso();
}

std::string Requests::body() {
    return random_.pick(state_.library->bodies).id;
}

const plan::Matter* Requests::matter() {
    if (state_.matters.empty()) return nullptr;
    auto one = state_.matters.begin();
    std::advance(one, random_.below(static_cast<std::int64_t>(state_.matters.size())));
    return one->second.get();
}

const engine::MeetingRecord* Requests::meeting() {
    std::vector<const engine::MeetingRecord*> near;
    for (const auto& [id, record] : state_.meetings) {
        const std::int32_t away = (record.meeting.date - today_).n;
        if (away > -60 && away < 400) near.push_back(&record);
    }
    return near.empty() ? nullptr : random_.pick(near);
}

std::string Requests::open_alert() {
    std::vector<std::string> keys;
    for (const auto& [key, alert] : state_.alerts) {
        if (!alert.resolved) keys.push_back(key);
    }
    return keys.empty() ? "lead/nothing" : random_.pick(keys);
}

std::string Requests::activity() {
    std::vector<std::string> ids{"no-such-activity"};
    for (const rules::Pack& pack : state_.library->packs) {
        for (const rules::Activity& one : pack.activities) ids.push_back(one.id);
    }
    return ids.size() > 1 && !random_.one_in(20)
               ? ids[1 + static_cast<std::size_t>(
                             random_.below(static_cast<std::int64_t>(ids.size()) - 1))]
               : ids.front();
}

Requests::Keys Requests::election() {
    static const std::vector<std::string> kinds{"ordinary", "by-election", "general", "local"};
    Keys keys{{"do", "election"}, {"kind", random_.pick(kinds)}, {"poll", day(-10, 90)}};
    if (!random_.one_in(4)) keys["body"] = body();
    if (random_.one_in(2)) {
        keys["pause-from"] = day(-5, 40);
        keys["pause-to"] = day(40, 90);
        keys["activities"] = json::array{json::string(activity())};
    }
    return keys;
}

std::string Requests::value_of(const rules::FactDeclaration& fact) {
    using Kind = rules::FactDeclaration::Kind;
    switch (fact.kind) {
        case Kind::date:
            return day(-60, 120) + (random_.one_in(10) ? " 16:00" : "");
        case Kind::period:
            return day(-60, 0) + ".." + day(0, 60);
        case Kind::yes_no:
            return random_.one_in(2) ? "yes" : "no";
        case Kind::number:
            return fmt::format("{}", random_.below(1000));
        case Kind::text:
            return fact.values.empty() ? "in words" : random_.pick(fact.values);
    }
    return "";
}

Requests::Keys Requests::record() {
    const plan::Matter* one = matter();
    if (one == nullptr || one->network->procedure().facts.empty()) return nonsense();
    const rules::FactDeclaration& fact = random_.pick(one->network->procedure().facts);
    Keys keys{{"do", "record"}, {"fact", fact.name}, {"value", value_of(fact)}};
    using Scope = rules::FactDeclaration::Scope;
    if (fact.scope == Scope::matter || random_.one_in(3)) keys["matter"] = one->id;
    if (!keys.contains("matter") && fact.scope == Scope::body) keys["body"] = one->body;
    static const std::vector<std::string> statuses{"recorded", "expected", "deemed", "disputed"};
    if (random_.one_in(4)) keys["status"] = random_.pick(statuses);
    return keys;
}

Requests::Keys Requests::withdraw() {
    const plan::Matter* one = matter();
    if (one == nullptr) return nonsense();
    const auto own = state_.facts.of(one->id);
    const auto wider = state_.facts.of(one->body);
    if (!own.empty() && (wider.empty() || !random_.one_in(4))) {
        return {{"do", "withdraw"}, {"matter", one->id}, {"fact", random_.pick(own).first}};
    }
    if (wider.empty()) return nonsense();
    return {{"do", "withdraw"}, {"body", one->body}, {"fact", random_.pick(wider).first}};
}

Requests::Keys Requests::of_a_duty(const std::string& verb) {
    const plan::Matter* one = matter();
    if (one == nullptr || one->network->size() == 0) return nonsense();
    const auto index = static_cast<plan::DutyIndex>(
        random_.below(static_cast<std::int64_t>(one->network->size())));
    Keys keys{{"do", verb}, {"matter", one->id}, {"duty", one->network->duty(index).id}};
    if ((verb == "start" || verb == "done") && random_.one_in(2)) keys["on"] = day(-20, 2);
    if (verb == "done" && random_.one_in(6)) keys["at"] = "15:30";
    if (verb == "done" && random_.one_in(6)) keys["by"] = "deputy-commissioner";
    if (verb == "target" && !random_.one_in(4)) keys["date"] = day(-10, 90);
    if (verb == "override") {
        if (!random_.one_in(3)) keys["limit"] = day(-10, 120);
        if (!random_.one_in(4)) keys["authority"] = "an order of the court";
    }
    if (verb == "urgency") {
        const engine::MeetingRecord* at = meeting();
        keys["meeting"] = at == nullptr ? "panel-none" : at->meeting.id;
    }
    return keys;
}

Requests::Keys Requests::pause() {
    Keys keys{{"do", "pause"},
              {"title", random_.one_in(2) ? "Pre-election period" : "Mourning"},
              {"from", day(-10, 40)},
              {"activities", json::array{json::string(activity())}}};
    if (!random_.one_in(4)) keys["to"] = day(20, 90);
    if (!random_.one_in(3)) keys["body"] = body();
    if (random_.one_in(4) && !state_.pauses.empty()) {
        keys["pause"] = state_.pauses.begin()->first;
    }
    return keys;
}

Requests::Keys Requests::resume() {
    if (state_.pauses.empty()) return {{"do", "resume"}, {"pause", "nothing-paused"}};
    auto one = state_.pauses.begin();
    std::advance(one, random_.below(static_cast<std::int64_t>(state_.pauses.size())));
    Keys keys{{"do", "resume"}, {"pause", one->first}};
    if (random_.one_in(3)) keys["last"] = day(-10, 20);
    return keys;
}

Requests::Keys Requests::meeting_add() {
    Keys keys{
        {"do", "meeting-add"}, {"body", body()}, {"calendar", "panel"}, {"date", day(-5, 200)}};
    if (random_.one_in(2)) keys["time"] = "10:00";
    if (random_.one_in(4)) keys["submission"] = day(-5, 60);
    return keys;
}

Requests::Keys Requests::meeting_move() {
    const engine::MeetingRecord* one = meeting();
    if (one == nullptr) return nonsense();
    return {{"do", "meeting-move"},
            {"body", one->body},
            {"meeting", one->meeting.id},
            {"to", day(-5, 120)}};
}

Requests::Keys Requests::meeting_cancel() {
    const engine::MeetingRecord* one = meeting();
    if (one == nullptr) return nonsense();
    return {{"do", "meeting-cancel"}, {"body", one->body}, {"meeting", one->meeting.id}};
}

Requests::Keys Requests::acknowledge() {
    Keys keys{{"do", "ack"}, {"alert", open_alert()}, {"actor", "ann"}};
    if (!random_.one_in(3)) keys["until"] = day(-1, 25);
    return keys;
}

Requests::Keys Requests::snooze() {
    if (!is_known("snooze")) return acknowledge();
    return {{"do", "snooze"}, {"alert", open_alert()}, {"until", day(-1, 10)}, {"actor", "ann"}};
}

Requests::Keys Requests::absence() {
    if (!is_known("absence")) return nonsense();
    const std::string office = body();  // who stands in is of the same office
    const auto somebody = [&] { return fmt::format("{}.{}", office, random_.below(5)); };
    Keys keys{{"do", "absence"}, {"person", somebody()}, {"from", day(-5, 20)}};
    if (!random_.one_in(4)) keys["to"] = day(-6, 40);
    if (random_.one_in(2)) keys["deputy"] = somebody();
    return keys;
}

Requests::Keys Requests::adopt() {
    const plan::Matter* one = matter();
    if (one == nullptr) return nonsense();
    return {{"do", "adopt"}, {"matter", one->id}};
}

Requests::Keys Requests::nonsense() {
    switch (random_.below(5)) {
        case 0:
            return {{"do", "done"}, {"matter", "plan-1066"}, {"duty", "issue"}};
        case 1:
            return {{"do", "record"}, {"fact", "election.pole"}, {"value", "2024-05-02"}};
        case 2:
            return {
                {"do", "pause"}, {"title", "Backwards"}, {"from", day(10, 20)}, {"to", day(0, 9)}};
        case 3:
            return {
                {"do", "meeting-move"}, {"body", body()}, {"meeting", "panel-x"}, {"to", "soon"}};
        default:
            return {{"do", "election"}, {"kind", "papal"}, {"poll", day(0, 10)}};
    }
}

}  // namespace dutyd::sim
