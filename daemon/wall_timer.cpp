// SPDX-License-Identifier: MIT
#include "daemon/wall_timer.hpp"

#include "daemon/host/system.hpp"
#include "lib/base/check.hpp"

#include <fmt/format.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace dutyd::daemon {

namespace {

/// 2200-01-01, after the last day dutyd knows.
constexpr std::int64_t never = 7'258'118'400;

}  // namespace

Result<std::unique_ptr<WallTimer>> WallTimer::make(boost::asio::io_context& io,
                                                   std::function<void()> on_wake) {
    const int descriptor = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    if (descriptor < 0) {
        return make_error(fmt::format("no timer on the wall clock: {}", host::error_text(errno)));
    }
    std::unique_ptr<WallTimer> timer(new WallTimer(io, descriptor, std::move(on_wake)));
    timer->arm(std::nullopt);
    timer->wait();
    return timer;
}

WallTimer::WallTimer(boost::asio::io_context& io, int descriptor, std::function<void()> on_wake)
    : descriptor_(io, descriptor), on_wake_(std::move(on_wake)) {}

WallTimer::~WallTimer() = default;

void WallTimer::arm(std::optional<civil::Instant> at) {
    itimerspec spec{};
    // Zero would disarm; anything long past fires at once all the same.
    spec.it_value.tv_sec = std::clamp<std::int64_t>(at ? at->seconds : never, 1, never);
    const int flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
    DUTYD_CHECK(timerfd_settime(descriptor_.native_handle(), flags, &spec, nullptr) == 0);
}

/// Waits for readability and reads by hand: a step shows as ECANCELED, which as an asio error would
/// be taken for a cancelled operation.
void WallTimer::wait() {
    descriptor_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                           [this](const boost::system::error_code& error) {
                               if (error) return;
                               std::uint64_t expirations = 0;
                               const auto got = ::read(descriptor_.native_handle(), &expirations,
                                                       sizeof expirations);
                               wait();
                               if (got > 0 || errno == ECANCELED) on_wake_();
                           });
}

}  // namespace dutyd::daemon
