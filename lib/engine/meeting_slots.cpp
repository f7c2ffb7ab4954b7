// SPDX-License-Identifier: MIT
#include "lib/engine/meeting_slots.hpp"

#include <algorithm>
#include <tuple>

namespace dutyd::engine {

using civil::Date;
using rules::FactValue;
using rules::When;

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
        return state_.library->day_set(body_.id, id);
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
    for (const auto& [id, record] : OfOwner(state.meetings, body.id)) {
        if (record.cancelled) continue;
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
