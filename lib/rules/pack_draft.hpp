// SPDX-License-Identifier: MIT
// What the readers make of single files before anything is compared with anything else: the values,
// and every name and expression they use with the place it was written. pack_check.hpp then looks
// each of them up, so that one mistake is reported once and where it stands.
#pragma once

#include "lib/rules/audit.hpp"
#include "lib/rules/body.hpp"
#include "lib/rules/toml_reader.hpp"

namespace dutyd::rules {

/// A name that must be declared somewhere else.
struct NameUse {
    enum class Kind { party, role, activity, duty, day_set, meeting_calendar, procedure };
    Kind kind;
    Text name;
    std::string user;  // "duty 'issue'", for messages
};

/// A fact that is named by itself, and must be a date.
struct DateFactUse {
    Text name;
    std::string user;
};

struct ExpressionUse {
    Expression expression;
    Text written;
    std::string user;
};

struct ConditionUse {
    Condition condition;
    Text written;
    std::string user;
};

struct Uses {
    std::vector<NameUse> names;
    std::vector<DateFactUse> date_facts;
    std::vector<ExpressionUse> expressions;
    std::vector<ConditionUse> conditions;
};

/// Something listed by `dutyctl check` but not computed with.
struct SwitchedOff {
    std::string duty;
    std::string reason;
    Place where;
};

struct ProcedureDraft {
    Procedure procedure;
    Place where;
    std::optional<Text> opening;  // as it is written; nothing: it could not be read
    Uses uses;
    std::vector<SwitchedOff> switched_off;
};

struct PackDraft {
    Pack pack;
    Place where;
    Uses uses;       // of the facts and ignored periods in pack.toml
    Uses body_uses;  // of its pauses and elections, which stand outside every matter
    std::vector<Text> election_kinds;
    std::optional<Text> ends_with;
    bool manifest_read = false;
    bool manifest_unread = false;  // it is there, but is not TOML
    std::vector<ProcedureDraft> procedures;
};

struct BodyDraft {
    Body body;
    Uses uses;
    std::vector<NamedText> readings;  // question and reading, as they are written
};

struct MeetingsDraft {
    Text body;
    std::vector<Meeting> meetings;
    Uses uses;
};

/// One `[[set]]` of an overlay: what a body adds to a duty of the national pack.
struct SetDraft {
    Text duty;
    std::optional<Duration> takes;
    std::optional<std::string> owner;
    std::optional<Expression> target;
    std::optional<Expression> expect;
    std::optional<std::vector<std::string>> activities;
    std::optional<std::vector<Duration>> lead;
    std::optional<int> slack_threshold;
    std::optional<std::string> assurance;
    std::optional<std::string> evidence;
    std::string assumption;
    std::vector<Edge> after;
};

/// "before": an overlay duty that an existing duty must wait for.
struct InsertedBefore {
    Text duty;
    Edge edge;
};

struct OverlayDraft {
    std::string body;
    Text procedure;
    std::optional<Text> applies_to;
    std::string path;
    Place where;
    std::vector<Duty> duties;
    std::vector<InsertedBefore> before;
    std::vector<SetDraft> sets;
    std::vector<FactDeclaration> facts;
    std::vector<Meeting> meetings;
    Uses uses;
    std::vector<SwitchedOff> switched_off;
};

struct AuditRowDraft {
    AuditRow row;
    Text number;
    std::optional<Text> under;
    std::vector<Text> duties;
    std::vector<Text> items;
};

struct AuditDraft {
    Audit audit;
    std::optional<Text> pack;
    std::vector<Text> bodies;
    std::vector<AuditRowDraft> rows;
};

}  // namespace dutyd::rules
