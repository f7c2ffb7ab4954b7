// SPDX-License-Identifier: MIT
#include "tests/engine/office.hpp"

#include "lib/base/hash.hpp"
#include "lib/base/text.hpp"
#include "lib/journal/codec.hpp"
#include "lib/rules/selection.hpp"
#include "tests/library.hpp"
#include "tests/looks.hpp"

namespace dutyd::tests {

const engine::Settings& settings() {
    static const engine::Settings made = [] {
        engine::Settings settings;
        auto zone = find_zone("Europe/London");
        if (!zone) FAIL(render(zone.error()));
        settings.zones.emplace("Europe/London", std::move(*zone));
        settings.engine_version = "test";
        settings.message_domain = "test.invalid";
        return settings;
    }();
    return made;
}

Instant london(const std::string& time) {
    const auto date = Date::parse(time.substr(0, 10));
    const auto at = civil::TimeOfDay::parse(time.substr(11));
    if (!date || !at) FAIL("not a time: " + time);
    return settings().zones.at("Europe/London").instant(*date, *at);
}

std::vector<rules::SourceFile> files_of(const std::vector<std::string>& bodies) {
    std::vector<rules::SourceFile> files;
    for (rules::SourceFile& file : calendars()) {
        const std::string folder = file.path.substr(0, file.path.find('/'));
        const bool of_a_body = folder == "bodies" || folder == "overlays" || folder == "meetings";
        const bool ours = std::any_of(bodies.begin(), bodies.end(), [&](const auto& body) {
            return file.path.find(body) != std::string::npos;
        });
        if (!of_a_body || ours) files.push_back(std::move(file));
    }
    return rules::running_only(std::move(files), {"police-and-crime-plan", "ordinary-election"});
}

std::vector<rules::SourceFile> files_with(const std::vector<std::string>& bodies,
                                          const std::string& pack,
                                          const std::map<std::string, std::string>& procedures) {
    std::vector<rules::SourceFile> files;
    std::string running;
    for (const auto& [id, text] : procedures) {
        files.push_back({"packs/test/" + id + ".toml", text});
        running += (running.empty() ? "\"" : ", \"") + id + "\"";
    }
    files.push_back({"packs/test/pack.toml", pack});
    for (rules::SourceFile& file : files_of(bodies)) {
        const std::string folder = file.path.substr(0, file.path.find('/'));
        if (folder == "day-sets" || folder == "holidays") files.push_back(std::move(file));
    }
    for (const std::string& body : bodies) {
        const std::string nation = body == "dyfed-powys" ? "wales" : "england";
        files.push_back({"bodies/" + body + ".toml",
                         "[body]\nid = \"" + body + "\"\nname = \"Office of " + body +
                             "\"\nnation = \"" + nation +
                             "\"\nparties = [\"commissioner\"]\nprocedures = [" + running +
                             "]\nfallback-role = \"chief-executive\"\n"
                             "lead = [\"20 working days\", \"5 working days\"]\n"
                             "[[role]]\nid = \"chief-executive\"\ntitle = \"Chief executive\"\n"
                             "[[meeting-calendar]]\nid = \"panel\"\ntitle = \"The panel\"\n"
                             "papers = \"5 clear working days before meeting.date in "
                             "meeting-days\"\npapers-law = [{ cite = \"Act s.9\", verified = "
                             "\"text\" }]\n"});
    }
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

std::string words(const Diagnostics& diagnostics) {
    std::vector<std::string> lines;
    for (const Diagnostic& one : diagnostics) {
        lines.push_back(one.message + (one.hint.empty() ? "" : " (" + one.hint + ")"));
    }
    return join(lines, "; ");
}

engine::Command command(const std::string& verb, json::object keys) {
    keys["do"] = verb;
    if (!keys.contains("actor")) keys["actor"] = "clerk";
    auto parsed = engine::parse_command(keys);
    if (!parsed) FAIL(words(parsed.error()));
    return *parsed;
}

std::string everything(const engine::State& state, Instant now) {
    return everything(engine::take_snapshot(state, now, settings()));
}

std::string everything(const engine::Snapshot& snapshot) {
    engine::UpcomingFilter all;
    all.include_done = true;
    std::string text = json::serialize(engine::upcoming(snapshot, all)) + "\n";
    text += json::serialize(engine::matters(snapshot, "")) + "\n";
    text += json::serialize(engine::alerts(snapshot, engine::AlertScope::all)) + "\n";
    text += json::serialize(engine::status(snapshot)) + "\n";
    for (const auto& [id, matter] : snapshot.state.matters) {
        const auto shown = engine::show(snapshot, id);
        text += shown ? json::serialize(*shown) + "\n" : words(shown.error()) + "\n";
        for (std::size_t i = 0; i < matter->network->size(); ++i) {
            const auto name = id + "/" + matter->network->duty(static_cast<plan::DutyIndex>(i)).id;
            const auto why = engine::why(snapshot, name);
            text += why ? json::serialize(*why) + "\n" : words(why.error()) + "\n";
        }
    }
    return text;
}

namespace {

/// Offices that have only begun, read once: most tests begin with the same one.
const Office& begun(const std::string& starts, const std::vector<std::string>& bodies) {
    static std::map<std::string, Office> offices;
    const std::string key = starts + " " + join(bodies, " ");
    const auto found = offices.find(key);
    if (found != offices.end()) return found->second;
    return offices.emplace(key, Office(files_of(bodies), starts)).first->second;
}

}  // namespace

Office::Office(const std::string& starts, const std::vector<std::string>& bodies)
    : Office(begun(starts, bodies)) {}

Office::Office(std::vector<rules::SourceFile> calendars, const std::string& starts)
    : files(std::move(calendars)), clock(london(starts)) {
    take(engine::adopt_library({}, {files, "dutyd", library_of(files)}, clock, settings()));
    people({{"ann", {"chief-executive"}},
            {"ben", {"governance-director", "commissioning-director"}},
            {"cat", {"engagement-lead", "communications-lead"}},
            {"dev", {"chief-finance-officer"}}});
}

void Office::people(const std::map<std::string, std::vector<std::string>>& roles) {
    std::vector<journal::PeopleAdopted::Holder> holders;
    for (const rules::Body& body : state.library->bodies) {
        for (const auto& [person, held] : roles) {
            for (const std::string& role : held) holders.push_back({body.id, role, person});
        }
    }
    take(engine::adopt_people(state, holders, clock, settings()));
}

void Office::take(engine::TurnResult result) {
    state = std::move(result.next);
    wake_at = result.outlook.next();
    outlook = std::move(result.outlook);
    for (auto& event : result.events) events.push_back(std::move(event));
    for (auto& notice : result.notices) notices.push_back(std::move(notice));
}

void Office::wait_until(const std::string& time) {
    const Instant target = london(time);
    while (wake_at && *wake_at <= target) {
        clock = *wake_at;
        take(try_now({}));
    }
    if (clock < target) {
        clock = target;
        take(try_now({}));
    }
}

namespace {

/// All that a turn came to, as one text.
std::string told(const engine::TurnResult& result) {
    std::string text = json::serialize(engine::preview(result)) + "\n";
    for (const journal::Event& event : result.events) {
        text += journal::encode(event, "", "salt").row.body + "\n";
    }
    return text + (result.outlook.next() ? result.outlook.next()->text() : "");
}

}  // namespace

engine::TurnResult Office::try_now(const std::vector<engine::Command>& commands) const {
    if (!outlook) return engine::turn(state, commands, clock, settings());
    auto result = engine::turn(engine::Known{state, &*outlook}, commands, clock, settings());
    // Ticks are many and alike: one in five is held against the whole.
    if (!commands.empty() || clock.seconds / 3600 % 5 == 0) {
        CHECK(wrongly_kept(result, clock, settings()).empty());
    }
    // A tick that was waited for looks at an only body anyway.
    const bool one_look = state.library && state.library->bodies.size() == 1 && commands.empty();
    if (one_look) return result;
    CHECK(told(result) == told(engine::turn(state, commands, clock, settings())));
    return result;
}

std::vector<std::string> Office::say(const std::string& time, const std::string& verb,
                                     json::object keys) {
    wait_until(time);
    auto result = try_now({command(verb, std::move(keys))});
    if (!result.answers.front()) FAIL(verb + ": " + words(result.answers.front().error()));
    auto did = result.answers.front()->did;
    take(std::move(result));
    return did;
}

std::string Office::refused(const std::string& time, const std::string& verb, json::object keys) {
    wait_until(time);
    const auto result = try_now({command(verb, std::move(keys))});
    if (result.answers.front()) return "accepted";
    return words(result.answers.front().error());
}

void Office::elect() {
    say("2024-05-03 09:00", "election",
        {{"kind", "ordinary"}, {"body", "leicestershire"}, {"poll", "2024-05-02"}});
}

void Office::done(const std::string& time, const std::string& duty, const std::string& on) {
    json::object keys{{"matter", "plan-2024"}, {"duty", duty}};
    if (!on.empty()) keys["on"] = on;
    say(time, "done", std::move(keys));
}

void Office::adopt(const std::vector<rules::SourceFile>& changed) {
    files = changed;
    take(engine::adopt_library(state, {files}, clock, settings()));
}

engine::Snapshot Office::snapshot() const {
    return engine::take_snapshot(state, clock, settings());
}

plan::Outcome Office::of(const std::string& matter, const std::string& duty) const {
    const auto found = engine::find_matter(state, matter);
    if (!found) FAIL(words(found.error()));
    const auto index = engine::find_duty(**found, duty);
    if (!index) FAIL(words(index.error()));
    return snapshot().schedule((*found)->id).outcomes[*index];
}

std::vector<std::string> Office::open(const std::string& prefix) const {
    std::vector<std::string> keys;
    for (const auto& [key, alert] : state.alerts) {
        if (!alert.resolved && key.rfind(prefix, 0) == 0) keys.push_back(key);
    }
    return keys;
}

std::vector<engine::Notice> Office::about(const std::string& prefix) const {
    std::vector<engine::Notice> found;
    for (const engine::Notice& notice : notices) {
        const bool carries =
            std::any_of(notice.alerts.begin(), notice.alerts.end(),
                        [&](const std::string& key) { return key.rfind(prefix, 0) == 0; });
        if (carries) found.push_back(notice);
    }
    return found;
}

engine::InputLookup Office::inputs() const {
    std::map<std::string, std::string> texts;
    for (const auto& file : files) texts[sha256_hex(file.text)] = file.text;
    for (const auto& file : calendars()) texts[sha256_hex(file.text)] = file.text;
    return [texts](const std::string& hash) -> std::optional<std::string> {
        const auto found = texts.find(hash);
        return found == texts.end() ? std::nullopt : std::optional(found->second);
    };
}

engine::State Office::replayed(std::size_t count) const {
    engine::State replay;
    const auto texts = inputs();
    const auto loaded = engine::loaded_of(files, library_of(files));
    for (std::size_t n = 0; n < count; ++n) {
        const auto folded = engine::evolve(replay, events[n], texts, loaded);
        if (!folded) FAIL(words(folded.error()));
    }
    return replay;
}

std::size_t events_of(const std::vector<journal::Event>& events, const std::string& kind) {
    return static_cast<std::size_t>(std::count_if(
        events.begin(), events.end(),
        [&](const journal::Event& event) { return journal::kind_name(event.payload) == kind; }));
}

}  // namespace dutyd::tests
