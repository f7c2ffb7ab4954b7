// SPDX-License-Identifier: MIT
// Durable events through the real socket, one client and many, beside PostgreSQL and Redis with the
// same clients and the same bytes, and beside bare commits in this process. Each request is
// answered once it is on the disk. Theirs are bytes stored; ours are commands that are checked,
// decided, scheduled, looked at for alerts, chained and remembered by client id.
#include "bench/ledgers.hpp"
#include "bench/limit_commit.hpp"
#include "bench/pairs.hpp"
#include "bench/service.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>

namespace {

using namespace dutyd;
using bench::Area;
using bench::Batch;
using bench::Crowd;
using bench::Dialogue;
using bench::Ledger;
using bench::Row;
using bench::Service;
using bench::Side;

constexpr std::size_t many = 32;
constexpr const char* with_slow_sync = ", disk 1 ms slower";

/// A duty of each client's own body.
struct Duty {
    std::string matter;
    std::string id;
};

std::vector<Duty> duties_of(const Service& service, std::size_t clients) {
    std::vector<Duty> duties;
    for (std::size_t i = 0; i < clients; ++i) {
        const std::string& body = service.nation().bodies[i];
        const auto answer =
            boost::json::parse(service.get("/v1/upcoming?limit=1&body=" + body)).as_object();
        const auto& duty = answer.at("duties").as_array().at(0).as_object();
        duties.push_back(
            {std::string(duty.at("matter").as_string()), std::string(duty.at("duty").as_string())});
    }
    return duties;
}

std::string post(const std::string& command) {
    return bench::http_post("/v1/commands", command);
}

/// A remark on a matter: nothing moves. `round` keeps client ids apart.
Dialogue notes(std::vector<Duty> duties, const std::string& round) {
    return {{},
            [duties = std::move(duties), round](std::size_t client, std::size_t n) {
                return post(fmt::format(R"({{"do":"note","matter":"{}","reason":"The {}th remark",)"
                                        R"("actor":"chief","client-id":"{}-{}-{}"}})",
                                        duties[client].matter, n, round, client, n));
            },
            bench::http_answer_length};
}

/// A duty started, on one day and then on another: its matter's dates are worked out anew.
Dialogue starts(std::vector<Duty> duties, const std::string& round) {
    return {
        {},
        [duties = std::move(duties), round](std::size_t client, std::size_t n) {
            return post(fmt::format(R"({{"do":"start","matter":"{}","duty":"{}","on":"{}",)"
                                    R"("actor":"chief","client-id":"{}-{}-{}"}})",
                                    duties[client].matter, duties[client].id,
                                    n % 2 == 0 ? "2026-05-05" : "2026-05-06", round, client, n));
        },
        bench::http_answer_length};
}

/// What a peer keeps for an event: as many bytes as a row of dutyd's journal.
std::string event_text() {
    return std::string(160, 'e');
}

/// As many rounds of `run`, each of so many events, as fill about a quarter of a second. `run`
/// gives its nanoseconds; each answer has been checked by whoever asked, so there is no checksum.
Side timed(std::size_t events, std::function<double(std::size_t rounds)> run) {
    constexpr double batch_ns = 2.5e8;
    constexpr std::size_t warm_up = 10;
    const double round_ns = run(warm_up) / warm_up;
    const auto rounds = static_cast<std::size_t>(std::max(1.0, batch_ns / round_ns));
    return [=] { return Batch{run(rounds) / static_cast<double>(rounds * events), 0}; };
}

Side side(std::shared_ptr<Crowd> crowd) {
    return timed(crowd->size(), [crowd](std::size_t each) { return crowd->ask(each); });
}

Side side_of(const Ledger& ledger, std::size_t clients) {
    return side(std::make_shared<Crowd>(ledger.socket(), clients, ledger.dialogue(event_text())));
}

/// The same bytes as bare rows, each its own transaction.
Side bare_commits(std::shared_ptr<bench::CommitLimit> limit) {
    return timed(1, [limit, text = event_text()](std::size_t rows) {
        const auto start = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < rows; ++i) limit->keep(text);
        return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start)
            .count();
    });
}

/// Everything that is measured on one kind of disk.
class Condition {
public:
    Condition(Area& area, const std::string& preload)
        : area_(area),
          label_(preload.empty() ? "" : with_slow_sync),
          service_({.preload = preload}),
          postgresql_(bench::start_postgresql(preload)),
          redis_(bench::start_redis(preload)) {
        service_.start();
        duties_ = duties_of(service_, many);
    }

    void run() {
        compare("a note", notes, 1);
        compare("a duty started", starts, 1);
        compare("a note", notes, many);
        compare("a duty started", starts, many);
        service_.stop();
    }
    /// This process is not preloaded: only for the disk as it is.
    void against_limit() {
        const tests::Folder folder;
        auto limit = std::make_shared<bench::CommitLimit>(folder.path() + "/limit.db");
        const Row row{.name = "a note, 1 client" + label_,
                      .peer = "SQLite commits in process",
                      .kind = Row::Goal::for_the_record,
                      .unit = "ns/event",
                      .same_answers = false};
        area_.compare(row, ours(notes, 1, "limit"), bare_commits(std::move(limit)));
    }

private:
    using Events = Dialogue (*)(std::vector<Duty>, const std::string&);

    Side ours(Events events, std::size_t clients, const std::string& round) {
        return side(std::make_shared<Crowd>(service_.socket(), clients, events(duties_, round)));
    }
    void compare(const std::string& what, Events events, std::size_t clients) {
        const std::string name =
            fmt::format("{}, {} client{}{}", what, clients, clients == 1 ? "" : "s", label_);
        const bool counts = events == notes;  // goals are for events as plain as the peers'
        against({name, "PostgreSQL", counts,
                 clients == 1     ? 1.0
                 : label_.empty() ? 4.0
                                  : 1.4},
                postgresql_.get(), ours(events, clients, name + " pg"), clients);
        against(
            {name, "Redis, appendfsync always", counts && clients > 1, label_.empty() ? 1.3 : 1.4},
            redis_.get(), ours(events, clients, name + " redis"), clients);
    }
    struct Wanted {
        std::string name;
        std::string peer;
        bool has_goal;
        double goal;
    };
    void against(const Wanted& wanted, const Ledger* ledger, const Side& side,
                 std::size_t clients) {
        const Row row{.name = wanted.name,
                      .peer = wanted.peer,
                      .kind = wanted.has_goal ? Row::Goal::times_faster : Row::Goal::for_the_record,
                      .goal = wanted.has_goal ? wanted.goal : 0,
                      .unit = "ns/event",
                      .same_answers = false};
        if (ledger == nullptr) return area_.skip(row, "not installed, or it does not start");
        area_.compare(row, side, side_of(*ledger, clients));
    }

    Area& area_;
    std::string label_;
    Service service_;
    std::vector<Duty> duties_;
    std::unique_ptr<Ledger> postgresql_;
    std::unique_ptr<Ledger> redis_;
};

int measure() {
    Area area("events");
    {
        Condition condition(area, "");
        condition.against_limit();
        condition.run();
    }
    Condition(area, DUTYD_SLOW_SYNC).run();
    return area.finish();
}

}  // namespace

int main() {
    return bench::cleanly(measure);
}
