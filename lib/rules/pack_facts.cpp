// SPDX-License-Identifier: MIT
// Facts, ignored periods and meetings: the declarations that packs, overlays and bodies share.
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/expression_words.hpp"
#include "lib/rules/facts.hpp"
#include "lib/rules/pack_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

const std::vector<std::string>& fact_kinds() {
    static const std::vector<std::string> kinds = {"date", "period", "yes-no", "number", "text"};
    return kinds;
}

const std::vector<std::string>& fact_scopes() {
    static const std::vector<std::string> scopes = {"matter", "body", "shared"};
    return scopes;
}

/// Ids joined by full stops: "election.poll".
bool is_fact_name(std::string_view name) {
    for (const std::string& part : split(name, '.')) {
        if (!is_id(part)) return false;
    }
    return true;
}

std::optional<Text> read_fact_name(TomlTable& table) {
    auto name = table.required_text("name");
    if (!name) return {};
    if (!is_fact_name(name->value) || name->value.size() > limits::name_bytes_max) {
        table.report().error(name->where,
                             fmt::format("'{}' cannot be the name of a fact", name->value),
                             "use ids joined by full stops, as in 'election.poll'");
        return {};
    }
    if (is_reserved_word(name->value)) {
        table.report().error(name->where,
                             fmt::format("'{}' is a word of the date language", name->value),
                             "give the fact another name, as in 'election.poll'");
        return {};
    }
    if (is_built_in(name->value)) {
        table.report().error(name->where, fmt::format("'{}' is always there", name->value),
                             "use it without declaring it, or give the fact another name");
        return {};
    }
    return name;
}

/// What the fact is the end of; both are days of the body.
void read_ends(Reading from, FactDeclaration& fact) {
    TomlTable& table = from.table;
    auto ends = table.text("ends");
    if (!ends) return;
    fact.ends = ends->value;
    from.uses.date_facts.push_back({*ends, table.what()});
    if (fact.scope == FactDeclaration::Scope::body && fact.kind == FactDeclaration::Kind::date) {
        return;
    }
    table.report().error(table.place_of_key("ends"), "only a day of the body ends something",
                         "say scope = \"body\" and kind = \"date\", or leave 'ends' out");
}

/// Whether a fact lasts: until the next round of elections, or for good.
void read_lasting(TomlTable& table, FactDeclaration& fact) {
    if (const auto scope = one_of(table, "scope", fact_scopes())) {
        fact.scope = static_cast<FactDeclaration::Scope>(*scope);
    }
    fact.renewed = table.flag("renewed");
    if (fact.renewed && fact.scope != FactDeclaration::Scope::body) {
        table.report().error(table.place_of_key("renewed"),
                             "only a fact of the body is brought anew by an election",
                             "say scope = \"body\", or leave 'renewed' out");
    }
    fact.required = table.flag("required");
}

FactDeclaration read_fact(Reading from, const Text& name) {
    TomlTable& table = from.table;
    FactDeclaration fact;
    fact.name = name.value;
    fact.where = name.where;
    fact.title = read_title(table);
    const auto kind = one_of(table, "kind", fact_kinds());
    if (kind) fact.kind = static_cast<FactDeclaration::Kind>(*kind);
    const bool kind_known = kind || !table.has("kind");
    read_lasting(table, fact);
    read_ends(from, fact);
    if (auto owner = table.text("owner")) {
        fact.owner = owner->value;
        from.uses.names.push_back({NameUse::Kind::role, *owner, table.what()});
    }
    if (auto duty = table.text("duty")) {
        fact.duty = duty->value;
        from.uses.names.push_back({NameUse::Kind::duty, *duty, table.what()});
        if (fact.kind != FactDeclaration::Kind::date) {
            table.report().error(duty->where, "a fact that is the doing of a duty is a date");
        }
    }
    for (const Text& value : table.texts("values")) {
        fact.values.push_back(value.value);
        if (fact.kind != FactDeclaration::Kind::text) {
            table.report().error(value.where, "only a fact of kind 'text' has a list of values");
        }
    }
    if (table.has("derived") && kind_known) fact.derived = read_derivations(from, fact);
    return fact;
}

