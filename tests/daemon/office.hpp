// SPDX-License-Identifier: MIT
// A whole office for a test: the repository's calendars in a folder of its own, a configuration, a
// mail server if wanted, and dutyd as a real process on a real socket and a real database. Start,
// stop and kill it as often as you like; what it leaves behind stays until the office goes.
#pragma once

#include "tests/daemon/folder.hpp"
#include "tests/daemon/process.hpp"
#include "tests/daemon/raw_client.hpp"

#include <boost/json/object.hpp>

namespace dutyd::tests {

struct OfficeOptions {
    std::uint16_t mail_port = 0;  // 0: no mail section
    std::string daemon_keys;      // more lines for [daemon]
    std::string sections = {};    // more of the configuration: [delivery], [[channel]]
};

class Office {
public:
    explicit Office(const OfficeOptions& options = {});
    ~Office();

    /// Runs dutyd and waits until it says that it is ready. `words` after --config.
    void start(const std::vector<std::string>& words = {"--simulated-clock", "2024-05-08T09:00"},
               const std::vector<std::string>& environment = {});
    /// SIGTERM and wait.
    Ending stop();
    /// SIGKILL and wait.
    void kill();
    /// Runs dutyd to its end, for when it must not start.
    Finished try_to_run(const std::vector<std::string>& words) const;

    Process& process() { return *process_; }
    NotifySocket& notify() { return notify_; }
    const Folder& folder() const { return folder_; }
    std::string socket() const { return folder_.path() + "/dutyd.sock"; }
    std::string database() const { return folder_.path() + "/dutyd.db"; }
    std::string config() const { return folder_.path() + "/dutyd.toml"; }
    std::string log() const { return read_file(folder_.path() + "/log"); }
    /// A file of the calendars folder.
    std::string calendar_file(const std::string& name) const;
    void write_config(const OfficeOptions& options) const;

    /// The body of an answer; fails the test unless it has this status.
    boost::json::object get(const std::string& target, int status = 200) const;
    boost::json::object post(const std::string& target, const std::string& body,
                             int status = 200) const;

    /// The poll of 2 May 2024 is recorded, which opens the plan.
    void record_poll() const;
    /// The general election of 2024 with its pause.
    void record_pause() const;
    void move_clock(const std::string& to) const;
    std::int64_t last_seq() const;
    /// The forecast of a duty: "2024-09-23".
    std::string forecast(const std::string& duty) const;

    static const std::string pause_command;

private:
    std::vector<std::string> command_line(const std::vector<std::string>& words) const;

    Folder folder_;
    NotifySocket notify_;
    std::optional<Process> process_;
};

/// The messages of an error answer.
std::vector<std::string> messages(const boost::json::object& answer);

}  // namespace dutyd::tests
