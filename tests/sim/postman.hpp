// SPDX-License-Identifier: MIT
// Between the outbox and the mail server, as daemon/loop/post_office.cpp and daemon/mail/worker.cpp
// go about it, without their thread and sockets: hands over what is due, sends one message after
// the other, records each outcome before it forgets it, waits as mail::retry_after says. All it
// knows is lost in a crash; only what was recorded stays.
#pragma once

#include "tests/sim/mail_server.hpp"
#include "tests/sim/storage.hpp"

#include <deque>
#include <functional>
#include <set>

namespace dutyd::sim {

/// Bugs that can be planted, to see that the checks find them.
enum class Fault {
    none,
    mark_before_send,   // a message counts as sent before the server has it
    lost_expiry,        // an acknowledgement never runs out
    wrong_side_of_dst,  // working hours are reckoned in winter time all year
};

/// Moments at which the process may die.
enum class Boundary { before_commit, after_commit, before_send, after_send, after_record };

class Postman {
public:
    using AtBoundary = std::function<void(Boundary)>;  // may throw
    struct Round {
        Storage& storage;
        MailServer& server;
        Fault fault = Fault::none;
        AtBoundary at;
    };
    explicit Postman(Round round) : round_(std::move(round)) {}

    /// Queues what is due and sends until it has to wait for an answer.
    void hand_over(Instant now);
    /// When the answer that is awaited comes.
    std::optional<Instant> answer_at() const;
    /// The answer comes as many seconds later as before, whatever the clock on the wall says.
    void clock_stepped(std::int64_t seconds);
    /// The message whose answer is awaited, if the server has taken it.
    std::optional<std::int64_t> taken_but_unknown() const;
    bool has_in_hand(std::int64_t id) const { return in_hand_.contains(id); }

private:
    struct Sending {
        std::int64_t id;
        Reply reply;
        Instant answer_at;
    };
    void send_next(Instant now);
    void settle(Instant now);
    Attempt attempt_of(std::int64_t id, const Reply& reply, Instant now) const;

    Round round_;
    std::deque<std::int64_t> queue_;
    std::set<std::int64_t> in_hand_;
    std::optional<Sending> sending_;
};

}  // namespace dutyd::sim
