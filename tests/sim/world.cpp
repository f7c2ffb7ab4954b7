// SPDX-License-Identifier: MIT
#include "tests/sim/world.hpp"

#include "tests/sim/broken.hpp"
#include "tests/sim/civil_hours.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace dutyd::sim {

namespace {

constexpr std::int64_t day_s = 86'400;

constexpr std::array<std::pair<Boundary, const char*>, 5> boundaries{
    {{Boundary::before_commit, "before-commit"},
     {Boundary::after_commit, "after-commit"},
     {Boundary::before_send, "before-send"},
     {Boundary::after_send, "after-send"},
     {Boundary::after_record, "after-record"}}};

std::optional<Boundary> boundary_named(const std::string& word) {
    for (const auto& [boundary, name] : boundaries) {
        if (word == name) return boundary;
    }
    return std::nullopt;
}

std::string bytes_of(const std::vector<journal::Event>& events) {
    std::string bytes;
    for (const journal::Event& event : events) {
        bytes += journal::encode(event, journal::chain_start(), "00").row.body + "\n";
    }
    return bytes;
}

std::string span(std::int64_t seconds) {
    return fmt::format("{}d {:02d}:{:02d}:{:02d}", seconds / day_s, seconds % day_s / 3600,
                       seconds % 3600 / 60, seconds % 60);
}

}  // namespace

std::string describe(const Action& action) {
    using Kind = Action::Kind;
    switch (action.kind) {
        case Kind::wait:
            return "wait " + span(action.number);
        case Kind::command:
            return action.text;
        case Kind::crash:
            return "crash " + action.text + ", down for " + span(action.number);
        case Kind::sleep:
            return "asleep for " + span(action.number);
        case Kind::step:
            return fmt::format("the clock is stepped by {} s", action.number);
        case Kind::mail:
            return "the mail server is " + action.text;
        case Kind::people:
            return fmt::format("turn-over {}", action.number);
        case Kind::look:
            return "look";
    }
    return "";
}

World::World(const Start& start, Tally& tally)
    : setup_(start.setup),
      settings_(start.settings),
      fault_(start.fault),
      tally_(tally),
      now_(start.setup.starts),
      server_(seed_of(start.setup.seed, 3)),
      witness_(start.settings, tally),
      holders_(holders_of(start.setup.posts, start.setup.seed)) {
    start_office();
}

void World::start_office() {
    const auto on_turn = [this](const Turned& turned) { witness_.saw(turned); };
    const auto on_refusal = [this](const Turned& turned) { check_refusal(turned); };
    const auto at = [this](Boundary boundary) { at_boundary(boundary); };
    bool is_buried = office_ != nullptr;  // what it knew is still there to be compared
    while (is_buried || !office_) {
        engine::State replayed = storage_.replay();
        if (is_buried) compare_with_replay(replayed);
        is_buried = false;
        office_.reset();
        try {
            office_ = std::make_unique<Office>(
                Office::World{storage_, server_, settings_, fault_, at, on_turn, on_refusal},
                Office::Start{setup_.files, holders_, std::move(replayed)}, now_);
        } catch (const Died&) {
            tally_.add("crashes while starting");
        }
    }
    tally_.add("starts");
}

void World::at_boundary(Boundary boundary) {
    if (!armed_ || armed_->boundary != boundary) return;
    tally_.add(std::string("crashes ") + boundaries.at(static_cast<std::size_t>(boundary)).second);
    const std::int64_t down_s = std::exchange(armed_, std::nullopt)->down_s;
    bury(down_s);
    throw Died{};
}

/// What the process knew and had not committed is gone; what it had is what a new one reads.
void World::bury(std::int64_t down_s) {
    write_history("the process dies");
    if (office_) {
        const auto unknown = office_->postman().taken_but_unknown();
        if (unknown) server_.excuse(storage_.message(*unknown).message_id);
    }
    now_.seconds += down_s;
}

void World::apply(const Action& action) {
    write_history(describe(action));
    try {
        do_it(action);
        office_->rest(now_);
    } catch (const Died&) {
        start_office();
        // Whoever got no answer asks again, with the same client id.
        if (action.kind == Action::Kind::command) command(action.text);
        office_->rest(now_);
    }
}

void World::do_it(const Action& action) {
    using Kind = Action::Kind;
    switch (action.kind) {
        case Kind::wait:
            return wait(action.number);
        case Kind::command:
            return command(action.text);
        case Kind::crash:
            armed_ = Armed{boundary_named(action.text), action.number};
            if (armed_->boundary) return;
            armed_.reset();
            tally_.add("crashes at rest");
            bury(action.number);
            throw Died{};
        case Kind::sleep:
            return suspend(action.number);
        case Kind::step:
            return step(action.number);
        case Kind::mail:
            tally_.add("mail server " + action.text);
            return server_.set(weather_named(action.text));
        case Kind::people:
            tally_.add("turn-overs of people");
            holders_ = holders_of(setup_.posts, static_cast<std::uint64_t>(action.number));
            return office_->adopt_people(holders_, now_);
        case Kind::look:
            return look(action.number);
    }
}

