// SPDX-License-Identifier: MIT
// GET /v1/reports/NAME: the reports, printed in the format that was asked for. What they say is
// worked out in lib/report; here the states they look at are found, the present one, one of the
// past, or two to be compared. It decides nothing and changes nothing.
#pragma once

#include "daemon/http/router.hpp"
#include "daemon/loop/loop.hpp"
#include "daemon/loop/past_answer.hpp"
#include "lib/report/order.hpp"

namespace dutyd::daemon {

class ReportApi {
public:
    ReportApi(boost::asio::io_context& io, Loop& loop, PastAnswer::ReadZone read_zone)
        : io_(io), loop_(loop), read_zone_(std::move(read_zone)) {}

    /// It must outlive the router.
    void add_routes(http::Router& router);

private:
    struct Job;
    void ask(const std::string& report, const http::Request& request, const http::Reply& reply);
    void find_then(const std::shared_ptr<Job>& job);
    void find_now(const std::shared_ptr<Job>& job);
    std::optional<Diagnostic> beyond(const AsOf& as_of);

    boost::asio::io_context& io_;
    Loop& loop_;
    PastAnswer::ReadZone read_zone_;
    std::shared_ptr<int> running_ = std::make_shared<int>(0);
};

}  // namespace dutyd::daemon
