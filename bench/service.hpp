// SPDX-License-Identifier: MIT
// dutyd as it is run: the program itself, over the calendars of a nation (bench/nation.hpp), with a
// database and a socket in a temporary folder that goes with this object, as does the process, and
// with the bench should that crash. Its log goes to a file at the usual level.
#pragma once

#include "bench/nation.hpp"
#include "tests/daemon/folder.hpp"
#include "tests/daemon/process.hpp"
#include "tests/daemon/raw_client.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::bench {

struct ServiceOptions {
    std::size_t bodies = 43;
    /// When a simulated clock starts, local time; empty: the real clock.
    std::string moment = "2026-05-06T09:00";
    std::string preload = {};  // a library that dutyd is run with
};

class Service {
public:
    explicit Service(ServiceOptions options);
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    /// Runs dutyd; the nanoseconds until it says that it is ready.
    double start();
    /// SIGTERM, and waits.
    void stop();
    /// Where mail goes from the next start or reload on; 0: nowhere, it waits in the outbox.
    void set_mail_port(std::uint16_t port) const;
    /// SIGHUP; does not wait.
    void reload() const;

    pid_t pid() const { return process_->pid(); }
    const Nation& nation() const { return nation_; }
    std::string socket() const { return folder_.path() + "/dutyd.sock"; }
    std::string database() const { return folder_.path() + "/dutyd.db"; }
    /// How many duties it watches, of what it says itself.
    std::size_t duties() const;
    /// The body of the answer; throws unless it is 200.
    std::string get(const std::string& target) const;
    std::string post(const std::string& target, const std::string& body) const;

private:
    ServiceOptions options_;
    Nation nation_;
    tests::Folder folder_;
    tests::NotifySocket notify_;
    std::optional<tests::Process> process_;
};

/// A program and its arguments, to be run so that it gets SIGKILL when the bench ends.
std::vector<std::string> ending_with_us(std::vector<std::string> command);

/// The exit status of `work`; an exception is told and is a failure, and everything is cleaned up.
int cleanly(const std::function<int()>& work);

}  // namespace dutyd::bench
