// SPDX-License-Identifier: MIT
// Messages that do not get through: which they are, by channel, and that somebody was told.
#include "daemon/host/store_impl.hpp"
#include "daemon/host/store_outbox.hpp"

#include <fmt/format.h>

namespace dutyd::host {

Result<std::vector<ChannelSummary>> Store::waiting_by_channel() const {
    return guarded(path(), [&]() -> Result<std::vector<ChannelSummary>> {
        // SQLite takes last_error from the row that max() finds.
        SQLite::Statement select(
            impl_->database,
            "SELECT channel, count(*), count(*) FILTER (WHERE attempts > 0), count(raised_at), "
            "min(failing_since), max(CASE WHEN attempts > 0 THEN next_attempt ELSE -1 END), "
            "last_error FROM outbox WHERE state = 'waiting' GROUP BY channel ORDER BY channel");
        std::vector<ChannelSummary> summaries;
        while (select.executeStep()) {
            ChannelSummary summary;
            summary.channel = select.getColumn(0).getString();
            summary.waiting = select.getColumn(1).getInt64();
            summary.failing = select.getColumn(2).getInt64();
            summary.raised = select.getColumn(3).getInt64();
            summary.failing_since = optional_instant(select.getColumn(4));
            if (summary.failing > 0) summary.last_error = select.getColumn(6).getString();
            summaries.push_back(std::move(summary));
        }
        return summaries;
    });
}

Result<std::vector<OutboxRow>> Store::undelivered(Instant failing) const {
    return guarded(path(), [&]() -> Result<std::vector<OutboxRow>> {
        SQLite::Statement select(
            impl_->database,
            fmt::format("SELECT {} FROM outbox WHERE state = 'waiting' AND raised_at IS NULL AND "
                        "(refused = 1 OR failing_since <= ?) ORDER BY id",
                        outbox_columns_without_mime()));
        select.bind(1, seconds(failing));
        std::vector<OutboxRow> rows;
        while (select.executeStep()) rows.push_back(outbox_row_of(select));
        return rows;
    });
}

Result<bool> Store::is_told(const std::string& person, const std::string& channel) const {
    return guarded(path(), [&]() -> Result<bool> {
        SQLite::Statement select(impl_->database,
                                 "SELECT 1 FROM outbox WHERE state = 'waiting' AND person = ? AND "
                                 "channel = ? AND raised_at IS NOT NULL LIMIT 1");
        select.bindNoCopy(1, person);
        select.bindNoCopy(2, channel);
        return select.executeStep();
    });
}

Result<Done> Store::raise(const std::vector<std::int64_t>& ids, Instant at,
                          const std::vector<OutboxRow>& notices) {
    return guarded(path(), [&]() -> Result<Done> {
        SQLite::Transaction transaction(impl_->database, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement update(
            impl_->database,
            "UPDATE outbox SET raised_at = ?2 WHERE id = ?1 AND raised_at IS NULL");
        for (const std::int64_t id : ids) {
            update.bind(1, id);
            update.bind(2, seconds(at));
            run(update);
        }
        insert_outbox(impl_->statements, notices);
        transaction.commit();
        return Done{};
    });
}

}  // namespace dutyd::host
