// SPDX-License-Identifier: MIT
// The forward plan as a sheet, as records and as values.
#include "lib/base/text.hpp"
#include "lib/report/forward_plan.hpp"
#include "lib/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::report {

namespace {

std::string aspect_word(Aspect aspect) {
    switch (aspect) {
        case Aspect::meeting:
            return "meeting";
        case Aspect::limit:
            return "limit";
        case Aspect::target:
            break;
    }
    return "target";
}

Cell mark_cell(const Change& change) {
    if (change.kind == Change::Kind::same) return {""};
    return {text(change), Tone::warning};
}

std::string calendar_title(const Office& office, const std::string& id) {
    for (const rules::MeetingCalendar& calendar : office.body().meeting_calendars) {
        if (calendar.id == id) return calendar.title.empty() ? id : calendar.title;
    }
    return id;
}

std::string meeting_caption(const Office& office, const plan::MeetingSlot& slot) {
    std::string words = day(slot.date);
    if (slot.time) words += " " + slot.time->text();
    words += fmt::format(": {}, {}", calendar_title(office, slot.calendar), slot.kind);
    return slot.assumed ? words + " (date assumed)" : words;
}

std::vector<std::string> meeting_notes(const Office& office, const PlanMeeting& meeting) {
    const plan::MeetingSlot& slot = *meeting.slot;
    std::vector<std::string> notes;
    std::string papers = "Papers are published by " + day(slot.publication_limit);
    if (slot.papers_deadline != slot.publication_limit) {
        papers += ", the office's own last day is " + day(slot.papers_deadline);
    }
    const bool over = slot.papers_deadline < office.today();
    notes.push_back(papers + (over ? " (past)." : "."));
    const std::string mark = text(meeting.change);
    if (!mark.empty()) notes.push_back("Since then: " + mark + ".");
    return notes;
}

/// With marks there is one column more.
void add_mark(Table& table, const PlanOrder& order) {
    if (order.since) table.columns.push_back({"Since " + day(order.since), Breadth::broad});
}

Table meeting_table(const Office& office, const PlanMeeting& meeting, const PlanOrder& order) {
    Table table{meeting_caption(office, *meeting.slot),
                meeting_notes(office, meeting),
                {{"Item", Breadth::broad},
                 {"Matter", Breadth::narrow},
                 {"Bearer"},
                 {"Owner"},
                 {"Papers by", Breadth::narrow},
                 {"Standing"}},
                {},
                "Nothing lands on this meeting."};
    add_mark(table, order);
    for (const PlanItem& item : meeting.items) {
        const DutyView& at = item.at;
        Row row{{{at.duty().title},
                 {short_name(*at.matter)},
                 {office.party(at.duty().bearer)},
                 {office.role(at.duty().owner)},
                 {day(at.outcome->papers_deadline)},
                 {standing(*at.outcome), tone_of(*at.outcome)}}};
        if (order.since) row.cells.push_back(mark_cell(item.change));
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::string forecast_words(const DutyView& at) {
    return at.outcome->forecast.date ? day(at.outcome->forecast) : "not known";
}

Table month_table(const Office& office, const std::vector<const PlanDay*>& days,
                  const std::string& caption, const PlanOrder& order) {
    Table table{caption,
                {},
                {{"Day", Breadth::narrow},
                 {"What", Breadth::narrow},
                 {"Duty", Breadth::broad},
                 {"Matter", Breadth::narrow},
                 {"Bearer"},
                 {"Owner"},
                 {"Can be done by", Breadth::narrow},
                 {"Standing"}},
                {}};
    add_mark(table, order);
    for (const PlanDay* one : days) {
        const DutyView& at = one->item.at;
        const bool limit = one->aspect == Aspect::limit;
        Row row{{{limit ? day(at.outcome->limit) : day(one->date)},
                 {aspect_word(one->aspect)},
                 {at.duty().title},
                 {short_name(*at.matter)},
                 {office.party(at.duty().bearer)},
                 {office.role(at.duty().owner)},
                 {forecast_words(at)},
                 {standing(*at.outcome), tone_of(*at.outcome)}}};
        if (order.since) row.cells.push_back(mark_cell(one->item.change));
        table.rows.push_back(std::move(row));
    }
    return table;
}

Section days_section(const Office& office, const ForwardPlan& plan, const PlanOrder& order) {
    Section section{"Limits and targets by month", {}, {}};
    if (plan.days.empty()) section.paragraphs.emplace_back("None falls in this time.");
    std::vector<const PlanDay*> days;
    std::string caption;
    const auto close = [&] {
        if (!days.empty()) {
            section.tables.push_back(month_table(office, days, caption, order));
        }
        days.clear();
    };
    for (const PlanDay& one : plan.days) {
        const std::string name =
            one.date < office.today() ? "Past and still open" : month(one.date);
        if (name != caption) close();
        caption = name;
        days.push_back(&one);
    }
    close();
    return section;
}

Section meetings_section(const Office& office, const ForwardPlan& plan, const PlanOrder& order) {
    Section section{"Meetings", {}, {}};
    if (plan.meetings.empty()) section.paragraphs.emplace_back("No meeting is known in this time.");
    for (const PlanMeeting& meeting : plan.meetings) {
        section.tables.push_back(meeting_table(office, meeting, order));
    }
    return section;
}

std::string why_undated(const DutyView& at) {
    const auto& missing = at.outcome->missing_facts;
    if (!missing.empty()) return "needs " + join(missing, ", ");
    for (const plan::LimitOutcome& limit : at.outcome->limits) {
        if (!limit.problem.empty()) return limit.problem;
        if (!limit.date.missing.empty()) return "needs " + join(limit.date.missing, ", ");
    }
    if (!at.outcome->forecast.missing.empty()) {
        return "needs " + join(at.outcome->forecast.missing, ", ");
    }
    return at.outcome->waiting_for.empty() ? "" : "waits for " + at.outcome->waiting_for;
}

Section undated_section(const Office& office, const ForwardPlan& plan) {
    Table table{"",
                {},
                {{"Duty", Breadth::broad},
                 {"Matter", Breadth::narrow},
                 {"Bearer"},
                 {"Owner"},
                 {"What it needs", Breadth::broad},
                 {"Standing"}},
                {},
                "Everything that needs a date has one."};
    for (const DutyView& at : plan.undated) {
        table.rows.push_back({{{at.duty().title},
                               {short_name(*at.matter)},
                               {office.party(at.duty().bearer)},
                               {office.role(at.duty().owner)},
                               {why_undated(at)},
                               {standing(*at.outcome), tone_of(*at.outcome)}}});
    }
    return {"Without a date", {}, {std::move(table)}};
}

Section gone_section(const ForwardPlan& plan, const PlanOrder& order) {
    Table table{"",
                {},
                {{"Duty", Breadth::broad},
                 {"Matter", Breadth::narrow},
                 {"It had"},
                 {"Why it is gone", Breadth::broad}},
                {},
                "Nothing has gone from the plan since " + day(order.since) + "."};
    for (const PlanGone& gone : plan.gone) {
        table.rows.push_back(
            {{{gone.then.duty().title},
              {short_name(*gone.then.matter)},
              {fmt::format("a {} on {}", aspect_word(gone.aspect), day(gone.change.from))},
              {gone.change.cause}}});
    }
    return {"No longer in the plan", {}, {std::move(table)}};
}

Sheet sheet_of(const Office& office, const ForwardPlan& plan, const PlanOrder& order) {
    Sheet sheet = head(office, "Forward plan");
    sheet.facts.emplace_back("Until", day(plan.until));
    if (order.since) sheet.facts.emplace_back("Changes since the end of", day(order.since));
    sheet.sections.push_back(meetings_section(office, plan, order));
    sheet.sections.push_back(days_section(office, plan, order));
    sheet.sections.push_back(undated_section(office, plan));
    if (order.since) sheet.sections.push_back(gone_section(plan, order));
    return sheet;
}

// ---------------------------------------------------------------- values and records

json::value change_value(const Change& change) {
    if (change.kind == Change::Kind::same) return nullptr;
    return json::object{{"mark", word(change.kind)},
                        {"from", date_value(change.from)},
                        {"to", date_value(change.to)},
                        {"cause", change.cause}};
}

json::object duty_value(const DutyView& at) {
    return {{"matter", at.matter->id},
            {"duty", at.duty().id},
            {"title", at.duty().title},
            {"bearer", at.duty().bearer},
            {"owner", at.duty().owner},
            {"standing", plan::text(at.outcome->standing)},
            {"risks", texts_value(plan::risk_names(at.outcome->risks))},
            {"forecast", when_value(at.outcome->forecast)},
            {"limit", when_value(at.outcome->limit)},
            {"papers-deadline", date_value(at.outcome->papers_deadline)}};
}

json::object marked(json::object value, const Change& change) {
    value["change"] = change_value(change);
    return value;
}

json::object values_of(const Office& office, const ForwardPlan& plan, const PlanOrder& order) {
    json::object values = head_values(office, "forward-plan");
    values["until"] = plan.until.iso();
    values["since"] = date_value(order.since);
    json::array meetings;
    for (const PlanMeeting& meeting : plan.meetings) {
        const plan::MeetingSlot& slot = *meeting.slot;
        json::array items;
        for (const PlanItem& item : meeting.items) {
            items.push_back(marked(duty_value(item.at), item.change));
        }
        meetings.push_back(json::object{
            {"meeting", slot.id},
            {"calendar", slot.calendar},
            {"kind", slot.kind},
            {"date", slot.date.iso()},
            {"time", slot.time ? json::value(slot.time->text()) : json::value(nullptr)},
            {"assumed", slot.assumed},
            {"papers-deadline", slot.papers_deadline.iso()},
            {"publication-limit", slot.publication_limit.iso()},
            {"change", change_value(meeting.change)},
            {"items", std::move(items)}});
    }
    values["meetings"] = std::move(meetings);
    json::array days;
    for (const PlanDay& one : plan.days) {
        json::object value = marked(duty_value(one.item.at), one.item.change);
        value["date"] = one.date.iso();
        value["what"] = aspect_word(one.aspect);
        days.push_back(std::move(value));
    }
    values["days"] = std::move(days);
    json::array undated;
    for (const DutyView& at : plan.undated) {
        json::object value = duty_value(at);
        value["needs"] = why_undated(at);
        undated.push_back(std::move(value));
    }
    values["undated"] = std::move(undated);
    json::array gone;
    for (const PlanGone& one : plan.gone) {
        gone.push_back(json::object{{"matter", one.then.matter->id},
                                    {"duty", one.then.duty().id},
                                    {"title", one.then.duty().title},
                                    {"what", aspect_word(one.aspect)},
                                    {"change", change_value(one.change)}});
    }
    values["gone"] = std::move(gone);
    return values;
}

std::vector<std::string> record(const DutyView& at, const std::string& what,
                                const std::optional<civil::Date>& date, const Change& change) {
    return {what,
            iso(date),
            at.outcome->meeting.value_or(""),
            at.matter->id,
            at.duty().id,
            at.duty().title,
            at.duty().bearer,
            at.duty().owner,
            iso(at.outcome->papers_deadline),
            iso(at.outcome->forecast.date),
            standing(*at.outcome),
            word(change.kind),
            iso(change.from),
            iso(change.to),
            change.cause};
}

Records records_of(const ForwardPlan& plan) {
    Records records{{"what", "date", "meeting", "matter", "duty", "title", "bearer", "owner",
                     "papers-deadline", "forecast", "standing", "mark", "from", "to", "cause"},
                    {}};
    for (const PlanMeeting& meeting : plan.meetings) {
        for (const PlanItem& item : meeting.items) {
            records.rows.push_back(record(item.at, "meeting", meeting.slot->date, item.change));
        }
    }
    for (const PlanDay& one : plan.days) {
        records.rows.push_back(
            record(one.item.at, aspect_word(one.aspect), one.date, one.item.change));
    }
    for (const DutyView& at : plan.undated) {
        records.rows.push_back(record(at, "undated", std::nullopt, {}));
    }
    for (const PlanGone& gone : plan.gone) {
        records.rows.push_back(
            record(gone.then, aspect_word(gone.aspect), gone.change.from, gone.change));
    }
    return records;
}

}  // namespace

Report forward_plan_report(const Office& now, const std::optional<Office>& then,
                           const PlanOrder& order) {
    const ForwardPlan plan = forward_plan(now, then, order);
    return {sheet_of(now, plan, order), records_of(plan), values_of(now, plan, order)};
}

}  // namespace dutyd::report
