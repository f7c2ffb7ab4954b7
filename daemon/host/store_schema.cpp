// SPDX-License-Identifier: MIT
#include "daemon/host/store_schema.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <filesystem>

namespace dutyd::host {

namespace {

// "duty" in ASCII; `file` and this program know the file by it.
constexpr int application_id = 0x64757479;

constexpr const char* schema_1 = R"sql(
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
INSERT INTO meta VALUES ('database-id', lower(hex(randomblob(16))));

-- The truth. Everything else in memory follows from it. recorded_at is there for people who look
-- with the sqlite3 tool; it is read from the row, not kept beside it.
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    prev TEXT NOT NULL CHECK (length(prev) = 64),
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    recorded_at TEXT GENERATED ALWAYS AS (json_extract(body, '$.recorded_at')) VIRTUAL
) STRICT;
CREATE TRIGGER journal_follows BEFORE INSERT ON journal BEGIN
    SELECT raise(ABORT, 'a journal row must follow the last one without a gap')
        WHERE new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal);
    SELECT raise(ABORT, 'a journal row must carry the hash of the last one')
        WHERE new.prev IS NOT coalesce(
            (SELECT hash FROM journal ORDER BY seq DESC LIMIT 1),
            '0000000000000000000000000000000000000000000000000000000000000000');
END;
CREATE TRIGGER journal_unchanged BEFORE UPDATE ON journal BEGIN
    SELECT raise(ABORT, 'the journal is never changed');
END;
CREATE TRIGGER journal_kept BEFORE DELETE ON journal BEGIN
    SELECT raise(ABORT, 'nothing is deleted from the journal');
END;

-- Words of people, apart from the journal so that they can be erased: deleted, but never changed.
CREATE TABLE free_text (
    digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
    salt TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER free_text_unchanged BEFORE UPDATE ON free_text BEGIN
    SELECT raise(ABORT, 'a text is erased whole or not at all');
END;

CREATE TABLE person (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE input (
    hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
    content BLOB NOT NULL
) STRICT;

-- Instants are seconds since 1970 UTC.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL,
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    mime BLOB NOT NULL,
    alerts TEXT NOT NULL CHECK (json_valid(alerts)),
    created_at INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered')),
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    next_attempt INTEGER NOT NULL,
    last_code INTEGER NOT NULL,
    last_error TEXT NOT NULL,
    delivered_at INTEGER CHECK ((delivered_at IS NOT NULL) = (state = 'delivered'))
) STRICT;
CREATE INDEX outbox_waiting ON outbox (next_attempt) WHERE state = 'waiting';
CREATE TRIGGER outbox_delivered BEFORE UPDATE OF state ON outbox
    WHEN old.state = 'delivered' AND new.state <> 'delivered' BEGIN
    SELECT raise(ABORT, 'a delivered message stays delivered');
END;

CREATE TABLE answer (
    client_id TEXT PRIMARY KEY,
    content_hash TEXT NOT NULL,
    answer TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// A notice goes out over every channel its person has, each on its own; and what does not get
// through is told once. SQLite cannot widen a UNIQUE in place, so the table is made anew.
constexpr const char* schema_2 = R"sql(
CREATE TABLE outbox_2 (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    person TEXT NOT NULL,
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    mime BLOB NOT NULL,
    alerts TEXT NOT NULL CHECK (json_valid(alerts)),
    created_at INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered')),
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    next_attempt INTEGER NOT NULL,
    last_code INTEGER NOT NULL,
    last_error TEXT NOT NULL,
    delivered_at INTEGER CHECK ((delivered_at IS NOT NULL) = (state = 'delivered')),
    refused INTEGER NOT NULL DEFAULT 0 CHECK (refused IN (0, 1)),
    failing_since INTEGER,
    raised_at INTEGER,
    about INTEGER,
    UNIQUE (message_id, channel)
) STRICT;
INSERT INTO outbox_2 SELECT
    id, message_id, 'mail', person, address, subject, mime, alerts, created_at, not_before, urgent,
    state, attempts, next_attempt, last_code, last_error, delivered_at, 0,
    CASE WHEN state = 'waiting' AND attempts > 0 THEN not_before END, NULL, NULL
    FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_2 RENAME TO outbox;
CREATE INDEX outbox_waiting ON outbox (channel, next_attempt) WHERE state = 'waiting';
CREATE TRIGGER outbox_delivered BEFORE UPDATE OF state ON outbox
    WHEN old.state = 'delivered' AND new.state <> 'delivered' BEGIN
    SELECT raise(ABORT, 'a delivered message stays delivered');
END;
)sql";

int pragma(SQLite::Database& database, const char* name) {
    return database.execAndGet(fmt::format("PRAGMA {}", name)).getInt();
}

Result<Done> refuse_foreign(SQLite::Database& database, int version, int newest) {
    const std::string& path = database.getFilename();
    const int id = pragma(database, "application_id");
    const int tables = database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt();
    if (id != application_id && (id != 0 || version != 0 || tables != 0)) {
        return make_error(fmt::format("{} is a database of another program", path),
                          "give dutyd a file of its own: [daemon] database in dutyd.toml");
    }
    if (version > newest) {
        return make_error(
            fmt::format("the database {} has schema {}, but this dutyd knows schemas up to {}",
                        path, version, newest),
            "a newer dutyd has used it; install that version or a later one");
    }
    return Done{};
}

/// A copy that is whole or not there: it gets its name when it is complete.
Result<Done> keep_copy(SQLite::Database& database, int version) {
    const std::string copy = fmt::format("{}.schema-{}", database.getFilename(), version);
    const std::string unfinished = copy + ".unfinished";
    std::error_code error;
    std::filesystem::remove(unfinished, error);
    SQLite::Statement vacuum(database, "VACUUM INTO ?");
    vacuum.bind(1, unfinished);
    vacuum.exec();
    std::filesystem::permissions(unfinished, std::filesystem::perms(0600), error);
    std::filesystem::rename(unfinished, copy, error);
    if (!error) return Done{};
    return make_error(
        fmt::format("the copy {} of the old database could not be kept: {}", copy, error.message()),
        "the database was not changed; make room in its folder and start again");
}

}  // namespace

const SchemaSteps& schema_steps() {
    static const SchemaSteps steps{schema_1, schema_2};
    return steps;
}

Result<Done> bring_up_to_date(SQLite::Database& database, const SchemaSteps& steps,
                              OldFile old_file) {
    const int newest = static_cast<int>(steps.size());
    const int version = pragma(database, "user_version");
    if (auto refused = refuse_foreign(database, version, newest); !refused) return refused;
    if (version == newest) return Done{};
    if (version > 0 && old_file == OldFile::keep) {
        if (auto kept = keep_copy(database, version); !kept) return kept;
    }
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    for (int step = version; step < newest; ++step) {
        database.exec(steps[static_cast<std::size_t>(step)]);
    }
    database.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                              application_id, newest));
    transaction.commit();
    return Done{};
}

}  // namespace dutyd::host
