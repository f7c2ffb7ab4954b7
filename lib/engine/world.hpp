// SPDX-License-Identifier: MIT
// The facts, calendars and meetings of one matter as the date language sees them. A view: it
// borrows the state and the body and keeps nothing.
#pragma once

#include "lib/engine/snapshot.hpp"

namespace dutyd::engine {

class MatterFacts : public rules::Environment {
public:
    MatterFacts(const State& state, const BodyView& body, const plan::Matter& matter)
        : state_(state), body_(body), matter_(matter) {}

    std::optional<rules::FactValue> fact(const std::string& name,
                                         std::optional<civil::Date> as_known_on) const override;
    const civil::DaySet* day_set(const std::string& id) const override;
    std::optional<std::vector<civil::Period>> periods(const std::string& name) const override;
    std::optional<std::vector<rules::MeetingDay>> meetings(
        const std::string& calendar) const override;
    civil::FiscalYearStart fiscal_year_start() const override;
    const civil::Zone& zone() const override;
    civil::Date today() const override;
    std::vector<std::string> day_set_ids() const override;
    std::vector<std::string> fact_names() const override;

    /// A fact as a condition reads it; nothing if it is not recorded.
    std::optional<std::string> text_of(const std::string& name) const;

private:
    const rules::FactDeclaration* declaration(const std::string& name) const;
    std::optional<rules::FactValue> done_day(const std::string& duty,
                                             std::optional<civil::Date> as_known_on) const;

    const State& state_;
    const BodyView& body_;
    const plan::Matter& matter_;
};

/// "2024-05-02", "2024-05-02 16:00" or "2024-04-01..2025-03-31", by the fact's declared kind.
/// Yes/no, numbers and texts are values of conditions only. Errors say what was expected.
Result<rules::FactValue> parse_fact(const rules::FactDeclaration& declaration,
                                    const std::string& value);

/// Where a matter's facts are found.
FactBook::Scope fact_scope(const plan::Matter& matter);

/// Meetings of a body with their papers deadlines, in date order, cancelled ones left out.
std::vector<plan::MeetingSlot> meeting_slots(const State& state, const rules::Body& body,
                                             const civil::Zone& zone, civil::Date today);

}  // namespace dutyd::engine
