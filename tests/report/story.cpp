// SPDX-License-Identifier: MIT
#include "tests/report/story.hpp"

#include "lib/base/hash.hpp"
#include "lib/engine/command.hpp"
#include "lib/rules/selection.hpp"
#include "tests/catch.hpp"
#include "tests/environment.hpp"
#include "tests/library.hpp"

#include <algorithm>

namespace dutyd::tests {

namespace {

template <class T>
T need(Result<T> result) {
    if (!result) FAIL(render(result.error()));
    return *std::move(result);
}

replay::Case read_story(const std::string& name) {
    return need(replay::read_case(read_file(source_dir() / "tests/cases" / (name + ".toml"))));
}

}  // namespace

Story::Story(const std::string& name, const std::vector<rules::SourceFile>& more) {
    const replay::Case story = read_story(name);
    told_ = story.events;
    files_ = rules::files_for_bodies(calendars(), story.bodies);
    for (const rules::SourceFile& file : more) {
        files_.erase(std::remove_if(files_.begin(), files_.end(),
                                    [&](const auto& one) { return one.path == file.path; }),
                     files_.end());
        files_.push_back(file);
    }
    if (!story.procedures.empty()) {
        files_ = rules::running_only(std::move(files_), story.procedures);
    }
    begin({story.starts.date, story.starts.time});
}

Story::Story(std::vector<rules::SourceFile> files, const std::string& starts)
    : files_(std::move(files)) {
    begin({need(civil::Date::parse(starts.substr(0, 10))),
           need(civil::TimeOfDay::parse(starts.substr(11)))});
}

void Story::begin(const replay::CaseTime& starts) {
    settings_.zones.emplace("Europe/London", need(find_zone("Europe/London")));
    settings_.engine_version = "test";
    clock_ = settings_.zones.at("Europe/London").instant(starts.date, starts.time);
    take(engine::adopt_library({}, {files_, "dutyd", library_of(files_)}, clock_, settings_));
}

void Story::take(engine::TurnResult result) {
    state_ = std::move(result.next);
    outlook_ = std::move(result.outlook);
    for (auto& event : result.events) events_.push_back(std::move(event));
}

void Story::advance(civil::Instant to) {
    for (auto wake = outlook_.next(); wake && *wake <= to; wake = outlook_.next()) {
        clock_ = *wake;
        take(engine::turn(engine::Known{state_, &outlook_}, {}, clock_, settings_));
    }
    if (clock_ < to) {
        clock_ = to;
        take(engine::turn(engine::Known{state_, &outlook_}, {}, clock_, settings_));
    }
}

void Story::perform(civil::Instant at, const boost::json::object& command) {
    advance(at);
    auto result = engine::turn(engine::Known{state_, &outlook_},
                               {need(engine::parse_command(command))}, at, settings_);
    if (!result.answers.front()) FAIL(render(result.answers.front().error()));
    take(std::move(result));
}

void Story::play_until(const std::string& day) {
    const auto& zone = settings_.zones.at("Europe/London");
    const civil::Date last = need(civil::Date::parse(day));
    for (; played_ < told_.size(); ++played_) {
        const replay::CaseEvent& event = told_[played_];
        if (event.recorded.date > last) break;
        if (event.refused) continue;
        perform(zone.instant(event.recorded.date, event.recorded.time), event.command);
    }
    advance(zone.instant(last, civil::TimeOfDay{17 * 60}));
}

void Story::say(const std::string& time, boost::json::object command) {
    const civil::Date date = need(civil::Date::parse(time.substr(0, 10)));
    const civil::TimeOfDay at = need(civil::TimeOfDay::parse(time.substr(11)));
    if (!command.contains("actor")) command["actor"] = "clerk";
    perform(settings_.zones.at("Europe/London").instant(date, at), command);
}

engine::Snapshot Story::now() const {
    return engine::take_snapshot(state_, clock_, settings_);
}

engine::InputLookup Story::inputs() const {
    std::map<std::string, std::string> texts;
    for (const auto& file : files_) texts[sha256_hex(file.text)] = file.text;
    return [texts](const std::string& hash) -> std::optional<std::string> {
        const auto found = texts.find(hash);
        return found == texts.end() ? std::nullopt : std::optional(found->second);
    };
}

engine::Snapshot Story::at_end_of(const std::string& day) const {
    const civil::Instant end =
        settings_.zones.at("Europe/London")
            .instant(need(civil::Date::parse(day)), civil::TimeOfDay::end_of_day());
    engine::State state;
    const auto texts = inputs();
    const auto loaded = engine::loaded_of(files_, library_of(files_));
    for (const journal::Event& event : events_) {
        if (event.recorded_at > end) break;
        need(engine::evolve(state, event, texts, loaded));
    }
    return engine::take_snapshot(state, end, settings_);
}

Story story_of_2024(const std::vector<rules::SourceFile>& more) {
    return Story("leicestershire-2024-plan", more);
}

std::vector<rules::SourceFile> calendars_of(const Example& example) {
    std::vector<rules::SourceFile> files;
    for (rules::SourceFile& file : calendars()) {
        const std::string folder = file.path.substr(0, file.path.find('/'));
        if (folder == "day-sets" || folder == "holidays") files.push_back(std::move(file));
    }
    const std::string body = R"toml(
[body]
id = "anyshire"
name = "Office of the Commissioner for Anyshire"
nation = "england"
parties = ["commissioner"]
fallback-role = "chief"
tracked-from = 2026-01-01
)toml";
    const std::string roles = "\n[[role]]\nid = \"chief\"\ntitle = \"Chief executive\"\n";
    files.push_back({"bodies/anyshire.toml", body + example.body + roles});
    files.push_back({"packs/example/pack.toml", example.pack});
    files.push_back({"packs/example/deeds.toml", example.procedure});
    return files;
}

report::Office office_in(const engine::Snapshot& snapshot) {
    return need(report::Office::find(snapshot, ""));
}

void check_golden(const std::string& name, const std::string& printed) {
    const auto path = source_dir() / "tests/report/golden" / name;
    if (environment("UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path, std::ios::binary) << printed;
    }
    INFO(name);
    CHECK(printed == read_file(path).text);
}

}  // namespace dutyd::tests
