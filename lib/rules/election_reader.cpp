// SPDX-License-Identifier: MIT
// Elections that the law fixes ahead of time, and the pre-election periods that a poll brings.
#include "lib/rules/pack_reader.hpp"
#include "lib/rules/pack_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

/// "ordinary", "general": an id.
std::optional<std::string> election_kind(const Text& written, PackDraft& pack, Report& report) {
    if (!is_id(written.value)) {
        report.error(written.where, fmt::format("'{}' cannot be a kind of election", written.value),
                     "use lower case letters, digits and hyphens, as in 'by-election'");
        return {};
    }
    pack.election_kinds.push_back(written);
    return written.value;
}

void need(TomlTable& table, std::string_view key, std::string_view hint) {
    if (table.has(key)) return;
    table.report().error(table.where(), fmt::format("{} has no '{}'", table.what(), key),
                         std::string(hint));
}

/// A list that says something.
std::vector<Text> needed_texts(TomlTable& table, std::string_view key, std::string_view hint) {
    need(table, key, hint);
    std::vector<Text> texts = table.texts(key);
    if (texts.empty() && table.is_list(key)) {
        table.report().error(table.place_of_key(key), fmt::format("'{}' is empty", key),
                             std::string(hint));
    }
    return texts;
}

PauseTemplate read_pause(TomlTable& table, PackDraft& pack) {
    const Reading from{table, pack.body_uses};
    PauseTemplate pause;
    pause.where = table.where();
    if (const auto id = table.id("id")) {
        pause.id = id->value;
        pause.where = id->where;
        table.rename(fmt::format("pause '{}'", id->value));
    }
    pause.title = read_title(table);
    for (const Text& kind : needed_texts(
             table, "elections", "the kinds of election that bring it, as in [\"ordinary\"]")) {
        if (auto id = election_kind(kind, pack, table.report())) {
            pause.elections.push_back(std::move(*id));
        }
    }
    pause.first = read_expression(from, "first");
    pause.last = read_expression(from, "last");
    for (const Text& activity :
         needed_texts(table, "activities", "what it suspends, as in [\"public-engagement\"]")) {
        from.uses.names.push_back({NameUse::Kind::activity, activity, table.what()});
        pause.activities.push_back(activity.value);
    }
    pause.law = read_law(table);
    table.finish();
    return pause;
}

std::optional<ScheduledElection> read_election(TomlTable& table, PackDraft& pack) {
    const auto kind = table.required_text("kind");
    const auto id = kind ? election_kind(*kind, pack, table.report()) : std::nullopt;
    const auto poll = read_expression({table, pack.body_uses}, "poll");
    std::string status = table.text_or("status", "");
    std::string source = table.text_or("source", "");
    auto law = read_law(table);
    need(table, "poll", "the day of the poll, as in \"first Thursday in May 2028\"");
    if (!table.has("law")) {
        table.report().error(table.where(), fmt::format("{} cites no law", table.what()),
                             "only an election that the law fixes stands here; others are recorded "
                             "when they are called");
    } else if (rests_on_memory(law)) {
        table.report().error(table.where(), fmt::format("{} rests on memory alone", table.what()),
                             "verify a citation, or leave it out until it is called");
    }
    table.finish();
    if (!id || !poll) return {};
    return ScheduledElection{
        *id, *poll, std::move(status), std::move(source), std::move(law), kind->where};
}

}  // namespace

std::vector<PauseTemplate> read_pauses(TomlTable& root, PackDraft& pack) {
    std::vector<PauseTemplate> pauses;
    for (TomlTable& table : root.tables("pause", "this pause")) {
        PauseTemplate pause = read_pause(table, pack);
        const bool twice = std::any_of(pauses.begin(), pauses.end(), [&](const auto& other) {
            return !pause.id.empty() && other.id == pause.id;
        });
        if (twice) {
            root.report().error(pause.where, fmt::format("pause '{}' is there twice", pause.id));
        }
        pauses.push_back(std::move(pause));
    }
    return pauses;
}

std::vector<ScheduledElection> read_elections(TomlTable& root, PackDraft& pack) {
    std::vector<ScheduledElection> elections;
    for (TomlTable& table : root.tables("election", "this election")) {
        if (auto election = read_election(table, pack)) elections.push_back(std::move(*election));
    }
    return elections;
}

}  // namespace dutyd::rules
