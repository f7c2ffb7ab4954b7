// SPDX-License-Identifier: MIT
// What a person may ask dutyd to do. One vocabulary everywhere: a dutyctl subcommand, a request
// body, a line of a case file and these structs carry the same names. A command is only read here;
// whether it is allowed is decided in decide.cpp. docs/commands.md lists every command and key.
#pragma once

#include "lib/base/result.hpp"
#include "lib/journal/event.hpp"

#include <boost/json/object.hpp>
#include <map>

namespace dutyd::engine {

using civil::Date;
using civil::TimeOfDay;

struct Open {
    std::string body;
    std::string procedure;
    std::string name;  // the matter's own part of its id: "plan-2024"; empty: from the procedure
    std::map<std::string, std::string> facts;
};
/// `matter` or `body` or neither (a fact shared by all).
struct Record {
    std::string matter;
    std::string body;
    std::string fact;
    std::string value;
    journal::FactStatus status = journal::FactStatus::recorded;
    std::string source;
};
struct Withdraw {
    std::string matter;
    std::string body;
    std::string fact;
};
struct Start {
    std::string matter;
    std::string duty;
    std::optional<Date> on;  // default: today
};
struct DoneCommand {
    std::string matter;
    std::string duty;
    std::optional<Date> on;
    std::optional<TimeOfDay> at;
    std::string by;
    std::string evidence;
};
struct Reopen {
    std::string matter;
    std::string duty;
};
struct Waive {
    std::string matter;
    std::string duty;
};
struct Target {
    std::string matter;
    std::string duty;
    std::optional<Date> date;  // none: take the target away
};
struct Override {
    std::string matter;
    std::string duty;
    std::optional<Date> limit;
};
struct Urgency {
    std::string matter;
    std::string duty;
    std::string meeting;
};
struct PauseCommand {
    std::string pause;  // id; an existing one is changed
    std::string body;
    std::string title;
    std::vector<std::string> activities;
    Date from = Date::of(1970, 1, 1);
    std::optional<Date> to;
    std::string provision;
};
struct Resume {
    std::string pause;
    std::optional<Date> last;  // last paused day; default: yesterday
    std::string body;          // whose, if several expect it
};
struct Election {
    std::string kind;  // ordinary, by-election, general, local
    std::string body;  // empty: every body
    Date poll = Date::of(1970, 1, 1);
    std::optional<Date> called_on;
    /// A pre-election pause recorded with it.
    std::optional<Date> pause_from;
    std::optional<Date> pause_to;
    std::vector<std::string> activities;
};
struct MeetingAdd {
    std::string body;
    std::string calendar;
    Date date = Date::of(1970, 1, 1);
    std::optional<TimeOfDay> time;
    std::string kind;
    std::string title;
    std::optional<Date> submission;
};
struct MeetingMove {
    std::string body;
    std::string meeting;
    Date to = Date::of(1970, 1, 1);
    std::optional<TimeOfDay> time;
};
struct MeetingCancel {
    std::string body;
    std::string meeting;
};
/// `nations` empty: all three. They are written as in the holidays' files: england-and-wales.
struct HolidayProclaim {
    Date date = Date::of(1970, 1, 1);
    std::string name;
    std::vector<std::string> nations;
    std::string source;
};
struct HolidayWithdraw {
    Date date = Date::of(1970, 1, 1);
    std::vector<std::string> nations;
    std::string source;
};
struct Acknowledge {
    std::string alert;
    std::optional<Date> until;
};
/// Tell it again after that day, and not before.
struct Snooze {
    std::string alert;
    Date until = Date::of(1970, 1, 1);
};
/// A person is away. The same person and first day: a change of it; a last day before the first
/// takes it back.
struct AbsenceCommand {
    std::string person;
    Date from = Date::of(1970, 1, 1);
    std::optional<Date> to;
    std::string deputy;
};
struct Note {
    std::string matter;
    std::string duty;
};

/// An item of a duty's checklist is covered.
struct Item {
    std::string matter;
    std::string duty;
    std::string item;
    std::optional<Date> on;  // default: today
    std::string by;
    std::string evidence;
};
struct Evidence {
    std::string matter;
    std::string duty;
    std::string evidence;
};
/// An officer's judgement of one row of an audit; the reason is its notes.
struct Assess {
    std::string body;
    std::string audit;
    std::string row;
    std::string wording;
    std::optional<Date> on;  // as at this day; default: today
};

/// A running matter takes its procedure as the library now has it.
struct Adopt {
    std::string matter;
};

using Action =
    std::variant<Open, Record, Withdraw, Start, DoneCommand, Reopen, Waive, Target, Override,
                 Urgency, PauseCommand, Resume, Election, MeetingAdd, MeetingMove, MeetingCancel,
                 Acknowledge, Note, Adopt, Snooze, AbsenceCommand, Item, Evidence, Assess,
                 HolidayProclaim, HolidayWithdraw>;

struct Command {
    Action action;
    std::string actor;      // a person's id, or the account that asked
    std::string authority;  // on whose authority, if not the actor's own
    std::string reason;     // free text
    std::string client_id;  // for idempotency; empty: none
};

/// `{"do": "pause", "title": ..., "activities": [...], "from": "2024-05-25", "to": "2024-07-04",
///   "reason": ..., "client-id": ...}`. Unknown keys and verbs are errors with the nearest name;
///   all
/// errors at once. Dates are ISO.
Result<Command> parse_command(const boost::json::object& request);

/// The verb of a command as a person types it: "meeting-move".
std::string verb(const Action& action);
std::vector<std::string> known_verbs();

}  // namespace dutyd::engine
