// SPDX-License-Identifier: MIT
// Everything dutyd keeps: the journal, its erasable texts and people, adopted inputs, the outbox
// and answers by client id, in one SQLite file with one connection that nobody shares. A turn is
// written whole in one durable transaction or not at all. Nothing derived is kept. No method
// throws; what the disk, the file or a lock does wrong comes back as a diagnostic.
#pragma once

#include "lib/base/result.hpp"
#include "lib/civil/time.hpp"
#include "lib/journal/codec.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::host {

using civil::Instant;

enum class OutboxState { waiting, delivered };

/// Which messages to list.
enum class OutboxScope { waiting, all };

/// One notice to one person over one channel, frozen as it will be sent. `id` is given by the
/// store.
struct OutboxRow {
    std::int64_t id = 0;
    std::string message_id;  // without angle brackets; with the channel, unique
    std::string person;
    std::string address;
    std::string subject;
    std::string mime;  // or, for a channel that takes no mail, JSON; empty once pruned
    Instant created_at;
    Instant not_before;
    bool urgent = false;
    OutboxState state = OutboxState::waiting;
    int attempts = 0;
    Instant next_attempt;  // never before not_before
    int last_code = 0;
    std::string last_error;
    std::optional<Instant> delivered_at;
    std::vector<std::string> alerts;
    std::string channel = "mail";
    bool refused = false;                  // by the last attempt, for good
    std::optional<Instant> failing_since;  // the first attempt that failed
    std::optional<Instant> raised_at;      // when it was told that this one does not get through
    /// The message that does not get through, if this one only tells of it.
    std::optional<std::int64_t> about = {};
};

struct InputRow {
    std::string hash;  // SHA-256 of the content
    std::string content;
};
struct PersonRow {
    std::string id;
    std::string name;
    std::string email;
};
/// What a client was answered, to answer the same when it asks again.
struct AnswerRow {
    std::string client_id;
    std::string content_hash;
    std::string answer;  // JSON
};
struct MetaRow {
    std::string key;
    std::string value;
};

/// All that one turn writes. Inputs and texts that are there already stay as they are; persons and
/// meta values are replaced; any other row that is there already is an error.
struct TurnWrites {
    std::vector<journal::Row> rows;
    std::vector<journal::FreeText> texts;
    std::vector<OutboxRow> outbox;
    std::vector<InputRow> inputs;
    std::vector<PersonRow> persons;
    std::vector<AnswerRow> answers;
    std::vector<MetaRow> meta;
};

/// The end of the journal: what the next row follows.
struct Tail {
    std::uint64_t seq = 0;  // 0: the journal is empty
    std::string hash = journal::chain_start();
    std::optional<Instant> recorded_at;
};

/// How one try to deliver a message ended.
struct DeliveryAttempt {
    std::int64_t outbox_id = 0;
    OutboxState state = OutboxState::waiting;
    Instant at;
    Instant next_attempt;  // if still waiting
    int code = 0;          // the server's answer; 0: none
    std::string error;
    bool refused = false;  // for good: somebody must act
};

struct OutboxSummary {
    std::int64_t waiting = 0;
    std::int64_t failing = 0;  // waiting, and tried before
    std::int64_t delivered = 0;
    std::optional<Instant> oldest_waiting;  // when it was made
    std::optional<Instant> next_attempt;    // when a mail is next due
    std::string last_error;                 // of the failing message tried last
};

/// What waits for one channel.
struct ChannelSummary {
    std::string channel;
    std::int64_t waiting = 0;
    std::int64_t failing = 0;              // waiting, and tried before
    std::int64_t raised = 0;               // failing for so long that it was told
    std::optional<Instant> failing_since;  // of the failing one that has failed for longest
    std::string last_error;                // of the failing message tried last
};

struct StoreOptions {
    std::string path;
    std::int64_t pages_max = 0;  // the file may not grow beyond; 0: as far as the disk allows
};

using EventVisitor = std::function<void(const journal::Event&)>;

