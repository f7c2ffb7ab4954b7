// SPDX-License-Identifier: MIT
// Ledgers counted again as a person would who checks a solicitor's letter: day after day, number
// after number, and the last line is the date that was given.
#include "tests/sim/broken.hpp"
#include "tests/sim/probes.hpp"

#include "lib/engine/query.hpp"

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

namespace dutyd::sim {

namespace {

namespace json = boost::json;
using civil::Date;

struct Line {
    std::string kind;
    std::optional<Date> date;
    std::int64_t number;
    std::string text;
};

std::optional<Date> date_in(const json::value& value) {
    if (!value.is_string()) return std::nullopt;
    const auto date = Date::parse(std::string(value.as_string()));
    return date ? std::optional(*date) : std::nullopt;
}

std::vector<Line> lines_of(const json::value& ledger) {
    std::vector<Line> lines;
    for (const json::value& line : ledger.as_array()) {
        const json::object& keys = line.as_object();
        lines.push_back({std::string(keys.at("kind").as_string()), date_in(keys.at("date")),
                         keys.at("number").to_number<std::int64_t>(),
                         std::string(keys.at("text").as_string())});
    }
    return lines;
}

/// Lines that name days follow one another without a gap, and the counted ones are numbered from
/// one. A ledger that was too long says where it left lines out.
void recount(const std::string& name, const std::vector<Line>& lines) {
    std::optional<Date> last;
    std::int64_t counted = 0;
    for (const Line& line : lines) {
        if (line.kind == "step" || !line.date) {
            last.reset();
            counted = 0;
            continue;
        }
        if (last && std::abs((*line.date - *last).n) != 1) {
            throw Broken("a ledger can be counted again",
                         fmt::format("{}: {} follows {}", name, line.date->iso(), last->iso()));
        }
        last = line.date;
        if (line.kind == "counted" && line.number != ++counted) {
            throw Broken("a ledger can be counted again",
                         fmt::format("{}: {} is numbered {}", name, line.date->iso(), line.number));
        }
    }
}

bool check_limit(const std::string& name, const json::object& limit) {
    const auto* ledger = limit.if_contains("ledger");
    const auto date = date_in(limit.at("date"));
    if (ledger == nullptr || ledger->as_array().empty() || !date) return false;
    const auto lines = lines_of(*ledger);
    recount(name, lines);
    if (lines.back().date == date) return true;
    throw Broken(
        "a ledger comes to its date",
        fmt::format("{}: {} is given, and the ledger ends with \"{}\" on {}", name, date->iso(),
                    lines.back().text, lines.back().date ? lines.back().date->iso() : "no day"));
}

}  // namespace

int probe_ledgers(const Bystander& at, Random& random) {
    if (at.state.matters.empty()) return 0;
    const engine::Snapshot snapshot = engine::take_snapshot(at.state, at.now, at.settings);
    auto matter = at.state.matters.begin();
    std::advance(matter, random.below(static_cast<std::int64_t>(at.state.matters.size())));
    int counted = 0;
    for (std::size_t i = 0; i < matter->second->network->size(); ++i) {
        const auto& duty = matter->second->network->duty(static_cast<plan::DutyIndex>(i));
        const std::string name = matter->first + "/" + duty.id;
        const auto why = engine::why(snapshot, name);
        if (!why) continue;
        for (const json::value& limit : why->as_object().at("limits").as_array()) {
            counted += check_limit(name, limit.as_object()) ? 1 : 0;
        }
    }
    return counted;
}

}  // namespace dutyd::sim