void World::wait(std::int64_t seconds) {
    const Instant from = now_;
    keep_wakes_until({now_.seconds + seconds});
    if (is_summer_time(from) != is_summer_time(now_)) tally_.add("changes to or from summer time");
}

/// As the loop goes: whatever is due next is waited for, a turn if it is the engine's, then the
/// postman.
void World::keep_wakes_until(Instant target) {
    while (true) {
        const auto next = office_->next(now_);
        if (!next || *next > target) break;
        now_ = std::max(now_, *next);
        const auto wake = office_->wake_at();
        if (wake && *wake <= now_) office_->tick(now_);
        office_->rest(now_);
    }
    now_ = std::max(now_, target);
}

void World::command(const std::string& request) {
    note_verdict(request, office_->carry_out(request, now_));
}

/// A refused command leaves what a tick at that moment would have left, and nothing else.
void World::check_refusal(const Turned& turned) const {
    const auto tick = engine::turn(turned.before, {}, turned.now, settings_);
    check_same("a refused command changes nothing", bytes_of(tick.events),
               bytes_of(turned.result.events));
}

void World::note_verdict(const std::string& request, const Verdict& verdict) {
    using Kind = Verdict::Kind;
    const auto keys = boost::json::parse(request).as_object();
    const std::string verb(keys.at("do").as_string());
    switch (verdict.kind) {
        case Kind::recorded:
            tally_.add("commands recorded");
            tally_.add("recorded " + verb);
            break;
        case Kind::replayed:
            tally_.add("commands asked again and known");
            break;
        case Kind::refused:
            tally_.add("commands refused");
            break;
        case Kind::unreadable:
            tally_.add("commands unreadable");
            break;
    }
    write_history("  " + verdict.words);
    const bool is_done = verdict.kind == Kind::recorded || verdict.kind == Kind::replayed;
    if (verb != "ack" || !is_done) return;
    std::optional<civil::Date> until;
    if (const auto* day = keys.if_contains("until")) {
        until = *civil::Date::parse(std::string(day->as_string()));
    }
    witness_.acknowledged(std::string(keys.at("alert").as_string()), until);
}

void World::suspend(std::int64_t seconds) {
    tally_.add("sleeps");
    const engine::State before = office_->state();
    const auto wake = office_->wake_at();
    const Instant from = now_;
    now_.seconds += seconds;
    if (wake && *wake <= now_) office_->tick(now_);
    tally_.add("twins compared", probe_sleep({before, settings_, from}, wake, now_));
}

void World::step(std::int64_t seconds) {
    tally_.add("clock steps");
    const Instant from = now_;
    now_.seconds += seconds;
    office_->clock_stepped(from, now_);
}

void World::look(std::int64_t seed) {
    Random random(static_cast<std::uint64_t>(seed));
    witness_.check_acknowledgements(office_->state());
    const auto wake = office_->wake_at();
    const bool is_awake = !wake || *wake > now_;
    if (is_awake) probe_second_look(bystander());
    probe_pause(bystander(), random);
    tally_.add("probes of a pause");
    if (probe_fact(bystander(), random)) tally_.add("probes of a fact moved and back");
    if (probe_meeting(bystander(), random)) tally_.add("probes of a meeting moved and back");
    tally_.add("ledgers counted again", probe_ledgers(bystander(), random));
    if (is_awake) tally_.add("breaches found told", probe_breaches(bystander()));
    if (random.one_in(20)) compare_with_replay(storage_.replay());
    if (random.one_in(20)) witness_.check_outbox(storage_, office_->postman(), server_);
}

void World::compare_with_replay(const engine::State& replayed) {
    tally_.add("replays compared");
    check_same("live state equals replay", everything({replayed, settings_, now_}),
               everything(bystander()));
}

void World::finish() {
    armed_.reset();
    write_history("the end: the mail server is well again");
    server_.set(Weather::fair);
    wait(10 * day_s);
    for (const Message& message : storage_.outbox()) {
        if (message.delivered || message.not_before > now_) continue;
        throw Broken("no notice is lost",
                     fmt::format("{} to {} still waits, for {}", message.message_id, message.person,
                                 message.next_attempt.text()));
    }
    witness_.check_outbox(storage_, office_->postman(), server_);
    look(1);
    compare_with_replay(storage_.replay());
    tally_.add("lives");
    tally_.add("body-years", setup_.body_years());
    std::int64_t copies = 0;
    for (const auto& [id, n] : server_.taken()) copies += n;
    tally_.add("messages delivered", static_cast<std::int64_t>(server_.taken().size()));
    tally_.add("messages that came again",
               copies - static_cast<std::int64_t>(server_.taken().size()));
}

void World::write_history(const std::string& line) {
    const LocalMinute local = local_minute(now_);
    history_.push_back(fmt::format("{} {:02d}:{:02d}  {}", local.date.iso(), local.minutes / 60,
                                   local.minutes % 60, line));
}

}  // namespace dutyd::sim
