// SPDX-License-Identifier: MIT
// Forgetting: personal data leaves the file, its free pages (secure_delete) and the write-ahead log
// (a truncating checkpoint). The journal itself is never touched.
#include "daemon/host/store_impl.hpp"

#include <fmt/format.h>

namespace dutyd::host {

namespace {

/// Moves all of the log into the file and cuts the log to nothing.
void empty_log(SQLite::Database& database) {
    database.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace

Result<Done> Store::erase_text(const std::string& digest) {
    return guarded(path(), [&]() -> Result<Done> {
        SQLite::Statement erase(impl_->database, "DELETE FROM free_text WHERE digest = ?");
        erase.bind(1, digest);
        if (erase.exec() == 0) {
            return make_error(
                fmt::format("there is no text with digest {} to erase", digest),
                "it may have been erased before; the journal then reads \"(erased)\" there");
        }
        empty_log(impl_->database);
        return Done{};
    });
}

Result<Done> Store::erase_person(const std::string& id) {
    return guarded(path(), [&]() -> Result<Done> {
        SQLite::Transaction transaction(impl_->database, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement erase(impl_->database, "DELETE FROM person WHERE id = ?");
        erase.bind(1, id);
        if (erase.exec() == 0)
            return make_error(fmt::format("there is no person '{}' to erase", id));
        SQLite::Statement blank(impl_->database,
                                "UPDATE outbox SET address = '', subject = '', mime = x'' "
                                "WHERE person = ? AND state = 'delivered'");
        blank.bind(1, id);
        blank.exec();
        transaction.commit();
        empty_log(impl_->database);
        return Done{};
    });
}

Result<std::int64_t> Store::prune_mail(Instant instant) {
    return guarded(path(), [&]() -> Result<std::int64_t> {
        SQLite::Statement prune(impl_->database,
                                "UPDATE outbox SET mime = x'' WHERE state = 'delivered' AND "
                                "delivered_at < ? AND length(mime) > 0");
        prune.bind(1, seconds(instant));
        const std::int64_t pruned = prune.exec();
        if (pruned > 0) empty_log(impl_->database);
        return pruned;
    });
}

}  // namespace dutyd::host
