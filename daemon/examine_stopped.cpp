// SPDX-License-Identifier: MIT
#include "daemon/examine_stopped.hpp"

#include "daemon/clock.hpp"
#include "daemon/host/offline_copy.hpp"
#include "daemon/load.hpp"
#include "daemon/loop/doctor_checks.hpp"

#include <boost/json/serialize.hpp>

namespace dutyd::daemon {

namespace {

void append(Checks& to, Checks from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// One after the other: there is nobody who waits.
std::vector<ErrandResult> probe(const Routes& routes) {
    const std::atomic<bool> never{false};
    std::vector<ErrandResult> results;
    for (const Route& route : routes.routes) {
        results.push_back({route.channel, route.make_sender(never)->probe()});
    }
    return results;
}

void add_store(Checks& checks, const std::string& database, civil::Instant now) {
    const auto copy = host::OfflineCopy::take(database);
    if (!copy) {
        const Diagnostic& error = copy.error().front();
        checks.push_back({"database", Health::failed, error.message, error.hint});
        return;
    }
    const auto simulated = copy->store().meta("simulated-now");
    const bool is_simulated = simulated && simulated->has_value();
    checks.push_back(check_database(copy->store()));
    checks.push_back(check_disk(database));
    checks.push_back(
        check_clock(copy->store(), is_simulated ? ClockKind::simulated : ClockKind::system, now));
    append(checks, check_outbox(copy->store()));
}

void add_inputs(Checks& checks, const Inputs& inputs, civil::Instant now) {
    const auto zone = home_zone(inputs);
    const auto probes = probe(inputs.routes);
    append(checks, check_channels(probes));
    append(checks, check_law(inputs.files, civil::Moment::at(now, zone).date));
    append(checks, check_roles(inputs));
    append(checks, check_people(inputs, failing_of(probes)));
    checks.push_back(check_backup(inputs.backup, now));
}

}  // namespace

Farewell examine_stopped(const Arguments& arguments) {
    const civil::Instant now = read_clocks().instant();
    Checks checks;
    const auto config = load_configuration(arguments);
    if (config) add_store(checks, config->daemon.database, now);
    auto loaded = load_all(arguments);
    const Result<Inputs> inputs =
        loaded ? Result<Inputs>(std::move(loaded->inputs)) : Result<Inputs>(loaded.error());
    append(checks, check_files(inputs));
    if (inputs) add_inputs(checks, *inputs, now);
    return {boost::json::serialize(to_json(checks)) + "\n", 0};
}

}  // namespace dutyd::daemon
