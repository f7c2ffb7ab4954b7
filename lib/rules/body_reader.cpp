// SPDX-License-Identifier: MIT
#include "lib/base/text.hpp"
#include "lib/rules/body_alerts.hpp"
#include "lib/rules/pack_reader.hpp"
#include "lib/rules/pack_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

/// Month and day, as "1 April".
std::optional<civil::FiscalYearStart> fiscal_year_from(const Text& written, Report& report) {
    const auto words = split(written.value, ' ');
    if (words.size() == 2) {
        for (int month = 1; month <= 12; ++month) {
            if (civil::month_name(month) != words[1]) continue;
            const auto date = civil::Date::parse(fmt::format("2023-{:02}-{:0>2}", month, words[0]));
            if (date) return civil::FiscalYearStart{month, date->ymd().day};
        }
    }
    report.error(written.where, fmt::format("'{}' is not a day of the year", written.value),
                 "write it as '1 April'");
    return {};
}

std::optional<civil::TimeOfDay> time_from(TomlTable& table, std::string_view key) {
    const auto written = table.text(key);
    if (!written) return {};
    auto time = civil::TimeOfDay::parse(written->value);
    if (time) return *time;
    table.report().error(written->where, time.error().front().message, time.error().front().hint);
    return {};
}

void read_hours(TomlTable& header, Body& body) {
    auto table = header.table("working-hours");
    if (!table) return;
    const auto from = time_from(*table, "from");
    const auto to = time_from(*table, "to");
    if (from) body.working_hours.from = *from;
    if (to) body.working_hours.to = *to;
    const bool readable = (from || !table->has("from")) && (to || !table->has("to"));
    if (readable && body.working_hours.from >= body.working_hours.to) {
        header.report().error(table->where(), "the working hours end before they begin");
    }
    table->finish();
}

void read_days(Reading from, Body& body) {
    if (const auto start = from.table.text("financial-year-start")) {
        if (const auto day = fiscal_year_from(*start, from.report())) body.fiscal_year_start = *day;
    }
    if (const auto set = from.table.text("working-days")) {
        body.working_days = set->value;
        from.uses.names.push_back({NameUse::Kind::day_set, *set, from.table.what()});
    }
    read_hours(from.table, body);
    body.lead = read_durations(from, "lead");
    if (const auto threshold = from.table.number("slack-threshold")) {
        body.slack_threshold = *threshold;
    }
}

void read_names(Reading from, Body& body) {
    for (const Text& party : from.table.texts("parties")) {
        from.uses.names.push_back({NameUse::Kind::party, party, from.table.what()});
        body.parties.push_back(party.value);
    }
    if (body.parties.empty()) {
        from.report().error(
            from.table.where(), "[body] has no 'parties'",
            "list the parties that are the office itself, as in [\"commissioner\"]");
    }
    for (const Text& procedure : from.table.texts("procedures")) {
        from.uses.names.push_back({NameUse::Kind::procedure, procedure, from.table.what()});
        body.procedures.push_back(procedure.value);
    }
    if (const auto role = from.table.required_text("fallback-role")) {
        body.fallback_role = role->value;
        from.uses.names.push_back({NameUse::Kind::role, *role, from.table.what()});
    }
}

void read_body_header(TomlTable& root, BodyDraft& draft) {
    Body& body = draft.body;
    auto header = root.table("body");
    if (!header) {
        if (!root.has("body")) {
            root.report().error(root.where(), "the file has no [body]",
                                "begin with [body], its id, name, nation and parties");
        }
        return;
    }
    header->rename("[body]");
    body.where = header->where();
    if (const auto id = header->id("id")) {
        body.where = id->where;
        if (id->value != body.id) {
            root.report().error(
                id->where, fmt::format("the id '{}' does not match the file's name", id->value),
                fmt::format("call it '{}', or rename the file to {}.toml", body.id, id->value));
        }
    }
    if (const auto name = header->required_text("name")) body.name = name->value;
    const std::vector<std::string> nations = {"england", "wales"};
    if (!header->has("nation")) {
        root.report().error(header->where(), "[body] has no 'nation'",
                            "it may be: " + join(nations, ", "));
    } else if (const auto nation = one_of(*header, "nation", nations)) {
        body.nation = nations[*nation];
    }
    body.zone = header->text_or("zone", "Europe/London");
    read_days({*header, draft.uses}, body);
    read_names({*header, draft.uses}, body);
    read_alert_keys({*header, draft.uses}, body);
    body.tracked_from = header->date("tracked-from");
    draft.readings = header->named_texts("readings");
    for (const NamedText& one : draft.readings) body.readings[one.name.value] = one.text.value;
    header->finish();
}

std::vector<Role> read_roles(TomlTable& root, Uses& uses) {
    std::vector<Role> roles;
    for (TomlTable& table : root.tables("role", "this role")) {
        const auto id = table.id("id");
        std::string title = read_title(table);
        const auto deputy = table.text("deputy");
        if (deputy) uses.names.push_back({NameUse::Kind::role, *deputy, "this role"});
        table.finish();
        if (!id) continue;
        const bool twice = std::any_of(roles.begin(), roles.end(),
                                       [&](const Role& role) { return role.id == id->value; });
        if (twice) {
            root.report().error(id->where, fmt::format("role '{}' is there twice", id->value));
        }
        roles.push_back({id->value, std::move(title), deputy ? deputy->value : ""});
    }
    return roles;
}

std::optional<MeetingCalendar> read_calendar(TomlTable& table, Uses& uses) {
    const auto id = table.id("id");
    if (id) table.rename(fmt::format("meeting calendar '{}'", id->value));
    std::string title = read_title(table);
    std::string host = table.text_or("host", "");
    const auto papers = read_expression({table, uses}, "papers");
    if (!table.has("papers")) {
        table.report().error(table.where(), fmt::format("{} has no 'papers'", table.what()),
                             "the last day for publishing papers, as in papers = \"5 clear working "
                             "days before meeting.date in meeting-days\"");
    }
    auto law = read_law(table, "papers-law");
    if (law.empty()) {
        table.report().error(table.where(), fmt::format("{} has no 'papers-law'", table.what()),
                             "the papers rule is law: cite it");
    }
    const auto submission = read_expression({table, uses}, "submission");
    table.finish();
    if (!id || !papers) return {};
    return MeetingCalendar{id->value, std::move(title), std::move(host),
                           *papers,   std::move(law),   submission};
}

}  // namespace

BodyDraft read_body(const File& file, Report& report) {
    BodyDraft draft;
    TomlTable root = TomlTable::root(file, report);
    draft.body.id = file_stem(file->path());
    draft.body.where = root.where();
    read_body_header(root, draft);
    draft.body.roles = read_roles(root, draft.uses);
    draft.body.ladders = read_ladders(root, draft.uses);
    for (TomlTable& table : root.tables("meeting-calendar", "this meeting calendar")) {
        if (auto calendar = read_calendar(table, draft.uses)) {
            draft.body.meeting_calendars.push_back(std::move(*calendar));
        }
    }
    root.finish();
    return draft;
}

MeetingsDraft read_meetings_file(const File& file, Report& report) {
    MeetingsDraft draft;
    TomlTable root = TomlTable::root(file, report);
    draft.body = {file_stem(file->path()), root.where(), {}};
    if (const auto body = root.text("body")) draft.body = *body;
    draft.meetings = read_meetings(root, draft.uses);
    root.finish();
    return draft;
}

}  // namespace dutyd::rules
