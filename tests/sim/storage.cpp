// SPDX-License-Identifier: MIT
#include "tests/sim/storage.hpp"

#include "lib/base/hash.hpp"
#include "tests/sim/broken.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::sim {

namespace {

constexpr std::size_t batch_max = 100;

std::string words(const Diagnostics& diagnostics) {
    std::string all;
    for (const Diagnostic& one : diagnostics) all += one.message + "; ";
    return all;
}

}  // namespace

void Storage::commit(const Writes& writes, Instant now) {
    for (const rules::SourceFile& file : writes.inputs) inputs_[sha256_hex(file.text)] = file.text;
    for (const journal::Event& event : writes.events) {
        const std::string salt = fmt::format("{:032x}", rows_.size() + 1);
        journal::Encoded encoded = journal::encode(event, last_hash_, salt);
        if (encoded.row.seq != rows_.size() + 1) {
            throw Broken("journal without gaps",
                         fmt::format("row {} after {}", encoded.row.seq, rows_.size()));
        }
        last_hash_ = encoded.row.hash;
        rows_.push_back(std::move(encoded.row));
        if (encoded.free_text) texts_[encoded.free_text->digest] = *encoded.free_text;
    }
    for (const engine::Notice& notice : writes.notices) {
        Message message;
        message.id = static_cast<std::int64_t>(outbox_.size()) + 1;
        message.message_id = notice.message_id;
        message.person = notice.person;
        message.alerts = notice.alerts;
        message.created_at = now;
        message.not_before = notice.not_before;
        message.next_attempt = notice.not_before;
        message.urgent = notice.urgent;
        waiting_.push_back(message.id);
        outbox_.push_back(std::move(message));
    }
    for (const std::string& client_id : writes.answered) answers_[client_id] = rows_.size();
}

void Storage::record(const std::vector<Attempt>& attempts) {
    for (const Attempt& attempt : attempts) {
        Message& message = outbox_.at(static_cast<std::size_t>(attempt.id - 1));
        ++message.attempts;
        if (message.delivered) continue;  // once delivered it stays so
        message.delivered = attempt.delivered;
        message.next_attempt = std::max(attempt.next_attempt, message.not_before);
        if (message.delivered) std::erase(waiting_, message.id);
    }
}

void Storage::retry_now() {
    for (const std::int64_t id : waiting_) {
        Message& message = outbox_[static_cast<std::size_t>(id - 1)];
        message.next_attempt = message.not_before;
    }
}

std::vector<journal::Event> Storage::events() const {
    std::vector<journal::Event> events;
    std::string previous = journal::chain_start();
    const auto find = [this](const std::string& digest) -> std::optional<journal::FreeText> {
        const auto found = texts_.find(digest);
        return found == texts_.end() ? std::nullopt : std::optional(found->second);
    };
    for (const journal::Row& row : rows_) {
        auto event = journal::decode_finding_text(row, previous, find);
        if (!event) throw Broken("journal can be read", words(event.error()));
        previous = row.hash;
        events.push_back(*std::move(event));
    }
    return events;
}

engine::State Storage::replay() {
    engine::State state = adopted_;
    const auto inputs = [this](const std::string& hash) -> std::optional<std::string> {
        const auto found = inputs_.find(hash);
        return found == inputs_.end() ? std::nullopt : std::optional(found->second);
    };
    for (const journal::Event& event : events()) {
        if (event.seq <= adopted_.seq) continue;
        const auto folded = engine::evolve(state, event, inputs);
        if (!folded) throw Broken("journal can be replayed", words(folded.error()));
        if (std::holds_alternative<journal::LibraryAdopted>(event.payload)) adopted_ = state;
    }
    return state;
}

const Message& Storage::message(std::int64_t id) const {
    return outbox_.at(static_cast<std::size_t>(id - 1));
}

std::vector<std::int64_t> Storage::due(Instant now) const {
    std::vector<std::int64_t> urgent;
    std::vector<std::int64_t> others;
    for (const std::int64_t id : waiting_) {
        const Message& waits = message(id);
        if (waits.next_attempt <= now) (waits.urgent ? urgent : others).push_back(id);
    }
    urgent.insert(urgent.end(), others.begin(), others.end());
    if (urgent.size() > batch_max) urgent.resize(batch_max);
    return urgent;
}

std::optional<Instant> Storage::next_due_after(Instant now) const {
    std::optional<Instant> next;
    for (const std::int64_t id : waiting_) {
        const Instant at = message(id).next_attempt;
        if (at > now && (!next || at < *next)) next = at;
    }
    return next;
}

}  // namespace dutyd::sim
