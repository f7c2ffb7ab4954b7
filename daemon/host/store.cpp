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
#include <initializer_list>

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

using Statement = SQLite::Statement;

/// Texts that outlive the run of the statement.
void bind_texts(Statement& statement, std::initializer_list<const std::string*> texts) {
    int index = 0;
    for (const std::string* text : texts) statement.bindNoCopy(++index, *text);
}

void insert_rows(Statements& statements, const std::vector<journal::Row>& rows) {
    write_each(statements, "INSERT INTO journal (body, prev, hash, seq) VALUES (?, ?, ?, ?)", rows,
               [](Statement& insert, const journal::Row& row) {
                   bind_texts(insert, {&row.body, &row.previous, &row.hash});
                   insert.bind(4, static_cast<std::int64_t>(row.seq));
               });
}

void insert_inputs(Statements& statements, const std::vector<InputRow>& inputs) {
    write_each(statements, "INSERT INTO input (hash, content) VALUES (?, ?) ON CONFLICT DO NOTHING",
               inputs, [](Statement& insert, const InputRow& input) {
                   insert.bindNoCopy(1, input.hash);
                   bind_blob(insert, 2, input.content);
               });
}

/// What lies beside the journal and is only text.
void write_texts(Statements& statements, const TurnWrites& writes) {
    write_each(statements,
               "INSERT INTO free_text (digest, salt, text) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
               writes.texts, [](Statement& insert, const journal::FreeText& text) {
                   bind_texts(insert, {&text.digest, &text.salt, &text.text});
               });
    write_each(statements,
               "INSERT INTO person (id, name, email) VALUES (?1, ?2, ?3) "
               "ON CONFLICT (id) DO UPDATE SET name = ?2, email = ?3",
               writes.persons, [](Statement& replace, const PersonRow& person) {
                   bind_texts(replace, {&person.id, &person.name, &person.email});
               });
    write_each(statements, "INSERT INTO answer (client_id, content_hash, answer) VALUES (?, ?, ?)",
               writes.answers, [](Statement& insert, const AnswerRow& answer) {
                   bind_texts(insert, {&answer.client_id, &answer.content_hash, &answer.answer});
               });
    write_each(statements,
               "INSERT INTO meta (key, value) VALUES (?1, ?2) "
               "ON CONFLICT (key) DO UPDATE SET value = ?2",
               writes.meta, [](Statement& replace, const MetaRow& row) {
                   bind_texts(replace, {&row.key, &row.value});
               });
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
        insert_inputs(statements, writes.inputs);
        write_texts(statements, writes);
        insert_outbox(statements, writes.outbox);
        transaction.commit();
        return Done{};
    });
}

}  // namespace dutyd::host