class Store {
public:
    /// Takes the lock, opens or makes the file and brings its schema up to date, keeping a copy of
    /// the old file beside it. Errors: in use, not ours, damaged, of a newer dutyd, not writable.
    static Result<Store> open(const StoreOptions& options);

    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    const std::string& path() const;

    /// Durable when it returns a value; otherwise nothing of it was written.
    Result<Done> commit(const TurnWrites& writes);

    Result<Tail> tail() const;
    /// Every event from the first, in order, checked against the chain as it is read. Stops at the
    /// first row that is not sound.
    Result<Done> for_each_event(const EventVisitor& visit) const;
    Result<std::vector<journal::Event>> read_journal() const;
    /// At most `limit` events from this number on, each checked against its own row.
    Result<std::vector<journal::Event>> events(std::uint64_t from, std::size_t limit) const;
    /// Reads everything: the chain, the contents of inputs, SQLite's own check of the file.
    Result<Tail> verify_chain() const;

    Result<std::optional<AnswerRow>> find_answer(const std::string& client_id) const;
    Result<std::vector<InputRow>> inputs(const std::vector<std::string>& hashes) const;
    Result<std::vector<PersonRow>> persons() const;
    Result<std::optional<std::string>> meta(const std::string& key) const;

    /// Messages that wait for a channel and whose time has come, urgent ones first, at most
    /// outbox_batch_max of them.
    Result<std::vector<OutboxRow>> due_outbox(Instant now,
                                              const std::string& channel = "mail") const;
    Result<std::optional<OutboxRow>> find_message(const std::string& message_id,
                                                  const std::string& channel = "mail") const;
    Result<OutboxSummary> outbox_summary() const;
    /// The channels that something waits for, by name.
    Result<std::vector<ChannelSummary>> waiting_by_channel() const;
    /// Messages that wait though they were refused for good, or have been failing since `failing`
    /// or longer, and that nobody was told of; without their bytes, oldest first.
    Result<std::vector<OutboxRow>> undelivered(Instant failing) const;
    /// Whether a message to this person that still waits for this channel was told of before.
    Result<bool> is_told(const std::string& person, const std::string& channel) const;
    /// Marks messages as told of, and keeps the notices that tell of them, in one transaction.
    Result<Done> raise(const std::vector<std::int64_t>& ids, Instant at,
                       const std::vector<OutboxRow>& notices);
    /// The latest messages, oldest of them first, without their bytes.
    Result<std::vector<OutboxRow>> messages(OutboxScope scope, std::size_t limit) const;
    Result<std::optional<OutboxRow>> message(std::int64_t id) const;
    /// The next instant after `now` at which a message that waits becomes due.
    Result<std::optional<Instant>> next_due_after(Instant now) const;
    /// Everything that waits is due at its `not_before` again, as if it had not failed just now.
    Result<Done> retry_now();
    /// A message once delivered stays delivered, whatever is reported of it later.
    Result<Done> record_deliveries(const std::vector<DeliveryAttempt>& attempts);

    /// Gone for good, from the file's free pages and its write-ahead log too. The journal keeps its
    /// digest, and reads "(erased)". Erasing what is not there is an error.
    Result<Done> erase_text(const std::string& digest);
    /// The person's name and address, and the address and bytes of mail delivered to them.
    Result<Done> erase_person(const std::string& id);
    /// Empties the bodies of mail delivered before `instant`; gives how many.
    Result<std::int64_t> prune_mail(Instant instant);

    /// Copies the whole database into a new file, as it is between two turns. The file has its name
    /// only once it is complete. Errors: there is such a file, it cannot be written.
    Result<Done> back_up(const std::string& file) const;

    /// Opens a private copy of a database, to read. It is migrated if it is old, and takes no lock.
    static Result<Store> open_copy(const std::string& path);

private:
    struct Impl;
    explicit Store(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

inline constexpr int outbox_batch_max = 100;

}  // namespace dutyd::host
