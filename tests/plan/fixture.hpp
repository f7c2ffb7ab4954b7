// SPDX-License-Identifier: MIT
// A procedure written as text, with facts, meetings and pauses by hand: what the scheduling tests
// need and nothing else.
#pragma once

#include "lib/plan/schedule.hpp"
#include "lib/rules/library.hpp"
#include "tests/catch.hpp"
#include "tests/folder.hpp"

#include <fmt/format.h>

#include <map>

namespace dutyd::tests {

using civil::Date;

class TestFacts : public rules::Environment {
public:
    explicit TestFacts(const rules::Library& library) : library_(library) {}

    std::map<std::string, std::string> values;
    Date now = Date::of(2024, 5, 3);

    std::optional<rules::FactValue> fact(const std::string& name,
                                         std::optional<Date>) const override {
        const auto found = values.find(name);
        if (found == values.end()) return rules::FactValue{};
        if (const auto date = Date::parse(found->second)) {
            return rules::FactValue{rules::When::exact(*date), std::nullopt};
        }
        if (const auto period = civil::parse_period(found->second)) {
            return rules::FactValue{std::nullopt, *period};
        }
        return rules::FactValue{};
    }
    std::optional<std::string> text(const std::string& name) const {
        const auto found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    }
    const civil::DaySet* day_set(const std::string& id) const override {
        const auto set = library_.calendars.day_sets.find(id);
        return set == library_.calendars.day_sets.end() ? nullptr : &set->second;
    }
    std::optional<std::vector<civil::Period>> periods(const std::string&) const override {
        return std::nullopt;
    }
    std::optional<std::vector<rules::MeetingDay>> meetings(const std::string&) const override {
        return std::nullopt;
    }
    civil::FiscalYearStart fiscal_year_start() const override { return {}; }
    const civil::Zone& zone() const override { return zone_; }
    Date today() const override { return now; }
    std::vector<std::string> day_set_ids() const override { return {}; }
    std::vector<std::string> fact_names() const override { return {}; }

private:
    const rules::Library& library_;
    civil::Zone zone_ = civil::Zone::utc();
};

/// The calendars every scheduling test counts on, loaded once.
inline const rules::Library& shipped_library() {
    static const rules::Library library = [] {
        auto loaded = rules::load_library(calendars());
        if (!loaded) FAIL(render(loaded.error()));
        return std::move(*loaded);
    }();
    return library;
}

/// A world to schedule in. Duties are added in code as plain values; dates are read back by id.
class World {
public:
    World() : facts(shipped_library()) { procedure_->id = "test"; }

    TestFacts facts;
    std::vector<plan::Pause> pauses;
    std::vector<plan::MeetingSlot> meetings;

    rules::Duty& duty(const std::string& id, std::vector<std::string> after = {}) {
        rules::Duty added;
        added.id = id;
        added.title = id;
        for (std::string& other : after) {
            added.after.push_back({std::move(other), {}, false, {}, false});
        }
        procedure_->duties.push_back(std::move(added));
        return procedure_->duties.back();
    }

    static rules::Duration working_days(int n) {
        return {n, rules::Duration::Unit::working_days, ""};
    }

    static rules::Expression expression(const std::string& text) {
        auto parsed = rules::parse_expression(text);
        if (!parsed) FAIL(render(parsed.error()));
        return *parsed;
    }

    static rules::Condition condition(const std::string& text) {
        auto parsed = rules::parse_condition(text);
        if (!parsed) FAIL(render(parsed.error()));
        return *parsed;
    }

    static rules::Limit limit(const std::string& rule) {
        rules::Limit added;
        added.rule = expression(rule);
        return added;
    }

    /// One version of a rule, or one reading of it.
    static rules::Alternative alternative(const std::string& rule, const std::string& when = "") {
        rules::Alternative added;
        added.rule = expression(rule);
        if (!when.empty()) added.when = condition(when);
        return added;
    }

    static rules::Bar bar(const std::string& until) {
        return {expression(until), rules::Bar::Effect::unlawful, "test", {}};
    }

    /// Barred from that day on; without `until` there is no end in sight.
    static rules::Bar bar_from(const std::string& from, const std::string& until = "") {
        rules::Bar added{std::nullopt, rules::Bar::Effect::unlawful, "nobody may act", {}};
        if (!until.empty()) added.until = expression(until);
        added.from = expression(from);
        return added;
    }

    void pause(const std::string& activity, Date first, std::optional<Date> last) {
        pauses.push_back({"pause", "", "a pause", {activity}, {first, last}, ""});
    }

    void meeting(Date date, Date papers) {
        meetings.push_back(
            {"panel-" + date.iso(), "panel", "full", date, std::nullopt, papers, papers, false});
    }

    /// Call once all duties are there.
    void settle() {
        matter.network = std::make_shared<const plan::Network>(procedure_);
        matter.id = "body/test";
        matter.body = "body";
        matter.records.resize(procedure_->duties.size());
    }

    plan::DutyRecord& record(const std::string& id) {
        return matter.records[*matter.network->find(id)];
    }

    plan::Schedule run() const {
        plan::Surroundings around{
            facts,
            [this](const std::string& name) { return facts.text(name); },
            *facts.day_set("working-days"),
            pauses,
            meetings,
            10,
            civil::Moment{civil::Instant{0}, facts.now, civil::TimeOfDay{9 * 60}}};
        return plan::schedule(matter, around);
    }

    plan::Outcome of(const std::string& id) const {
        return run().outcomes[*matter.network->find(id)];
    }

    plan::Matter matter;

private:
    std::shared_ptr<rules::Procedure> procedure_ = std::make_shared<rules::Procedure>();
};

}  // namespace dutyd::tests
