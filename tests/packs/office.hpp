// SPDX-License-Identifier: MIT
// A body of the shipped calendars with facts, pauses and a day by hand: enough to schedule one of
// its matters without an engine.
#pragma once

#include "lib/plan/schedule.hpp"
#include "lib/rules/library.hpp"

#include <map>

namespace dutyd::rules {

class Office : public Environment {
public:
    Office(const Library& library, const std::string& body_id);

    struct Recorded {
        std::string value;
        civil::Date known_on = civil::Date::of(1990, 1, 1);
    };
    std::map<std::string, Recorded> facts;
    std::vector<plan::Pause> pauses;
    civil::Date now = civil::Date::of(2024, 5, 3);

    /// The body's meetings with the day their papers must be out.
    std::vector<plan::MeetingSlot> slots() const;
    civil::Date papers_for(civil::Date meeting) const;
    /// The date an expression comes to; fails the test if it is not known.
    std::string date_of(const Expression& expression) const;

    std::optional<FactValue> fact(const std::string& name,
                                  std::optional<civil::Date> as_known_on) const override;
    const civil::DaySet* day_set(const std::string& id) const override;
    std::optional<std::vector<civil::Period>> periods(const std::string& name) const override;
    std::optional<std::vector<MeetingDay>> meetings(const std::string& calendar) const override;
    civil::FiscalYearStart fiscal_year_start() const override;
    const civil::Zone& zone() const override { return zone_; }
    civil::Date today() const override { return now; }
    std::vector<std::string> day_set_ids() const override { return {}; }
    std::vector<std::string> fact_names() const override { return {}; }

private:
    const Library& library_;
    const Body& body_;
    civil::Zone zone_ = civil::Zone::utc();
    mutable std::optional<civil::Date> meeting_;
};

/// One matter as it stands.
class Running {
public:
    Running(Office& office, const Procedure& procedure);

    plan::DutyRecord& record(const std::string& duty);
    plan::Outcome of(const std::string& duty) const;
    /// "2024-09-23", or what When says instead.
    std::string forecast(const std::string& duty) const;
    std::string limit(const std::string& duty) const;

private:
    Office& office_;
    plan::Matter matter_;
};

}  // namespace dutyd::rules
