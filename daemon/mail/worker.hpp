// SPDX-License-Identifier: MIT
// A thread that sends what goes over one channel, so that neither the loop nor another channel ever
// waits for a server. Every message handed in is reported exactly once, whatever happens; a stop
// reports what it could not send. The queue and its lock are the only things the threads share.
#pragma once

#include "daemon/mail/transport.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace dutyd::mail {

/// `probe` only looks whether a message would get through.
enum class Errand { deliver, probe };

struct OutboxItem {
    std::int64_t outbox_id = 0;
    Envelope envelope;
    Errand errand = Errand::deliver;
};

struct DeliveryReport {
    std::int64_t outbox_id = 0;
    Delivery delivery;
};

/// Called on the worker's thread (or on the caller's, for what is submitted after stop); it should
/// only hand the report on. It must not throw, nor call into the worker.
using ReportFunction = std::function<void(const DeliveryReport&)>;

class MailWorker {
public:
    /// `make_sender` is called on the thread, once for all that has come in together.
    MailWorker(MakeSender make_sender, ReportFunction on_report);
    MailWorker(MailServer server, ReportFunction on_report);
    /// Stops at once, without grace, if stop() was not called.
    ~MailWorker();
    MailWorker(const MailWorker&) = delete;
    MailWorker& operator=(const MailWorker&) = delete;

    /// Sent in this order by one sender. When the server itself fails (no connection, TLS,
    /// login), what is queued behind is reported as not tried, without asking the server again.
    void submit(std::vector<OutboxItem> batch);

    /// How many messages wait here for their turn.
    std::size_t queued() const;

    /// Begins to stop without waiting; stop() is still to be called.
    void take_no_more();

    /// Takes nothing more and reports what is queued as not tried. The message now being sent gets
    /// `grace` to finish, then is cut off. When stop() returns every report has been made.
    void stop(std::chrono::milliseconds grace);

private:
    struct Taken {
        OutboxItem item;
        Afterwards afterwards;
    };

    void run();
    bool wait_for_work();
    std::optional<Taken> take();
    std::vector<OutboxItem> take_all();
    void send_queued();
    void give_back(const std::vector<OutboxItem>& items, const std::string& why);

    const MakeSender make_sender_;
    const ReportFunction on_report_;
    std::atomic<bool> cut_off_{false};  // ends the send in progress

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<OutboxItem> queue_;  // guarded by mutex_
    bool stopping_ = false;         // guarded by mutex_
    bool idle_for_good_ = false;    // guarded by mutex_; the thread has made its last report

    std::thread thread_;  // last: starts when all the others are there
};

}  // namespace dutyd::mail
