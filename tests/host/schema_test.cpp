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

int newest() {
    return static_cast<int>(schema_steps().size());
}

int version_of(const std::string& path) {
    SQLite::Database database(path, SQLite::OPEN_READONLY);
    return database.execAndGet("PRAGMA user_version").getInt();
}

}  // namespace

TEST_CASE("the file says what it is") {
    const Folder folder;
    { opened(folder.database()); }
    CHECK(version_of(folder.database()) == newest());
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
    CHECK(version_of(folder.database()) == newest() + 1);
    const std::string kept = fmt::format("{}.schema-{}", folder.database(), newest());
    CHECK(version_of(kept) == newest());

    std::filesystem::copy_file(kept, folder.file("old.db"));
    const Store old = opened(folder.file("old.db"));
    CHECK(fault_in(old) == "");
    CHECK(tail_of(old).seq == rows_per_turn);
}

TEST_CASE("a database from before there were channels keeps all its mail, sent and waiting") {
    const Folder folder;
    {
        SQLite::Database old(folder.database(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        REQUIRE(error_of(guarded(folder.database(), [&] {
                    return bring_up_to_date(old, {schema_steps().front()}, OldFile::drop);
                })) == "");
        old.exec(R"sql(INSERT INTO outbox VALUES
            (3, 'sent@d', 'ann', 'ann@e.org', 'S', x'41', '[]', 10, 20, 0, 'delivered', 2, 25, 250,
             '', 30),
            (7, 'late@d', 'ann', 'ann@e.org', 'S', x'42', '["a"]', 10, 20, 1, 'waiting', 4, 99, 550,
             'no such user', NULL),
            (9, 'new@d', 'bob', 'bob@e.org', 'S', x'43', '[]', 10, 20, 0, 'waiting', 0, 20, 0, '',
             NULL))sql");
        CHECK(old.execAndGet("PRAGMA user_version").getInt() == 1);
    }
    Store store = opened(folder.database());
    const auto rows = store.messages(OutboxScope::all, 10);
    REQUIRE(error_of(rows) == "");
    REQUIRE(rows->size() == 3);
    CHECK((*rows)[0].delivered_at == Instant{30});
    CHECK((*rows)[1].alerts == std::vector<std::string>{"a"});
    CHECK((*rows)[1].failing_since == Instant{20});
    CHECK((*rows)[1].last_error == "no such user");
    CHECK_FALSE((*rows)[2].failing_since);
    for (const OutboxRow& row : *rows) CHECK(row.channel == "mail");
    CHECK(store.due_outbox(Instant{100})->size() == 2);
    CHECK(store.message(7).value()->mime == "B");

    OutboxRow next = rows->front();
    next.message_id = "sent@d";
    next.channel = "chat";  // the same notice over another channel is another message
    TurnWrites writes;
    writes.outbox = {next};
    REQUIRE(error_of(store.commit(writes)) == "");
    CHECK((*store.find_message("sent@d", "chat"))->id == 10);
    CHECK(error_of(store.commit(writes)).find("refused a row") != std::string::npos);
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
    CHECK(version_of(folder.database()) == newest());
    CHECK(fault_in(opened(folder.database())) == "");
    REQUIRE(migrate(folder, next_schema("CREATE TABLE later (id INTEGER) STRICT")) == "");
    CHECK(version_of(folder.database()) == newest() + 1);
}

TEST_CASE("a database of a newer dutyd is refused and not touched") {
    const Folder folder;
    { opened(folder.database()); }
    REQUIRE(migrate(folder, next_schema("CREATE TABLE later (id INTEGER) STRICT")) == "");
    const std::string before = read_whole(folder.database());
    CHECK(error_of(Store::open({folder.database()})) ==
          fmt::format("error: the database {} has schema {}, but this dutyd knows schemas up "
                      "to {}\n"
                      "    hint: a newer dutyd has used it; install that version or a later one\n",
                      folder.database(), newest() + 1, newest()));
    CHECK(read_whole(folder.database()) == before);
    CHECK_FALSE(
        std::filesystem::exists(fmt::format("{}.schema-{}", folder.database(), newest() + 1)));
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