std::optional<IgnoredPeriods> read_one_ignored(TomlTable& table, Uses& uses) {
    const auto name = table.id("name");
    if (name) table.rename(fmt::format("ignored period '{}'", name->value));
    const auto first = read_expression({table, uses}, "first");
    const auto last = read_expression({table, uses}, "last");
    auto when = read_condition({table, uses}, "when");
    auto law = read_law(table);
    for (const char* key : {"first", "last"}) {
        if (!table.has(key)) {
            table.report().error(table.where(), fmt::format("{} has no '{}'", table.what(), key));
        }
    }
    if (law.empty()) {
        table.report().error(table.where(), fmt::format("{} cites no law", table.what()),
                             "only the law can leave days out of a count; add law = [...]");
    }
    table.finish();
    if (!name || !first || !last) return {};
    return IgnoredPeriods{name->value, *first, *last, std::move(when), std::move(law), name->where};
}

/// A day a TOML time or a text cannot be: "14:00".
std::optional<civil::TimeOfDay> read_time(TomlTable& table) {
    const auto written = table.text("time");
    if (!written) return {};
    auto time = civil::TimeOfDay::parse(written->value);
    if (time) return *time;
    table.report().error(written->where, time.error().front().message, time.error().front().hint);
    return {};
}

/// What a meeting says apart from its calendar and day.
void read_particulars(TomlTable& table, Meeting& meeting) {
    if (table.has("id")) {
        if (const auto id = table.id("id")) {
            meeting.id = id->value;
            meeting.where = id->where;
        }
    }
    meeting.time = read_time(table);
    if (const auto kind = one_of(table, "kind", meeting_kinds())) {
        meeting.kind = meeting_kinds()[*kind];
    }
    meeting.title = table.text_or("title", "");
    meeting.source = table.text_or("source", "");
    meeting.assumed = table.flag("assumed");
    meeting.submission = table.date("submission");
    if (meeting.source.empty() && !meeting.assumed) {
        table.report().error(table.where(), "this meeting has no source",
                             "say where the date was seen, or mark it assumed = true");
    }
}

std::optional<Meeting> read_meeting(TomlTable& table, Uses& uses) {
    const auto calendar = table.required_text("calendar");
    if (!table.has("date")) {
        table.report().error(table.where(), fmt::format("{} has no 'date'", table.what()));
    }
    const auto date = table.date("date");
    Meeting meeting{.date = date.value_or(civil::Date::first())};
    meeting.where = table.where();
    read_particulars(table, meeting);
    table.finish();
    if (calendar) {
        uses.names.push_back({NameUse::Kind::meeting_calendar, *calendar, table.what()});
    }
    if (!calendar || !date) return {};
    meeting.calendar = calendar->value;
    if (meeting.id.empty()) meeting.id = meeting.calendar + "-" + date->iso();
    return meeting;
}

}  // namespace

std::vector<FactDeclaration> read_facts(TomlTable& table, Uses& uses) {
    std::vector<FactDeclaration> facts;
    for (TomlTable& entry : table.tables("fact", "this fact")) {
        auto name = read_fact_name(entry);
        if (name) entry.rename(fmt::format("fact '{}'", name->value));
        FactDeclaration fact = read_fact({entry, uses}, name.value_or(Text{}));
        entry.finish();
        if (!name) continue;
        const auto same = std::find_if(facts.begin(), facts.end(),
                                       [&](const auto& other) { return other.name == fact.name; });
        if (same != facts.end()) {
            table.report().error(fact.where, fmt::format("fact '{}' is declared twice", fact.name),
                                 fmt::format("first on line {}", same->where.line));
            continue;
        }
        facts.push_back(std::move(fact));
    }
    return facts;
}

std::vector<IgnoredPeriods> read_ignored(TomlTable& table, Uses& uses) {
    std::vector<IgnoredPeriods> ignored;
    for (TomlTable& entry : table.tables("ignored", "this ignored period")) {
        if (auto periods = read_one_ignored(entry, uses)) ignored.push_back(std::move(*periods));
    }
    return ignored;
}

std::vector<Meeting> read_meetings(TomlTable& table, Uses& uses) {
    std::vector<Meeting> meetings;
    for (TomlTable& entry : table.tables("meeting", "this meeting")) {
        if (auto meeting = read_meeting(entry, uses)) meetings.push_back(std::move(*meeting));
    }
    return meetings;
}

}  // namespace dutyd::rules
