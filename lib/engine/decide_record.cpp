// SPDX-License-Identifier: MIT
// Commands that keep what shows that the law was followed: checklist items, evidence, an officer's
// judgement of an audit's row. None of them moves a date.
#include "lib/base/text.hpp"
#include "lib/engine/decide_parts.hpp"

#include <fmt/format.h>

namespace dutyd::engine {

namespace {

Result<Date> past_day(civil::Date today, std::optional<Date> given) {
    const Date day = given.value_or(today);
    if (day <= today) return day;
    return make_error(fmt::format("{} has not come yet", day.iso()),
                      "record what is so on a day that has come");
}

template <class Named>
std::string choices(const std::string& name, const std::vector<Named>& known,
                    std::string Named::*id) {
    std::vector<std::string> names;
    names.reserve(known.size());
    for (const Named& one : known) names.push_back(one.*id);
    std::string hint = did_you_mean(name, names);
    if (!hint.empty()) return hint;
    return names.empty() ? "there is none" : "there are: " + join(names, ", ");
}

bool concerns(const rules::Audit& audit, const std::string& body) {
    return audit.bodies.empty() ||
           std::find(audit.bodies.begin(), audit.bodies.end(), body) != audit.bodies.end();
}

/// The audit named, or the body's only one.
Result<const rules::Audit*> find_audit(const rules::Library& library, const std::string& body,
                                       const std::string& name) {
    std::vector<rules::Audit> known;
    const rules::Audit* found = nullptr;
    for (const rules::Audit& audit : library.audits) {
        if (!concerns(audit, body)) continue;
        known.push_back(audit);
        if (audit.id == name || name.empty()) found = &audit;
    }
    if (found != nullptr && (!name.empty() || known.size() == 1)) return found;
    if (name.empty()) {
        return make_error(fmt::format("which of the audits of {} is meant?", body),
                          choices(name, known, &rules::Audit::id));
    }
    return make_error(fmt::format("{} has no audit '{}'", body, name),
                      choices(name, known, &rules::Audit::id));
}

}  // namespace

Result<Decision> Deciding::operator()(const Item& item) const {
    auto matter = find_matter(bench.state, item.matter);
    if (!matter) return matter.error();
    const auto index = find_duty(**matter, item.duty);
    if (!index) return index.error();
    const rules::Duty& duty = (*matter)->network->duty(*index);
    const auto known = std::find_if(duty.checklist.begin(), duty.checklist.end(),
                                    [&](const auto& one) { return one.id == item.item; });
    if (known == duty.checklist.end()) {
        return make_error(fmt::format("'{}' has no checklist item '{}'", duty.id, item.item),
                          choices(item.item, duty.checklist, &rules::ChecklistItem::id));
    }
    const auto day = past_day(bench.moment((*matter)->body).date, item.on);
    if (!day) return day.error();
    Decision decision;
    decision.payloads.push_back(
        journal::ItemRecorded{(*matter)->id, duty.id, item.item, *day, item.by, item.evidence});
    decision.did.push_back(fmt::format("'{}' is covered, {}", known->title, day->iso()));
    decision.matter = (*matter)->id;
    return decision;
}

Result<Decision> Deciding::operator()(const Evidence& evidence) const {
    auto matter = find_matter(bench.state, evidence.matter);
    if (!matter) return matter.error();
    const auto index = find_duty(**matter, evidence.duty);
    if (!index) return index.error();
    const rules::Duty& duty = (*matter)->network->duty(*index);
    Decision decision;
    decision.payloads.push_back(journal::EvidenceKept{(*matter)->id, duty.id, evidence.evidence});
    decision.did.push_back(fmt::format("evidence kept for '{}'", duty.title));
    decision.matter = (*matter)->id;
    return decision;
}

Result<Decision> Deciding::operator()(const Assess& assess) const {
    const auto body = find_body(bench.state, assess.body);
    if (!body) return body.error();
    const auto audit = find_audit(*bench.state.library, (*body)->id, assess.audit);
    if (!audit) return audit.error();
    const auto& rows = (*audit)->rows;
    const bool known = std::any_of(rows.begin(), rows.end(),
                                   [&](const auto& row) { return row.number == assess.row; });
    if (!known) {
        return make_error(fmt::format("{} has no row '{}'", (*audit)->title, assess.row),
                          choices(assess.row, rows, &rules::AuditRow::number));
    }
    const auto day = past_day(bench.moment((*body)->id).date, assess.on);
    if (!day) return day.error();
    Decision decision;
    decision.payloads.push_back(
        journal::AssessmentMade{(*body)->id, (*audit)->id, assess.row, assess.wording, *day});
    decision.did.push_back(fmt::format("row {} of {}: {} as at {}", assess.row, (*audit)->id,
                                       assess.wording, day->iso()));
    return decision;
}

}  // namespace dutyd::engine
