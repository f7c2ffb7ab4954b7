// SPDX-License-Identifier: MIT
#include "daemon/loop/doctor.hpp"

#include <fmt/format.h>

namespace dutyd::daemon {

namespace {

void append(Checks& to, Checks from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

Check check_writing(Loop& loop) {
    const auto written = loop.try_to_write();
    if (written) return {"writing", Health::ok, "the database can be written", {}};
    return {"writing", Health::failed, written.error().front().message,
            written.error().front().hint};
}

Check check_heartbeat(const Heartbeat& heartbeat) {
    if (!heartbeat.is_configured()) return {"heartbeat", Health::ok, "none is set up", {}};
    if (const auto& trouble = heartbeat.trouble()) {
        return {"heartbeat",
                Health::failed,
                fmt::format("since {}: {}", trouble->since.text(), trouble->what),
                {}};
    }
    if (!heartbeat.last_beat()) return {"heartbeat", Health::ok, "the first is under way", {}};
    return {"heartbeat", Health::ok, "last arrived " + heartbeat.last_beat()->text(), {}};
}

/// What hangs on the files, read anew: they may have changed since they were taken over.
void add_inputs(Checks& checks, Loop& loop, const std::vector<ErrandResult>& probes) {
    if (!loop.loader()) return;
    const auto inputs = loop.loader()();
    append(checks, check_files(inputs));
    if (!inputs) return;
    const civil::Moment now = civil::Moment::at(loop.now(), loop.office_zone());
    append(checks, check_law(inputs->files, now.date));
    append(checks, check_roles(*inputs));
    append(checks, check_people(*inputs, failing_of(probes)));
}

Checks look(Loop& loop, const std::vector<ErrandResult>& probes) {
    const host::Store& store = loop.keeper().store();
    const civil::Instant now = loop.now();
    const bool simulated = loop.timepiece().kind() == ClockKind::simulated;
    Checks checks = {check_database(store), check_writing(loop), check_disk(store.path()),
                     check_clock(store, loop.timepiece().kind(), now)};
    append(checks, check_channels(probes));
    append(checks, check_outbox(store));
    add_inputs(checks, loop, probes);
    // Files are dated by the real clock, whatever the simulated one says.
    checks.push_back(check_backup(loop.backup(), simulated ? read_clocks().instant() : now));
    checks.push_back(check_heartbeat(loop.heartbeat()));
    checks.push_back(check_sandbox());
    return checks;
}

}  // namespace

void examine(Loop& loop, std::function<void(const Checks&)> done) {
    std::vector<Errand> probes;
    for (const std::string& channel : loop.post_office().channels()) probes.push_back({channel});
    loop.post_office().run(probes, [&loop, done = std::move(done)](const auto& results) {
        done(look(loop, results));
    });
}

}  // namespace dutyd::daemon
