// SPDX-License-Identifier: MIT
// Everything one life happens in: the clock on the wall, the disk, the mail server, the office that
// runs or has just died. It does one action after the other, and each action only means something
// here and now, so that any of them can be left out when a failing life is shortened.
#pragma once

#include "tests/sim/probes.hpp"
#include "tests/sim/witness.hpp"

#include <memory>

namespace dutyd::sim {

struct Action {
    enum class Kind {
        wait,     // `number` seconds pass; every wake on the way is kept
        command,  // `text`: the request
        crash,    // at the boundary `text` ("now" for at once); down for `number` seconds
        sleep,    // the machine is suspended for `number` seconds
        step,     // the clock is set forwards or back by `number` seconds
        mail,     // the server's weather is `text` from now on
        people,   // turn-over `number`: other people hold the roles
        look,     // the probes are put, with `number` as their seed
    };
    Kind kind = Kind::wait;
    std::int64_t number = 0;
    std::string text;
};
std::string describe(const Action& action);

class World {
public:
    struct Start {
        const Setup& setup;
        const engine::Settings& settings;
        Fault fault = Fault::none;
    };
    World(const Start& start, Tally& tally);
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    /// Throws Broken.
    void apply(const Action& action);
    /// The server is well again and everything left is delivered; then everything is compared.
    void finish();

    const engine::State& state() const { return office_->state(); }
    Instant now() const { return now_; }
    /// What happened, a line each.
    const std::vector<std::string>& history() const { return history_; }

private:
    /// The process is dead; nothing of it may run on.
    struct Died {};
    struct Armed {
        std::optional<Boundary> boundary;  // none: at once
        std::int64_t down_s = 0;
    };

    void start_office();
    void bury(std::int64_t down_s);
    void at_boundary(Boundary boundary);
    void do_it(const Action& action);
    void wait(std::int64_t seconds);
    void keep_wakes_until(Instant target);
    void command(const std::string& request);
    void note_verdict(const std::string& request, const Verdict& verdict);
    void check_refusal(const Turned& turned) const;
    void suspend(std::int64_t seconds);
    void step(std::int64_t seconds);
    void look(std::int64_t seed);
    void compare_with_replay(const engine::State& replayed);
    void write_history(const std::string& line);
    Bystander bystander() const { return {office_->state(), settings_, now_}; }

    const Setup& setup_;
    const engine::Settings& settings_;
    const Fault fault_;
    Tally& tally_;
    Instant now_;
    Storage storage_;
    MailServer server_;
    Witness witness_;
    Holders holders_;
    std::optional<Armed> armed_;
    std::unique_ptr<Office> office_;
    std::vector<std::string> history_;
};

}  // namespace dutyd::sim
