// SPDX-License-Identifier: MIT
// The state and its store, kept the same: a turn is decided on a draft, written in one transaction,
// and only then becomes the state. If it cannot be written the draft is dropped whole and the state
// is what it was. Knows no sockets and no clock; `now` is an argument everywhere.
#pragma once

#include "daemon/log/log.hpp"
#include "daemon/loop/writes.hpp"
#include "lib/engine/query.hpp"

#include <memory>

namespace dutyd::daemon {

/// A command as it arrived. Two commands are the same if client id and digest are.
struct Submission {
    engine::Command command;
    std::string digest;
};

/// What became of a command.
struct Verdict {
    enum class Kind {
        recorded,    // durable now
        replayed,    // was durable already: the first answer again
        refused,     // the engine does not allow it
        conflict,    // the client id was used with other content
        not_stored,  // the store cannot write; nothing has changed
    };
    Kind kind = Kind::recorded;
    boost::json::object answer;  // {"answer", "moves"} if recorded or replayed
    Diagnostics errors;          // otherwise
};

/// Since when something has been failing, and how it failed last.
struct Trouble {
    civil::Instant since;
    std::string last_error;
};

/// Between two turns only the time of day moves on; what was shown a minute ago is still good.
inline constexpr std::int64_t snapshot_good_for_s = 60;

class Keeper {
public:
    Keeper(host::Store store, engine::State state, std::string last_hash, log::Log& log);

    const engine::State& state() const { return state_; }
    host::Store& store() { return store_; }
    const host::Store& store() const { return store_; }
    engine::Settings& settings() { return settings_; }
    const engine::Settings& settings() const { return settings_; }
    AddressBook& address_book() { return address_book_; }

    /// Schedules at `now`; the one made before if nothing can have changed since.
    const engine::Snapshot& snapshot(civil::Instant now);
    /// The same, of what is in sight only.
    engine::Snapshot snapshot_of(const engine::Sight& sight, civil::Instant now) const;

    /// What these commands would come to, or with none what time does; nothing is kept of it.
    engine::TurnResult turn(const std::vector<engine::Command>& commands, civil::Instant now) const;

    /// One verdict a submission, in order. REQUIRES: no client id twice.
    std::vector<Verdict> carry_out(const std::vector<Submission>& submissions, civil::Instant now);

    /// Commits what a turn came to, with what else belongs in its transaction, and makes it the
    /// state. Writes nothing at all if there is nothing to write.
    Result<Done> commit(engine::TurnResult result, host::TurnWrites extra, civil::Instant now);

    /// When time alone makes another turn necessary.
    std::optional<civil::Instant> wake_at() const {
        return outlook_ ? outlook_->next() : std::nullopt;
    }
    /// Of the turn that made the state; none before the first turn after a start.
    const std::optional<engine::Outlook>& outlook() const { return outlook_; }
    const std::optional<Trouble>& trouble() const { return trouble_; }
    /// Since the start of the process.
    std::uint64_t events_written() const { return events_written_; }
    std::uint64_t notices_written() const { return notices_written_; }
    /// Turns that became the state, whether they wrote anything or not.
    std::uint64_t turns() const { return turns_; }

private:
    std::optional<Verdict> known_answer(const Submission& submission) const;
    Result<Done> add_notices(host::TurnWrites& writes, const std::vector<engine::Notice>& notices,
                             civil::Instant now) const;
    void note_outcome(const Result<Done>& written, civil::Instant now);
    void log_events(const std::vector<journal::Event>& events);

    host::Store store_;
    engine::State state_;
    std::string last_hash_;
    log::Log& log_;
    engine::Settings settings_;
    AddressBook address_book_;
    std::optional<engine::Snapshot> snapshot_;
    std::optional<engine::Outlook> outlook_;  // of the turn that made state_; none after replay
    std::optional<Trouble> trouble_;
    std::uint64_t events_written_ = 0;
    std::uint64_t notices_written_ = 0;
    std::uint64_t turns_ = 0;
};

/// A digest of what a command says, whatever the order of its keys; the client id is not part of
/// it.
std::string digest_of(const boost::json::object& request, const std::string& actor);

}  // namespace dutyd::daemon
