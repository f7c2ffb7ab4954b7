// SPDX-License-Identifier: MIT
// What was believed then: a part of the journal is replayed slice by slice, with the loop's other
// work in between, and the snapshot of it handed on.
#pragma once

#include "daemon/loop/keeper.hpp"
#include "daemon/loop/replay.hpp"

#include <boost/asio/io_context.hpp>

namespace dutyd::daemon {

class PastAnswer : public std::enable_shared_from_this<PastAnswer> {
public:
    using ReadZone = std::function<Result<civil::Zone>(const std::string& name)>;
    struct Wanted {
        AsOf as_of;
        ReadZone read_zone;
    };
    using Then = std::function<void(Result<engine::Snapshot>)>;

    /// Lives until `then` has been called. The keeper must outlive the loop's run.
    static void start(boost::asio::io_context& io, Keeper& keeper, const Wanted& wanted, Then then);

private:
    PastAnswer(boost::asio::io_context& io, Keeper& keeper, const Wanted& wanted)
        : io_(io),
          keeper_(keeper),
          past_(keeper.store(), wanted.as_of),
          read_zone_(wanted.read_zone) {}
    void go_on();
    void finish();

    boost::asio::io_context& io_;
    Keeper& keeper_;
    PastState past_;
    ReadZone read_zone_;
    Then then_;
};

/// Adds the zones of these bodies that are not there yet.
Result<Done> learn_zones(engine::Settings& settings, const rules::Library& library,
                         const PastAnswer::ReadZone& read_zone);

}  // namespace dutyd::daemon
