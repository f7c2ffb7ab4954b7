// SPDX-License-Identifier: MIT
// Reading the journal and what lies beside it.
#include "daemon/host/store.hpp"

#include "daemon/host/store_impl.hpp"
#include "lib/base/hash.hpp"

#include <fmt/format.h>

namespace dutyd::host {

namespace {

constexpr const char* damaged_hint =
    "the database was damaged or changed outside dutyd; restore it from a backup";

journal::Row row_of(SQLite::Statement& select) {
    journal::Row row;
    row.seq = static_cast<std::uint64_t>(select.getColumn(0).getInt64());
    row.body = select.getColumn(1).getString();
    row.previous = select.getColumn(2).getString();
    row.hash = select.getColumn(3).getString();
    return row;
}

/// The texts as they are asked for, one prepared statement for all.
class Texts {
public:
    explicit Texts(const SQLite::Database& database)
        : select_(database, "SELECT salt, text FROM free_text WHERE digest = ?") {}

    std::optional<journal::FreeText> find(const std::string& digest) {
        select_.reset();
        select_.bind(1, digest);
        if (!select_.executeStep()) return std::nullopt;
        return journal::FreeText{digest, select_.getColumn(0).getString(),
                                 select_.getColumn(1).getString()};
    }

private:
    SQLite::Statement select_;
};

Result<InputRow> read_input(SQLite::Statement& select, const std::string& hash) {
    select.reset();
    select.bind(1, hash);
    if (!select.executeStep()) {
        return make_error(fmt::format("the adopted file with hash {} is not in the database", hash),
                          damaged_hint);
    }
    InputRow input{hash, select.getColumn(0).getString()};
    if (sha256_hex(input.content) == hash) return input;
    return make_error(fmt::format("the adopted file with hash {} has other contents", hash),
                      damaged_hint);
}

Result<Done> check_file(const SQLite::Database& database) {
    SQLite::Statement check(database, "PRAGMA integrity_check(20)");
    Diagnostics errors;
    while (check.executeStep()) {
        const std::string finding = check.getColumn(0).getString();
        if (finding == "ok") return Done{};
        errors.push_back(make_error(
            fmt::format("the database {} is damaged: {}", database.getFilename(), finding),
            damaged_hint));
    }
    return errors;
}

Result<Done> check_inputs(const SQLite::Database& database) {
    SQLite::Statement hashes(database, "SELECT hash FROM input ORDER BY hash");
    SQLite::Statement select(database, "SELECT content FROM input WHERE hash = ?");
    Diagnostics errors;
    while (hashes.executeStep()) {
        const auto input = read_input(select, hashes.getColumn(0).getString());
        if (!input) errors.push_back(input.error().front());
    }
    if (!errors.empty()) return errors;
    return Done{};
}

}  // namespace

Result<Tail> Store::tail() const {
    return guarded(path(), [&]() -> Result<Tail> {
        SQLite::Statement select(
            impl_->database,
            "SELECT seq, hash, recorded_at FROM journal ORDER BY seq DESC LIMIT 1");
        Tail tail;
        if (!select.executeStep()) return tail;
        tail.seq = static_cast<std::uint64_t>(select.getColumn(0).getInt64());
        tail.hash = select.getColumn(1).getString();
        const auto recorded_at = Instant::parse(select.getColumn(2).getString());
        if (!recorded_at) return recorded_at.error();
        tail.recorded_at = *recorded_at;
        return tail;
    });
}

Result<Done> Store::for_each_event(const EventVisitor& visit) const {
    return guarded(path(), [&]() -> Result<Done> {
        SQLite::Statement select(impl_->database,
                                 "SELECT seq, body, prev, hash FROM journal ORDER BY seq");
        Texts texts(impl_->database);
        const auto find = [&](const std::string& digest) { return texts.find(digest); };
        std::string previous = journal::chain_start();
        while (select.executeStep()) {
            journal::Row row = row_of(select);
            const auto event = journal::decode_finding_text(row, previous, find);
            if (!event) return event.error();
            visit(*event);
            previous = std::move(row.hash);
        }
        return Done{};
    });
}

Result<std::vector<journal::Event>> Store::read_journal() const {
    std::vector<journal::Event> events;
    const auto read = for_each_event([&](const journal::Event& event) { events.push_back(event); });
    if (!read) return read.error();
    return events;
}

Result<std::vector<journal::Event>> Store::events(std::uint64_t from, std::size_t limit) const {
    return guarded(path(), [&]() -> Result<std::vector<journal::Event>> {
        SQLite::Statement select(
            impl_->database,
            "SELECT seq, body, prev, hash FROM journal WHERE seq >= ? ORDER BY seq LIMIT ?");
        select.bind(1, static_cast<std::int64_t>(from));
        select.bind(2, static_cast<std::int64_t>(limit));
        Texts texts(impl_->database);
        const auto find = [&](const std::string& digest) { return texts.find(digest); };
        std::vector<journal::Event> events;
        while (select.executeStep()) {
            const journal::Row row = row_of(select);
            auto event = journal::decode_finding_text(row, row.previous, find);
            if (!event) return event.error();
            events.push_back(*std::move(event));
        }
        return events;
    });
}

Result<Tail> Store::verify_chain() const {
    const auto checked = guarded(path(), [&]() -> Result<Done> {
        auto sound = check_file(impl_->database);
        return sound ? check_inputs(impl_->database) : sound;
    });
    if (!checked) return checked.error();
    const auto read = for_each_event([](const journal::Event&) {});
    if (!read) return read.error();
    return tail();
}

Result<std::optional<AnswerRow>> Store::find_answer(const std::string& client_id) const {
    return guarded(path(), [&]() -> Result<std::optional<AnswerRow>> {
        const auto select =
            impl_->statements.lend("SELECT content_hash, answer FROM answer WHERE client_id = ?");
        select->bind(1, client_id);
        if (!select->executeStep()) return std::optional<AnswerRow>{};
        return std::optional(AnswerRow{client_id, select->getColumn(0).getString(),
                                       select->getColumn(1).getString()});
    });
}

Result<std::vector<InputRow>> Store::inputs(const std::vector<std::string>& hashes) const {
    return guarded(path(), [&]() -> Result<std::vector<InputRow>> {
        SQLite::Statement select(impl_->database, "SELECT content FROM input WHERE hash = ?");
        std::vector<InputRow> inputs;
        Diagnostics errors;
        for (const std::string& hash : hashes) {
            auto input = read_input(select, hash);
            if (input) {
                inputs.push_back(*std::move(input));
            } else {
                errors.push_back(input.error().front());
            }
        }
        if (!errors.empty()) return errors;
        return inputs;
    });
}

Result<std::vector<PersonRow>> Store::persons() const {
    return guarded(path(), [&]() -> Result<std::vector<PersonRow>> {
        SQLite::Statement select(impl_->database, "SELECT id, name, email FROM person ORDER BY id");
        std::vector<PersonRow> persons;
        while (select.executeStep()) {
            persons.push_back({select.getColumn(0).getString(), select.getColumn(1).getString(),
                               select.getColumn(2).getString()});
        }
        return persons;
    });
}

Result<std::optional<std::string>> Store::meta(const std::string& key) const {
    return guarded(path(), [&]() -> Result<std::optional<std::string>> {
        SQLite::Statement select(impl_->database, "SELECT value FROM meta WHERE key = ?");
        select.bind(1, key);
        if (!select.executeStep()) return std::optional<std::string>{};
        return std::optional(select.getColumn(0).getString());
    });
}

}  // namespace dutyd::host
