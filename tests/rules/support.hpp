// SPDX-License-Identifier: MIT
// What the tests of the date language share: the calendars folder loaded once, a world of facts
// written as text, and evaluation from text to text, so that a test reads as input and answer.
#pragma once

#include "lib/rules/calendars.hpp"
#include "lib/rules/expression.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dutyd::test {

/// Every text under calendars/ of the source tree.
const std::vector<rules::SourceFile>& calendar_files();
/// The shipped calendars, with everything known.
const rules::Calendars& shipped_calendars();
std::string read_text(const std::string& path);

/// Facts, periods and meetings by name, over the shipped day sets.
class World : public rules::Environment {
public:
    World();

    /// "2024-05-02", "2024-05-02 16:00", "2024-05-02..2024-05-09", "2024-05-02..", "unknown".
    World& set(const std::string& name, std::string_view value);
    /// The value as it was known up to and including a day.
    World& set_as_known_on(const std::string& name, std::string_view day, std::string_view value);
    World& when(const std::string& name, rules::When value);
    World& period(const std::string& name, const std::vector<std::string>& ranges);
    /// "2024-09-23" or "2024-09-23 hearing"; "full" unless said.
    World& meetings(const std::string& calendar, const std::vector<std::string>& days);
    World& today(std::string_view day);
    World& calendars(const rules::Calendars& calendars);
    World& financial_year_starts(int month, int day);

    std::optional<rules::FactValue> fact(const std::string& name,
                                         std::optional<civil::Date> as_known_on) const override;
    const civil::DaySet* day_set(const std::string& id) const override;
    std::optional<std::vector<civil::Period>> periods(const std::string& name) const override;
    std::optional<std::vector<rules::MeetingDay>> meetings(
        const std::string& calendar) const override;
    civil::FiscalYearStart fiscal_year_start() const override { return start_; }
    const civil::Zone& zone() const override;
    civil::Date today() const override { return today_; }
    std::vector<std::string> day_set_ids() const override;
    std::vector<std::string> fact_names() const override;
    std::vector<std::string> period_names() const override;
    std::vector<std::string> meeting_calendar_ids() const override;

private:
    struct Earlier {
        civil::Date until;
        rules::FactValue value;
    };
    std::map<std::string, rules::FactValue> facts_;
    std::map<std::string, std::vector<Earlier>> earlier_;
    std::map<std::string, std::vector<civil::Period>> periods_;
    std::map<std::string, std::vector<rules::MeetingDay>> meetings_;
    const rules::Calendars* calendars_;
    civil::Date today_;
    civil::FiscalYearStart start_;
};

/// The expression. A test that meets an error here fails with its message.
rules::Expression parsed(std::string_view text);
/// The normal form, or the rendered errors.
std::string normal_form(std::string_view text);
/// "2024-03-26", "2024-03-26 16:00", "not before 2024-05-26", "2024-04-01..2025-03-31", with
/// " provisional" behind a provisional answer; or the rendered errors.
std::string answer(std::string_view expression, const World& world = World());
/// The same, with the evaluated value for tests that look closer.
rules::When value(std::string_view expression, const World& world = World());
struct Case {
    std::string_view expression;
    std::string_view expected;
};
/// Every answer as expected.
void check_all(const World& world, const std::vector<Case>& cases);

/// A file of refusals: a line that begins with "> " is what a person wrote, the lines below it up
/// to a blank line or the next "> " are the whole message. Lines that begin with '#' explain.
struct Refusal {
    std::string written;
    std::string message;
};
std::vector<Refusal> refusals(const std::string& file_name);

/// The ledger as lines: "1 Tue 2 Jan 2024", "- Sat 6 Jan 2024 Saturday", "= 2024-01-09 TEXT".
std::vector<std::string> ledger(std::string_view expression, const World& world = World());

/// The fields of one line of a table; a field in quotes may hold commas.
std::vector<std::string> csv_fields(const std::string& line);

}  // namespace dutyd::test
