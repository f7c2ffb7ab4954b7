// SPDX-License-Identifier: MIT
#include "lib/engine/world.hpp"

#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace dutyd::engine {

using civil::Date;
using rules::FactDeclaration;
using rules::FactValue;
using rules::When;

FactBook::Scope fact_scope(const plan::Matter& matter) {
    return {matter.id, matter.body, matter.facts_from, matter.facts_until};
}

namespace {

Result<When> parse_when(const std::string& value) {
    const auto date = Date::parse(value.substr(0, 10));
    if (!date) return date.error();
    if (value.size() == 10) return When::exact(*date);
    if (value[10] != ' ' && value[10] != 'T') {
        return make_error("'" + value + "' is not a date", "write 2024-05-02 or 2024-05-02 16:00");
    }
    const auto time = civil::TimeOfDay::parse(value.substr(11));
    if (!time) return time.error();
    return When::exact(*date, *time);
}

}  // namespace

Result<FactValue> parse_fact(const FactDeclaration& declaration, const std::string& value) {
    using Kind = FactDeclaration::Kind;
    if (declaration.kind == Kind::date) {
        const auto when = parse_when(value);
        if (!when) return when.error();
        return FactValue{*when, std::nullopt};
    }
    if (declaration.kind == Kind::period) {
        const auto period = civil::parse_period(value);
        if (!period) return period.error();
        return FactValue{std::nullopt, *period};
    }
    const bool yes_no = value == "yes" || value == "no";
    if (declaration.kind == Kind::yes_no && !yes_no) {
        return make_error(fmt::format("'{}' is neither yes nor no", value),
                          declaration.name + " is answered with yes or no");
    }
    const bool number =
        !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
    if (declaration.kind == Kind::number && !number) {
        return make_error(fmt::format("'{}' is not a whole number", value));
    }
    const auto& allowed = declaration.values;
    if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), value) == allowed.end()) {
        return make_error(fmt::format("{} may not be '{}'", declaration.name, value),
                          "it is one of: " + join(allowed, ", "));
    }
    return FactValue{};
}

const FactDeclaration* MatterFacts::declaration(const std::string& name) const {
    for (const FactDeclaration& fact : matter_.network->procedure().facts) {
        if (fact.name == name) return &fact;
    }
    return nullptr;
}

std::optional<FactValue> MatterFacts::done_day(const std::string& duty,
                                               std::optional<Date> as_known_on) const {
    const auto index = matter_.network->find(duty);
    if (!index) return std::nullopt;
    const plan::DutyRecord& record = matter_.records[*index];
    if (!record.done || (as_known_on && record.recorded_on > *as_known_on)) return FactValue{};
    return FactValue{When::exact(*record.done, record.done_at), std::nullopt};
}

std::optional<FactValue> MatterFacts::fact(const std::string& name,
                                           std::optional<Date> as_known_on) const {
    const FactDeclaration* declared = declaration(name);
    if (declared == nullptr) return std::nullopt;
    if (!declared->duty.empty()) return done_day(declared->duty, as_known_on);
    const FactEntry* entry = state_.facts.find(fact_scope(matter_), name, as_known_on);
    if (entry == nullptr) return FactValue{};
    const auto value = parse_fact(*declared, *entry->value);
    return value ? *value : FactValue{};
}

std::optional<std::string> MatterFacts::text_of(const std::string& name) const {
    const FactDeclaration* declared = declaration(name);
    if (declared != nullptr && !declared->duty.empty()) {
        const auto done = done_day(declared->duty, std::nullopt);
        if (!done || !done->when) return std::nullopt;
        return done->when->date->iso();
    }
    const FactEntry* entry = state_.facts.find(fact_scope(matter_), name, std::nullopt);
    return entry != nullptr ? entry->value : std::nullopt;
}

const civil::DaySet* MatterFacts::day_set(const std::string& id) const {
    const auto& sets = state_.library->calendars.day_sets;
    const auto set = sets.find(id);
    return set == sets.end() ? nullptr : &set->second;
}

std::optional<std::vector<civil::Period>> MatterFacts::periods(const std::string& name) const {
    for (const rules::IgnoredPeriods& ignored : matter_.network->procedure().ignored) {
        if (ignored.name != name) continue;
        const auto text = [this](const std::string& fact) { return text_of(fact); };
        if (ignored.when && rules::holds(*ignored.when, text) != rules::Truth::yes) {
            return std::vector<civil::Period>{};
        }
        const auto first = rules::evaluate(ignored.first, *this);
        if (!first || !first->date) return std::vector<civil::Period>{};
        const auto last = rules::evaluate(ignored.last, *this);
        civil::Period period{*first->date, std::nullopt};
        if (last && last->is_known() && *last->date >= period.first) period.last = last->date;
        return std::vector{period};
    }
    return std::nullopt;
}

