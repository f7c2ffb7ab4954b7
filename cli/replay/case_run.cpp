// SPDX-License-Identifier: MIT
#include "cli/replay/case_run.hpp"

#include "cli/replay/case_check.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/selection.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::replay {

using civil::Instant;

namespace {

bool is_left_out(const Case& story, const std::string& path) {
    const auto own = std::any_of(story.files.begin(), story.files.end(),
                                 [&](const auto& file) { return file.path == path; });
    return own || std::any_of(story.without.begin(), story.without.end(),
                              [&](const auto& prefix) { return path.rfind(prefix, 0) == 0; });
}

/// Shipped files, less what the case leaves out or replaces or what concerns other bodies, and its
/// own.
std::vector<rules::SourceFile> files_of(const Case& story,
                                        const std::vector<rules::SourceFile>& shipped) {
    std::vector<rules::SourceFile> files;
    for (rules::SourceFile& file : rules::files_for_bodies(shipped, story.bodies)) {
        if (!is_left_out(story, file.path)) files.push_back(std::move(file));
    }
    files.insert(files.end(), story.files.begin(), story.files.end());
    if (!story.procedures.empty()) {
        files = rules::running_only(std::move(files), story.procedures);
    }
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

class Player {
public:
    Player(const Case& story, engine::Settings settings)
        : story_(story), settings_(std::move(settings)), zone_(settings_.zones.at(story.zone)) {
        played_.title = story.title;
    }

    Result<Played> run(const engine::LibraryInput& calendars) {
        take(engine::adopt_library({}, calendars, start(), settings_));
        take(engine::adopt_people(state_, holders(), start(), settings_));
        auto expectation = story_.expectations.begin();
        for (const CaseEvent& event : story_.events) {
            for (; expectation != story_.expectations.end() && expectation->on < event.recorded;
                 ++expectation) {
                hold(*expectation);
            }
            advance(event.recorded);
            perform(event);
        }
        for (; expectation != story_.expectations.end(); ++expectation) hold(*expectation);
        if (!errors_.empty()) return std::move(errors_);
        return std::move(played_);
    }

private:
    Instant instant(const CaseTime& time) const { return zone_.instant(time.date, time.time); }
    Instant start() const { return instant(story_.starts); }

    CaseTime local(Instant at) const {
        const civil::Moment moment = civil::Moment::at(at, zone_);
        return {moment.date, moment.time};
    }

    std::vector<journal::PeopleAdopted::Holder> holders() const {
        std::vector<journal::PeopleAdopted::Holder> list;
        for (const rules::Body& body : state_.library->bodies) {
            for (const rules::Role& role : body.roles) {
                if (story_.persons.empty()) list.push_back({body.id, role.id, role.id});
                for (const CasePerson& person : story_.persons) {
                    const bool holds = std::find(person.roles.begin(), person.roles.end(),
                                                 role.id) != person.roles.end();
                    if (holds) list.push_back({body.id, role.id, person.id});
                }
            }
        }
        return list;
    }

    void take(engine::TurnResult result) {
        state_ = std::move(result.next);
        outlook_ = std::move(result.outlook);
        for (engine::Notice& notice : result.notices) {
            played_.notices.push_back({local(clock_), std::move(notice)});
        }
    }

    engine::TurnResult at(Instant moment, const std::vector<engine::Command>& commands) {
        clock_ = moment;
        return engine::turn(engine::Known{state_, &outlook_}, commands, moment, settings_);
    }

    /// Every tick that would have come on the way.
    void advance(const CaseTime& to) {
        const Instant target = instant(to);
        for (auto wake = outlook_.next(); wake && *wake <= target; wake = outlook_.next()) {
            take(at(*wake, {}));
        }
        if (clock_ < target) take(at(target, {}));
    }

    void perform(const CaseEvent& event) {
        PlayedEvent played{event.recorded, {}, {}, {}, {}};
        auto command = engine::parse_command(event.command);
        const auto refuse = [&](const Diagnostics& problems) {
            for (const Diagnostic& problem : problems) {
                played.errors.push_back(problem.message +
                                        (problem.hint.empty() ? "" : " (" + problem.hint + ")"));
            }
        };
        if (!command) {
            refuse(command.error());
        } else {
            played.verb = engine::verb(command->action);
            auto result = at(instant(event.recorded), {*command});
            if (result.answers.front()) {
                played.did = result.answers.front()->did;
            } else {
                refuse(result.answers.front().error());
            }
            played.moves = result.moves;
            take(std::move(result));
        }
        judge(event, played);
        played_.events.push_back(std::move(played));
    }

    void judge(const CaseEvent& event, PlayedEvent& played) {
        const std::string said = join(played.errors, "; ");
        if (event.refused) {
            played.ok = !said.empty() && said.find(*event.refused) != std::string::npos;
        } else {
            played.ok = played.errors.empty();
        }
        if (played.ok && !event.refused) return;
        played_.checks.push_back({event.recorded, "event '" + played.verb + "'",
                                  event.refused ? "refused: " + *event.refused : "accepted",
                                  said.empty() ? "accepted" : "refused: " + said, played.ok,
                                  event.where});
    }

    void hold(const CaseExpectation& expectation) {
        advance(expectation.on);
        const auto snapshot = engine::take_snapshot(state_, instant(expectation.on), settings_);
        auto checks = check(expectation, snapshot, played_);
        if (!checks) {
            for (const Diagnostic& problem : checks.error()) errors_.push_back(problem);
            return;
        }
        for (Checked& one : *checks) played_.checks.push_back(std::move(one));
    }

    const Case& story_;
    engine::Settings settings_;
    const civil::Zone& zone_;
    engine::State state_;
    Instant clock_ = start();
    engine::Outlook outlook_;
    Played played_;
    Diagnostics errors_;
};

}  // namespace

std::size_t Played::passed() const {
    return static_cast<std::size_t>(
        std::count_if(checks.begin(), checks.end(), [](const Checked& one) { return one.ok; }));
}

std::size_t Played::failed() const {
    return checks.size() - passed();
}

Result<Played> play(const Case& story, const std::vector<rules::SourceFile>& calendars,
                    const FindZone& find_zone) {
    const auto files = files_of(story, calendars);
    auto library = rules::load_library(files);
    if (!library) return library.error();
    engine::Settings settings;
    settings.engine_version = "replay";
    settings.message_domain = "replay.invalid";
    std::vector<std::string> zones{story.zone};
    for (const rules::Body& body : library->bodies) zones.push_back(body.zone);
    for (const std::string& name : zones) {
        auto zone = find_zone(name);
        if (!zone) return zone.error();
        settings.zones.emplace(name, std::move(*zone));
    }
    auto loaded = std::make_shared<const rules::Library>(*std::move(library));
    return Player(story, std::move(settings)).run({files, "dutyd", std::move(loaded)});
}

}  // namespace dutyd::replay
