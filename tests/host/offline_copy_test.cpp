// SPDX-License-Identifier: MIT
// Two daemons on one database, and readers while a daemon runs or not.
#include "daemon/host/offline_copy.hpp"
#include "daemon/host/lock_file.hpp"
#include "tests/catch.hpp"
#include "tests/host/child.hpp"
#include "tests/host/folder.hpp"
#include "tests/host/turns.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

using namespace dutyd;
using namespace dutyd::host;

namespace {

/// Opens the database, says so, and holds it until killed.
void hold_database(const std::string& path, const Child::Say& say) {
    auto store = Store::open({path});
    if (!store) return say(error_of(store));
    say(std::to_string(::getpid()));
    hold();
}

std::size_t entries(const std::string& folder) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        count += entry.exists() ? 1U : 0U;
    }
    return count;
}

/// Where copies are put while this object lives.
class TemporaryFolder {
public:
    TemporaryFolder() { ::setenv("TMPDIR", folder_.path().c_str(), 1); }
    ~TemporaryFolder() { ::unsetenv("TMPDIR"); }
    const std::string& path() const { return folder_.path(); }

private:
    Folder folder_;
};

}  // namespace

TEST_CASE("a second daemon on a database is refused, and told which process has it") {
    const Folder folder;
    Child daemon([&](const Child::Say& say) { hold_database(folder.database(), say); });
    const auto process = daemon.next_line();
    REQUIRE(process);
    CHECK(error_of(Store::open({folder.database()})) ==
          fmt::format("error: the database {} is in use by another dutyd (process {})\n"
                      "    hint: stop that one first, or give this one its own: [daemon] database "
                      "in dutyd.toml\n",
                      folder.database(), *process));
    daemon.kill();
    CHECK(error_of(Store::open({folder.database()})) == "");
}

TEST_CASE("a second store in the same process is refused too") {
    const Folder folder;
    const Store store = opened(folder.database());
    CHECK(error_of(Store::open({folder.database()})).find("in use by another dutyd") !=
          std::string::npos);
}

TEST_CASE("a store that is moved keeps its lock, one that is gone gives it back") {
    const Folder folder;
    {
        Store first = opened(folder.database());
        const Store second = std::move(first);
        CHECK_FALSE(Store::open({folder.database()}));
    }
    CHECK(error_of(Store::open({folder.database()})) == "");
}

TEST_CASE("a reader beside a running daemon is sent to its socket") {
    const Folder folder;
    Child daemon([&](const Child::Say& say) { hold_database(folder.database(), say); });
    const auto process = daemon.next_line();
    REQUIRE(process);
    CHECK(error_of(OfflineCopy::take(folder.database())) ==
          fmt::format("error: dutyd (process {}) is running and holds the database {}\n"
                      "    hint: ask it through its socket; if it does not answer, see "
                      "`systemctl status dutyd`\n",
                      *process, folder.database()));
}

TEST_CASE("a reader reads a copy while no daemon runs, and says how old it is") {
    const Folder folder;
    const TemporaryFolder temporary;
    {
        Store store = opened(folder.database());
        commit_next(store);
        commit_next(store);
    }
    {
        const auto copy = OfflineCopy::take(folder.database());
        REQUIRE(error_of(copy) == "");
        CHECK(fault_in(copy->store()) == "");
        CHECK(tail_of(copy->store()).seq == 2 * rows_per_turn);
        CHECK(copy->recorded_at() == Instant{1716393900 + 120});
        CHECK(entries(temporary.path()) == 1);

        Store daemon = opened(folder.database());
        commit_next(daemon);
        CHECK(tail_of(copy->store()).seq == 2 * rows_per_turn);
    }
    CHECK(entries(temporary.path()) == 0);
}

TEST_CASE("a copy holds what a killed daemon had only in its log, and is nobody else's to read") {
    const Folder folder;
    const TemporaryFolder temporary;
    {
        Child daemon([&](const Child::Say& say) {
            auto store = Store::open({folder.database()});
            if (!store || !store->commit(turn_after(Tail{}))) return say("failed");
            say("committed");
            hold();
        });
        REQUIRE(daemon.next_line() == "committed");
    }
    REQUIRE(std::filesystem::file_size(folder.database() + "-wal") > 0);
    const std::string file = read_whole(folder.database());
    const std::string log = read_whole(folder.database() + "-wal");

    const auto copy = OfflineCopy::take(folder.database());
    REQUIRE(error_of(copy) == "");
    CHECK(tail_of(copy->store()).seq == rows_per_turn);
    CHECK(read_whole(folder.database()) == file);
    CHECK(read_whole(folder.database() + "-wal") == log);
    for (const auto& entry : std::filesystem::directory_iterator(temporary.path())) {
        CHECK((entry.status().permissions() & std::filesystem::perms(0077)) ==
              std::filesystem::perms::none);
    }
}

TEST_CASE("a copy that cannot be made leaves nothing behind") {
    const Folder folder;
    const TemporaryFolder temporary;
    CHECK(error_of(OfflineCopy::take(folder.database())) ==
          fmt::format("error: there is no database at {}\n"
                      "    hint: dutyd makes it when it is first started; [daemon] database in "
                      "dutyd.toml names it\n",
                      folder.database()));
    write_whole(folder.database(), std::string(8192, 'x'));
    CHECK(error_of(OfflineCopy::take(folder.database()))
              .rfind(fmt::format("error: {} is not a database\n", folder.database()), 0) == 0);
    CHECK(entries(temporary.path()) == 0);
}

TEST_CASE("a daemon that starts while a reader copies waits for the reader") {
    const Folder folder;
    { opened(folder.database()); }
    Child reader([&](const Child::Say& say) {
        const auto lock = LockFile::take(folder.database(), LockUse::reader);
        say(lock ? "reading" : error_of(lock));
        hold();
    });
    REQUIRE(reader.next_line() == "reading");
    CHECK(error_of(LockFile::take(folder.database(), LockUse::reader)) == "");

    Child daemon([&](const Child::Say& say) {
        say("starting");
        const auto store = Store::open({folder.database()});
        say(store ? "started" : error_of(store));
    });
    REQUIRE(daemon.next_line() == "starting");
    reader.kill();
    CHECK(daemon.next_line() == "started");
}
