// SPDX-License-Identifier: MIT
// Tells somebody else's watch, every few minutes, that dutyd is well: the loop turns, the database
// can be written, notices get through. When it is not well it says nothing, and the watch raises
// the alarm. A heartbeat that does not arrive is logged once. If none is configured there is no
// timer and no thread.
#pragma once

#include "daemon/log/log.hpp"
#include "daemon/mail/worker.hpp"
#include "lib/civil/time.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace dutyd::daemon {

struct HeartbeatRoute {
    mail::MakeSender make_sender;
    std::chrono::minutes every{5};
};

class Heartbeat {
public:
    struct Hooks {
        std::function<civil::Instant()> now;
        std::function<std::optional<std::string>()> why_not_well;  // nothing: all is well
    };
    struct Trouble {
        civil::Instant since;
        std::string what;
    };

    Heartbeat(boost::asio::io_context& io, log::Log& log, Hooks hooks);
    ~Heartbeat();
    Heartbeat(const Heartbeat&) = delete;
    Heartbeat& operator=(const Heartbeat&) = delete;

    /// The first beat is at once.
    void set_route(std::optional<HeartbeatRoute> route);
    void stop();

    bool is_configured() const { return worker_ != nullptr; }
    const std::optional<civil::Instant>& last_beat() const { return last_beat_; }
    /// Held back because something is not well, or not arriving.
    const std::optional<Trouble>& trouble() const { return trouble_; }

private:
    void beat();
    void arm();
    void arrived(const mail::Delivery& delivery);
    void fail(const std::string& what);

    boost::asio::io_context& io_;
    log::Log& log_;
    Hooks hooks_;
    std::chrono::minutes every_{5};
    boost::asio::steady_timer timer_;
    std::optional<civil::Instant> last_beat_;
    std::optional<Trouble> trouble_;
    bool under_way_ = false;
    std::shared_ptr<int> alive_ = std::make_shared<int>(0);
    std::unique_ptr<mail::MailWorker> worker_;
};

}  // namespace dutyd::daemon
