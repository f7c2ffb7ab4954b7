// SPDX-License-Identifier: MIT
// A rehearsal is played turn by turn, with the loop's other work in between, and its answer handed
// on. It works on a copy of the state: nothing that happens meanwhile can reach it.
#pragma once

#include "lib/engine/rehearse.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>

namespace dutyd::daemon {

class RehearsalAnswer : public std::enable_shared_from_this<RehearsalAnswer> {
public:
    using Then = std::function<void(const boost::json::value&)>;

    /// Lives until `then` has been called.
    static void start(boost::asio::io_context& io, engine::Rehearsal rehearsal, Then then);

private:
    RehearsalAnswer(boost::asio::io_context& io, engine::Rehearsal rehearsal, Then then)
        : io_(io), rehearsal_(std::move(rehearsal)), then_(std::move(then)) {}
    void go_on();

    boost::asio::io_context& io_;
    engine::Rehearsal rehearsal_;
    Then then_;
};

}  // namespace dutyd::daemon
