// SPDX-License-Identifier: MIT
// Journal format 1 as tables: for every kind of event its word and its fields in the order in which
// they are written. Writer, reader and kind_name all work from these tables, so there is no second
// place that knows the format. A table, once released, never changes: a new field is a new format.
// Internal to lib/journal and its tests.
#pragma once

#include "lib/journal/event.hpp"

#include <tuple>

namespace dutyd::journal {

template <class T, class M>
struct Field {
    const char* name;
    M T::*member;
};
template <class T, class M>
Field(const char*, M T::*) -> Field<T, M>;

/// Specialised for every payload (with `kind`) and every struct inside one (without).
template <class T>
struct Format;

template <>
struct Format<LibraryAdopted::File> {
    using T = LibraryAdopted::File;
    static constexpr auto fields = std::tuple{Field{"path", &T::path}, Field{"hash", &T::hash}};
};
template <>
struct Format<PeopleAdopted::Holder> {
    using T = PeopleAdopted::Holder;
    static constexpr auto fields =
        std::tuple{Field{"body", &T::body}, Field{"role", &T::role}, Field{"person", &T::person}};
};
template <>
struct Format<ToldDate> {
    using T = ToldDate;
    static constexpr auto fields = std::tuple{
        Field{"duty", &T::duty}, Field{"forecast", &T::forecast}, Field{"limit", &T::limit}};
};

template <>
struct Format<LibraryAdopted> {
    using T = LibraryAdopted;
    static constexpr const char* kind = "library-adopted";
    static constexpr auto fields = std::tuple{Field{"files", &T::files}};
};
template <>
struct Format<PeopleAdopted> {
    using T = PeopleAdopted;
    static constexpr const char* kind = "people-adopted";
    static constexpr auto fields = std::tuple{Field{"holders", &T::holders}};
};
template <>
struct Format<MatterOpened> {
    using T = MatterOpened;
    static constexpr const char* kind = "matter-opened";
    static constexpr auto fields = std::tuple{Field{"matter", &T::matter}, Field{"body", &T::body},
                                              Field{"procedure", &T::procedure}};
};
template <>
struct Format<ProcedureAdopted> {
    using T = ProcedureAdopted;
    static constexpr const char* kind = "procedure-adopted";
    static constexpr auto fields = std::tuple{Field{"matter", &T::matter}};
};
template <>
struct Format<FactRecorded> {
    using T = FactRecorded;
    static constexpr const char* kind = "fact-recorded";
    static constexpr auto fields =
        std::tuple{Field{"owner", &T::owner}, Field{"name", &T::name}, Field{"value", &T::value},
                   Field{"status", &T::status}, Field{"source", &T::source}};
};
template <>
struct Format<FactWithdrawn> {
    using T = FactWithdrawn;
    static constexpr const char* kind = "fact-withdrawn";
    static constexpr auto fields = std::tuple{Field{"owner", &T::owner}, Field{"name", &T::name}};
};
template <>
struct Format<DutyStarted> {
    using T = DutyStarted;
    static constexpr const char* kind = "duty-started";
    static constexpr auto fields =
        std::tuple{Field{"matter", &T::matter}, Field{"duty", &T::duty}, Field{"on", &T::on}};
};
template <>
struct Format<DutyDone> {
    using T = DutyDone;
    static constexpr const char* kind = "duty-done";
    static constexpr auto fields = std::tuple{
        Field{"matter", &T::matter}, Field{"duty", &T::duty}, Field{"on", &T::on},
        Field{"at", &T::at},         Field{"by", &T::by},     Field{"evidence", &T::evidence}};
};
template <>
struct Format<DutyReopened> {
    using T = DutyReopened;
    static constexpr const char* kind = "duty-reopened";
    static constexpr auto fields = std::tuple{Field{"matter", &T::matter}, Field{"duty", &T::duty}};
};
template <>
struct Format<DutyWaived> {
    using T = DutyWaived;
    static constexpr const char* kind = "duty-waived";
    static constexpr auto fields = std::tuple{Field{"matter", &T::matter}, Field{"duty", &T::duty}};
};
template <>
struct Format<TargetSet> {
    using T = TargetSet;
    static constexpr const char* kind = "target-set";
    static constexpr auto fields = std::tuple{Field{"matter", &T::matter}, Field{"duty", &T::duty},
                                              Field{"target", &T::target}};
};
template <>
struct Format<LimitOverridden> {
    using T = LimitOverridden;
    static constexpr const char* kind = "limit-overridden";
    static constexpr auto fields =
        std::tuple{Field{"matter", &T::matter}, Field{"duty", &T::duty}, Field{"limit", &T::limit}};
};
template <>
struct Format<UrgencyAccepted> {
    using T = UrgencyAccepted;
    static constexpr const char* kind = "urgency-accepted";
    static constexpr auto fields = std::tuple{Field{"matter", &T::matter}, Field{"duty", &T::duty},
                                              Field{"meeting", &T::meeting}};
};
template <>
struct Format<PauseDeclared> {
    using T = PauseDeclared;
    static constexpr const char* kind = "pause-declared";
    static constexpr auto fields = std::tuple{
        Field{"pause", &T::pause},           Field{"body", &T::body},   Field{"title", &T::title},
        Field{"activities", &T::activities}, Field{"first", &T::first}, Field{"last", &T::last},
        Field{"provision", &T::provision}};
};
template <>
struct Format<PauseChanged> {
    using T = PauseChanged;
    static constexpr const char* kind = "pause-changed";
    static constexpr auto fields =
        std::tuple{Field{"pause", &T::pause}, Field{"first", &T::first}, Field{"last", &T::last}};
};
template <>
struct Format<PauseLifted> {
    using T = PauseLifted;
    static constexpr const char* kind = "pause-lifted";
    static constexpr auto fields = std::tuple{Field{"pause", &T::pause}, Field{"last", &T::last}};
};
template <>
struct Format<ElectionRecorded> {
    using T = ElectionRecorded;
    static constexpr const char* kind = "election-recorded";
    static constexpr auto fields =
        std::tuple{Field{"election", &T::election}, Field{"kind", &T::kind},
                   Field{"body", &T::body}, Field{"poll", &T::poll}};
};
template <>
struct Format<MeetingAdded> {
    using T = MeetingAdded;
    static constexpr const char* kind = "meeting-added";
    static constexpr auto fields =
        std::tuple{Field{"body", &T::body},         Field{"meeting", &T::meeting},
                   Field{"calendar", &T::calendar}, Field{"date", &T::date},
                   Field{"time", &T::time},         Field{"kind", &T::kind},
                   Field{"title", &T::title},       Field{"submission", &T::submission},
                   Field{"source", &T::source}};
};
template <>
struct Format<MeetingMoved> {
    using T = MeetingMoved;
    static constexpr const char* kind = "meeting-moved";
    static constexpr auto fields =
        std::tuple{Field{"body", &T::body}, Field{"meeting", &T::meeting}, Field{"date", &T::date},
                   Field{"time", &T::time}};
};
template <>
struct Format<MeetingCancelled> {
    using T = MeetingCancelled;
    static constexpr const char* kind = "meeting-cancelled";
    static constexpr auto fields =
        std::tuple{Field{"body", &T::body}, Field{"meeting", &T::meeting}};
};
template <>
struct Format<FirstPlanFrozen> {
    using T = FirstPlanFrozen;
    static constexpr const char* kind = "first-plan-frozen";
    static constexpr auto fields =
        std::tuple{Field{"matter", &T::matter}, Field{"dates", &T::dates}};
};
template <>
struct Format<PeopleTold> {
    using T = PeopleTold;
    static constexpr const char* kind = "people-told";
    static constexpr auto fields = std::tuple{
        Field{"matter", &T::matter}, Field{"dates", &T::dates}, Field{"engine", &T::engine}};
};
template <>
struct Format<AlertRaised> {
    using T = AlertRaised;
    static constexpr const char* kind = "alert-raised";
    static constexpr auto fields = std::tuple{
        Field{"key", &T::key},   Field{"condition", &T::condition}, Field{"matter", &T::matter},
        Field{"duty", &T::duty}, Field{"severity", &T::severity},   Field{"text", &T::text}};
};
template <>
struct Format<AlertResolved> {
    using T = AlertResolved;
    static constexpr const char* kind = "alert-resolved";
    static constexpr auto fields = std::tuple{Field{"key", &T::key}, Field{"how", &T::how}};
};
template <>
struct Format<AlertAcknowledged> {
    using T = AlertAcknowledged;
    static constexpr const char* kind = "alert-acknowledged";
    static constexpr auto fields =
        std::tuple{Field{"key", &T::key}, Field{"by", &T::by}, Field{"until", &T::until}};
};
template <>
struct Format<NoticeMade> {
    using T = NoticeMade;
    static constexpr const char* kind = "notice-made";
    static constexpr auto fields =
        std::tuple{Field{"notice", &T::notice}, Field{"person", &T::person},
                   Field{"alerts", &T::alerts}, Field{"not_before", &T::not_before}};
};
template <>
struct Format<NoteMade> {
    using T = NoteMade;
    static constexpr const char* kind = "note-made";
    static constexpr auto fields = std::tuple{Field{"matter", &T::matter}, Field{"duty", &T::duty}};
};
template <>
struct Format<ClockJumped> {
    using T = ClockJumped;
    static constexpr const char* kind = "clock-jumped";
    static constexpr auto fields = std::tuple{Field{"from", &T::from}, Field{"to", &T::to}};
};
template <>
struct Format<AlertSnoozed> {
    using T = AlertSnoozed;
    static constexpr const char* kind = "alert-snoozed";
    static constexpr auto fields =
        std::tuple{Field{"key", &T::key}, Field{"by", &T::by}, Field{"until", &T::until}};
};
template <>
struct Format<AlertReturned> {
    using T = AlertReturned;
    static constexpr const char* kind = "alert-returned";
    static constexpr auto fields = std::tuple{Field{"key", &T::key}, Field{"why", &T::why}};
};
template <>
struct Format<AlertEscalated> {
    using T = AlertEscalated;
    static constexpr const char* kind = "alert-escalated";
    static constexpr auto fields =
        std::tuple{Field{"key", &T::key}, Field{"role", &T::role}, Field{"step", &T::step}};
};
template <>
struct Format<AbsenceRecorded> {
    using T = AbsenceRecorded;
    static constexpr const char* kind = "absence-recorded";
    static constexpr auto fields =
        std::tuple{Field{"person", &T::person}, Field{"first", &T::first}, Field{"last", &T::last},
                   Field{"deputy", &T::deputy}};
};
template <>
struct Format<DigestMade> {
    using T = DigestMade;
    static constexpr const char* kind = "digest-made";
    static constexpr auto fields =
        std::tuple{Field{"notice", &T::notice}, Field{"person", &T::person}, Field{"day", &T::day},
                   Field{"alerts", &T::alerts}, Field{"not_before", &T::not_before}};
};
template <>
struct Format<InvitationMade> {
    using T = InvitationMade;
    static constexpr const char* kind = "invitation-made";
    static constexpr auto fields = std::tuple{
        Field{"notice", &T::notice},     Field{"person", &T::person}, Field{"uid", &T::uid},
        Field{"sequence", &T::sequence}, Field{"matter", &T::matter}, Field{"duty", &T::duty},
        Field{"day", &T::day},           Field{"time", &T::time}};
};
template <>
struct Format<ItemRecorded> {
    using T = ItemRecorded;
    static constexpr const char* kind = "item-recorded";
    static constexpr auto fields = std::tuple{
        Field{"matter", &T::matter}, Field{"duty", &T::duty}, Field{"item", &T::item},
        Field{"on", &T::on},         Field{"by", &T::by},     Field{"evidence", &T::evidence}};
};
template <>
struct Format<EvidenceKept> {
    using T = EvidenceKept;
    static constexpr const char* kind = "evidence-kept";
    static constexpr auto fields = std::tuple{Field{"matter", &T::matter}, Field{"duty", &T::duty},
                                              Field{"evidence", &T::evidence}};
};
template <>
struct Format<AssessmentMade> {
    using T = AssessmentMade;
    static constexpr const char* kind = "assessment-made";
    static constexpr auto fields =
        std::tuple{Field{"body", &T::body}, Field{"audit", &T::audit}, Field{"row", &T::row},
                   Field{"wording", &T::wording}, Field{"on", &T::on}};
};
template <>
struct Format<HolidayProclaimed> {
    using T = HolidayProclaimed;
    static constexpr const char* kind = "holiday-proclaimed";
    static constexpr auto fields =
        std::tuple{Field{"nations", &T::nations}, Field{"date", &T::date}, Field{"name", &T::name},
                   Field{"source", &T::source}};
};
template <>
struct Format<HolidayWithdrawn> {
    using T = HolidayWithdrawn;
    static constexpr const char* kind = "holiday-withdrawn";
    static constexpr auto fields = std::tuple{Field{"nations", &T::nations},
                                              Field{"date", &T::date}, Field{"source", &T::source}};
};

}  // namespace dutyd::journal
