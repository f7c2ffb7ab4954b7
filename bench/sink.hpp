// SPDX-License-Identifier: MIT
// A mail server that takes everything and keeps it in memory: a loopback port, a thread for each
// connection, no queue and no disk, so that whoever sends is what is measured. It knows no TLS and
// offers no pipelining. Everything ends with this object.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace dutyd::bench {

struct SunkMail {
    std::string from;
    std::string to;
    std::string mime;
};

class Sink {
public:
    Sink();
    ~Sink();
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;

    std::uint16_t port() const { return port_; }
    /// Forgets what it has.
    void empty();
    /// Waits until there are so many; the nanoseconds from the first connection since it was
    /// emptied to the last of them. Throws after a minute.
    double wait_for(std::size_t mails);
    std::vector<SunkMail> mails() const;

private:
    using Clock = std::chrono::steady_clock;

    void accept_all();
    void serve(int connection);
    void take(SunkMail mail);

    int listening_ = -1;
    std::uint16_t port_ = 0;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<SunkMail> mails_;       // guarded by mutex_
    std::vector<int> connections_;      // guarded by mutex_
    std::vector<std::thread> serving_;  // guarded by mutex_
    bool has_begun_ = false;            // guarded by mutex_
    Clock::time_point begun_;           // guarded by mutex_
    Clock::time_point last_;            // guarded by mutex_
    std::thread accepting_;             // last: starts when all the others are there
};

}  // namespace dutyd::bench
