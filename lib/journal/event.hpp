// SPDX-License-Identifier: MIT
// Everything that can ever change a date, as values. The journal is a gap-free sequence of events;
// the state is a fold over it. Events say what happened and who says so; they never hold a derived
// date, except what people were told (so that a slip can be measured). Nothing is edited or
// deleted: a correction is another event.
#pragma once

#include "lib/civil/date.hpp"
#include "lib/civil/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dutyd::journal {

using civil::Date;
using civil::Instant;
using civil::TimeOfDay;

/// The calendars folder as adopted: every file by content hash. Contents lie beside the journal.
struct LibraryAdopted {
    struct File {
        std::string path;
        std::string hash;
        bool operator==(const File&) const = default;
    };
    std::vector<File> files;
};

/// Who holds which role in which body. Names and addresses lie in the side table of persons.
struct PeopleAdopted {
    struct Holder {
        std::string body;
        std::string role;
        std::string person;
    };
    std::vector<Holder> holders;
};

struct MatterOpened {
    std::string matter;  // unique: "leicestershire/plan-2024"
    std::string body;
    std::string procedure;
};

/// A running matter takes the procedure as the library now has it; until then it keeps its own.
struct ProcedureAdopted {
    std::string matter;
};

enum class FactStatus { recorded, expected, deemed, disputed };

/// `owner`: a matter id, a body id, or "" for a fact shared by all.
struct FactRecorded {
    std::string owner;
    std::string name;
    std::string value;  // as the date language or a condition reads it
    FactStatus status = FactStatus::recorded;
    std::string source;
};
struct FactWithdrawn {
    std::string owner;
    std::string name;
};

struct DutyStarted {
    std::string matter;
    std::string duty;
    Date on;
};
struct DutyDone {
    std::string matter;
    std::string duty;
    Date on;
    std::optional<TimeOfDay> at;
    std::string by;        // the party who did it; empty: its bearer
    std::string evidence;  // a link or reference
};
struct DutyReopened {
    std::string matter;
    std::string duty;
};
struct DutyWaived {
    std::string matter;
    std::string duty;
};
struct TargetSet {
    std::string matter;
    std::string duty;
    std::optional<Date> target;  // none: taken away
};
/// A limit fixed by an authority (a court order): pinned, survives recompute, shown as such.
struct LimitOverridden {
    std::string matter;
    std::string duty;
    std::optional<Date> limit;  // none: the override ends
};
/// The chair accepts a late paper at this meeting (LGA 1972 s.100B(4)(b)).
struct UrgencyAccepted {
    std::string matter;
    std::string duty;
    std::string meeting;
};

struct PauseDeclared {
    std::string pause;  // id: "general-election-2024"
    std::string body;   // empty: every body
    std::string title;
    std::vector<std::string> activities;
    Date first;
    std::optional<Date> last;
    std::string provision;  // the policy or guidance it rests on
};
struct PauseChanged {
    std::string pause;
    Date first;
    std::optional<Date> last;
};
/// The pause ends with `last`; a pause that never began is lifted with `last` before its first day.
struct PauseLifted {
    std::string pause;
    Date last;
};

struct ElectionRecorded {
    std::string election;  // id: "ordinary-2024-05-02"
    std::string kind;      // "ordinary", "by-election", "general", "local"
    std::string body;      // empty: every body
    Date poll;
};

struct MeetingAdded {
    std::string body;
    std::string meeting;
    std::string calendar;
    Date date;
    std::optional<TimeOfDay> time;
    std::string kind;
    std::string title;
    std::optional<Date> submission;
    std::string source;  // where the date was published; "assumed: ..." where nobody has
};
struct MeetingMoved {
    std::string body;
    std::string meeting;
    Date date;
    std::optional<TimeOfDay> time;
};
struct MeetingCancelled {
    std::string body;
    std::string meeting;
};

/// A date people were given: the first complete forecast of a matter (frozen once), or what the
/// last notice said.
struct ToldDate {
    std::string duty;
    std::optional<Date> forecast;
    std::optional<Date> limit;
};
struct FirstPlanFrozen {
    std::string matter;
    std::vector<ToldDate> dates;
};
struct PeopleTold {
    std::string matter;
    std::vector<ToldDate> dates;
    std::string engine;  // version that computed them
};

struct AlertRaised {
    std::string key;  // stable: condition, matter, duty and what makes it unique
    std::string condition;
    std::string matter;
    std::string duty;
    std::string severity;
    std::string text;
};
struct AlertResolved {
    std::string key;
    std::string how;
};
struct AlertAcknowledged {
    std::string key;
    std::string by;
    std::optional<Date> until;
};

