// SPDX-License-Identifier: MIT
#include "tests/packs/office.hpp"

#include "tests/catch.hpp"

namespace dutyd::rules {

Office::Office(const Library& library, const std::string& body_id)
    : library_(library), body_(*library.body(body_id)) {}

std::optional<FactValue> Office::fact(const std::string& name,
                                      std::optional<civil::Date> as_known_on) const {
    if (name == "meeting.date" && meeting_) return FactValue{When::exact(*meeting_), {}};
    const auto it = facts.find(name);
    if (it == facts.end() || (as_known_on && it->second.known_on > *as_known_on)) {
        return FactValue{};
    }
    const auto date = civil::Date::parse(it->second.value);
    return date ? FactValue{When::exact(*date), {}} : FactValue{};
}

const civil::DaySet* Office::day_set(const std::string& id) const {
    const auto it = library_.calendars.day_sets.find(id);
    return it != library_.calendars.day_sets.end() ? &it->second : nullptr;
}

std::optional<std::vector<civil::Period>> Office::periods(const std::string&) const {
    return {};
}

std::optional<std::vector<MeetingDay>> Office::meetings(const std::string&) const {
    return {};
}

civil::FiscalYearStart Office::fiscal_year_start() const {
    return body_.fiscal_year_start;
}

civil::Date Office::papers_for(civil::Date meeting) const {
    meeting_ = meeting;
    const auto papers = evaluate(body_.meeting_calendars.front().papers, *this);
    meeting_.reset();
    REQUIRE(papers);
    return *papers->date;
}

std::vector<plan::MeetingSlot> Office::slots() const {
    std::vector<plan::MeetingSlot> slots;
    for (const Meeting& meeting : body_.meetings) {
        const civil::Date papers = papers_for(meeting.date);
        slots.push_back({meeting.id, meeting.calendar, meeting.kind, meeting.date, meeting.time,
                         papers, papers, meeting.assumed});
    }
    return slots;
}

std::string Office::date_of(const Expression& expression) const {
    const auto when = evaluate(expression, *this);
    if (!when) FAIL(render(when.error()));
    return text(*when);
}

Running::Running(Office& office, const Procedure& procedure) : office_(office) {
    matter_.id = procedure.id;
    matter_.network =
        std::make_shared<const plan::Network>(std::make_shared<const Procedure>(procedure));
    matter_.records.resize(matter_.network->size());
}

plan::DutyRecord& Running::record(const std::string& duty) {
    return matter_.records[*matter_.network->find(duty)];
}

plan::Outcome Running::of(const std::string& duty) const {
    const auto slots = office_.slots();
    const FactText as_text = [this](const std::string& name) -> std::optional<std::string> {
        const auto it = office_.facts.find(name);
        return it != office_.facts.end() ? std::optional(it->second.value) : std::nullopt;
    };
    const plan::Surroundings around{
        office_,
        as_text,
        *office_.day_set("working-days"),
        office_.pauses,
        slots,
        10,
        civil::Moment{civil::Instant{0}, office_.now, civil::TimeOfDay{9 * 60}}};
    return plan::schedule(matter_, around).outcomes[*matter_.network->find(duty)];
}

std::string Running::forecast(const std::string& duty) const {
    return text(of(duty).forecast);
}

std::string Running::limit(const std::string& duty) const {
    return text(of(duty).limit);
}

}  // namespace dutyd::rules
