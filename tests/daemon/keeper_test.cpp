// SPDX-License-Identifier: MIT
// State and store stay the same when the store cannot write: the draft is dropped whole, whoever
// asked is told, what was answered before stays answered, and the daemon goes on.
#include "daemon/host/files.hpp"
#include "daemon/load.hpp"
#include "daemon/loop/loop.hpp"
#include "daemon/loop/past_answer.hpp"
#include "daemon/loop/replay.hpp"
#include "tests/catch.hpp"
#include "tests/daemon/office.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>

using namespace dutyd;
using daemon::Verdict;
using tests::Office;

namespace {

class SilentSink : public log::Sink {
public:
    void write(const log::Event&) noexcept override {}
};

/// A loop in the test's own process, on the database of an office.
class Inside {
public:
    Inside(const Office& office, std::int64_t pages_max) {
        daemon::Arguments arguments;
        arguments.config = office.config();
        arguments.simulated_clock = true;
        auto loaded = daemon::load_all(arguments);
        REQUIRE(loaded);
        auto store = host::Store::open({office.database(), pages_max});
        REQUIRE(store);
        auto state = daemon::replay_all(*store, {});
        REQUIRE(state);
        const auto start = civil::Instant::parse("2024-05-03T08:00:00Z");
        auto piece = daemon::timepiece_for(*store, {daemon::ClockKind::simulated, *start});
        REQUIRE(piece);
        const std::string hash = store->tail()->hash;
        keeper.emplace(*std::move(store), *std::move(state), hash, log);
        if (keeper->state().library) {
            REQUIRE(
                daemon::learn_zones(keeper->settings(), *keeper->state().library, host::read_zone));
        }
        loop.emplace(io, *keeper, *std::move(piece), log);
        started = loop->start(loaded->inputs).has_value();
    }

    Verdict carry_out(const std::string& request) {
        const auto body = boost::json::parse(request).as_object();
        auto command = engine::parse_command(body);
        REQUIRE(command);
        command->actor = "tester";
        std::optional<Verdict> verdict;
        loop->submit({{*command, daemon::digest_of(body, "tester")},
                      [&](Verdict outcome) { verdict = std::move(outcome); }});
        io.restart();
        io.poll();
        REQUIRE(verdict);
        return *verdict;
    }

    log::Log log{std::make_unique<SilentSink>(), log::Level::debug};
    boost::asio::io_context io;
    std::optional<daemon::Keeper> keeper;
    std::optional<daemon::Loop> loop;
    bool started = false;
};

const std::string poll_command =
    R"({"do": "election", "kind": "ordinary", "body": "leicestershire", "poll": "2024-05-02"})";

std::string note(int number) {
    return fmt::format(R"({{"do": "note", "matter": "plan-2024", "reason": "{1}",
                            "client-id": "n{0}"}})",
                       number, std::string(2000, 'x'));
}

/// Notes until one is not stored; gives its number.
int fill(Inside& inside) {
    for (int number = 0; number < 1000; ++number) {
        const auto seq = inside.keeper->state().seq;
        const Verdict verdict = inside.carry_out(note(number));
        if (verdict.kind == Verdict::Kind::recorded) continue;
        CHECK(verdict.kind == Verdict::Kind::not_stored);
        CHECK(verdict.errors.front().message == "this could not be stored; nothing was changed");
        CHECK(verdict.errors.size() == 2);
        CHECK(inside.keeper->state().seq == seq);
        CHECK(inside.keeper->store().tail()->seq == seq);
        return number;
    }
    FAIL("the disk does not become full");
    return -1;
}

}  // namespace

TEST_CASE("a full disk drops the turn whole, and all that was answered is kept") {
    Office office;
    {
        Inside inside(office, 0);
        REQUIRE(inside.started);
        REQUIRE(inside.carry_out(poll_command).kind == Verdict::Kind::recorded);
    }
    int first_lost = 0;
    {
        const auto pages = std::filesystem::file_size(office.database()) / 4096;
        Inside inside(office, static_cast<std::int64_t>(pages) + 40);
        REQUIRE(inside.started);
        first_lost = fill(inside);
        CHECK(first_lost > 0);
        REQUIRE(inside.keeper->trouble());
        const auto snapshot = inside.loop->snapshot();
        CHECK(engine::show(snapshot, "plan-2024").has_value());
        CHECK(inside.carry_out(note(0)).kind == Verdict::Kind::replayed);
        CHECK(inside.carry_out(note(first_lost)).kind == Verdict::Kind::not_stored);
    }
    Inside inside(office, 0);
    REQUIRE(inside.started);
    CHECK_FALSE(inside.keeper->trouble());
    CHECK(inside.carry_out(note(first_lost - 1)).kind == Verdict::Kind::replayed);
    CHECK(inside.carry_out(note(first_lost)).kind == Verdict::Kind::recorded);
}

TEST_CASE("commands that arrive together share a turn, but never two with one client id") {
    std::deque<daemon::Work> queue;
    const auto add = [&](const std::string& client_id) {
        daemon::Submission submission;
        submission.command.client_id = client_id;
        queue.emplace_back(daemon::CommandWork{std::move(submission), {}});
    };
    for (const char* id : {"a", "", "b", "", "a", "c"}) add(id);
    queue.emplace_back(daemon::ReloadWork{});
    add("d");
    CHECK(daemon::take_commands(queue, 100).size() == 4);
    CHECK(daemon::take_commands(queue, 1).size() == 1);
    CHECK(daemon::take_commands(queue, 100).size() == 1);
    CHECK(daemon::take_commands(queue, 100).empty());
    CHECK(queue.size() == 2);
}

TEST_CASE("two commands with one client id in one turn's time are one command") {
    Office office;
    Inside inside(office, 0);
    REQUIRE(inside.started);
    REQUIRE(inside.carry_out(poll_command).kind == Verdict::Kind::recorded);
    const auto body = boost::json::parse(note(1)).as_object();
    auto command = engine::parse_command(body);
    REQUIRE(command);
    std::vector<Verdict::Kind> kinds;
    for (const char* digest : {"same", "same", "other"}) {
        inside.loop->submit(
            {{*command, digest}, [&](const Verdict& verdict) { kinds.push_back(verdict.kind); }});
    }
    const auto seq = inside.keeper->state().seq;
    inside.io.restart();
    inside.io.poll();
    CHECK(kinds == std::vector<Verdict::Kind>{Verdict::Kind::recorded, Verdict::Kind::replayed,
                                              Verdict::Kind::conflict});
    CHECK(inside.keeper->state().seq == seq + 1);
}

TEST_CASE("a digest is of what a command says, not of how it is written") {
    const auto digest = [](const std::string& text, const std::string& actor) {
        return daemon::digest_of(boost::json::parse(text).as_object(), actor);
    };
    CHECK(digest(R"({"a": {"x": 1, "y": [1, 2]}, "b": 2})", "me") ==
          digest(R"({"b":2,"client-id":"z","a":{"y":[1,2],"x":1}})", "me"));
    CHECK(digest(R"({"a": [1, 2]})", "me") != digest(R"({"a": [2, 1]})", "me"));
    CHECK(digest(R"({"a": 1})", "me") != digest(R"({"a": 1})", "you"));
    CHECK(digest(R"({"a": 1})", "me") != digest(R"({"a": "1"})", "me"));
}
