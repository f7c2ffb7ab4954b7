// SPDX-License-Identifier: MIT
// The daemon put together: store, loop, interface, signals, service manager. Built once, run once;
// the order of the members is the order in which they need each other.
#pragma once

#include "daemon/http/server.hpp"
#include "daemon/load.hpp"
#include "daemon/loop/api.hpp"
#include "daemon/loop/api_feed.hpp"
#include "daemon/loop/api_reports.hpp"
#include "daemon/signals.hpp"

namespace dutyd::daemon {

class Dutyd {
public:
    /// Everything up to being ready to serve. Errors: what keeps it from starting; nothing is left
    /// behind.
    static Result<std::unique_ptr<Dutyd>> start(const Arguments& arguments, log::Log& log);
    ~Dutyd();
    Dutyd(const Dutyd&) = delete;
    Dutyd& operator=(const Dutyd&) = delete;

    /// Serves until it is asked to stop.
    void run();

private:
    Dutyd(Arguments arguments, log::Log& log) : arguments_(std::move(arguments)), log_(log) {}

    Result<Done> open(Loaded& loaded);
    Result<Done> listen(const host::DaemonConfig& config);
    Result<Done> listen_inherited();
    void load_on_reload();
    Result<Done> watch_signals();
    void reload();
    void stop();
    void end();
    void ping_watchdog(std::chrono::microseconds interval);
    void tell_status();

    const Arguments arguments_;
    log::Log& log_;
    boost::asio::io_context io_{1};
    std::unique_ptr<Keeper> keeper_;
    std::unique_ptr<Loop> loop_;
    std::unique_ptr<Api> api_;
    std::unique_ptr<ReportApi> report_api_;
    std::unique_ptr<FeedApi> feed_api_;
    http::Router router_;
    std::unique_ptr<http::Server> server_;
    std::unique_ptr<SignalWatch> signals_;
    boost::asio::steady_timer watchdog_{io_};
    boost::asio::steady_timer deadline_{io_};
    std::vector<std::string> listening_;
    std::string told_status_;
    bool stopping_ = false;
};

}  // namespace dutyd::daemon
