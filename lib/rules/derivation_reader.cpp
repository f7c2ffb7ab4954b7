// SPDX-License-Identifier: MIT
// What the law takes to have happened: the derivations of a fact.
#include "lib/base/text.hpp"
#include "lib/rules/pack_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

using Kind = FactDeclaration::Kind;

/// One of the words a yes-no or a text may have.
void read_word(const Text& written, const FactDeclaration& fact, Derivation& derivation,
               Report& report) {
    const std::vector<std::string> yes_no = {"yes", "no"};
    const auto& words = fact.kind == Kind::yes_no ? yes_no : fact.values;
    derivation.word = written.value;
    if (words.empty()) return;
    if (std::find(words.begin(), words.end(), written.value) != words.end()) return;
    std::string hint = did_you_mean(written.value, words);
    if (hint.empty()) hint = "it may be: " + join(words, ", ");
    report.error(written.where,
                 fmt::format("fact '{}' can never be '{}'", fact.name, written.value),
                 std::move(hint));
}

Derivation read_derivation(Reading from, const FactDeclaration& fact) {
    TomlTable& table = from.table;
    Derivation derivation;
    derivation.where = table.where();
    derivation.when = read_condition(from, "when");
    if (fact.kind == Kind::date) {
        derivation.is = read_expression(from, "is");
    } else if (const auto is = table.text("is")) {
        read_word(*is, fact, derivation, from.report());
    }
    if (!table.has("is")) {
        table.report().error(table.where(), "this derivation has no 'is'",
                             fact.kind == Kind::date ? "the day, as an expression"
                                                     : "the word that is taken to be so");
    }
    derivation.why = table.text_or("why", "");
    derivation.law = read_law(table);
    if (rests_on_memory(derivation.law)) {
        table.report().error(table.where(), "this derivation rests on memory alone",
                             "verify a citation, or leave the derivation out");
    }
    table.finish();
    return derivation;
}

}  // namespace

std::vector<Derivation> read_derivations(Reading from, const FactDeclaration& fact) {
    std::vector<Derivation> derived;
    auto tables = from.table.tables("derived", "this derivation");
    if (!tables.empty() && (fact.kind == Kind::number || fact.kind == Kind::period)) {
        from.report().error(tables.front().where(),
                            fmt::format("fact '{}' is {}, which cannot be derived", fact.name,
                                        fact.kind == Kind::number ? "a number" : "a period"),
                            "derive a date, a yes or no, or a word");
        return {};
    }
    derived.reserve(tables.size());
    for (TomlTable& table : tables) derived.push_back(read_derivation({table, from.uses}, fact));
    for (std::size_t i = 0; i + 1 < derived.size(); ++i) {
        if (tables[i].has("when")) continue;
        from.report().error(derived[i].where,
                            "this derivation always holds, so those after it never count",
                            "add 'when', or put it last");
        break;
    }
    return derived;
}

}  // namespace dutyd::rules