/// A message was frozen in the outbox. Its bytes lie there; the journal knows who was told of what.
struct NoticeMade {
    std::string notice;  // its Message-ID without brackets
    std::string person;
    std::vector<std::string> alerts;
    Instant not_before;
};

struct NoteMade {
    std::string matter;
    std::string duty;  // empty: the matter
};

struct ClockJumped {
    Instant from;
    Instant to;
};

/// Somebody wants to be told again after that day, and not before.
struct AlertSnoozed {
    std::string key;
    std::string by;
    Date until;
};
/// An alert that was answered for, snoozed or resolved is open as on its first day.
struct AlertReturned {
    std::string key;
    std::string why;
};
/// Nobody has answered for it in time: the next step of the ladder was told.
struct AlertEscalated {
    std::string key;
    std::string role;
    std::uint64_t step = 0;  // from 1
};
/// A person is away; what would reach them reaches the deputy. The same person with the same first
/// day is a change of it; with a last day before the first it does not take place.
struct AbsenceRecorded {
    std::string person;
    Date first;
    std::optional<Date> last;
    std::string deputy;  // a person; empty: whoever stands in for the role
};

/// The standing digest of one person and day was frozen in the outbox.
struct DigestMade {
    std::string notice;  // its Message-ID without brackets
    std::string person;
    Date day;
    std::vector<std::string> alerts;
    Instant not_before;
};
/// A calendar invitation or its cancellation was frozen in the outbox.
struct InvitationMade {
    std::string notice;
    std::string person;
    std::string uid;
    std::uint64_t sequence = 0;
    std::string matter;
    std::string duty;
    std::optional<Date> day;  // none: cancelled
    std::optional<TimeOfDay> time;
};

/// One item of a duty's checklist is covered. Recorded again, the later record stands.
struct ItemRecorded {
    std::string matter;
    std::string duty;
    std::string item;
    Date on;
    std::string by;
    std::string evidence;
};
/// Something that shows a duty was done, whenever it was; each adds to what is there.
struct EvidenceKept {
    std::string matter;
    std::string duty;
    std::string evidence;  // a link or reference
};
/// An officer's judgement of one row of an audit, as at a day. The text of the event is its notes.
struct AssessmentMade {
    std::string body;
    std::string audit;
    std::string row;
    std::string wording;  // "Full and complete"
    Date on;
};

/// A bank holiday was announced after the calendars were written; it counts at once. `nations` as
/// the holidays' files write them: "england-and-wales".
struct HolidayProclaimed {
    std::vector<std::string> nations;
    Date date;
    std::string name;
    std::string source;
};
/// It was announced that a day is no bank holiday after all.
struct HolidayWithdrawn {
    std::vector<std::string> nations;
    Date date;
    std::string source;
};

using Payload =
    std::variant<LibraryAdopted, PeopleAdopted, MatterOpened, FactRecorded, FactWithdrawn,
                 DutyStarted, DutyDone, DutyReopened, DutyWaived, TargetSet, LimitOverridden,
                 UrgencyAccepted, PauseDeclared, PauseChanged, PauseLifted, ElectionRecorded,
                 MeetingAdded, MeetingMoved, MeetingCancelled, FirstPlanFrozen, PeopleTold,
                 AlertRaised, AlertResolved, AlertAcknowledged, NoticeMade, NoteMade, ClockJumped,
                 ProcedureAdopted, AlertSnoozed, AlertReturned, AlertEscalated, AbsenceRecorded,
                 DigestMade, InvitationMade, ItemRecorded, EvidenceKept, AssessmentMade,
                 HolidayProclaimed, HolidayWithdrawn>;

/// `recorded_at` is when we learnt it, `effective` the body's local date at that instant; the day
/// an act was done is in its payload, and late records are normal. `text` is the reason or note in
/// a person's words: it is kept outside the chain (only a salted digest of it is hashed) so that it
/// can be erased without breaking the chain.
struct Event {
    std::uint64_t seq = 0;
    Instant recorded_at;
    Date effective = Date::of(1970, 1, 1);
    std::string actor;
    std::string authority;
    std::string client_id;
    std::string text;
    Payload payload;
};

/// The word an event goes by in the journal, the log and `dutyctl log`: "pause-declared".
std::string kind_name(const Payload& payload);
/// Every such word, in the order of Payload's alternatives.
std::vector<std::string> kind_names();

}  // namespace dutyd::journal
