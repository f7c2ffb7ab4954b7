// SPDX-License-Identifier: MIT
// The facts that `dutyctl date` is given: names with their values, read from "name=value". A name
// that was not given is a fact that is not known, never an error: the answer says that it is
// needed.
#pragma once

#include "cli/date_command.hpp"

namespace dutyd::cli {

/// What `--set` said, by name. A single day may be a fact or the one meeting of a calendar.
struct DateFacts {
    std::map<std::string, rules::FactValue> values;
    std::map<std::string, std::vector<civil::Period>> periods;
    std::map<std::string, std::vector<rules::MeetingDay>> meetings;

    std::vector<std::string> names() const;
};

/// All mistakes of all values at once.
Result<DateFacts> read_date_facts(const std::vector<std::string>& sets);

class DateEnvironment : public rules::Environment {
public:
    DateEnvironment(const DateCommandOptions& options, const DateFacts& facts,
                    const rules::Calendars& calendars)
        : options_(options), facts_(facts), calendars_(calendars) {}

    std::optional<rules::FactValue> fact(const std::string& name,
                                         std::optional<civil::Date> as_known_on) const override;
    const civil::DaySet* day_set(const std::string& id) const override;
    std::optional<std::vector<civil::Period>> periods(const std::string& name) const override;
    std::optional<std::vector<rules::MeetingDay>> meetings(
        const std::string& calendar) const override;
    civil::FiscalYearStart fiscal_year_start() const override { return options_.fiscal_year_start; }
    const civil::Zone& zone() const override { return options_.zone; }
    civil::Date today() const override;
    std::vector<std::string> day_set_ids() const override;
    std::vector<std::string> fact_names() const override { return facts_.names(); }
    std::vector<std::string> meeting_calendar_ids() const override;

private:
    const DateCommandOptions& options_;
    const DateFacts& facts_;
    const rules::Calendars& calendars_;
};

}  // namespace dutyd::cli
