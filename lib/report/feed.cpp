// SPDX-License-Identifier: MIT
#include "lib/report/feed.hpp"

#include "lib/base/text.hpp"
#include "lib/engine/agenda.hpp"
#include "lib/engine/decide.hpp"
#include "lib/report/feed_event.hpp"

#include <algorithm>

namespace dutyd::report {

namespace {

bool passes(const FeedFilter& filter, const DutyView& at) {
    const rules::Duty& duty = at.duty();
    if (!filter.owner.empty() && duty.owner != filter.owner) return false;
    if (!filter.bearer.empty() && duty.bearer != filter.bearer) return false;
    return engine::names_it(filter.standing, at.outcome->standing, at.outcome->risks);
}

/// Names that do not exist are errors, not empty feeds.
Result<Done> resolve(const engine::State& state, FeedFilter& filter) {
    Diagnostics errors;
    if (!filter.body.empty()) {
        if (auto body = engine::find_body(state, filter.body); !body) errors = body.error();
    }
    if (!filter.matter.empty()) {
        const auto matter = engine::find_matter(state, filter.matter);
        if (matter) filter.matter = (*matter)->id;
        if (!matter) errors.insert(errors.end(), matter.error().begin(), matter.error().end());
    }
    if (!errors.empty()) return errors;
    return Done{};
}

/// "Duties: leicestershire / chief-executive". Of ids, which need no escaping anywhere.
std::string name_of(const engine::Snapshot& snapshot, const FeedFilter& filter) {
    std::vector<std::string> parts;
    const bool only_one = snapshot.bodies.size() == 1;
    const std::string body = only_one ? snapshot.bodies.begin()->first : filter.body;
    for (const std::string& part :
         {body, filter.matter, filter.owner, filter.bearer, filter.standing}) {
        if (!part.empty()) parts.push_back(part);
    }
    return parts.empty() ? "Duties" : "Duties: " + join(parts, " / ");
}

void add_events(const Office& office, const FeedFilter& filter, std::vector<FeedEvent>& events) {
    const engine::Snapshot& snapshot = office.snapshot();
    const FeedWriter writer(office);
    for (const auto& [id, schedule] : OfOwner(snapshot.schedules, office.body().id)) {
        if (!filter.matter.empty() && id != filter.matter) continue;
        const plan::Matter& matter = *snapshot.matter(id);
        for (std::size_t n = 0; n < schedule->outcomes.size(); ++n) {
            const DutyView at{&matter, static_cast<plan::DutyIndex>(n), &schedule->outcomes[n]};
            if (!passes(filter, at)) continue;
            if (auto event = writer.event(at)) events.push_back(*std::move(event));
        }
    }
}

}  // namespace

const std::vector<std::string>& feed_parameters() {
    static const std::vector<std::string> names = {"body", "owner", "bearer", "standing", "matter"};
    return names;
}

FeedFilter feed_filter(const Parameters& parameters) {
    FeedFilter filter;
    for (const auto& [name, value] : parameters) {
        if (name == "body") filter.body = value;
        if (name == "owner") filter.owner = value;
        if (name == "bearer") filter.bearer = value;
        if (name == "standing") filter.standing = value;
        if (name == "matter") filter.matter = value;
    }
    return filter;
}

Result<Feed> feed(const engine::Snapshot& snapshot, FeedFilter filter) {
    if (auto resolved = resolve(snapshot.state, filter); !resolved) return resolved.error();
    Feed feed{name_of(snapshot, filter),
              "What comes next, as dutyd works it out. A view that calendar programs bring up to "
              "date when they choose: whoever has to act is told by mail.",
              {}};
    for (const auto& [id, view] : snapshot.bodies) {
        if (!filter.body.empty() && id != filter.body) continue;
        if (const auto office = Office::find(snapshot, id)) {
            add_events(*office, filter, feed.events);
        }
    }
    if (!feed.events.empty()) return feed;
    const bool any = filter.body.empty() && !snapshot.bodies.empty();
    const auto office = Office::find(snapshot, any ? snapshot.bodies.begin()->first : filter.body);
    if (!office) return office.error();
    feed.events.push_back(FeedWriter(*office).nothing(feed.name));
    return feed;
}

}  // namespace dutyd::report
