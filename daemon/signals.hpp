// SPDX-License-Identifier: MIT
// Signals as events of the loop. They are blocked and read from a descriptor, so nothing ever runs
// in the middle of something else, and one that comes before the loop runs waits for it.
#pragma once

#include "lib/base/result.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <functional>
#include <memory>
#include <vector>

namespace dutyd::daemon {

class SignalWatch {
public:
    /// Blocks these signals for the calling thread and those it starts; gives each as it comes.
    static Result<std::unique_ptr<SignalWatch>> make(boost::asio::io_context& io,
                                                     const std::vector<int>& numbers,
                                                     std::function<void(int number)> on_signal);
    ~SignalWatch();
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;

private:
    SignalWatch(boost::asio::io_context& io, int descriptor,
                std::function<void(int number)> on_signal);
    void wait();

    boost::asio::posix::stream_descriptor descriptor_;
    std::function<void(int number)> on_signal_;
};

}  // namespace dutyd::daemon
