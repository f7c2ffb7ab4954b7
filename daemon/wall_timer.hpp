// SPDX-License-Identifier: MIT
// One absolute timer on the wall clock. It fires at its instant, and also at once when the clock is
// stepped by whomever: asio's own timers would notice that minutes late. Who is woken reads the
// clock, decides anew and arms again; a wake for nothing is harmless.
#pragma once

#include "lib/base/result.hpp"
#include "lib/civil/time.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <functional>
#include <memory>
#include <optional>

namespace dutyd::daemon {

class WallTimer {
public:
    /// Errors: the kernel gives no timer.
    static Result<std::unique_ptr<WallTimer>> make(boost::asio::io_context& io,
                                                   std::function<void()> on_wake);
    ~WallTimer();
    WallTimer(const WallTimer&) = delete;
    WallTimer& operator=(const WallTimer&) = delete;

    /// Replaces what was armed. With nothing due it still wakes for a stepped clock.
    void arm(std::optional<civil::Instant> at);

private:
    WallTimer(boost::asio::io_context& io, int descriptor, std::function<void()> on_wake);
    void wait();

    boost::asio::posix::stream_descriptor descriptor_;
    std::function<void()> on_wake_;
};

}  // namespace dutyd::daemon
