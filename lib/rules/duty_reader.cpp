// SPDX-License-Identifier: MIT
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/pack_reader.hpp"
#include "lib/rules/pack_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

const std::vector<std::string>& duty_kinds() {
    static const std::vector<std::string> kinds = {"limit",      "gate",  "soft-gate",
                                                   "continuous", "power", "automatic"};
    return kinds;
}

std::string named(Reading from, std::string_view key, NameUse::Kind kind) {
    const auto name = from.table.text(key);
    if (!name) return {};
    from.uses.names.push_back({kind, *name, from.table.what()});
    return name->value;
}

std::vector<std::string> named_list(Reading from, std::string_view key, NameUse::Kind kind) {
    std::vector<std::string> names;
    for (const Text& name : from.table.texts(key)) {
        from.uses.names.push_back({kind, name, from.table.what()});
        names.push_back(name.value);
    }
    return names;
}

std::vector<ChecklistItem> read_checklist(TomlTable& duty) {
    std::vector<ChecklistItem> items;
    for (TomlTable& table : duty.tables("item", "this checklist item")) {
        ChecklistItem item;
        const auto id = table.id("id");
        item.title = table.text_or("title", "");
        item.law = read_law(table);
        if (item.title.empty()) table.report().error(table.where(), "this item has no 'title'");
        table.finish();
        if (!id) continue;
        item.id = id->value;
        const bool twice = std::any_of(items.begin(), items.end(),
                                       [&](const auto& other) { return other.id == item.id; });
        if (twice) {
            table.report().error(id->where,
                                 fmt::format("checklist item '{}' is there twice", item.id));
        }
        items.push_back(std::move(item));
    }
    return items;
}

/// A limit makes a duty one with a limit; only automatic limits make it automatic.
DutyKind read_kind(TomlTable& table, const std::vector<Limit>& limits) {
    if (const auto kind = one_of(table, "kind", duty_kinds())) return static_cast<DutyKind>(*kind);
    if (limits.empty()) return DutyKind::gate;
    const bool automatic = std::all_of(limits.begin(), limits.end(), [](const Limit& limit) {
        return limit.kind == LimitKind::automatic;
    });
    return automatic ? DutyKind::automatic : DutyKind::limit;
}

void check_law(DutyReading from, const Duty& duty) {
    TomlTable& table = from.table;
    for (const Limit& limit : duty.limits) {
        if (!limit.law.empty() || from.source == DutySource::pack) continue;
        table.report().error(limit.where,
                             fmt::format("{} has a limit that cites no law", table.what()),
                             "only the law sets limits; hold the office to a day with 'target'");
    }
    const bool unreadable = table.has("law") && !table.is_list("law");
    if (!duty.law.empty() || unreadable) return;
    if (from.source == DutySource::pack) {
        table.report().error(duty.where, fmt::format("{} cites no law", table.what()),
                             "add law = [{ cite = \"...\", verified = \"text\" }]; what no law "
                             "requires belongs in an overlay");
    } else if (duty.assumption.empty()) {
        table.report().error(duty.where,
                             fmt::format("{} has neither 'law' nor 'assumption'", table.what()),
                             "a step of the office's own says in 'assumption' why it is there");
    }
}

/// Memory is no authority: such a duty must say that it is switched off.
std::optional<SwitchedOff> read_switch(TomlTable& table, const Duty& duty) {
    const auto reason = table.text("switched-off");
    if (reason) return SwitchedOff{duty.id, reason->value, duty.where};
    if (rests_on_memory(duty.law)) {
        table.report().error(
            duty.where,
            fmt::format("{} rests on memory alone and is not switched off", table.what()),
            "verify a citation, or add switched-off = \"why\"");
    }
    return {};
}

void read_plain_fields(Reading from, Duty& duty) {
    TomlTable& table = from.table;
    duty.target = read_expression(from, "target");
    duty.expect = read_expression(from, "expect");
    if (auto takes = read_duration(from, "takes")) duty.takes = *takes;
    duty.activities = named_list(from, "activity", NameUse::Kind::activity);
    duty.meeting = read_binding(from);
    duty.when = read_condition(from, "when");
    duty.may_be_done_by = named_list(from, "may-be-done-by", NameUse::Kind::party);
    duty.lead = read_durations(from, "lead");
    duty.slack_threshold = table.number("slack-threshold");
    duty.checklist = read_checklist(table);
    duty.assurance = table.text_or("assurance", "");
    duty.evidence = table.text_or("evidence", "");
}

std::vector<InsertedBefore> read_before(DutyReading from, const std::string& duty_id) {
    std::vector<InsertedBefore> before;
    if (from.source != DutySource::overlay) return before;
    for (Text& later : from.table.texts("before")) {
        from.uses.names.push_back({NameUse::Kind::duty, later, from.table.what()});
        Edge edge{duty_id, {}, false, later.where, true};
        before.push_back({std::move(later), std::move(edge)});
    }
    return before;
}

}  // namespace

std::optional<DutyDraft> read_duty(DutyReading from) {
    TomlTable& table = from.table;
    const Reading reading{table, from.uses};
    DutyDraft draft;
    Duty& duty = draft.duty;
    const auto id = table.id("id");
    duty.where = id ? id->where : table.where();
    if (id) {
        duty.id = id->value;
        table.rename(fmt::format("duty '{}'", id->value));
    }
    duty.title = read_title(table);
    if (!table.has("bearer")) {
        table.report().error(duty.where, fmt::format("{} has no 'bearer'", table.what()),
                             "say which party must do it");
    }
    duty.bearer = named(reading, "bearer", NameUse::Kind::party);
    duty.owner = named(reading, "owner", NameUse::Kind::role);
    duty.law = read_law(table);
    duty.limits = read_limits(from, duty.law);
    duty.kind = read_kind(table, duty.limits);
    duty.bars = read_bars(from, duty.law);
    duty.after = read_edges(reading, "after");
    read_plain_fields(reading, duty);
    duty.from_overlay = from.source == DutySource::overlay;
    if (duty.from_overlay) duty.assumption = table.text_or("assumption", "");
    draft.before = read_before(from, duty.id);
    check_law(from, duty);
    draft.switched_off = read_switch(table, duty);
    table.finish();
    if (!id) return {};
    return draft;
}

}  // namespace dutyd::rules
