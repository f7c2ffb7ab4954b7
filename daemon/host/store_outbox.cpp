// SPDX-License-Identifier: MIT
// The outbox: messages frozen with the turn that made them, and what became of each.
#include "daemon/host/store_outbox.hpp"

#include "daemon/host/store_impl.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <boost/json.hpp>

namespace dutyd::host {

namespace {

std::string to_json(const std::vector<std::string>& words) {
    boost::json::array array;
    for (const std::string& word : words) array.emplace_back(word);
    return boost::json::serialize(array);
}

std::vector<std::string> from_json(const std::string& text) {
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse(text, error);
    std::vector<std::string> words;
    if (error || !value.is_array()) return words;
    for (const boost::json::value& item : value.get_array()) {
        if (item.is_string()) words.emplace_back(item.get_string());
    }
    return words;
}

/// True if there is such a message. One that was delivered keeps its state and only counts.
bool record(SQLite::Statement& update, const DeliveryAttempt& attempt) {
    const bool delivered = attempt.state == OutboxState::delivered;
    update.bind(1, attempt.outbox_id);
    update.bind(2, delivered ? "delivered" : "waiting");
    update.bind(3, seconds(delivered ? attempt.at : attempt.next_attempt));
    update.bind(4, attempt.code);
    update.bindNoCopy(5, attempt.error);
    update.bind(6, seconds(attempt.at));
    update.bind(7, attempt.refused && !delivered ? 1 : 0);
    const int changed = update.exec();
    update.reset();
    return changed == 1;
}

constexpr const char* record_sql = R"sql(
UPDATE outbox SET
    attempts = attempts + 1,
    last_code = CASE state WHEN 'delivered' THEN last_code ELSE ?4 END,
    last_error = CASE state WHEN 'delivered' THEN last_error ELSE ?5 END,
    next_attempt = CASE state WHEN 'delivered' THEN next_attempt ELSE max(?3, not_before) END,
    refused = CASE state WHEN 'delivered' THEN refused ELSE ?7 END,
    failing_since = CASE WHEN state = 'delivered' OR ?2 = 'delivered' THEN failing_since
                         ELSE coalesce(failing_since, ?6) END,
    delivered_at = CASE WHEN state = 'delivered' THEN delivered_at
                        WHEN ?2 = 'delivered' THEN ?6 END,
    state = CASE state WHEN 'delivered' THEN state ELSE ?2 END
WHERE id = ?1)sql";

}  // namespace

const char* outbox_columns() {
    return "id, message_id, person, address, subject, mime, created_at, not_before, urgent, state, "
           "attempts, next_attempt, last_code, last_error, delivered_at, alerts, channel, refused, "
           "failing_since, raised_at, about";
}

std::string outbox_columns_without_mime() {
    std::string columns = outbox_columns();
    return columns.replace(columns.find("mime"), 4, "''");
}

std::optional<Instant> optional_instant(const SQLite::Column& column) {
    return column.isNull() ? std::nullopt : std::optional(instant(column));
}

OutboxRow outbox_row_of(SQLite::Statement& select) {
    OutboxRow row;
    row.id = select.getColumn(0).getInt64();
    row.message_id = select.getColumn(1).getString();
    row.person = select.getColumn(2).getString();
    row.address = select.getColumn(3).getString();
    row.subject = select.getColumn(4).getString();
    row.mime = select.getColumn(5).getString();
    row.created_at = instant(select.getColumn(6));
    row.not_before = instant(select.getColumn(7));
    row.urgent = select.getColumn(8).getInt() != 0;
    row.state = select.getColumn(9).getString() == "delivered" ? OutboxState::delivered
                                                               : OutboxState::waiting;
    row.attempts = select.getColumn(10).getInt();
    row.next_attempt = instant(select.getColumn(11));
    row.last_code = select.getColumn(12).getInt();
    row.last_error = select.getColumn(13).getString();
    row.delivered_at = optional_instant(select.getColumn(14));
    row.alerts = from_json(select.getColumn(15).getString());
    row.channel = select.getColumn(16).getString();
    row.refused = select.getColumn(17).getInt() != 0;
    row.failing_since = optional_instant(select.getColumn(18));
    row.raised_at = optional_instant(select.getColumn(19));
    if (!select.isColumnNull(20)) row.about = select.getColumn(20).getInt64();
    return row;
}

void insert_outbox(Statements& statements, const std::vector<OutboxRow>& rows) {
    write_each(
        statements,
        "INSERT INTO outbox (message_id, person, address, subject, mime, created_at, not_before, "
        "urgent, alerts, channel, about, state, attempts, next_attempt, last_code, last_error) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'waiting', 0, ?7, 0, '')",
        rows, [](SQLite::Statement& insert, const OutboxRow& row) {
            insert.bindNoCopy(1, row.message_id);
            insert.bindNoCopy(2, row.person);
            insert.bindNoCopy(3, row.address);
            insert.bindNoCopy(4, row.subject);
            bind_blob(insert, 5, row.mime);
            insert.bind(6, seconds(row.created_at));
            insert.bind(7, seconds(row.not_before));
            insert.bind(8, row.urgent ? 1 : 0);
            insert.bind(9, to_json(row.alerts));
            insert.bindNoCopy(10, row.channel);
            if (row.about) insert.bind(11, *row.about);
            if (!row.about) insert.bind(11);  // NULL
        });
}

