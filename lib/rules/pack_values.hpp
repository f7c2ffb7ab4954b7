// SPDX-License-Identifier: MIT
// Readers of the small values that packs, bodies and overlays share: citations, durations,
// expressions, conditions, edges, facts and meetings. Each notes the names it uses in `Uses`.
#pragma once

#include "lib/rules/pack_draft.hpp"

namespace dutyd::rules {

/// The table being read, and where to note the names it uses.
struct Reading {
    TomlTable& table;
    Uses& uses;

    Report& report() const { return table.report(); }
};

/// What a parser found wrong with a text; a parser that was given no place of its own, as the text
/// is not written plainly, is reported at the whole value.
void report_at(const Text& written, Diagnostics problems, Report& report);

/// Expressions of packs must say `in S` wherever they count working days; that is checked later.
std::optional<Expression> read_expression(Reading from, std::string_view key);
std::optional<Expression> expression_from(const Text& written, Reading from);
std::optional<Condition> read_condition(Reading from, std::string_view key);
std::optional<Condition> condition_from(const Text& written, Reading from);
std::optional<Duration> read_duration(Reading from, std::string_view key);
std::vector<Duration> read_durations(Reading from, std::string_view key);

/// `law = [{ cite = "...", verified = "text", on = 2026-04-01 }]`
std::vector<Citation> read_law(TomlTable& table, std::string_view key = "law");
bool rests_on_memory(const std::vector<Citation>& law);

/// `after = ["draft", { duty = "issue", lag = "5 days", soft = true }]`
std::vector<Edge> read_edges(Reading from, std::string_view key);

std::vector<FactDeclaration> read_facts(TomlTable& table, Uses& uses);
/// `[[fact.derived]]`, given the fact's kind and words.
std::vector<Derivation> read_derivations(Reading from, const FactDeclaration& fact);
std::vector<IgnoredPeriods> read_ignored(TomlTable& table, Uses& uses);
std::vector<Meeting> read_meetings(TomlTable& table, Uses& uses);

std::optional<MeetingBinding> read_binding(Reading from);

/// A text that must be one of these words; an error with the nearest if it is not.
std::optional<std::size_t> one_of(TomlTable& table, std::string_view key,
                                  const std::vector<std::string>& words);

/// A title, of at most name_bytes_max bytes.
std::string read_title(TomlTable& table);
/// A text of that length that may be left out.
std::string read_short_text(TomlTable& table, std::string_view key);

/// Kinds of meeting a panel holds.
const std::vector<std::string>& meeting_kinds();

}  // namespace dutyd::rules
