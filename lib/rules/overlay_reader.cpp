// SPDX-License-Identifier: MIT
// What an office lays over a national pack. It may add: steps of its own, gates, targets, lengths,
// words for its own officers. Everything the law has said stays as it is, and each attempt to
// change it is answered with the reason.
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/pack_reader.hpp"
#include "lib/rules/pack_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

struct Refusal {
    std::string_view key;
    std::string_view what;
    std::string_view instead;
};

/// What `[[set]]` may not touch, and what to do instead.
const std::vector<Refusal>& refusals() {
    static constexpr std::string_view pack_only =
        "if the pack is wrong, correct the pack and its citation";
    static const std::vector<Refusal> all = {
        {"limit", "an overlay cannot change a limit: limits are law and policy never moves them",
         "to hold the office to an earlier day, set 'target'"},
        {"bar", "an overlay cannot change a bar: the first lawful day is law", pack_only},
        {"version", "an overlay cannot change the versions of a limit: they are law", pack_only},
        {"reading", "an overlay cannot change how disputed words may be read", pack_only},
        {"chosen", "an overlay cannot choose among readings of disputed words",
         "choose in the body's file: readings = { question = \"reading\" }"},
        {"readings", "an overlay cannot choose among readings of disputed words",
         "choose in the body's file: readings = { question = \"reading\" }"},
        {"bearer", "an overlay cannot change who bears a duty: the law says who must do it",
         "'owner' is the role in the office that answers for it"},
        {"law", "an overlay cannot change the citations of a duty", pack_only},
        {"kind", "an overlay cannot change the kind of a duty: the law makes it what it is",
         pack_only},
        {"when", "an overlay cannot change when a duty is required: the law says so", pack_only},
        {"meeting", "an overlay cannot change the meeting a duty is bound to", pack_only},
        {"may-be-done-by", "an overlay cannot change who may do a duty: the law says who may",
         pack_only},
        {"item", "an overlay cannot change the checklist of a duty: the law lists what it needs",
         "add a duty of the office's own"},
        {"switched-off", "an overlay cannot switch off a duty of the pack",
         "waive it in the matter, with the reason, if it is not required this time"},
        {"remove", "an overlay cannot remove gates: it may only add them", pack_only},
        {"title", "an overlay cannot rename a duty: notices must name the same duty everywhere",
         pack_only},
    };
    return all;
}

void refuse(TomlTable& table) {
    for (const Refusal& refusal : refusals()) {
        if (!table.has_refused(refusal.key)) continue;
        table.report().error(table.place_of_key(refusal.key), std::string(refusal.what),
                             std::string(refusal.instead));
    }
}

std::vector<std::string> activities_of(Reading from) {
    std::vector<std::string> activities;
    for (const Text& activity : from.table.texts("activity")) {
        from.uses.names.push_back({NameUse::Kind::activity, activity, from.table.what()});
        activities.push_back(activity.value);
    }
    return activities;
}

/// Durations and expectations are guesses of the office; a guess must say what it stands on.
void need_assumption(TomlTable& table, const SetDraft& set) {
    if (!set.assumption.empty()) return;
    for (const char* key : {"takes", "expect", "target"}) {
        if (!table.has(key)) continue;
        table.report().error(
            table.place_of_key(key),
            fmt::format("'{}' is an assumption of the office, and {} does not say why", key,
                        table.what()),
            "add assumption = \"what the office takes for granted here\"");
        return;
    }
}

std::optional<SetDraft> read_set(TomlTable& table, Uses& uses) {
    const Reading from{table, uses};
    SetDraft set;
    const auto duty = table.required_text("duty");
    if (duty) {
        table.rename(fmt::format("[[set]] of '{}'", duty->value));
        uses.names.push_back({NameUse::Kind::duty, *duty, table.what()});
    }
    set.takes = read_duration(from, "takes");
    if (const auto owner = table.text("owner")) {
        uses.names.push_back({NameUse::Kind::role, *owner, table.what()});
        set.owner = owner->value;
    }
    set.target = read_expression(from, "target");
    set.expect = read_expression(from, "expect");
    if (table.has("activity")) set.activities = activities_of(from);
    if (table.has("lead")) set.lead = read_durations(from, "lead");
    set.slack_threshold = table.number("slack-threshold");
    if (table.has("assurance")) set.assurance = table.text_or("assurance", "");
    if (table.has("evidence")) set.evidence = table.text_or("evidence", "");
    set.assumption = table.text_or("assumption", "");
    set.after = read_edges(from, "after");
    for (Edge& edge : set.after) edge.from_overlay = true;
    refuse(table);
    need_assumption(table, set);
    table.finish();
    if (!duty) return {};
    set.duty = *duty;
    return set;
}

void read_overlay_header(TomlTable& root, OverlayDraft& draft) {
    auto header = root.table("overlay");
    if (!header) {
        if (!root.has("overlay")) {
            root.report().error(root.where(), "the file has no [overlay]",
                                "begin with [overlay] and the procedure it lies over");
        }
        return;
    }
    header->rename("[overlay]");
    draft.where = header->where();
    if (const auto procedure = header->required_text("procedure")) {
        draft.procedure = *procedure;
        draft.uses.names.push_back({NameUse::Kind::procedure, *procedure, "[overlay]"});
    }
    draft.applies_to = header->text("applies-to");
    static_cast<void>(header->text("note"));
    header->finish();
}

void read_overlay_duties(TomlTable& root, OverlayDraft& draft) {
    const auto tables = root.tables("duty", "this duty");
    if (tables.size() > limits::duties_per_procedure_max) {
        root.report().error(root.where(), fmt::format("an overlay may have at most {} duties",
                                                      limits::duties_per_procedure_max));
        return;
    }
    for (TomlTable table : tables) {
        auto read = read_duty({table, draft.uses, DutySource::overlay});
        if (!read) continue;
        if (read->switched_off) {
            draft.switched_off.push_back(std::move(*read->switched_off));
            continue;
        }
        for (Edge& edge : read->duty.after) edge.from_overlay = true;
        std::move(read->before.begin(), read->before.end(), std::back_inserter(draft.before));
        draft.duties.push_back(std::move(read->duty));
    }
}

}  // namespace

OverlayDraft read_overlay(const File& file, Report& report) {
    OverlayDraft draft;
    TomlTable root = TomlTable::root(file, report);
    const auto parts = split(file->path(), '/');
    draft.body = parts.size() >= 2 ? parts[parts.size() - 2] : std::string{};
    draft.path = file->path();
    draft.where = root.where();
    read_overlay_header(root, draft);
    read_overlay_duties(root, draft);
    for (TomlTable& table : root.tables("set", "this [[set]]")) {
        if (auto set = read_set(table, draft.uses)) draft.sets.push_back(std::move(*set));
    }
    if (root.has_refused("remove")) {
        report.error(
            root.place_of_key("remove"),
            "an overlay cannot remove anything: it may only add duties and gates",
            "waive a duty in the matter, with the reason, if it is not required this time");
    }
    draft.facts = read_facts(root, draft.uses);
    for (const FactDeclaration& fact : draft.facts) {
        if (fact.derived.empty()) continue;
        report.error(fact.derived.front().where,
                     "an overlay cannot say what the law takes to have happened",
                     "if the pack is wrong, correct the pack and its citation");
    }
    draft.meetings = read_meetings(root, draft.uses);
    root.finish();
    return draft;
}

}  // namespace dutyd::rules
