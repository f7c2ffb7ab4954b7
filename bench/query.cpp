// SPDX-License-Identifier: MIT
// The next twenty duties of a nation: of one body, of everyone in one role, of one standing, of
// all. First in this process, from the state to the text of the answer, then through the socket of
// dutyd on a kept connection. No question is asked twice in the same words, so that no kept answer
// helps. Bodies are named on the command line: `bench_query 5 52`.
#include "bench/crowd.hpp"
#include "bench/pairs.hpp"
#include "bench/service.hpp"
#include "daemon/loop/questions.hpp"
#include "lib/engine/look.hpp"

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

#include <map>
#include <sstream>

namespace {

using namespace dutyd;
using bench::Area;
using bench::Nation;
using bench::Running;
using bench::Service;

constexpr std::size_t rounds = 9;
constexpr std::size_t questions_a_round = 20;
/// Two calendar files a body: more than these one dutyd does not read (lib/base/limits.hpp).
constexpr std::size_t bodies_of_dutyd_max = 2'400;

/// What is asked for, in the words of an address; `n` is no question's but its own.
using Ask = std::function<std::string(const Nation&, std::size_t n)>;

std::string horizon(std::size_t n) {
    return fmt::format("&days={}", 1000 + n % 1000);
}

const std::map<std::string, Ask>& asks() {
    static const std::map<std::string, Ask> all = {
        {"of one body",
         [](const Nation& nation, std::size_t n) {
             return "body=" + nation.bodies[n % nation.bodies.size()] + horizon(n);
         }},
        {"of one role",
         [](const Nation&, std::size_t n) { return "owner=chief-finance-officer" + horizon(n); }},
        {"of one standing",
         [](const Nation&, std::size_t n) { return "standing=ready" + horizon(n); }},
        {"of all", [](const Nation&, std::size_t n) { return horizon(n).substr(1); }}};
    return all;
}

/// The words as the router would hand them over.
http::Query query_of(const std::string& words) {
    http::Query query = {{"limit", "20"}};
    std::istringstream parts(words);
    for (std::string part; std::getline(parts, part, '&');) {
        const std::size_t equals = part.find('=');
        query.emplace_back(part.substr(0, equals), part.substr(equals + 1));
    }
    return query;
}

std::size_t answer(const Running& running, const std::string& words) {
    const auto& zone = running.settings.zones.begin()->second;
    const auto question = daemon::make_question("/v1/upcoming", query_of(words), zone).value();
    const auto page =
        question.page({running.state, running.outlook, running.now, running.settings});
    const auto snapshot = engine::take_snapshot({running.state, running.now, running.settings},
                                                &running.outlook, page.sight);
    return boost::json::serialize(question.answer(snapshot, page).value()).size();
}

/// The median over the rounds of the nanoseconds for one of `count` in a round.
double median_ns(std::size_t count, const std::function<void(std::size_t n)>& once) {
    std::vector<double> ns;
    std::size_t n = 0;
    for (std::size_t round = 0; round < rounds; ++round) {
        const double s = bench::seconds_of([&] {
            for (std::size_t i = 0; i < count; ++i) once(n++);
        });
        ns.push_back(1e9 * s / static_cast<double>(count));
    }
    return bench::median(ns);
}

void in_process(Area& area, const Nation& nation, const Running& running) {
    const auto duties = static_cast<double>(running.duties());
    for (const auto& [name, ask] : asks()) {
        std::size_t bytes = 0;
        const double ns = median_ns(questions_a_round, [&, &ask = ask](std::size_t n) {
            bytes += answer(running, ask(nation, n));
        });
        if (bytes == 0) throw std::runtime_error("nothing was answered");
        area.point("the next 20 " + name + ", no I/O", "us", duties, ns / 1e3);
    }
}

void through_the_socket(Area& area, std::size_t bodies) {
    Service service({.bodies = bodies});
    service.start();
    const auto duties = static_cast<double>(service.duties());
    for (const auto& [name, ask] : asks()) {
        const auto say = [&, &ask = ask](std::size_t, std::size_t n) {
            return bench::http_get("/v1/upcoming?limit=20&" + ask(service.nation(), n));
        };
        bench::Crowd one(service.socket(), 1, {{}, say, bench::http_answer_length});
        const double ns = median_ns(1, [&](std::size_t) { one.ask(questions_a_round); });
        area.point("the next 20 " + name + ", through the socket", "us", duties,
                   ns / 1e3 / questions_a_round);
    }
    service.stop();
}

int measure(std::vector<std::string> sizes) {
    Area area("query");
    if (sizes.empty()) sizes = {"5", "52", "515", "5150"};
    for (const std::string& bodies : sizes) {
        {
            const Nation nation = bench::make_nation(std::stoul(bodies));
            in_process(area, nation, bench::open_offices(nation, "2026-05-06"));
        }
        if (std::stoul(bodies) <= bodies_of_dutyd_max) through_the_socket(area, std::stoul(bodies));
    }
    return area.finish();
}

}  // namespace

int main(int argc, char** argv) {
    return bench::cleanly([&] { return measure({argv + 1, argv + argc}); });
}
