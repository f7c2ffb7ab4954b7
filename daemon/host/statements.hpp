// SPDX-License-Identifier: MIT
// Statements of one database that are kept for the next time: preparing one, with the triggers that
// it may set off, costs more than running it. Each belongs to one borrower at a time; who asks for
// one that is lent out gets another. Internal to the store.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace dutyd::host {

class Statements {
    using Kept = std::map<std::string, std::unique_ptr<SQLite::Statement>, std::less<>>;

public:
    /// `database` outlives this.
    explicit Statements(SQLite::Database& database) : database_(database) {}

    /// Goes back when this does, made ready for other values.
    class Lent {
    public:
        Lent(Kept& home, Kept::node_type statement)
            : home_(home), statement_(std::move(statement)) {}
        ~Lent() {
            statement_.mapped()->tryReset();
            home_.insert(std::move(statement_));
        }
        Lent(const Lent&) = delete;
        Lent& operator=(const Lent&) = delete;

        SQLite::Statement& operator*() const { return *statement_.mapped(); }
        SQLite::Statement* operator->() const { return statement_.mapped().get(); }

    private:
        Kept& home_;
        Kept::node_type statement_;
    };

    /// Throws SQLite::Exception if it cannot be prepared.
    Lent lend(const char* sql) {
        if (const auto kept = kept_.find(sql); kept != kept_.end()) {
            return {kept_, kept_.extract(kept)};
        }
        Kept fresh;
        fresh.emplace(sql, std::make_unique<SQLite::Statement>(database_, sql));
        return {kept_, fresh.extract(fresh.begin())};
    }

private:
    SQLite::Database& database_;
    Kept kept_;
};

}  // namespace dutyd::host
