// SPDX-License-Identifier: MIT
// What the disk holds: the journal, the outbox and the answers by client id. A turn is written
// whole or not at all, and nothing that was not written survives a crash. A model of
// daemon/host/store.hpp with the same rules and none of its files; journal rows are the real ones,
// encoded and chained.
#pragma once

#include "lib/engine/turn.hpp"
#include "lib/journal/codec.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::sim {

using civil::Instant;

/// One message to one person. `alerts` are the keys it tells of.
struct Message {
    std::int64_t id = 0;
    std::string message_id;
    std::string person;
    std::vector<std::string> alerts;
    Instant created_at;
    Instant not_before;
    bool urgent = false;
    bool delivered = false;
    int attempts = 0;
    Instant next_attempt;
};

struct Attempt {
    std::int64_t id = 0;
    bool delivered = false;
    Instant next_attempt;
};

/// All that one turn writes.
struct Writes {
    std::vector<journal::Event> events;
    std::vector<engine::Notice> notices;
    std::vector<std::string> answered;  // client ids
    std::vector<rules::SourceFile> inputs;
};

class Storage {
public:
    void commit(const Writes& writes, Instant now);
    void record(const std::vector<Attempt>& attempts);
    void retry_now();

    /// The state as a fold over the rows, decoded and checked against the chain. The calendars take
    /// longer to read than a life to fold and rows never change: the fold up to their adoption is
    /// kept for the next time.
    engine::State replay();
    /// The events, decoded from their rows.
    std::vector<journal::Event> events() const;

    bool is_answered(const std::string& client_id) const { return answers_.contains(client_id); }
    std::size_t rows() const { return rows_.size(); }
    const std::vector<Message>& outbox() const { return outbox_; }
    const Message& message(std::int64_t id) const;
    /// Ids of what waits and is due, urgent first, as many as one batch takes.
    std::vector<std::int64_t> due(Instant now) const;
    std::optional<Instant> next_due_after(Instant now) const;
    /// How many wait that are due by then.
    std::size_t waiting() const { return waiting_.size(); }

private:
    std::vector<journal::Row> rows_;
    std::map<std::string, journal::FreeText> texts_;  // by digest
    std::map<std::string, std::string> inputs_;       // by content hash
    std::map<std::string, std::uint64_t> answers_;    // client id: last row of its turn
    std::vector<Message> outbox_;                     // by id - 1
    std::vector<std::int64_t> waiting_;               // ids, in order
    std::string last_hash_ = journal::chain_start();
    engine::State adopted_;  // as of the last adoption of calendars that was replayed
};

}  // namespace dutyd::sim
