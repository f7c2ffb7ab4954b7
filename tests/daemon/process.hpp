// SPDX-License-Identifier: MIT
// A program run by a test: started with posix_spawn, its output in a file, signalled, waited for,
// and killed with the object. Also the service manager's end of the readiness protocol, so that a
// test waits for what a daemon says and never for a while.
#pragma once

#include <sys/types.h>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::tests {

struct ProcessOptions {
    std::vector<std::string> words;        // the program first
    std::vector<std::string> environment;  // NAME=value, added to the test's own
    std::string output;                    // file that gets both outputs
};

/// How a process ended: an exit status, or the signal that ended it.
struct Ending {
    int status = -1;
    int signal = 0;
    friend bool operator==(const Ending&, const Ending&) = default;
};

class Process {
public:
    explicit Process(const ProcessOptions& options);
    ~Process();
    Process(Process&& other) noexcept;
    Process& operator=(Process&& other) noexcept;

    pid_t pid() const { return pid_; }
    void signal(int number) const;
    /// How it has ended, if it has.
    std::optional<Ending> poll();
    /// Throws, with the output so far, if it has not ended after a minute.
    Ending wait();
    std::string output() const;

private:
    pid_t pid_ = -1;
    std::string output_;
    std::optional<Ending> ending_;
};

/// Runs it to its end.
struct Finished {
    Ending ending;
    std::string output;
};
Finished run(const ProcessOptions& options);

/// A socket for NOTIFY_SOCKET.
class NotifySocket {
public:
    explicit NotifySocket(const std::string& path);
    ~NotifySocket();
    NotifySocket(const NotifySocket&) = delete;
    NotifySocket& operator=(const NotifySocket&) = delete;

    std::string environment() const { return "NOTIFY_SOCKET=" + path_; }
    /// Waits for a message that has the wanted line; throws if the process ends first.
    void wait_for(const std::string& wanted, Process& process);
    /// Every line that came, in order.
    const std::vector<std::string>& lines() const { return lines_; }

private:
    bool receive(std::chrono::milliseconds longest);

    std::string path_;
    int descriptor_ = -1;
    std::vector<std::string> lines_;
    std::size_t looked_at_ = 0;
};

}  // namespace dutyd::tests
