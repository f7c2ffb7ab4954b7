// SPDX-License-Identifier: MIT
// Opening the database and writing a turn.
#include "daemon/host/store.hpp"

#include "daemon/host/store_impl.hpp"
#include "daemon/host/store_schema.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

namespace dutyd::host {

namespace {

constexpr int busy_timeout_ms = 1000;

/// Makes an empty file that its group may read, before SQLite would make one that all may read.
void make_file(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (descriptor >= 0) ::close(descriptor);
}

Result<Done> check_folder(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
    std::error_code error;
    if (std::filesystem::is_directory(folder, error)) return Done{};
    return make_error(fmt::format("the folder {} of the database does not exist", folder.string()),
                      "make it, or name another: [daemon] database in dutyd.toml");
}

/// One connection in one process: SQLite then needs no memory shared with others, and nothing else
/// can open the file while dutyd runs.
void set_up_connection(SQLite::Database& database, std::int64_t pages_max) {
    database.exec(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
        "PRAGMA secure_delete = ON; "
        "PRAGMA journal_size_limit = 16777216");
    if (pages_max > 0) database.exec(fmt::format("PRAGMA max_page_count = {}", pages_max));
}

Result<Done> use_write_ahead_log(SQLite::Database& database) {
    const std::string mode = database.execAndGet("PRAGMA journal_mode = WAL").getString();
    if (mode == "wal") return Done{};
    return make_error(fmt::format("the database {} cannot keep a write-ahead log (its mode is {})",
                                  database.getFilename(), mode),
                      "put it on a local disk; network file systems do not do");
}

Result<Done> check_writable(SQLite::Database& database) {
    if (sqlite3_db_readonly(database.getHandle(), "main") == 0) return Done{};
    return make_error(
        fmt::format("the database {} cannot be written", database.getFilename()),
        "it and its folder must belong to the user dutyd runs as, and its disk must be mounted "
        "for writing");
}

Result<Done> prepare(SQLite::Database& database, const StoreOptions& options) {
    if (auto writable = check_writable(database); !writable) return writable;
    set_up_connection(database, options.pages_max);
    auto current = bring_up_to_date(database, schema_steps(), OldFile::keep);
    return current ? use_write_ahead_log(database) : current;
}

/// Nothing is written that could not be read back.
Result<Done> check_readable(const std::vector<journal::Row>& rows) {
    for (const journal::Row& row : rows) {
        const auto event = journal::decode(row, row.previous, std::nullopt);
        if (!event) return event.error();
    }
    return Done{};
}

void insert_rows(Statements& statements, const std::vector<journal::Row>& rows) {
    if (rows.empty()) return;
    const auto insert =
        statements.lend("INSERT INTO journal (seq, body, prev, hash) VALUES (?, ?, ?, ?)");
    for (const journal::Row& row : rows) {
        insert->bind(1, static_cast<std::int64_t>(row.seq));
        insert->bindNoCopy(2, row.body);
        insert->bindNoCopy(3, row.previous);
        insert->bindNoCopy(4, row.hash);
        run(*insert);
    }
}

void insert_texts(Statements& statements, const std::vector<journal::FreeText>& texts) {
    if (texts.empty()) return;
    const auto insert = statements.lend(
        "INSERT INTO free_text (digest, salt, text) VALUES (?, ?, ?) "
        "ON CONFLICT DO NOTHING");
    for (const journal::FreeText& text : texts) {
        insert->bindNoCopy(1, text.digest);
        insert->bindNoCopy(2, text.salt);
        insert->bindNoCopy(3, text.text);
        run(*insert);
    }
}

void insert_inputs(Statements& statements, const std::vector<InputRow>& inputs) {
    if (inputs.empty()) return;
    const auto insert =
        statements.lend("INSERT INTO input (hash, content) VALUES (?, ?) ON CONFLICT DO NOTHING");
    for (const InputRow& input : inputs) {
        insert->bindNoCopy(1, input.hash);
        bind_blob(*insert, 2, input.content);
        run(*insert);
    }
}

void replace_persons(Statements& statements, const std::vector<PersonRow>& persons) {
    if (persons.empty()) return;
    const auto insert = statements.lend(
        "INSERT INTO person (id, name, email) VALUES (?1, ?2, ?3) "
        "ON CONFLICT (id) DO UPDATE SET name = ?2, email = ?3");
    for (const PersonRow& person : persons) {
        insert->bindNoCopy(1, person.id);
        insert->bindNoCopy(2, person.name);
        insert->bindNoCopy(3, person.email);
        run(*insert);
    }
}

void insert_answers(Statements& statements, const std::vector<AnswerRow>& answers) {
    if (answers.empty()) return;
    const auto insert =
        statements.lend("INSERT INTO answer (client_id, content_hash, answer) VALUES (?, ?, ?)");
    for (const AnswerRow& answer : answers) {
        insert->bindNoCopy(1, answer.client_id);
        insert->bindNoCopy(2, answer.content_hash);
        insert->bindNoCopy(3, answer.answer);
        run(*insert);
    }
}

void replace_meta(Statements& statements, const std::vector<MetaRow>& meta) {
    if (meta.empty()) return;
    const auto insert = statements.lend(
        "INSERT INTO meta (key, value) VALUES (?1, ?2) "
        "ON CONFLICT (key) DO UPDATE SET value = ?2");
    for (const MetaRow& row : meta) {
        insert->bindNoCopy(1, row.key);
        insert->bindNoCopy(2, row.value);
        run(*insert);
    }
}

bool is_empty(const TurnWrites& writes) {
    return writes.rows.empty() && writes.texts.empty() && writes.outbox.empty() &&
           writes.inputs.empty() && writes.persons.empty() && writes.answers.empty() &&
           writes.meta.empty();
}

}  // namespace

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

const std::string& Store::path() const {
    return impl_->database.getFilename();
}

Result<Store> Store::open(const StoreOptions& options) {
    if (auto folder = check_folder(options.path); !folder) return folder.error();
    auto lock = LockFile::take(options.path, LockUse::daemon);
    if (!lock) return lock.error();
    make_file(options.path);
    return guarded(options.path, [&]() -> Result<Store> {
        auto impl = std::make_unique<Impl>(
            *std::move(lock),
            SQLite::Database(options.path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                             busy_timeout_ms));
        if (auto ready = prepare(impl->database, options); !ready) return ready.error();
        return Store(std::move(impl));
    });
}

Result<Store> Store::open_copy(const std::string& path) {
    return guarded(path, [&]() -> Result<Store> {
        auto impl = std::make_unique<Impl>(
            std::nullopt, SQLite::Database(path, SQLite::OPEN_READWRITE, busy_timeout_ms));
        auto ready = bring_up_to_date(impl->database, schema_steps(), OldFile::drop);
        if (!ready) return ready.error();
        impl->database.exec("PRAGMA query_only = ON");
        return Store(std::move(impl));
    });
}

Result<Done> Store::commit(const TurnWrites& writes) {
    if (is_empty(writes)) return Done{};
    if (auto readable = check_readable(writes.rows); !readable) return readable;
    return guarded(path(), [&]() -> Result<Done> {
        Statements& statements = impl_->statements;
        SQLite::Transaction transaction(impl_->database, SQLite::TransactionBehavior::IMMEDIATE);
        insert_rows(statements, writes.rows);
        insert_texts(statements, writes.texts);
        insert_inputs(statements, writes.inputs);
        replace_persons(statements, writes.persons);
        insert_outbox(statements, writes.outbox);
        insert_answers(statements, writes.answers);
        replace_meta(statements, writes.meta);
        transaction.commit();
        return Done{};
    });
}

}  // namespace dutyd::host