std::optional<std::vector<rules::MeetingDay>> MatterFacts::meetings(
    const std::string& calendar) const {
    const auto& calendars = body_.body->meeting_calendars;
    const bool known = std::any_of(calendars.begin(), calendars.end(),
                                   [&](const auto& known_one) { return known_one.id == calendar; });
    if (!known) return std::nullopt;
    std::vector<rules::MeetingDay> days;
    for (const plan::MeetingSlot& slot : body_.meetings) {
        if (slot.calendar == calendar) days.push_back({slot.date, slot.kind});
    }
    return days;
}

civil::FiscalYearStart MatterFacts::fiscal_year_start() const {
    return body_.body->fiscal_year_start;
}

const civil::Zone& MatterFacts::zone() const {
    return *body_.zone;
}

Date MatterFacts::today() const {
    return body_.now->date;
}

std::vector<std::string> MatterFacts::day_set_ids() const {
    std::vector<std::string> ids;
    for (const auto& [id, set] : state_.library->calendars.day_sets) ids.push_back(id);
    return ids;
}

std::vector<std::string> MatterFacts::fact_names() const {
    std::vector<std::string> names;
    for (const FactDeclaration& fact : matter_.network->procedure().facts)
        names.push_back(fact.name);
    return names;
}

namespace {

/// The date of one meeting, for its papers rules.
class MeetingFacts : public rules::Environment {
public:
    MeetingFacts(const State& state, const rules::Body& body, const civil::Zone& zone, Date today)
        : state_(state), body_(body), zone_(zone), today_(today) {}

    void hold(const rules::Meeting& meeting) { meeting_ = &meeting; }

    std::optional<FactValue> fact(const std::string& name, std::optional<Date>) const override {
        if (name != "meeting.date") return std::nullopt;
        return FactValue{When::exact(meeting_->date), std::nullopt};
    }
    const civil::DaySet* day_set(const std::string& id) const override {
        const auto& sets = state_.library->calendars.day_sets;
        const auto set = sets.find(id);
        return set == sets.end() ? nullptr : &set->second;
    }
    std::optional<std::vector<civil::Period>> periods(const std::string&) const override {
        return std::nullopt;
    }
    std::optional<std::vector<rules::MeetingDay>> meetings(const std::string&) const override {
        return std::nullopt;
    }
    civil::FiscalYearStart fiscal_year_start() const override { return body_.fiscal_year_start; }
    const civil::Zone& zone() const override { return zone_; }
    Date today() const override { return today_; }
    std::vector<std::string> day_set_ids() const override { return {}; }
    std::vector<std::string> fact_names() const override { return {"meeting.date"}; }

private:
    const State& state_;
    const rules::Body& body_;
    const civil::Zone& zone_;
    Date today_;
    const rules::Meeting* meeting_ = nullptr;
};

plan::MeetingSlot slot_of(const rules::Meeting& meeting, const rules::MeetingCalendar& calendar,
                          MeetingFacts& facts) {
    facts.hold(meeting);
    plan::MeetingSlot slot{meeting.id,   meeting.calendar, meeting.kind, meeting.date,
                           meeting.time, meeting.date,     meeting.date, meeting.assumed};
    const auto papers = rules::evaluate(calendar.papers, facts);
    if (papers && papers->date) slot.publication_limit = *papers->date;
    slot.papers_deadline = slot.publication_limit;
    auto submission = meeting.submission;
    if (!submission && calendar.submission) {
        const auto worked_out = rules::evaluate(*calendar.submission, facts);
        if (worked_out) submission = worked_out->date;
    }
    if (submission) slot.papers_deadline = std::min(slot.papers_deadline, *submission);
    return slot;
}

}  // namespace

std::vector<plan::MeetingSlot> meeting_slots(const State& state, const rules::Body& body,
                                             const civil::Zone& zone, Date today) {
    MeetingFacts facts(state, body, zone, today);
    std::vector<plan::MeetingSlot> slots;
    for (const auto& [id, record] : state.meetings) {
        if (record.cancelled || record.body != body.id) continue;
        for (const rules::MeetingCalendar& calendar : body.meeting_calendars) {
            if (calendar.id == record.meeting.calendar) {
                slots.push_back(slot_of(record.meeting, calendar, facts));
            }
        }
    }
    std::sort(slots.begin(), slots.end(), [](const auto& a, const auto& b) {
        return std::tie(a.date, a.id) < std::tie(b.date, b.id);
    });
    return slots;
}

}  // namespace dutyd::engine
