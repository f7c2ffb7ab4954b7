// SPDX-License-Identifier: MIT
#include "daemon/loop/heartbeat.hpp"

#include <fmt/format.h>
#include <boost/asio/post.hpp>

namespace dutyd::daemon {

namespace asio = boost::asio;

Heartbeat::Heartbeat(asio::io_context& io, log::Log& log, Hooks hooks)
    : io_(io), log_(log), hooks_(std::move(hooks)), timer_(io) {}

Heartbeat::~Heartbeat() = default;

void Heartbeat::stop() {
    timer_.cancel();
    alive_ = std::make_shared<int>(0);  // reports still on their way are for nobody
    under_way_ = false;
    worker_.reset();
}

void Heartbeat::set_route(std::optional<HeartbeatRoute> route) {
    stop();
    trouble_.reset();
    if (!route) return;
    every_ = route->every;
    // The thread only takes the report to the loop.
    const auto report = [this, &io = io_,
                         weak = std::weak_ptr<int>(alive_)](const mail::DeliveryReport& done) {
        asio::post(io, [this, weak, delivery = done.delivery] {
            if (!weak.expired()) arrived(delivery);
        });
    };
    worker_ = std::make_unique<mail::MailWorker>(route->make_sender, report);
    asio::post(io_, [this, weak = std::weak_ptr<int>(alive_)] {
        if (!weak.expired()) beat();
    });
}

void Heartbeat::arm() {
    timer_.expires_after(every_);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error) beat();
    });
}

void Heartbeat::beat() {
    arm();
    if (under_way_) return;  // the one before has not even failed yet
    if (const auto reason = hooks_.why_not_well()) {
        return fail("the heartbeat is held back: " + *reason);
    }
    under_way_ = true;
    worker_->submit({mail::OutboxItem{}});
}

void Heartbeat::arrived(const mail::Delivery& delivery) {
    under_way_ = false;
    if (delivery.kind != mail::DeliveryKind::accepted) return fail(delivery.text);
    last_beat_ = hooks_.now();
    if (!trouble_) return;
    trouble_.reset();
    log_.write({log::Level::notice,
                log::EventClass::heartbeat_failing,
                "the heartbeat arrives again",
                {}});
}

/// Logged when it begins, not at every beat.
void Heartbeat::fail(const std::string& what) {
    if (!trouble_) {
        log_.write({log::Level::error, log::EventClass::heartbeat_failing, what, {}});
    }
    trouble_ = Trouble{trouble_ ? trouble_->since : hooks_.now(), what};
}

}  // namespace dutyd::daemon
