// SPDX-License-Identifier: MIT
// What starting costs: dutyd from its start until it is ready, with ever longer journals, and a
// whole `dutyctl upcoming` beside the sqlite3 program, which asks an indexed table of as many rows,
// and beside a program that does nothing.
//   bench_start [EVENTS...] [-- BODIES...]
#include "bench/pairs.hpp"
#include "bench/peer.hpp"
#include "bench/service.hpp"
#include "daemon/host/store.hpp"
#include "daemon/loop/writes.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace {

using namespace dutyd;
using bench::Area;
using bench::Row;
using bench::Service;
using bench::Side;

constexpr std::size_t events_a_turn = 5'000;
constexpr int starts = 3;
constexpr int runs_a_batch = 20;

struct Duty {
    std::string matter;
    std::string id;
};

std::vector<Duty> duties_of(const Service& service) {
    const auto answer = boost::json::parse(service.get("/v1/upcoming?limit=1000")).as_object();
    std::vector<Duty> duties;
    for (const auto& duty : answer.at("duties").as_array()) {
        duties.push_back(
            {std::string(duty.at("matter").as_string()), std::string(duty.at("duty").as_string())});
    }
    return duties;
}

/// What people record from day to day: a duty started, a target set for it, a remark on it.
journal::Payload recorded(const Duty& duty, std::uint64_t seq) {
    const civil::Date day = civil::Date::of(2026, 5, 6);
    if (seq % 3 == 0) return journal::DutyStarted{duty.matter, duty.id, day};
    if (seq % 3 == 1) return journal::TargetSet{duty.matter, duty.id, day + civil::Days{30}};
    return journal::NoteMade{duty.matter, duty.id};
}

/// Lengthens the journal of a stopped dutyd to so many events, as dutyd would write them.
void lengthen(const std::string& database, const std::vector<Duty>& duties, std::uint64_t events) {
    auto store = host::Store::open({database, 0}).value();
    const host::Tail tail = store.tail().value();
    std::string hash = tail.hash;
    for (std::uint64_t seq = tail.seq + 1; seq <= events;) {
        std::vector<journal::Event> turn;
        for (; seq <= events && turn.size() < events_a_turn; ++seq) {
            journal::Event event;
            event.seq = seq;
            event.recorded_at = *tail.recorded_at;
            event.effective = civil::Date::of(2026, 5, 6);
            event.actor = "chief";
            event.payload = recorded(duties[seq / 3 % duties.size()], seq);
            if (seq % 3 == 2) event.text = fmt::format("The {}th remark", seq);
            turn.push_back(std::move(event));
        }
        host::TurnWrites writes;
        hash = daemon::add_events(writes, turn, hash);
        if (!store.commit(writes)) throw std::runtime_error("a turn was not written");
    }
}

void start_to_ready(Area& area, const std::vector<std::string>& journals) {
    Service service({});
    service.start();
    const std::vector<Duty> duties = duties_of(service);
    for (const std::string& events : journals) {
        service.stop();
        lengthen(service.database(), duties, std::stoul(events));
        std::vector<double> ms;
        for (int i = 0; i < starts; ++i) {
            if (i > 0) service.stop();
            ms.push_back(service.start() / 1e6);
        }
        const double n = std::stod(events);
        constexpr double ms_an_event = 5e-3;  // the goal: half a second for a hundred thousand
        area.measure(fmt::format("start to ready, a journal of {} events", events), "ms",
                     bench::median(ms), std::max(500.0, n * ms_an_event));
        area.point("start of dutyd until it is ready", "ms", n, bench::median(ms));
    }
    service.stop();
}

/// The same process so often that its start is not lost in the noise.
Side often(const Side& once) {
    return [once] {
        double ns = 0;
        for (int i = 0; i < runs_a_batch; ++i) ns += once().ns;
        return bench::Batch{ns / runs_a_batch, 0};
    };
}

/// As many duties as rows of a table, in a file that has been read before.
void make_table(const std::string& file, std::size_t rows) {
    bench::process(
        {"sqlite3", file,
         fmt::format("create table duty(id integer primary key, matter text, duty text, title text,"
                     " owner text, standing text, due text);"
                     "insert into duty with recursive n(i) as (select 1 union all select i + 1 from"
                     " n where i < {}) select i, 'area-' || i % 997 || '/plan', 'duty-' || i,"
                     " 'A duty of the office, number ' || i, 'chief-executive', 'waiting',"
                     " date('2026-05-06', (i * 7919 % 3650) || ' days') from n;"
                     "create index by_due on duty(due);",
                     rows)})();
}

void client(Area& area, std::size_t bodies) {
    Service service({.bodies = bodies});
    service.start();
    const std::size_t duties = service.duties();
    const Side ours = often(bench::process(
        {DUTYCTL_PROGRAM, "--socket", service.socket(), "upcoming", "--limit", "20"}));
    Row row{.name = fmt::format("dutyctl upcoming --limit 20, {} duties", duties),
            .peer = "sqlite3, indexed query",
            .kind = Row::Goal::times_faster,
            .goal = 2.5,
            .unit = "ns/run",
            .same_answers = false};
    const bench::Scratch scratch;
    if (bench::is_installed("sqlite3")) {
        make_table(scratch.path("duties.db"), duties);
        area.compare(row, ours,
                     often(bench::process({"sqlite3", "-readonly", scratch.path("duties.db"),
                                           "select matter, duty, title, owner, standing, due from "
                                           "duty order by due limit 20"})));
    } else {
        area.skip(row, "not installed");
    }
    row.peer = "a program linked alike that does nothing";
    row.kind = Row::Goal::times_limit;
    row.goal = 2;
    area.compare(row, ours, often(bench::process({DUTYD_NOOP})));
    area.point("a whole dutyctl upcoming --limit 20", "us", static_cast<double>(duties),
               ours().ns / 1e3);
    service.stop();
}

int measure(const std::vector<std::string>& words) {
    const auto border = std::find(words.begin(), words.end(), "--");
    std::vector<std::string> journals(words.begin(), border);
    std::vector<std::string> sizes(border == words.end() ? border : border + 1, words.end());
    if (journals.empty()) journals = {"10000", "30000", "100000"};
    if (sizes.empty()) sizes = {"43", "400"};
    Area area("start");
    start_to_ready(area, journals);
    for (const std::string& bodies : sizes) client(area, std::stoul(bodies));
    return area.finish();
}

}  // namespace

int main(int argc, char** argv) {
    return bench::cleanly([&] { return measure({argv + 1, argv + argc}); });
}
