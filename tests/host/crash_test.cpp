// SPDX-License-Identifier: MIT
// kill -9 at any moment: what was said to be stored is stored, whole turns only, and the chain
// holds. The moments are where the kill happens to fall, and then every place at which the log
// could have ended.
#include "tests/catch.hpp"
#include "tests/host/child.hpp"
#include "tests/host/folder.hpp"
#include "tests/host/turns.hpp"

#include <fmt/format.h>

#include <algorithm>

using namespace dutyd;
using namespace dutyd::host;

namespace {

constexpr int kills = 25;
constexpr std::size_t log_header = 32;
constexpr std::size_t log_frame = 24 + 4096;

/// Commits turn after turn for ever and says each row number that is safe.
void commit_for_ever(const std::string& path, const Child::Say& say) {
    auto store = Store::open({path});
    if (!store) return say(error_of(store));
    while (true) {
        const auto tail = store->tail();
        if (!tail) return say(error_of(tail));
        const auto done = store->commit(turn_after(*tail));
        if (!done) return say(error_of(done));
        say(std::to_string(tail->seq + rows_per_turn));
    }
}

}  // namespace

TEST_CASE("a daemon killed amid its commits loses nothing it had confirmed") {
    const Folder folder;
    std::uint64_t before = 0;
    for (int round = 0; round < kills; ++round) {
        Child daemon([&](const Child::Say& say) { commit_for_ever(folder.database(), say); });
        std::uint64_t confirmed = before;
        for (int lines = 0; lines <= round % 7; ++lines) {
            const auto line = daemon.next_line();
            REQUIRE(line);
            confirmed = std::stoull(*line);
        }
        daemon.kill();
        while (const auto line = daemon.next_line()) confirmed = std::stoull(*line);

        const Store store = opened(folder.database());
        const Tail tail = tail_of(store);
        INFO(fmt::format("round {}, {} rows confirmed", round, confirmed));
        CHECK(tail.seq >= confirmed);
        CHECK(tail.seq <= confirmed + rows_per_turn);
        CHECK(fault_in(store) == "");
        before = tail.seq;
    }
}

TEST_CASE("wherever the log ends after a power cut, whole turns and a sound chain are left") {
    const Folder folder;
    Store store = opened(folder.database());
    for (int turn = 0; turn < 5; ++turn) commit_next(store);
    const std::string file = read_whole(folder.database());
    const std::string log = read_whole(folder.database() + "-wal");
    REQUIRE(log.size() > 50000);

    std::vector<std::size_t> lengths{0, 1, log_header - 1};
    for (std::size_t frame = log_header; frame <= log.size(); frame += log_frame) {
        for (const std::size_t more : {0U, 1U, 24U, 2000U, 4119U}) {
            lengths.push_back(std::min(frame + more, log.size()));
        }
    }
    std::uint64_t last = 0;
    std::size_t different = 0;
    for (const std::size_t length : lengths) {
        const Folder copies;
        write_whole(copies.database(), file);
        write_whole(copies.database() + "-wal", log.substr(0, length));
        const auto cut = Store::open_copy(copies.database());
        REQUIRE(error_of(cut) == "");
        INFO(fmt::format("log cut at {} of {}", length, log.size()));
        REQUIRE(fault_in(*cut) == "");
        const std::uint64_t seq = tail_of(*cut).seq;
        REQUIRE(seq >= last);
        different += seq > last ? 1 : 0;
        last = seq;
    }
    CHECK(different == 5);
    CHECK(last == 5 * rows_per_turn);
}

TEST_CASE("a log whose end is rubbish is read up to its last whole turn") {
    const Folder folder;
    Store store = opened(folder.database());
    for (int turn = 0; turn < 3; ++turn) commit_next(store);
    const std::string file = read_whole(folder.database());
    const std::string log = read_whole(folder.database() + "-wal");
    for (std::size_t at = log_header; at < log.size(); at += 2503) {
        const Folder copies;
        std::string rubbish = log;
        for (std::size_t i = at; i < rubbish.size() && i < at + 4096; ++i) rubbish[i] = '\x5a';
        write_whole(copies.database(), file);
        write_whole(copies.database() + "-wal", rubbish);
        const auto damaged = Store::open_copy(copies.database());
        REQUIRE(error_of(damaged) == "");
        INFO(fmt::format("rubbish from {} of {}", at, log.size()));
        REQUIRE(fault_in(*damaged) == "");
    }
}
