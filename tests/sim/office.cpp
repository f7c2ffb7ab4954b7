// SPDX-License-Identifier: MIT
#include "tests/sim/office.hpp"

#include "tests/looks.hpp"
#include "tests/sim/broken.hpp"
#include "tests/sim/probes.hpp"

#include <boost/json/parse.hpp>
#include <iterator>

namespace dutyd::sim {

namespace {

std::string words(const Diagnostics& diagnostics) {
    std::string all;
    for (const Diagnostic& one : diagnostics) all += (all.empty() ? "" : "; ") + one.message;
    return all;
}

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// Two turns as one, as daemon/loop/writes.cpp joins them.
engine::TurnResult joined(engine::TurnResult first, engine::TurnResult next) {
    first.next = std::move(next.next);
    append(first.events, next.events);
    append(first.notices, next.notices);
    first.outlook = std::move(next.outlook);
    return first;
}

/// The planted bug: working hours reckoned as if it were winter, and one hour early.
void shift_to_winter_time(engine::TurnResult& result, const engine::Settings& settings) {
    const civil::Zone& zone = settings.zones.begin()->second;
    for (engine::Notice& notice : result.notices) {
        if (notice.urgent) continue;
        notice.not_before.seconds -= zone.offset_seconds(notice.not_before);
    }
}

constexpr std::int64_t jump_tolerance_s = 10;
constexpr std::int64_t least_wait_s = 30;
constexpr std::uint64_t look_everywhere_each = 16;

/// Everything a turn gives, to be compared.
std::string outcome(const engine::TurnResult& result) {
    std::string text;
    for (const journal::Event& event : result.events) {
        text += journal::encode(event, journal::chain_start(), "00").row.body + "\n";
    }
    for (const engine::Notice& notice : result.notices) {
        text += notice.message_id + " " + notice.person + " " + notice.subject + "\n" + notice.text;
    }
    const auto wake = result.outlook.next();
    return text + "wake " + (wake ? wake->text() : "never");
}

}  // namespace

Office::Office(World world, Start start, Instant now)
    : world_(std::move(world)),
      state_(std::move(start.replayed)),
      postman_({world_.storage, world_.server, world_.fault, world_.at}) {
    const Instant last = state_.last_recorded_at;
    const bool set_back = state_.seq > 0 && now < last;
    auto people = engine::adopt_people(state_, start.holders, now, world_.settings);
    auto adopted = engine::adopt_library(people.next, {start.files, "dutyd"}, now, world_.settings);
    Writes writes;
    for (const journal::Event& event : adopted.events) {
        const bool adopts = std::holds_alternative<journal::LibraryAdopted>(event.payload);
        if (adopts) writes.inputs = start.files;
    }
    commit(joined(std::move(people), std::move(adopted)), std::move(writes), now);
    world_.storage.retry_now();
    if (set_back) clock_stepped(last, now);
    rest(now);
}

void Office::commit(engine::TurnResult result, Writes extra, Instant now) {
    if (world_.fault == Fault::wrong_side_of_dst) shift_to_winter_time(result, world_.settings);
    extra.events = result.events;
    extra.notices = result.notices;
    const bool writes_something =
        !extra.events.empty() || !extra.notices.empty() || !extra.answered.empty();
    if (writes_something) {
        world_.at(Boundary::before_commit);
        world_.storage.commit(extra, now);
    }
    world_.on_turn({state_, result.next, result, now});
    state_ = std::move(result.next);
    outlook_ = std::move(result.outlook);
    if (writes_something) world_.at(Boundary::after_commit);
}

/// As the daemon does it, looking only where it must; now and then everywhere as well, which must
/// come to the same.
engine::TurnResult Office::turn(const std::vector<engine::Command>& commands, Instant now) {
    auto result = engine::turn(engine::Known{state_, &outlook_}, commands, now, world_.settings);
    if (++turns_ % look_everywhere_each != 0) return result;
    const auto everywhere = engine::turn(state_, commands, now, world_.settings);
    check_same("a turn looks wherever it must", outcome(result), outcome(everywhere));
    check_same("what is kept is what the journal gives",
               tests::wrongly_kept(result, now, world_.settings), "");
    return result;
}

void Office::tick(Instant now) {
    commit(turn({}, now), {}, now);
    if (wake_at() && *wake_at() <= now) {
        throw Broken("time goes on",
                     "asked to be woken at " + wake_at()->text() + ", which is past");
    }
}

Verdict Office::carry_out(const std::string& request, Instant now) {
    const auto keys = boost::json::parse(request).as_object();
    auto command = engine::parse_command(keys);
    if (!command) return {Verdict::Kind::unreadable, words(command.error())};
    if (world_.storage.is_answered(command->client_id)) return {Verdict::Kind::replayed, ""};
    if (world_.fault == Fault::lost_expiry) {
        if (auto* ack = std::get_if<engine::Acknowledge>(&command->action)) ack->until.reset();
    }
    auto result = turn({*command}, now);
    if (!result.answers.front()) {
        // A refused command may still be the occasion of a tick; what it says itself is nothing.
        Verdict refused{Verdict::Kind::refused, words(result.answers.front().error())};
        world_.on_refusal({state_, result.next, result, now});
        commit(std::move(result), {}, now);
        return refused;
    }
    std::string did;
    for (const std::string& line : result.answers.front()->did) did += line + "; ";
    Writes writes;
    writes.answered = {command->client_id};
    commit(std::move(result), std::move(writes), now);
    return {Verdict::Kind::recorded, did};
}

void Office::clock_stepped(Instant from, Instant now) {
    postman_.clock_stepped(now.seconds - from.seconds);
    if (std::abs(now.seconds - from.seconds) <= jump_tolerance_s) return;
    commit(engine::clock_jumped(state_, from, now, world_.settings), {}, now);
}

void Office::adopt_people(const Holders& holders, Instant now) {
    commit(engine::adopt_people(state_, holders, now, world_.settings), {}, now);
}

std::optional<Instant> Office::next(Instant now) const {
    std::optional<Instant> next = world_.storage.next_due_after(now);
    const auto consider = [&](std::optional<Instant> at) {
        if (at && (!next || *at < *next)) next = at;
    };
    consider(postman_.answer_at());
    auto wake = wake_at();
    if (wake && *wake <= now) wake->seconds = now.seconds + least_wait_s;
    consider(wake);
    return next;
}

}  // namespace dutyd::sim
