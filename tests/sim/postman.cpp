// SPDX-License-Identifier: MIT
#include "tests/sim/postman.hpp"

#include "daemon/mail/backoff.hpp"

namespace dutyd::sim {

void Postman::hand_over(Instant now) {
    while (sending_ && sending_->answer_at <= now) settle(now);
    for (const std::int64_t id : round_.storage.due(now)) {
        if (in_hand_.insert(id).second) queue_.push_back(id);
    }
    while (!sending_ && !queue_.empty()) {
        send_next(now);
        if (sending_->answer_at <= now) settle(now);
    }
}

std::optional<Instant> Postman::answer_at() const {
    if (!sending_) return std::nullopt;
    return sending_->answer_at;
}

void Postman::clock_stepped(std::int64_t seconds) {
    if (sending_) sending_->answer_at.seconds += seconds;
}

std::optional<std::int64_t> Postman::taken_but_unknown() const {
    if (!sending_ || !sending_->reply.taken) return std::nullopt;
    return sending_->id;
}

void Postman::send_next(Instant now) {
    const std::int64_t id = queue_.front();
    queue_.pop_front();
    round_.at(Boundary::before_send);
    if (round_.fault == Fault::mark_before_send) round_.storage.record({{id, true, now}});
    const Reply reply = round_.server.take(round_.storage.message(id).message_id);
    sending_ = {id, reply, {now.seconds + reply.seconds}};
    round_.at(Boundary::after_send);
}

Attempt Postman::attempt_of(std::int64_t id, const Reply& reply, Instant now) const {
    if (reply.kind == Reply::Kind::accepted) return {id, true, now};
    const auto failure =
        reply.kind == Reply::Kind::refused ? mail::Failure::refused : mail::Failure::passing;
    const int failures = round_.storage.message(id).attempts + 1;
    return {id, false, mail::retry_after(failure, failures, now).at};
}

/// Where the server itself fails, what is queued behind is given back without asking it again.
void Postman::settle(Instant now) {
    const Sending sent = *sending_;
    std::vector<Attempt> attempts{attempt_of(sent.id, sent.reply, now)};
    if (sent.reply.servers_fault) {
        for (const std::int64_t id : queue_) attempts.push_back(attempt_of(id, sent.reply, now));
        queue_.clear();
    }
    round_.storage.record(attempts);
    sending_.reset();
    for (const Attempt& attempt : attempts) in_hand_.erase(attempt.id);
    round_.at(Boundary::after_record);
}

}  // namespace dutyd::sim
