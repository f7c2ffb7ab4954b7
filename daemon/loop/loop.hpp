// SPDX-License-Identifier: MIT
// The loop's turn: something woke us, the clock is read once, what has arrived is decided and
// committed, the mail worker gets what is due, callers get their answers, one timer is armed for
// what time alone will bring. Everything here runs on one thread.
#pragma once

#include "daemon/loop/inputs.hpp"
#include "daemon/loop/timepiece.hpp"
#include "daemon/loop/work.hpp"
#include "daemon/wall_timer.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace dutyd::daemon {

class Loop {
public:
    Loop(boost::asio::io_context& io, Keeper& keeper, Timepiece timepiece, log::Log& log);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    /// Adopts what the files say and looks at the world as it is now, in one turn. Mail that waits
    /// is handed over. Errors: the turn could not be stored, or there is no timer.
    Result<Done> start(const Inputs& inputs);
    /// How reload reads the files anew.
    void set_loader(LoadInputs load) { load_ = std::move(load); }

    void submit(CommandWork work);
    void advance(AdvanceWork work);
    void reload(ReloadWork work);

    /// What a command would do; nothing is stored.
    engine::TurnResult preview(const engine::Command& command);
    const engine::Snapshot& snapshot();

    /// Everything that came before is done, then `then` is called; what comes later is not taken.
    void finish(std::function<void()> then);

    /// After finish(): the workers of all channels get `grace` to end what they are sending.
    void stop_mail(std::chrono::milliseconds grace);
    /// Tries whether a turn could be stored, by storing something that changes nothing.
    Result<Done> try_to_write();
    /// Called after every turn.
    void set_on_turn(std::function<void()> on_turn) { on_turn_ = std::move(on_turn); }

    civil::Instant now() { return wake(); }
    Keeper& keeper() { return keeper_; }
    const Keeper& keeper() const { return keeper_; }
    PostOffice& post_office() { return post_office_; }
    const PostOffice& post_office() const { return post_office_; }
    const Heartbeat& heartbeat() const { return heartbeat_; }
    const host::BackupConfig& backup() const { return backup_; }
    const LoadInputs& loader() const { return load_; }
    const Timepiece& timepiece() const { return timepiece_; }
    const std::optional<ClockJump>& last_jump() const { return last_jump_; }
    /// Why the last reload was refused; empty if it was taken.
    const Diagnostics& reload_errors() const { return reload_errors_; }
    const Diagnostics& findings() const { return findings_; }
    civil::Instant started_at() const { return started_at_; }
    /// The zone of times that name none: that of the first body.
    const civil::Zone& office_zone() const;

private:
    civil::Instant wake();
    void schedule();
    void work();
    void run_commands(civil::Instant now);
    void run_advance(AdvanceWork work);
    void run_reload(const ReloadWork& work, civil::Instant now);
    Result<Done> tick(civil::Instant now, host::TurnWrites extra);
    void record_jump(civil::Instant now);
    Result<Done> adopt(const Inputs& inputs, civil::Instant now, ReloadReport& report);
    engine::TurnResult adopted(const Inputs& inputs, civil::Instant now) const;
    void log_diagnostics(log::Level level, const Diagnostics& diagnostics);
    civil::Instant next_stop(civil::Instant target) const;
    void rest(civil::Instant now);
    void arm(civil::Instant now);
    void try_again_soon();
    void prune_mail(civil::Instant now);
    void woken();
    std::optional<std::string> why_not_well();

    boost::asio::io_context& io_;
    Keeper& keeper_;
    Timepiece timepiece_;
    log::Log& log_;
    PostOffice post_office_;
    Heartbeat heartbeat_;
    host::BackupConfig backup_;
    LoadInputs load_;
    std::unique_ptr<WallTimer> timer_;  // none under a simulated clock
    boost::asio::steady_timer retry_;   // after a turn that could not be stored
    std::deque<Work> queue_;
    bool scheduled_ = false;
    std::function<void()> finished_;
    std::function<void()> on_turn_;
    std::optional<ClockJump> last_jump_;
    std::optional<ClockJump> jump_to_record_;
    Diagnostics reload_errors_;
    Diagnostics findings_;
    civil::Instant started_at_;
    int mail_keep_days_ = 0;
    civil::Instant pruned_at_;
};

}  // namespace dutyd::daemon
