// SPDX-License-Identifier: MIT
#include "daemon/loop/past_answer.hpp"

#include <boost/asio/post.hpp>

namespace dutyd::daemon {

void PastAnswer::start(boost::asio::io_context& io, Keeper& keeper, const Wanted& wanted,
                       Then then) {
    const std::shared_ptr<PastAnswer> answer(new PastAnswer(io, keeper, wanted));
    answer->then_ = std::move(then);
    answer->go_on();
}

void PastAnswer::go_on() {
    const auto progress = past_.step();
    if (!progress) return then_(progress.error());
    if (*progress == PastState::Progress::complete) return finish();
    boost::asio::post(io_, [self = shared_from_this()] { self->go_on(); });
}

void PastAnswer::finish() {
    const engine::State& state = past_.state();
    if (state.library) {
        const auto learnt = learn_zones(keeper_.settings(), *state.library, read_zone_);
        if (!learnt) return then_(learnt.error());
    }
    then_(engine::take_snapshot(state, past_.moment(), keeper_.settings()));
}

Result<Done> learn_zones(engine::Settings& settings, const rules::Library& library,
                         const PastAnswer::ReadZone& read_zone) {
    Diagnostics errors;
    for (const rules::Body& body : library.bodies) {
        if (settings.zones.contains(body.zone)) continue;
        auto zone = read_zone(body.zone);
        if (zone) {
            settings.zones.emplace(body.zone, *std::move(zone));
        } else {
            errors.insert(errors.end(), zone.error().begin(), zone.error().end());
        }
    }
    if (!errors.empty()) return errors;
    return Done{};
}

}  // namespace dutyd::daemon
