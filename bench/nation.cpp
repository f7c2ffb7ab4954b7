// SPDX-License-Identifier: MIT
#include "bench/nation.hpp"

#include "lib/base/hash.hpp"
#include "tests/folder.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>

namespace dutyd::bench {

namespace {

using civil::Date;

bool is_of_a_body(const std::string& path) {
    for (const char* folder : {"bodies/", "meetings/", "overlays/", "audits/"}) {
        if (path.rfind(folder, 0) == 0) return true;
    }
    return false;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

std::string text_of(const std::vector<rules::SourceFile>& files, const std::string& path) {
    for (const rules::SourceFile& file : files) {
        if (file.path == path) return file.text;
    }
    return {};
}

/// Five meetings a year, on a weekday of the panel's own.
std::string meetings_of(const std::string& body, std::size_t number) {
    std::string text = fmt::format("body = \"{}\"\n", body);
    for (int year = 2024; year <= 2028; ++year) {
        for (const int month : {2, 6, 9, 10, 12}) {
            const int shift = static_cast<int>(number % 14);
            Date day = Date::of(year, month, 1) + civil::Days{shift};
            while (day.weekday() > civil::Weekday::friday) day = day + civil::Days{1};
            text += fmt::format(
                "\n[[meeting]]\ncalendar = \"panel\"\ndate = {}\nkind = \"full\"\n"
                "title = \"Ordinary\"\nsource = \"the panel's programme\"\n",
                day.iso());
        }
    }
    return text;
}

constexpr std::pair<const char*, const char*> posts[] = {{"chief-executive", "chief"},
                                                         {"chief-finance-officer", "finance"}};

}  // namespace

Nation make_nation(std::size_t bodies) {
    const auto shipped = tests::calendars();
    Nation nation;
    for (const rules::SourceFile& file : shipped) {
        if (!is_of_a_body(file.path)) nation.files.push_back(file);
    }
    for (std::size_t n = 0; n < bodies; ++n) {
        // One in ten is Welsh, as of the 43.
        const std::string model = n % 10 == 9 ? "dyfed-powys" : "leicestershire";
        const std::string id = fmt::format("area-{:05}", n);
        std::string text = replaced(text_of(shipped, "bodies/" + model + ".toml"),
                                    "\"" + model + "\"", "\"" + id + "\"");
        nation.files.push_back({"bodies/" + id + ".toml", std::move(text)});
        nation.files.push_back({"meetings/" + id + ".toml", meetings_of(id, n)});
        for (const auto& [role, person] : posts) {
            nation.holders.push_back({id, role, fmt::format("{}-{:05}", person, n)});
        }
        nation.bodies.push_back(id);
    }
    return nation;
}

void Running::take(engine::TurnResult result) {
    state = std::move(result.next);
    outlook = std::move(result.outlook);
    for (auto& event : result.events) events.push_back(std::move(event));
}

engine::TurnResult Running::turn(const std::vector<engine::Command>& commands) const {
    return engine::turn(engine::Known{state, &outlook}, commands, now, settings);
}

engine::InputLookup Running::inputs(const Nation& nation) const {
    auto texts = std::make_shared<std::map<std::string, std::string>>();
    for (const auto& file : nation.files) (*texts)[sha256_hex(file.text)] = file.text;
    return [texts](const std::string& hash) -> std::optional<std::string> {
        const auto found = texts->find(hash);
        return found == texts->end() ? std::nullopt : std::optional(found->second);
    };
}

std::size_t Running::duties() const {
    std::size_t count = 0;
    for (const auto& [id, matter] : state.matters) count += matter->network->size();
    return count;
}

Running open_offices(const Nation& nation, const std::string& day) {
    Running running;
    const auto zone = tests::find_zone("Europe/London");
    running.settings.zones.emplace("Europe/London", zone.value());
    running.settings.engine_version = "bench";
    const auto nine = civil::TimeOfDay::parse("09:00").value();
    running.now = zone.value().instant(Date::parse(day).value(), nine);
    running.take(engine::adopt_library({}, {nation.files}, running.now, running.settings));
    running.take(
        engine::adopt_people(running.state, nation.holders, running.now, running.settings));
    return running;
}

engine::Command command(const std::string& json) {
    return engine::parse_command(boost::json::parse(json).as_object()).value();
}

}  // namespace dutyd::bench
