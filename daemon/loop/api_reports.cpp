// SPDX-License-Identifier: MIT
#include "daemon/loop/api_reports.hpp"

#include "daemon/http/request.hpp"
#include "daemon/loop/questions.hpp"

#include <fmt/format.h>

namespace dutyd::daemon {

using http::error_response;
using http::Reply;
using http::Request;

namespace {

/// Each holds a replay of the journal and what comes out of it.
constexpr int reports_at_once_max = 8;

http::Response response(const Result<report::Printed>& printed) {
    if (!printed) return error_response(404, printed.error());
    http::Response found;
    found.body = printed->text;
    found.content_type = printed->content_type;
    return found;
}

}  // namespace

/// One request on its way through the states it needs.
struct ReportApi::Job {
    report::Order order;
    std::optional<AsOf> as_of;
    std::optional<AsOf> since;
    std::optional<engine::Snapshot> then;
    Reply reply;
    std::shared_ptr<int> running;

    void answer(const engine::Snapshot& now) const {
        reply(response(report::print(order, now, then ? &*then : nullptr)));
    }
};

void ReportApi::add_routes(http::Router& router) {
    for (const std::string& name : report::report_names()) {
        router.add("GET", "/v1/reports/" + name,
                   [this, name](const Request& request, const Reply& reply) {
                       ask(name, request, reply);
                   });
    }
}

std::optional<Diagnostic> ReportApi::beyond(const AsOf& as_of) {
    const std::uint64_t last = loop_.keeper().state().seq;
    if (const auto* seq = std::get_if<std::uint64_t>(&as_of); seq != nullptr && *seq > last) {
        return make_error(fmt::format("there is no journal entry {}", *seq),
                          fmt::format("the last one is {}", last));
    }
    const auto* instant = std::get_if<civil::Instant>(&as_of);
    if (instant == nullptr || *instant <= loop_.now()) return std::nullopt;
    return make_error(fmt::format("{} has not come yet", instant->text()),
                      "a report looks at what has been recorded by now");
}

void ReportApi::ask(const std::string& report, const Request& request, const Reply& reply) {
    std::vector<std::string> known = report::parameters_of(report);
    known.emplace_back("as-of");
    const auto parameters = http::Parameters::check(request.query, known);
    if (!parameters) return reply(error_response(400, parameters.error()));
    const auto order = report::read_order(report, request.query);
    const auto as_of = parse_as_of(parameters->text("as-of"), loop_.office_zone());
    Diagnostics errors;
    if (!order) errors = order.error();
    if (!as_of) errors.insert(errors.end(), as_of.error().begin(), as_of.error().end());
    if (!errors.empty()) return reply(error_response(400, errors));
    if (running_.use_count() > reports_at_once_max) {
        return reply(
            error_response(503, make_error("too many reports at once", "ask again in a moment")));
    }
    auto job = std::make_shared<Job>(Job{*order, *as_of, {}, {}, reply, running_});
    if (order->since) {
        job->since = *parse_as_of(order->since->iso(), loop_.office_zone()).value();
    }
    for (const auto& moment : {job->as_of, job->since}) {
        if (!moment) continue;
        if (auto problem = beyond(*moment)) return reply(error_response(400, *problem));
    }
    find_then(job);
}

void ReportApi::find_then(const std::shared_ptr<Job>& job) {
    if (!job->since) return find_now(job);
    PastAnswer::start(io_, loop_.keeper(), {*job->since, read_zone_},
                      [this, job](Result<engine::Snapshot> snapshot) {
                          if (!snapshot) {
                              return job->reply(error_response(503, snapshot.error()));
                          }
                          job->then = *std::move(snapshot);
                          find_now(job);
                      });
}

void ReportApi::find_now(const std::shared_ptr<Job>& job) {
    if (!job->as_of) return job->answer(loop_.snapshot());
    PastAnswer::start(io_, loop_.keeper(), {*job->as_of, read_zone_},
                      [job](Result<engine::Snapshot> snapshot) {
                          if (!snapshot) {
                              return job->reply(error_response(503, snapshot.error()));
                          }
                          job->answer(*snapshot);
                      });
}

}  // namespace dutyd::daemon
