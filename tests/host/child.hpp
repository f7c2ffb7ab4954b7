// SPDX-License-Identifier: MIT
// A second process for tests of what happens between processes: it runs a function and talks back
// line by line through a pipe. It never runs the test framework.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>

namespace dutyd::host {

class Child {
public:
    using Say = std::function<void(const std::string& line)>;

    explicit Child(const std::function<void(const Say&)>& work);
    /// Kills it if it still runs.
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// The next line it says; nothing when it is gone.
    std::optional<std::string> next_line();
    void kill();
    /// Everything it still says, until it is gone.
    std::string rest();

private:
    pid_t process_ = -1;
    int pipe_ = -1;
    std::string read_;
};

/// What `work` says in a process of its own that is not root and may write nowhere special.
std::string said_by_nobody(const std::function<std::string()>& work);

/// Waits for ever: a child that holds something until it is killed.
[[noreturn]] void hold();

}  // namespace dutyd::host
