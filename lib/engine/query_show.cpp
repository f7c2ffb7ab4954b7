// SPDX-License-Identifier: MIT
// One matter or one duty as it stands: its facts, its pauses, its duties, its checklist.
#include "lib/engine/query_parts.hpp"
#include "lib/journal/fact_status.hpp"

#include <algorithm>
#include <set>

namespace dutyd::engine {

using plan::DutyIndex;

json::object pause_json(const plan::Pause& pause) {
    return {{"pause", pause.id},
            {"title", pause.title},
            {"first", pause.days.first.iso()},
            {"last", date_json(pause.days.last)},
            {"activities", texts_json(pause.activities)},
            {"expected", pause.expected},
            {"provision", pause.provision}};
}

json::object fact_json(const rules::FactDeclaration& fact, const Finding& finding) {
    const auto text = [](const std::optional<std::string>& value) {
        return value ? json::value(*value) : json::value(nullptr);
    };
    const bool known = finding.text || finding.value.when || finding.value.period;
    json::object object{{"fact", fact.name},
                        {"title", fact.title},
                        {"value", text(finding.text)},
                        {"status", known ? journal::text(finding.status) : ""},
                        {"known-on", date_json(finding.known_on)},
                        {"source", finding.source}};
    if (finding.derived == nullptr) return object;
    object["why"] = finding.derived->why;
    object["law"] = citations_json(finding.derived->law);
    if (finding.derived->is) object["rule"] = finding.derived->is->text();
    if (!finding.text && finding.value.when) {
        object["value"] = rules::text(*finding.value.when);
    }
    return object;
}

namespace {

json::array facts_json(const Snapshot& snapshot, const plan::Matter& matter) {
    json::array facts;
    const MatterFacts view(snapshot.state, snapshot.bodies.at(matter.body), matter);
    for (const rules::FactDeclaration& fact : matter.network->procedure().facts) {
        if (!fact.duty.empty() && fact.duty.find('/') == std::string::npos) continue;
        facts.push_back(fact_json(fact, *view.find(fact.name)));
    }
    return facts;
}

/// Pauses that suspend work of this matter, now or later.
json::array pauses_ahead(const BodyView& body, const plan::Matter& matter) {
    std::set<std::string> activities;
    for (std::size_t n = 0; n < matter.network->size(); ++n) {
        const auto& own = matter.network->duty(static_cast<DutyIndex>(n)).activities;
        activities.insert(own.begin(), own.end());
    }
    json::array pauses;
    for (const plan::Pause& pause : body.pauses) {
        const bool over = pause.days.last && *pause.days.last < body.now->date;
        const bool concerns =
            std::any_of(pause.activities.begin(), pause.activities.end(),
                        [&](const std::string& one) { return activities.count(one) > 0; });
        if (!over && concerns) pauses.push_back(pause_json(pause));
    }
    return pauses;
}

/// The duty's checklist, and what is recorded of each item.
json::array items_json(const rules::Duty& duty, const plan::DutyRecord& record) {
    json::array items;
    for (const rules::ChecklistItem& item : duty.checklist) {
        const auto known = record.items.find(item.id);
        const bool covered = known != record.items.end();
        items.push_back(
            json::object{{"item", item.id},
                         {"title", item.title},
                         {"law", citations_json(item.law)},
                         {"on", covered ? date_json(known->second.on) : json::value(nullptr)},
                         {"by", covered ? known->second.by : ""},
                         {"evidence", covered ? known->second.evidence : ""}});
    }
    return items;
}

}  // namespace

Result<json::value> show(const Snapshot& snapshot, const std::string& name) {
    const auto named = find_scheduled(snapshot, name);
    if (!named) return named.error();
    const plan::Matter& matter = *named->matter;
    if (named->duty) {
        json::object duty = duty_json(snapshot, matter, *named->duty);
        const rules::Duty& rule = matter.network->duty(*named->duty);
        duty["law"] = citations_json(rule.law);
        duty["assurance"] = rule.assurance;
        duty["evidence"] = matter.records[*named->duty].evidence;
        duty["done-by"] = matter.records[*named->duty].done_by;
        duty["items"] = items_json(rule, matter.records[*named->duty]);
        return json::value(std::move(duty));
    }
    json::object object = matter_json(snapshot, matter);
    object["facts"] = facts_json(snapshot, matter);
    object["pauses"] = pauses_ahead(snapshot.bodies.at(matter.body), matter);
    json::array duties;
    for (std::size_t n = 0; n < matter.network->size(); ++n) {
        duties.push_back(duty_json(snapshot, matter, static_cast<DutyIndex>(n)));
    }
    object["duties"] = std::move(duties);
    return json::value(std::move(object));
}

}  // namespace dutyd::engine
