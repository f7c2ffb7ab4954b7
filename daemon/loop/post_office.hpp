// SPDX-License-Identifier: MIT
// Between the outbox and the mail worker: hands over what is due, records what became of it, and
// says when to look again. Nothing is taken off the outbox before the server has accepted it and
// that is recorded; what cannot be recorded is kept in memory and recorded later, so that a full
// disk does not send a message twice. Runs on the loop's thread only.
#pragma once

#include "daemon/host/store.hpp"
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

struct MailRoute {
    mail::MailServer server;
    std::string envelope_from;
    RetryClock retry_clock = RetryClock::wall;
};

class PostOffice {
public:
    struct Hooks {
        std::function<civil::Instant()> now;  // when a report came in
        std::function<void()> on_change;      // something was recorded, or may be tried again
    };
    PostOffice(boost::asio::io_context& io, host::Store& store, log::Log& log, Hooks hooks);
    ~PostOffice();
    PostOffice(const PostOffice&) = delete;
    PostOffice& operator=(const PostOffice&) = delete;

    /// Where mail goes from now on; all that waits may be tried at once. The worker there was gets
    /// a moment to end.
    void set_route(MailRoute route);

    /// Gives the worker what is due and records what could not be recorded before.
    void hand_over(civil::Instant now);
    /// When something that is not before the worker now becomes due.
    std::optional<civil::Instant> next_due(civil::Instant now) const;

    /// Takes nothing more; what the worker is sending gets `grace` to end. Every report is recorded
    /// when this returns, if the store can.
    void stop(std::chrono::milliseconds grace);

    bool is_in_hand(std::int64_t outbox_id) const { return in_hand_.contains(outbox_id); }
    bool is_idle() const { return in_hand_.empty(); }
    const std::optional<Trouble>& trouble() const { return trouble_; }

private:
    /// Reports on their way from the worker's thread.
    struct Inbox {
        std::mutex mutex;
        std::vector<mail::DeliveryReport> reports;  // guarded by mutex
    };
    /// A message with the worker, waiting in memory for a retry, or not recorded yet.
    struct InHand {
        std::string message_id;
        std::string person;
        int failures = 0;  // before this attempt
    };

    mail::ReportFunction report_function();
    void take_reports();
    void settle(const mail::DeliveryReport& report, civil::Instant now);
    void record(civil::Instant now);
    void note_trouble(civil::Instant now);
    void try_again_later(std::int64_t outbox_id, std::int64_t seconds);
    void log_report(const mail::DeliveryReport& report, const InHand& message);

    boost::asio::io_context& io_;
    host::Store& store_;
    log::Log& log_;
    Hooks hooks_;
    MailRoute route_;
    std::map<std::int64_t, InHand> in_hand_;
    std::map<std::int64_t, std::unique_ptr<boost::asio::steady_timer>> held_;
    std::vector<host::DeliveryAttempt> unrecorded_;
    std::optional<Trouble> trouble_;
    bool stopping_ = false;  // what comes back now without an answer was not tried
    std::shared_ptr<Inbox> inbox_ = std::make_shared<Inbox>();
    std::unique_ptr<mail::MailWorker> worker_;
};

}  // namespace dutyd::daemon
