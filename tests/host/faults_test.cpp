// SPDX-License-Identifier: MIT
// A full disk, a file that may not be written, a file that is damaged: each is said in words, and
// nothing half-written is left.
#include "tests/catch.hpp"
#include "tests/host/child.hpp"
#include "tests/host/folder.hpp"
#include "tests/host/turns.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

using namespace dutyd;
using namespace dutyd::host;

namespace {

constexpr int turns_max = 2000;

/// Commits until a commit fails; what it said, and then whether all is still in order.
std::string commit_until_failure(Store& store) {
    for (int turn = 0; turn < turns_max; ++turn) {
        const auto tail = store.tail();
        if (!tail) return "tail: " + error_of(tail);
        const auto done = store.commit(turn_after(*tail));
        if (done) continue;
        const auto after = store.tail();
        if (!after || after->seq != tail->seq) return "the failed turn left something behind";
        return error_of(done) + fault_in(store);
    }
    return "never failed";
}

std::string no_room(const std::string& path) {
    return fmt::format(
        "error: there is no room left to write to {}; nothing was stored\n"
        "    hint: free some space on its disk; dutyd goes on as soon as there is\n",
        path);
}

/// A disk of 400 KiB at `path` that only this process sees: as root, or as the root of a user
/// namespace of its own.
bool mount_small_disk(const std::string& path) {
    const std::string user = fmt::format("0 {} 1", ::geteuid());
    const std::string group = fmt::format("0 {} 1", ::getegid());
    if (::unshare(CLONE_NEWNS) != 0) {
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
        write_whole("/proc/self/uid_map", user);
        write_whole("/proc/self/setgroups", "deny");
        write_whole("/proc/self/gid_map", group);
    }
    return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount("none", path.c_str(), "tmpfs", 0, "size=400k") == 0;
}

void make_writable_by_all(const Folder& folder) {
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0777));
}

}  // namespace

TEST_CASE("a database that may not grow refuses a turn whole and goes on when it may") {
    const Folder folder;
    {
        auto store = Store::open({folder.database(), 60});
        REQUIRE(error_of(store) == "");
        CHECK(commit_until_failure(*store) == no_room(folder.database()));
    }
    Store store = opened(folder.database());
    CHECK(fault_in(store) == "");
    commit_next(store);
    CHECK(fault_in(store) == "");
}

TEST_CASE("a full disk refuses a turn whole; with room again the next one is stored") {
    const Folder folder;
    Child child([&](const Child::Say& say) {
        if (!mount_small_disk(folder.path())) return say("no small disk can be made here");
        write_whole(folder.file("ballast"), std::string(60000, 'x'));
        auto store = Store::open({folder.database()});
        if (!store) return say(error_of(store));
        say(commit_until_failure(*store));
        std::filesystem::remove(folder.file("ballast"));
        const auto tail = store->tail();
        say(tail ? error_of(store->commit(turn_after(*tail))) + fault_in(*store) : error_of(tail));
    });
    const std::string said = child.rest();
    if (said == "no small disk can be made here\n") {
        WARN(said);
        return;
    }
    CHECK(said == no_room(folder.database()) + "\n\n");
}

TEST_CASE("a file size limit is reported as a failed write, and nothing half-written is left") {
    const Folder folder;
    Child child([&](const Child::Say& say) {
        ::signal(SIGXFSZ, SIG_IGN);
        const struct rlimit limit { 200000, 200000 };
        ::setrlimit(RLIMIT_FSIZE, &limit);
        auto store = Store::open({folder.database()});
        say(store ? commit_until_failure(*store) : error_of(store));
    });
    CHECK(child.rest().rfind(
              fmt::format("error: reading or writing {} failed (SQLite error ", folder.database()),
              0) == 0);
    CHECK(fault_in(opened(folder.database())) == "");
}

TEST_CASE("a folder that may not be written is said to be so") {
    const Folder folder;
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
    CHECK(said_by_nobody([&] { return error_of(Store::open({folder.database()})); }) ==
          fmt::format("error: the lock file {}.lock cannot be opened: Permission denied\n"
                      "    hint: its folder must exist and belong to the user dutyd runs as\n\n",
                      folder.database()));
}

TEST_CASE("a database that may not be written is said to be so") {
    const Folder folder;
    { opened(folder.database()); }
    make_writable_by_all(folder);
    std::filesystem::remove(folder.database() + ".lock");
    std::filesystem::permissions(folder.database(), std::filesystem::perms(0444));
    if (::geteuid() != 0) std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
    CHECK(said_by_nobody([&] { return error_of(Store::open({folder.database()})); }) ==
          fmt::format("error: the database {} cannot be written\n"
                      "    hint: it and its folder must belong to the user dutyd runs as, and its "
                      "disk must be mounted for writing\n\n",
                      folder.database()));
}

TEST_CASE("a folder that does not exist is said not to") {
    const Folder folder;
    CHECK(error_of(Store::open({folder.file("none/dutyd.db")})) ==
          fmt::format("error: the folder {} of the database does not exist\n"
                      "    hint: make it, or name another: [daemon] database in dutyd.toml\n",
                      folder.file("none")));
}

TEST_CASE("a file that is no database is said to be none") {
    const Folder folder;
    write_whole(folder.database(),
                "this is a letter to the panel, not a database\n" + std::string(4096, ' '));
    CHECK(error_of(Store::open({folder.database()})) ==
          fmt::format("error: {} is not a database\n"
                      "    hint: stop dutyd, keep the damaged file, and restore the last backup; "
                      "`dutyctl doctor` says what can still be read\n",
                      folder.database()));
}

TEST_CASE("a damaged page never brings the program down, and never changes the journal unnoticed") {
    const Folder folder;
    std::string last_hash;
    {
        Store store = opened(folder.database());
        for (int turn = 0; turn < 20; ++turn) commit_next(store);
        last_hash = tail_of(store).hash;
    }
    const std::string sound = read_whole(folder.database());
    int found = 0;
    for (std::size_t at = 100; at + 500 < sound.size(); at += 1361) {
        const Folder copies;
        std::string damaged = sound;
        for (std::size_t i = at; i < at + 500; ++i) damaged[i] = '\xa5';
        write_whole(copies.database(), damaged);
        INFO(fmt::format("500 bytes from {}", at));
        const auto store = Store::open_copy(copies.database());
        const std::string fault = store ? fault_in(*store) : error_of(store);
        if (fault.empty()) CHECK(tail_of(*store).hash == last_hash);
        found += fault.empty() ? 0 : 1;
    }
    CHECK(found > 10);
}
