// SPDX-License-Identifier: MIT
#include "lib/engine/rehearse.hpp"

#include "lib/engine/query_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::engine {

namespace {

/// What a snapshot was made with, so that its future can be played.
Settings settings_of(const Snapshot& snapshot) {
    Settings settings;
    settings.message_domain = "rehearsal.invalid";
    for (const auto& [id, view] : snapshot.bodies) {
        settings.zones.emplace(view.body->zone, *view.zone);
        const bool own = view.hours.from == view.body->working_hours.from &&
                         view.hours.to == view.body->working_hours.to;
        if (!own) settings.working_hours = view.hours;
    }
    return settings;
}

/// The zone that days are told in: that of the first body.
civil::Zone zone_of(const Snapshot& snapshot) {
    const auto first = snapshot.bodies.begin();
    return first == snapshot.bodies.end() ? civil::Zone::utc() : *first->second.zone;
}

json::object notice_json(const Notice& notice, const civil::Zone& zone) {
    return {{"person", notice.person},
            {"at", notice.not_before.text()},
            {"time", zone.local(notice.not_before).time.text()},
            {"urgent", notice.urgent},
            {"subject", notice.subject},
            {"text", notice.text},
            {"alerts", texts_json(notice.alerts)}};
}

}  // namespace

Rehearsal::Rehearsal(const Snapshot& snapshot, int days)
    : settings_(settings_of(snapshot)),
      zone_(zone_of(snapshot)),
      state_(snapshot.state),
      now_(snapshot.now),
      until_{snapshot.now.seconds + days * civil::seconds_a_day},
      next_(snapshot.now) {}

bool Rehearsal::step() {
    if (!next_ || *next_ > until_) return false;
    TurnResult result = turn(state_, {}, *next_, settings_);
    for (Notice& notice : result.notices) notices_.push_back(std::move(notice));
    next_ = result.outlook.next();
    state_ = std::move(result.next);
    return next_ && *next_ <= until_;
}

json::value Rehearsal::answer() const {
    std::vector<const Notice*> in_order;
    for (const Notice& notice : notices_) in_order.push_back(&notice);
    std::stable_sort(in_order.begin(), in_order.end(), [](const Notice* a, const Notice* b) {
        return a->not_before < b->not_before;
    });
    json::array list;
    std::string day;
    for (const Notice* notice : in_order) {
        const std::string its_day = zone_.local(notice->not_before).date.iso();
        if (list.empty() || its_day != day) {
            list.push_back(json::object{{"day", its_day}, {"notices", json::array{}}});
            day = its_day;
        }
        list.back().as_object()["notices"].as_array().push_back(notice_json(*notice, zone_));
    }
    return json::object{{"as-of", now_.text()},
                        {"until", until_.text()},
                        {"count", in_order.size()},
                        {"days", std::move(list)}};
}

std::optional<Diagnostic> cannot_rehearse(std::int64_t days) {
    if (days >= 1 && days <= rehearsal_days_max) return std::nullopt;
    return make_error(fmt::format("{} days cannot be rehearsed", days),
                      fmt::format("from 1 to {}", rehearsal_days_max));
}

}  // namespace dutyd::engine
