// SPDX-License-Identifier: MIT
// The least work that keeps an event: its bytes as one row of an SQLite table, WAL and FULL as
// dutyd has them, one transaction each, in one process and with nobody to answer. Nothing is
// decided, chained or explained.
#pragma once

#include <sqlite3.h>

#include <stdexcept>
#include <string>

namespace dutyd::bench {

class CommitLimit {
public:
    explicit CommitLimit(const std::string& path) {
        if (sqlite3_open(path.c_str(), &database_) != SQLITE_OK) throw std::runtime_error(path);
        run("pragma journal_mode = wal; pragma synchronous = full;"
            "create table event(seq integer primary key, body text not null)");
        sqlite3_prepare_v2(database_, "insert into event(body) values (?)", -1, &insert_, nullptr);
    }
    ~CommitLimit() {
        sqlite3_finalize(insert_);
        sqlite3_close(database_);
    }
    CommitLimit(const CommitLimit&) = delete;
    CommitLimit& operator=(const CommitLimit&) = delete;

    /// One transaction; a statement outside of one is its own.
    void keep(const std::string& body) {
        sqlite3_bind_text(insert_, 1, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
        if (sqlite3_step(insert_) != SQLITE_DONE) throw std::runtime_error("a row was not kept");
        sqlite3_reset(insert_);
    }

private:
    void run(const char* sql) {
        if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return;
        throw std::runtime_error(sqlite3_errmsg(database_));
    }

    sqlite3* database_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
};

}  // namespace dutyd::bench
