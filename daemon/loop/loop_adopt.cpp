// SPDX-License-Identifier: MIT
// Turns of the loop that are not commands: adopting what the files say, and moving a simulated
// clock.
#include "daemon/http/message.hpp"
#include "daemon/loop/loop.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace dutyd::daemon {

namespace {

host::TurnWrites contents_of(const Inputs& inputs, const engine::TurnResult& result) {
    host::TurnWrites writes;
    std::map<std::string, std::string> by_path;
    for (const rules::SourceFile& file : inputs.files) by_path[file.path] = file.text;
    for (const journal::Event& event : result.events) {
        const auto* adopted = std::get_if<journal::LibraryAdopted>(&event.payload);
        if (adopted == nullptr) continue;
        for (const auto& file : adopted->files) {
            writes.inputs.push_back({file.hash, by_path.at(file.path)});
        }
    }
    for (const auto& [id, address] : inputs.address_book.persons) {
        writes.persons.push_back({id, address.name, address.email});
    }
    return writes;
}

bool adopts_something(const engine::TurnResult& result) {
    return std::any_of(result.events.begin(), result.events.end(), [](const auto& event) {
        return std::holds_alternative<journal::LibraryAdopted>(event.payload) ||
               std::holds_alternative<journal::PeopleAdopted>(event.payload);
    });
}

}  // namespace

/// People first, so that what the calendars bring is told to those who now hold the roles.
engine::TurnResult Loop::adopted(const Inputs& inputs, civil::Instant now) const {
    const engine::Settings& settings = keeper_.settings();
    auto people = engine::adopt_people(keeper_.state(), inputs.holders, now, settings);
    auto library =
        engine::adopt_library(people.next, {inputs.files, "dutyd", inputs.library}, now, settings);
    return joined(std::move(people), std::move(library));
}

Result<Done> Loop::adopt(const Inputs& inputs, civil::Instant now, ReloadReport& report) {
    const AddressBook book_before = keeper_.address_book();
    const std::string domain_before = keeper_.settings().message_domain;
    const auto hours_before = keeper_.settings().working_hours;
    const auto calendars_before = keeper_.settings().calendar_people;
    for (const auto& [name, zone] : inputs.zones) {
        keeper_.settings().zones.insert_or_assign(name, zone);
    }
    keeper_.settings().message_domain = inputs.message_domain;
    keeper_.settings().working_hours = inputs.working_hours;
    keeper_.settings().calendar_people = inputs.calendar_people;
    keeper_.address_book() = inputs.address_book;
    auto result = adopted(inputs, now);
    report.changed = adopts_something(result);
    report.moves = result.moves;
    report.findings = inputs.findings;
    report.findings.insert(report.findings.end(), result.findings.begin(), result.findings.end());
    auto writes = contents_of(inputs, result);
    writes.meta = clock_stamp(timepiece_.kind(), now);
    auto stored = keeper_.commit(std::move(result), std::move(writes), now);
    if (!stored) {
        keeper_.address_book() = book_before;
        keeper_.settings().message_domain = domain_before;
        keeper_.settings().working_hours = hours_before;
        keeper_.settings().calendar_people = calendars_before;
        return stored;
    }
    findings_ = report.findings;
    reload_errors_.clear();
    mail_keep_days_ = inputs.mail_keep_days;
    backup_ = inputs.backup;
    post_office_.set_routes(inputs.routes);
    heartbeat_.set_route(inputs.heartbeat);
    log_diagnostics(log::Level::notice, findings_);
    return stored;
}

void Loop::run_reload(const ReloadWork& work, civil::Instant now) {
    const auto inputs = load_();
    if (!inputs) {
        reload_errors_ = inputs.error();
        log_diagnostics(log::Level::error, reload_errors_);
        log_.write({log::Level::error,
                    log::EventClass::input_refused,
                    "the reload was refused; configuration and calendars stay as they were",
                    {{"errors", fmt::format("{}", reload_errors_.size())}}});
        return work.done(ReloadFailure{true, reload_errors_});
    }
    ReloadReport report;
    const auto adopted = adopt(*inputs, now, report);
    if (!adopted) return work.done(ReloadFailure{false, adopted.error()});
    log_.write({log::Level::notice,
                log::EventClass::input_adopted,
                report.changed ? "the reload was taken over" : "the reload changed nothing",
                {}});
    work.done(std::move(report));
}

/// On one line each: the log keeps no carets.
void Loop::log_diagnostics(log::Level level, const Diagnostics& diagnostics) {
    for (const Diagnostic& diagnostic : diagnostics) {
        const auto what = diagnostic.severity == Severity::error ? log::EventClass::input_refused
                                                                 : log::EventClass::data_lapsing;
        std::string text = diagnostic.message;
        if (!diagnostic.hint.empty()) text += " (" + diagnostic.hint + ")";
        log::Event event{level, what, std::move(text), {}};
        if (!diagnostic.where.file.empty()) {
            event.fields.emplace_back("where", http::place_text(diagnostic.where));
        }
        log_.write(event);
    }
}

/// The next instant at which something is due on the way, or the target.
civil::Instant Loop::next_stop(civil::Instant target) const {
    const civil::Instant now = timepiece_.simulated_now();
    civil::Instant stop = target;
    for (const auto& due : {keeper_.wake_at(), post_office_.next_due(now)}) {
        if (due && *due > now) stop = std::min(stop, *due);
    }
    return stop;
}

/// One stop further; the rest stays at the front of the queue. The clock moves once the turn is
/// stored.
void Loop::run_advance(AdvanceWork work) {
    const civil::Instant stop = next_stop(work.to);
    const std::uint64_t events = keeper_.events_written();
    const std::uint64_t notices = keeper_.notices_written();
    host::TurnWrites extra;
    if (stop == work.to) extra.meta = clock_stamp(ClockKind::simulated, stop);
    const auto stored = tick(stop, std::move(extra));
    if (!stored) return work.done(stored.error());
    timepiece_.move_to(stop);
    ++work.report.turns;
    work.report.events += keeper_.events_written() - events;
    work.report.notices += keeper_.notices_written() - notices;
    work.report.now = stop;
    if (stop == work.to) return work.done(work.report);
    queue_.emplace_front(std::move(work));
}

}  // namespace dutyd::daemon