Result<std::vector<OutboxRow>> Store::due_outbox(Instant now, const std::string& channel) const {
    return guarded(path(), [&]() -> Result<std::vector<OutboxRow>> {
        static const std::string sql = fmt::format(
            "SELECT {} FROM outbox WHERE state = 'waiting' AND channel = ? AND "
            "next_attempt <= ? ORDER BY urgent DESC, id LIMIT {}",
            outbox_columns(), outbox_batch_max);
        const auto select = impl_->statements.lend(sql.c_str());
        select->bindNoCopy(1, channel);
        select->bind(2, seconds(now));
        std::vector<OutboxRow> rows;
        while (select->executeStep()) rows.push_back(outbox_row_of(*select));
        return rows;
    });
}

Result<std::optional<OutboxRow>> Store::find_message(const std::string& message_id,
                                                     const std::string& channel) const {
    return guarded(path(), [&]() -> Result<std::optional<OutboxRow>> {
        SQLite::Statement select(
            impl_->database,
            fmt::format("SELECT {} FROM outbox WHERE message_id = ? AND channel = ?",
                        outbox_columns()));
        select.bind(1, message_id);
        select.bind(2, channel);
        if (!select.executeStep()) return std::optional<OutboxRow>{};
        return std::optional(outbox_row_of(select));
    });
}

Result<std::vector<OutboxRow>> Store::messages(OutboxScope scope, std::size_t limit) const {
    return guarded(path(), [&]() -> Result<std::vector<OutboxRow>> {
        SQLite::Statement select(
            impl_->database, fmt::format("SELECT {} FROM outbox WHERE {} ORDER BY id DESC LIMIT ?",
                                         outbox_columns_without_mime(),
                                         scope == OutboxScope::all ? "true" : "state = 'waiting'"));
        select.bind(1, static_cast<std::int64_t>(limit));
        std::vector<OutboxRow> rows;
        while (select.executeStep()) rows.push_back(outbox_row_of(select));
        std::reverse(rows.begin(), rows.end());
        return rows;
    });
}

Result<std::optional<OutboxRow>> Store::message(std::int64_t id) const {
    return guarded(path(), [&]() -> Result<std::optional<OutboxRow>> {
        SQLite::Statement select(
            impl_->database, fmt::format("SELECT {} FROM outbox WHERE id = ?", outbox_columns()));
        select.bind(1, id);
        if (!select.executeStep()) return std::optional<OutboxRow>{};
        return std::optional(outbox_row_of(select));
    });
}

Result<std::optional<Instant>> Store::next_due_after(Instant now) const {
    return guarded(path(), [&]() -> Result<std::optional<Instant>> {
        const auto select = impl_->statements.lend(
            "SELECT min(next_attempt) FROM outbox WHERE state = 'waiting' AND next_attempt > ?");
        select->bind(1, seconds(now));
        select->executeStep();
        return optional_instant(select->getColumn(0));
    });
}

Result<Done> Store::retry_now() {
    return guarded(path(), [&]() -> Result<Done> {
        impl_->database.exec("UPDATE outbox SET next_attempt = not_before WHERE state = 'waiting'");
        return Done{};
    });
}

Result<OutboxSummary> Store::outbox_summary() const {
    return guarded(path(), [&]() -> Result<OutboxSummary> {
        SQLite::Statement select(
            impl_->database,
            "SELECT count(*), count(*) FILTER (WHERE attempts > 0), min(created_at), "
            "min(next_attempt) FROM outbox WHERE state = 'waiting'");
        select.executeStep();
        OutboxSummary summary;
        summary.waiting = select.getColumn(0).getInt64();
        summary.failing = select.getColumn(1).getInt64();
        summary.oldest_waiting = optional_instant(select.getColumn(2));
        summary.next_attempt = optional_instant(select.getColumn(3));

        SQLite::Statement delivered(impl_->database,
                                    "SELECT count(*) FROM outbox WHERE state = 'delivered'");
        delivered.executeStep();
        summary.delivered = delivered.getColumn(0).getInt64();

        SQLite::Statement failing(impl_->database,
                                  "SELECT last_error FROM outbox WHERE state = 'waiting' AND "
                                  "attempts > 0 ORDER BY next_attempt DESC, id DESC LIMIT 1");
        if (failing.executeStep()) summary.last_error = failing.getColumn(0).getString();
        return summary;
    });
}

Result<Done> Store::record_deliveries(const std::vector<DeliveryAttempt>& attempts) {
    if (attempts.empty()) return Done{};
    return guarded(path(), [&]() -> Result<Done> {
        SQLite::Transaction transaction(impl_->database, SQLite::TransactionBehavior::IMMEDIATE);
        const auto update = impl_->statements.lend(record_sql);
        for (const DeliveryAttempt& attempt : attempts) {
            if (record(*update, attempt)) continue;
            return make_error(
                fmt::format("there is no message {} in the outbox; none of {} was "
                            "recorded",
                            attempt.outbox_id, attempts.size()));
        }
        transaction.commit();
        return Done{};
    });
}

}  // namespace dutyd::host
