// SPDX-License-Identifier: MIT
// Old files are brought up to date and kept; newer ones and files of others are refused untouched.
#include "daemon/host/store_error.hpp"
#include "daemon/host/store_schema.hpp"
#include "tests/catch.hpp"
#include "tests/host/folder.hpp"
#include "tests/host/turns.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

using namespace dutyd;
using namespace dutyd::host;

namespace {

/// The schema as it may be one day: ours and a step more.
SchemaSteps next_schema(const std::string& step) {
    SchemaSteps steps = schema_steps();
    steps.push_back(step);
    return steps;
}

std::string migrate(const Folder& folder, const SchemaSteps& steps) {
    SQLite::Database database(folder.database(), SQLite::OPEN_READWRITE);
    return error_of(guarded(folder.database(),
                            [&] { return bring_up_to_date(database, steps, OldFile::keep); }));
}

int version_of(const std::string& path) {
    SQLite::Database database(path, SQLite::OPEN_READONLY);
    return database.execAndGet("PRAGMA user_version").getInt();
}

}  // namespace

TEST_CASE("the file says what it is") {
    const Folder folder;
    { opened(folder.database()); }
    CHECK(version_of(folder.database()) == static_cast<int>(schema_steps().size()));
    const std::string bytes = read_whole(folder.database());
    CHECK(bytes.substr(68, 4) == "duty");
}

TEST_CASE("an old database is brought up to date and the old file is kept beside it") {
    const Folder folder;
    {
        Store store = opened(folder.database());
        commit_next(store);
    }
    REQUIRE(migrate(folder, next_schema("CREATE TABLE later (id INTEGER) STRICT")) == "");
    CHECK(version_of(folder.database()) == 2);
    CHECK(version_of(folder.database() + ".schema-1") == 1);

    std::filesystem::copy_file(folder.database() + ".schema-1", folder.file("old.db"));
    const Store old = opened(folder.file("old.db"));
    CHECK(fault_in(old) == "");
    CHECK(tail_of(old).seq == rows_per_turn);
}

TEST_CASE("a step that fails leaves the database as it was") {
    const Folder folder;
    {
        Store store = opened(folder.database());
        commit_next(store);
    }
    const std::string error =
        migrate(folder, next_schema("CREATE TABLE later (id INTEGER) STRICT; SELECT nonsense()"));
    CHECK(error.find("no such function: nonsense") != std::string::npos);
    CHECK(version_of(folder.database()) == 1);
    CHECK(fault_in(opened(folder.database())) == "");
    REQUIRE(migrate(folder, next_schema("CREATE TABLE later (id INTEGER) STRICT")) == "");
    CHECK(version_of(folder.database()) == 2);
}

TEST_CASE("a database of a newer dutyd is refused and not touched") {
    const Folder folder;
    { opened(folder.database()); }
    REQUIRE(migrate(folder, next_schema("CREATE TABLE later (id INTEGER) STRICT")) == "");
    const std::string before = read_whole(folder.database());
    CHECK(error_of(Store::open({folder.database()})) ==
          fmt::format("error: the database {} has schema 2, but this dutyd knows schemas up to 1\n"
                      "    hint: a newer dutyd has used it; install that version or a later one\n",
                      folder.database()));
    CHECK(read_whole(folder.database()) == before);
    CHECK_FALSE(std::filesystem::exists(folder.database() + ".schema-2"));
}

TEST_CASE("a database of another program is refused and not touched") {
    const Folder folder;
    {
        SQLite::Database other(folder.database(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        other.exec("CREATE TABLE recipes (name TEXT)");
    }
    const std::string before = read_whole(folder.database());
    CHECK(error_of(Store::open({folder.database()})) ==
          fmt::format("error: {} is a database of another program\n"
                      "    hint: give dutyd a file of its own: [daemon] database in dutyd.toml\n",
                      folder.database()));
    CHECK(read_whole(folder.database()) == before);
}
