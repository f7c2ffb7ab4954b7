// SPDX-License-Identifier: MIT
#include "cli/local/past.hpp"

#include "daemon/host/files.hpp"

#include <fmt/format.h>

#include <charconv>

namespace dutyd::cli {

namespace {

engine::InputLookup inputs_of(const host::Store& store) {
    return [&store](const std::string& hash) -> std::optional<std::string> {
        auto rows = store.inputs({hash});
        if (!rows || rows->empty()) return std::nullopt;
        return std::move(rows->front().content);
    };
}

bool is_after(const journal::Event& event, const Until& until) {
    if (const auto* row = std::get_if<std::uint64_t>(&until)) return event.seq > *row;
    return event.recorded_at > std::get<civil::Instant>(until);
}

std::optional<std::uint64_t> row_number(const std::string& text) {
    std::uint64_t row = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), row);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return row;
}

Result<civil::Instant> parse_moment(const std::string& text, const civil::Zone& zone) {
    if (text.ends_with('Z')) return civil::Instant::parse(text);
    const auto date = civil::Date::parse(text.substr(0, 10));
    if (!date) return date.error();
    if (text.size() == 10) return zone.instant(*date, civil::TimeOfDay::end_of_day());
    const auto time = civil::TimeOfDay::parse(text.substr(11));
    if (!time) return time.error();
    return zone.instant(*date, *time);
}

}  // namespace

Result<engine::State> fold_journal(const host::Store& store, const std::optional<Until>& until) {
    engine::State state;
    const engine::InputLookup lookup = inputs_of(store);
    Diagnostics errors;
    const auto read = store.for_each_event([&](const journal::Event& event) {
        if (!errors.empty() || (until && is_after(event, *until))) return;
        const auto folded = engine::evolve(state, event, lookup);
        if (!folded) errors = folded.error();
    });
    if (!errors.empty()) return errors;
    if (!read) return read.error();
    return state;
}

Result<engine::Settings> settings_for(const engine::State& state) {
    engine::Settings settings;
    Diagnostics errors;
    if (!state.library) return settings;
    for (const rules::Body& body : state.library->bodies) {
        if (settings.zones.contains(body.zone)) continue;
        auto zone = host::read_zone(body.zone);
        if (zone) {
            settings.zones.emplace(body.zone, *std::move(zone));
        } else {
            errors.insert(errors.end(), zone.error().begin(), zone.error().end());
        }
    }
    if (!errors.empty()) return errors;
    return settings;
}

civil::Zone office_zone(const engine::State& state, const engine::Settings& settings) {
    if (!state.library || state.library->bodies.empty()) return civil::Zone::utc();
    return settings.zones.at(state.library->bodies.front().zone);
}

Result<Until> parse_until(const std::string& text, const civil::Zone& zone) {
    if (const auto row = row_number(text)) return Until(*row);
    const auto moment = parse_moment(text, zone);
    if (!moment) return moment.error();
    return Until(*moment);
}

std::optional<Diagnostic> beyond(const Until& until, std::uint64_t last_row, civil::Instant now) {
    if (const auto* row = std::get_if<std::uint64_t>(&until)) {
        if (*row == 0) return make_error("there is no journal entry 0", "numbers start at 1");
        if (*row <= last_row) return std::nullopt;
        return make_error(fmt::format("there is no journal entry {}", *row),
                          fmt::format("the last one is {}", last_row));
    }
    const civil::Instant instant = std::get<civil::Instant>(until);
    if (instant <= now) return std::nullopt;
    return make_error(fmt::format("{} has not come yet", instant.text()),
                      "leave out --as-of to see what is forecast now");
}

}  // namespace dutyd::cli
