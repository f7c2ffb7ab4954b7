// SPDX-License-Identifier: MIT
// Between the outbox and the channels: hands over what is due, records what became of it, raises
// what does not get through, and says when to look again. Each channel has a worker thread of its
// own, so none waits for another. Nothing is taken off the outbox before it was accepted and that
// is recorded; what cannot be recorded is kept in memory and recorded later, so that a full disk
// does not send a message twice. Runs on the loop's thread only.
#pragma once

#include "daemon/log/log.hpp"
#include "daemon/loop/keeper.hpp"
#include "daemon/mail/worker.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <mutex>

namespace dutyd::daemon {

/// How long to wait before trying again is kept in the outbox on a real clock. Under a simulated
/// one, time would not pass: there retries wait in real time, in memory.
enum class RetryClock { wall, steady };

/// A channel that is switched on. The log needs no sender.
struct Route {
    std::string channel;
    mail::MakeSender make_sender;
};

struct Routes {
    std::vector<Route> routes;  // "log" is always there and not among them
    std::string envelope_from;
    RetryClock retry_clock = RetryClock::wall;
    std::int64_t raise_after_s = 4 * 3600;
};

/// What became of one thing that was asked for now and is not in the outbox.
struct ErrandResult {
    std::string channel;
    mail::Delivery delivery;
};

/// Something to be done over a channel at once, with the answer wanted: a probe, or a test message.
struct Errand {
    std::string channel;
    mail::Errand kind = mail::Errand::probe;
    host::OutboxRow message = {};  // to deliver
};

class PostOffice {
public:
    struct Hooks {
        std::function<civil::Instant()> now;  // when a report came in
        std::function<void()> on_change;      // something was recorded, or may be tried again
        std::function<std::string(civil::Instant)> in_words;  // a time as people read it
    };
    PostOffice(boost::asio::io_context& io, Keeper& keeper, log::Log& log, Hooks hooks);
    ~PostOffice();
    PostOffice(const PostOffice&) = delete;
    PostOffice& operator=(const PostOffice&) = delete;

    /// Where notices go from now on; all that waits may be tried at once. The workers there were
    /// get a moment to end.
    void set_routes(Routes routes);

    /// Gives the workers what is due and records what could not be recorded before.
    void hand_over(civil::Instant now);
    /// When something that is not before a worker now becomes due.
    std::optional<civil::Instant> next_due(civil::Instant now) const;

    /// `done` gets one result an errand, in order, once all are done.
    using ErrandsDone = std::function<void(std::vector<ErrandResult>)>;
    void run(const std::vector<Errand>& errands, ErrandsDone done);

    /// Takes nothing more; what the workers are sending gets `grace` to end. Every report is
    /// recorded when this returns, if the store can.
    void stop(std::chrono::milliseconds grace);

    bool is_in_hand(std::int64_t outbox_id) const { return in_hand_.contains(outbox_id); }
    bool is_idle() const { return in_hand_.empty(); }
    /// Whether anything can go out over this channel at all.
    bool has_channel(const std::string& channel) const;
    std::vector<std::string> channels() const;

private:
    /// Reports on their way from the workers' threads.
    struct Inbox {
        std::mutex mutex;
        std::vector<mail::DeliveryReport> reports;  // guarded by mutex
    };
    /// A message with a worker, waiting in memory for a retry, or not recorded yet.
    struct InHand {
        std::string message_id;
        std::string person;
        std::string channel;
        int failures = 0;  // before this attempt
        std::optional<civil::Instant> failing_since;
    };
    /// Errands that were asked for together.
    struct Round {
        std::vector<ErrandResult> results;
        std::size_t missing = 0;
        ErrandsDone done;
    };
    struct ErrandInHand {
        std::shared_ptr<Round> round;
        std::size_t index = 0;
    };

    mail::ReportFunction report_function();
    void take_reports();
    void hand_over_to(const std::string& channel, mail::MailWorker& worker, civil::Instant now);
    void write_to_log(civil::Instant now);
    void settle(const mail::DeliveryReport& report, civil::Instant now);
    void settle_errand(const mail::DeliveryReport& report);
    civil::Instant retry_at(const mail::Delivery& delivery, const InHand& message,
                            civil::Instant now) const;
    void record(civil::Instant now);
    void try_again_later(std::int64_t outbox_id, std::int64_t seconds);
    void log_report(const mail::DeliveryReport& report, const InHand& message);
    void log_failure(const Diagnostics& errors, const std::string& what);

    // post_office_trouble.cpp
    void raise_undelivered(civil::Instant now);
    std::optional<host::OutboxRow> told_elsewhere(const std::vector<host::OutboxRow>& rows,
                                                  civil::Instant now);
    std::optional<std::string> other_channel(const host::OutboxRow& row) const;

    boost::asio::io_context& io_;
    Keeper& keeper_;
    host::Store& store_;
    log::Log& log_;
    Hooks hooks_;
    Routes routes_;
    std::map<std::int64_t, InHand> in_hand_;
    std::map<std::int64_t, std::unique_ptr<boost::asio::steady_timer>> held_;
    std::map<std::int64_t, ErrandInHand> errands_;  // by ids below 0
    std::int64_t last_errand_ = 0;
    std::vector<host::DeliveryAttempt> unrecorded_;
    bool stopping_ = false;  // what comes back now without an answer was not tried
    bool open_ = false;      // routes are set, and not stopped
    std::shared_ptr<Inbox> inbox_ = std::make_shared<Inbox>();
    std::map<std::string, std::unique_ptr<mail::MailWorker>> workers_;  // by channel
};

}  // namespace dutyd::daemon
