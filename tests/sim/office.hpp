// SPDX-License-Identifier: MIT
// dutyd while it runs: the engine's state, what the postman has in hand, when to wake. It starts
// from what the storage holds, does what daemon/loop does with the same turn, and may die at any
// boundary; whatever it had not committed is then gone.
#pragma once

#include "tests/sim/postman.hpp"
#include "tests/sim/setup.hpp"

namespace dutyd::sim {

/// One turn that was committed.
struct Turned {
    const engine::State& before;
    const engine::State& after;
    const engine::TurnResult& result;
    Instant now;
};

/// How a command ended for the client that sent it.
struct Verdict {
    enum class Kind { recorded, replayed, refused, unreadable };
    Kind kind = Kind::unreadable;
    std::string words;
};

class Office {
public:
    struct World {
        Storage& storage;
        MailServer& server;
        const engine::Settings& settings;
        Fault fault = Fault::none;
        Postman::AtBoundary at;
        std::function<void(const Turned&)> on_turn;
        std::function<void(const Turned&)> on_refusal;  // before it is committed
    };
    /// As daemon/loop/loop.cpp starts: replay, then adopt people and calendars, then look at the
    /// clock.
    struct Start {
        const std::vector<rules::SourceFile>& files;
        const Holders& holders;
        engine::State replayed;  // what the storage holds, as a fold
    };
    Office(World world, Start start, Instant now);

    void tick(Instant now);
    Verdict carry_out(const std::string& request, Instant now);
    void clock_stepped(Instant from, Instant now);
    void adopt_people(const Holders& holders, Instant now);
    /// Lets the postman do what is due; a turn of the loop ends so.
    void rest(Instant now) { postman_.hand_over(now); }

    /// The next moment at which something is due.
    std::optional<Instant> next(Instant now) const;
    std::optional<Instant> wake_at() const { return outlook_.next(); }
    const engine::State& state() const { return state_; }
    const Postman& postman() const { return postman_; }

private:
    engine::TurnResult turn(const std::vector<engine::Command>& commands, Instant now);
    void commit(engine::TurnResult result, Writes extra, Instant now);

    World world_;
    engine::State state_;
    engine::Outlook outlook_;
    std::uint64_t turns_ = 0;
    Postman postman_;
};

}  // namespace dutyd::sim
