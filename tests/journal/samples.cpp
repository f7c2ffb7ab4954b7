// SPDX-License-Identifier: MIT
#include "tests/journal/samples.hpp"

#include <fmt/format.h>

namespace dutyd::journal {

namespace {

Date day(int year, int month, int day_of_month) {
    return Date::of(year, month, day_of_month);
}
TimeOfDay at(int hour, int minute) {
    return {hour * 60 + minute};
}

std::vector<Payload> filled() {
    const std::string matter = "leicestershire/plan-2024";
    return {
        LibraryAdopted{{{"packs/pcc/plan.toml", std::string(64, 'a')},
                        {"holidays/bank-holidays.json", std::string(64, 'b')}}},
        PeopleAdopted{{{"leicestershire", "chief-executive", "p1"},
                       {"leicestershire", "finance-officer", "p2"}}},
        MatterOpened{matter, "leicestershire", "police-and-crime-plan"},
        FactRecorded{matter, "election.poll", "2024-05-02", FactStatus::expected, "statutory"},
        FactWithdrawn{matter, "panel.report"},
        DutyStarted{matter, "draft", day(2024, 5, 10)},
        DutyDone{matter, "issue", day(2025, 3, 28), at(16, 30), "deputy", "https://example.org/a"},
        DutyReopened{matter, "issue"},
        DutyWaived{matter, "consult-public"},
        TargetSet{matter, "issue", day(2025, 2, 28)},
        LimitOverridden{matter, "issue", day(2025, 4, 30)},
        UrgencyAccepted{matter, "send-draft", "panel-2024-10-28"},
        PauseDeclared{"general-election-2024",
                      "leicestershire",
                      "Pre-election period",
                      {"public-engagement", "announcement"},
                      day(2024, 5, 25),
                      day(2024, 7, 4),
                      "Cabinet Office guidance"},
        PauseChanged{"general-election-2024", day(2024, 5, 25), day(2024, 7, 5)},
        PauseLifted{"general-election-2024", day(2024, 6, 30)},
        ElectionRecorded{"ordinary-2024-05-02", "ordinary", "leicestershire", day(2024, 5, 2)},
        MeetingAdded{"leicestershire", "panel-2024-09-23", "panel", day(2024, 9, 23), at(13, 0),
                     "full", "Police and Crime Panel", day(2024, 9, 9), "panel calendar 2024-25"},
        MeetingMoved{"leicestershire", "panel-2024-09-23", day(2024, 9, 30), at(10, 0)},
        MeetingCancelled{"leicestershire", "panel-2024-09-23"},
        FirstPlanFrozen{matter,
                        {{"issue", day(2024, 12, 2), day(2025, 3, 31)},
                         {"respond", std::nullopt, std::nullopt}}},
        PeopleTold{matter, {{"issue", day(2025, 1, 13), day(2025, 3, 31)}}, "0.1.0"},
        AlertRaised{"slip/plan-2024/issue/1", "slip", matter, "issue", "serious",
                    "The plan moves from 23 September to 28 October"},
        AlertResolved{"slip/plan-2024/issue/1", "recovered"},
        AlertAcknowledged{"slip/plan-2024/issue/1", "p1", day(2024, 6, 30)},
        NoticeMade{"n1.plan-2024@dutyd.example.org",
                   "p1",
                   {"slip/plan-2024/issue/1"},
                   Instant{1716451200}},
        NoteMade{matter, "issue"},
        ClockJumped{Instant{1716394000}, Instant{1716397600}},
        ProcedureAdopted{matter},
        AlertSnoozed{"slip/plan-2024/issue/1", "p1", day(2024, 6, 5)},
        AlertReturned{"slip/plan-2024/issue/1", "the snooze is over"},
        AlertEscalated{"slip/plan-2024/issue/1", "chief-executive", 2},
        AbsenceRecorded{"p1", day(2024, 8, 1), day(2024, 8, 16), "p2"},
        DigestMade{"n2.digest@dutyd.example.org",
                   "p1",
                   day(2024, 5, 23),
                   {"lead/plan-2024/issue/limit-2025-03-31/20"},
                   Instant{1716451200}},
        InvitationMade{"n3.invitation@dutyd.example.org", "p1", "issue@dutyd.example.org", 1,
                       matter, "issue", day(2025, 3, 31), at(16, 0)},
        ItemRecorded{matter, "draft", "objectives", day(2024, 10, 10), "p1", "page 4"},
        EvidenceKept{matter, "issue", "decision notice 12/2024"},
        HolidayProclaimed{{"england-and-wales", "scotland", "northern-ireland"},
                          day(2022, 9, 19),
                          "State Funeral",
                          "proclamation of 10 September 2022"},
        HolidayWithdrawn{{"england-and-wales"}, day(2020, 5, 4), "moved to 8 May"},
        AssessmentMade{"leicestershire", "legislative-audit", "6a", "Full and complete",
                       day(2024, 10, 10)},
    };
}

std::vector<Payload> with_gaps() {
    return {
        LibraryAdopted{},
        PeopleAdopted{},
        FactRecorded{"", "pause", "yes", FactStatus::recorded, ""},
        FactRecorded{"b", "a", "\"quoted\" \\ and\ttab\nline \x01 \x7f", FactStatus::deemed, ""},
        FactRecorded{"b", "n\xc3\xa9", "\xf0\x9f\x93\x85", FactStatus::disputed, ""},
        DutyDone{"m", "d", Date::first(), std::nullopt, "", ""},
        DutyDone{"m", "d", Date::last(), TimeOfDay::end_of_day(), "", ""},
        TargetSet{"m", "d", std::nullopt},
        LimitOverridden{"m", "d", std::nullopt},
        PauseDeclared{"p", "", "t", {}, day(2024, 2, 29), std::nullopt, ""},
        PauseChanged{"p", day(2024, 2, 29), std::nullopt},
        MeetingAdded{"b", "m", "c", day(2024, 9, 23), std::nullopt, "", "", std::nullopt, ""},
        MeetingMoved{"b", "m", day(2024, 9, 23), std::nullopt},
        FirstPlanFrozen{"m", {}},
        AlertAcknowledged{"k", "p", std::nullopt},
        NoticeMade{"n", "p", {}, Instant{0}},
        AbsenceRecorded{"p", day(2024, 2, 29), std::nullopt, ""},
        DigestMade{"n", "p", day(2024, 2, 29), {}, Instant{0}},
        InvitationMade{"n", "p", "u", 0, "m", "d", std::nullopt, std::nullopt},
    };
}

}  // namespace

std::vector<Payload> sample_payloads() {
    std::vector<Payload> payloads = filled();
    for (Payload& payload : with_gaps()) payloads.push_back(std::move(payload));
    return payloads;
}

std::vector<Event> sample_events() {
    std::vector<Event> events;
    for (Payload& payload : sample_payloads()) {
        Event event;
        event.seq = events.size() + 1;
        event.recorded_at = Instant{1716393900 + static_cast<std::int64_t>(events.size()) * 60};
        event.effective = day(2024, 5, 22);
        event.actor = "p1";
        event.authority = "scheme of delegation 4.2";
        event.client_id = fmt::format("client-{}", event.seq);
        if (event.seq % 3 == 0)
            event.text = fmt::format("Reason \"{}\", d\xc3\xa9j\xc3\xa0", event.seq);
        event.payload = std::move(payload);
        events.push_back(std::move(event));
    }
    return events;
}

std::optional<FreeText> Chain::text(const std::string& digest) const {
    const auto found = texts.find(digest);
    return found == texts.end() ? std::nullopt : std::optional(found->second);
}

Chain chain_of(const std::vector<Event>& events) {
    Chain chain;
    std::string previous = chain_start();
    for (const Event& event : events) {
        Encoded encoded = encode(event, previous, fmt::format("{:032x}", event.seq));
        previous = encoded.row.hash;
        chain.rows.push_back(std::move(encoded.row));
        if (encoded.free_text) {
            chain.texts.emplace(encoded.free_text->digest, *std::move(encoded.free_text));
        }
    }
    return chain;
}

Result<std::vector<Event>> decode_all(const Chain& chain) {
    std::vector<Event> events;
    std::string previous = chain_start();
    for (const Row& row : chain.rows) {
        auto event = decode_finding_text(
            row, previous, [&](const std::string& digest) { return chain.text(digest); });
        if (!event) return event.error();
        events.push_back(*std::move(event));
        previous = row.hash;
    }
    return events;
}

}  // namespace dutyd::journal
