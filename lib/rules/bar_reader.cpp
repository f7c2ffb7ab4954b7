// SPDX-License-Identifier: MIT
// The bars of a duty: days on which it may not be done.
#include "lib/rules/alternative_reader.hpp"
#include "lib/rules/pack_reader.hpp"

#include <fmt/format.h>

namespace dutyd::rules {

namespace {

void check_ends(TomlTable& table) {
    check_only_one(table, {"until", "reading"});
    for (const char* key : {"until", "reading", "from"}) {
        if (table.has(key)) return;
    }
    table.report().error(table.where(), "this bar has no 'until'",
                         "say the first permitted day, as in until = \"acceptance\"; a bar without "
                         "an end says with 'from' when it begins");
}

std::optional<Bar> read_bar(Reading from, const DutyReading& duty,
                            const std::vector<Citation>& duty_law) {
    TomlTable& table = from.table;
    Bar bar;
    bar.where = table.where();
    bar.from = read_expression(from, "from");
    bar.until = read_expression(from, "until");
    bar.dispute = read_dispute(from, "until");
    bar.when = read_condition(from, "when");
    if (const auto effect = one_of(table, "effect", {"unlawful", "not-done"})) {
        bar.effect = static_cast<Bar::Effect>(*effect);
    }
    if (const auto why = table.required_text("why")) bar.why = why->value;
    bar.law = read_law(table);
    const bool own_law = !bar.law.empty();
    if (!own_law) bar.law = duty_law;
    for (Alternative& reading : bar.dispute.readings) {
        if (reading.law.empty()) reading.law = bar.law;
    }
    const auto switched_off = table.text("switched-off");
    const bool counts = !switched_off && !duty.table.has("switched-off");
    if (counts && own_law && rests_on_memory(bar.law)) {
        table.report().error(table.where(),
                             "this bar rests on memory alone and is not switched off",
                             "verify a citation, or add switched-off = \"why\"");
    }
    check_ends(table);
    table.finish();
    if (!switched_off) return bar;
    table.report().finding(table.where(), fmt::format("a bar of {} is switched off: {}",
                                                      duty.table.what(), switched_off->value));
    return {};
}

}  // namespace

std::vector<Bar> read_bars(DutyReading from, const std::vector<Citation>& duty_law) {
    std::vector<Bar> bars;
    for (TomlTable& table : from.table.tables("bar", "this bar")) {
        if (auto bar = read_bar({table, from.uses}, from, duty_law)) {
            bars.push_back(std::move(*bar));
        }
    }
    return bars;
}

}  // namespace dutyd::rules
