// SPDX-License-Identifier: MIT
// What a Store holds, and small helpers over SQLiteCpp. The only headers besides store_error.hpp
// and store_schema.hpp that know SQLite. Internal to the store.
#pragma once

#include "daemon/host/lock_file.hpp"
#include "daemon/host/statements.hpp"
#include "daemon/host/store.hpp"
#include "daemon/host/store_error.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

namespace dutyd::host {

struct Store::Impl {
    Impl(std::optional<LockFile> taken, SQLite::Database opened)
        : lock(std::move(taken)), database(std::move(opened)), statements(database) {}

    std::optional<LockFile> lock;  // given back after the database is closed
    SQLite::Database database;
    Statements statements;  // of every turn
};

inline void bind_blob(SQLite::Statement& statement, int index, const std::string& bytes) {
    statement.bind(index, bytes.data(), static_cast<int>(bytes.size()));
}

/// Runs a statement whose values are bound, and makes it ready for the next row.
inline void run(SQLite::Statement& statement) {
    statement.exec();
    statement.reset();
}

inline std::int64_t seconds(Instant instant) {
    return instant.seconds;
}
inline Instant instant(const SQLite::Column& column) {
    return Instant{column.getInt64()};
}

/// Runs the statement for each row; `bind` gives it the row's values. Throws SQLite::Exception.
template <class Row, class Bind>
void write_each(Statements& statements, const char* sql, const std::vector<Row>& rows,
                const Bind& bind) {
    if (rows.empty()) return;
    const auto statement = statements.lend(sql);
    for (const Row& row : rows) {
        bind(*statement, row);
        run(*statement);
    }
}

/// Throws SQLite::Exception.
void insert_outbox(Statements& statements, const std::vector<OutboxRow>& rows);

}  // namespace dutyd::host
