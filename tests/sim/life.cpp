// SPDX-License-Identifier: MIT
#include "tests/sim/life.hpp"

#include "tests/sim/broken.hpp"
#include "tests/sim/civil_hours.hpp"
#include "tests/sim/requests.hpp"

#include <fmt/format.h>

namespace dutyd::sim {

namespace {

constexpr std::int64_t minute_s = 60;
constexpr std::int64_t hour_s = 3'600;
constexpr std::int64_t day_s = 86'400;

/// Chooses what happens next.
class Fate {
public:
    Fate(const Setup& setup, const World& world)
        : setup_(setup), world_(world), random_(seed_of(setup.seed, 4)) {}

    bool is_over() const {
        return world_.now().seconds - setup_.starts.seconds >= setup_.years * 365 * day_s;
    }

    Action next() {
        using Kind = Action::Kind;
        ++actions_;
        if (const auto first = first_elections()) return *first;
        switch (random_.weighted({400, 450, 60, 9, 9, 8, 12, 50})) {
            case 0:
                return {Kind::wait, how_long(), ""};
            case 1:
                return {Kind::command, 0, requests().any(client_id())};
            case 2:
                return {Kind::mail, 0, weather()};
            case 3:
                return {Kind::crash, random_.between(0, 2 * hour_s), boundary()};
            case 4:
                return {Kind::sleep, asleep(), ""};
            case 5:
                return {Kind::step, step(), ""};
            case 6:
                return {Kind::people, random_.below(1'000'000), ""};
            default:
                return {Kind::look, random_.below(1'000'000), ""};
        }
    }

private:
    std::optional<Action> first_elections() {
        if (elected_ == setup_.bodies.size()) return std::nullopt;
        const std::string& body = setup_.bodies[elected_++];
        return Action{Action::Kind::command, 0, requests().ordinary_election(body, client_id())};
    }

    Requests requests() { return {world_.state(), local_minute(world_.now()).date, random_}; }
    std::string client_id() const { return fmt::format("client-{}", actions_); }

    std::int64_t how_long() {
        switch (random_.below(4)) {
            case 0:
                return random_.between(1, 90) * minute_s;
            case 1:
                return random_.between(1, 24) * hour_s;
            case 2:
                return random_.between(1, 3) * day_s + random_.below(day_s);
            default:
                return random_.between(1, 6) * day_s + random_.below(day_s);
        }
    }
    std::int64_t asleep() {
        return random_.one_in(3) ? 14 * day_s : random_.between(1, 10 * 24) * hour_s;
    }
    std::int64_t step() {
        const std::int64_t far = random_.one_in(4) ? 20 * day_s : 3 * hour_s;
        return random_.between(-far, far);
    }
    std::string weather() {
        static const std::vector<Weather> weathers{
            Weather::fair,           Weather::fair,     Weather::fair,
            Weather::mixed,          Weather::busy,     Weather::silent,
            Weather::losing_answers, Weather::refusing, Weather::down};
        return name(random_.pick(weathers));
    }
    std::string boundary() {
        static const std::vector<std::string> boundaries{
            "before-commit", "after-commit", "before-send", "after-send", "after-record", "now"};
        return random_.pick(boundaries);
    }

    const Setup& setup_;
    const World& world_;
    Random random_;
    std::size_t elected_ = 0;
    std::size_t actions_ = 0;
};

template <class Live>
void live_and_note(Lived& lived, const Live& through) {
    try {
        through();
    } catch (const Broken& broken) {
        lived.outcome.broken = broken.promise();
        lived.outcome.how = broken.what();
    }
}

}  // namespace

engine::Settings make_settings(const Shipped& shipped) {
    engine::Settings settings;
    settings.zones = shipped.zones;
    settings.engine_version = "simulated";
    settings.message_domain = "sim.invalid";
    return settings;
}

Lived live(std::uint64_t seed, const LifeOptions& options) {
    const Setup setup = make_setup(seed, options.shipped);
    Lived lived;
    std::optional<World> world;
    live_and_note(lived, [&] {
        world.emplace(World::Start{setup, options.settings, options.fault}, lived.tally);
        Fate fate(setup, *world);
        while (!fate.is_over()) {
            lived.outcome.at = lived.actions.size();
            lived.actions.push_back(fate.next());
            if (options.on_action) options.on_action(lived.actions.back());
            world->apply(lived.actions.back());
        }
        lived.outcome.at = lived.actions.size();
        world->finish();
    });
    if (world) lived.history = world->history();
    return lived;
}

Lived live_again(std::uint64_t seed, const std::vector<Action>& actions,
                 const LifeOptions& options) {
    const Setup setup = make_setup(seed, options.shipped);
    Lived lived;
    std::optional<World> world;
    live_and_note(lived, [&] {
        world.emplace(World::Start{setup, options.settings, options.fault}, lived.tally);
        for (const Action& action : actions) {
            lived.outcome.at = lived.actions.size();
            lived.actions.push_back(action);
            world->apply(action);
        }
        lived.outcome.at = lived.actions.size();
        world->finish();
    });
    if (world) lived.history = world->history();
    return lived;
}

}  // namespace dutyd::sim
