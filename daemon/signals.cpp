// SPDX-License-Identifier: MIT
#include "daemon/signals.hpp"

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

namespace dutyd::daemon {

namespace {

Diagnostic cannot_watch(int error) {
    return make_error("signals cannot be watched for: " +
                      std::error_code(error, std::system_category()).message());
}

}  // namespace

Result<std::unique_ptr<SignalWatch>> SignalWatch::make(boost::asio::io_context& io,
                                                       const std::vector<int>& numbers,
                                                       std::function<void(int number)> on_signal) {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : numbers) sigaddset(&set, number);
    const int blocked = pthread_sigmask(SIG_BLOCK, &set, nullptr);
    if (blocked != 0) return cannot_watch(blocked);
    const int descriptor = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    if (descriptor < 0) return cannot_watch(errno);
    std::unique_ptr<SignalWatch> watch(new SignalWatch(io, descriptor, std::move(on_signal)));
    watch->wait();
    return watch;
}

SignalWatch::SignalWatch(boost::asio::io_context& io, int descriptor,
                         std::function<void(int number)> on_signal)
    : descriptor_(io, descriptor), on_signal_(std::move(on_signal)) {}

SignalWatch::~SignalWatch() = default;

void SignalWatch::wait() {
    descriptor_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                           [this](const boost::system::error_code& error) {
                               if (error) return;
                               signalfd_siginfo info{};
                               const auto got =
                                   ::read(descriptor_.native_handle(), &info, sizeof info);
                               wait();
                               if (got == static_cast<ssize_t>(sizeof info))
                                   on_signal_(static_cast<int>(info.ssi_signo));
                           });
}

}  // namespace dutyd::daemon
