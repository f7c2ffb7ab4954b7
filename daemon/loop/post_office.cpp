// SPDX-License-Identifier: MIT
#include "daemon/loop/post_office.hpp"

#include "daemon/mail/backoff.hpp"

#include <fmt/format.h>
#include <boost/asio/post.hpp>

namespace dutyd::daemon {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds change_grace{2'000};
constexpr const char* log_channel = "log";
/// A worker with so many messages before it is given no more. Looking for more after each of them
/// would read the bytes of all that wait again each time.
constexpr std::size_t plenty = host::outbox_batch_max / 2;

mail::Failure failure_of(const mail::Delivery& delivery) {
    return delivery.kind == mail::DeliveryKind::refused ? mail::Failure::refused
                                                        : mail::Failure::passing;
}

mail::Delivery no_such_channel(const std::string& channel) {
    return {mail::DeliveryKind::try_again, mail::Fault::server, 0,
            fmt::format("the channel '{}' is switched off or not declared", channel)};
}

log::Event notice_event(const host::OutboxRow& row) {
    return {row.urgent ? log::Level::warning : log::Level::notice,
            log::EventClass::notice,
            row.subject,
            {{"message-id", row.message_id}, {"person", row.person}, {"notice", row.mime}}};
}

}  // namespace

PostOffice::PostOffice(asio::io_context& io, Keeper& keeper, log::Log& log, Hooks hooks)
    : io_(io), keeper_(keeper), store_(keeper.store()), log_(log), hooks_(std::move(hooks)) {}

PostOffice::~PostOffice() = default;

/// A worker's thread only puts the report into the inbox and wakes the loop.
mail::ReportFunction PostOffice::report_function() {
    return [this, &io = io_, inbox = inbox_,
            weak = std::weak_ptr<Inbox>(inbox_)](const mail::DeliveryReport& report) {
        {
            const std::lock_guard lock(inbox->mutex);
            inbox->reports.push_back(report);
        }
        asio::post(io, [this, weak] {
            if (!weak.expired()) take_reports();
        });
    };
}

void PostOffice::set_routes(Routes routes) {
    stop(change_grace);
    held_.clear();
    in_hand_.clear();
    for (const auto& attempt : unrecorded_) in_hand_[attempt.outbox_id] = {};
    if (const auto reset = store_.retry_now(); !reset) log_failure(reset.error(), "");
    routes_ = std::move(routes);
    for (const Route& route : routes_.routes) {
        workers_[route.channel] =
            std::make_unique<mail::MailWorker>(route.make_sender, report_function());
    }
    open_ = true;
}

void PostOffice::hand_over(civil::Instant now) {
    if (!unrecorded_.empty()) record(now);
    if (!open_) return;
    for (const auto& [channel, worker] : workers_) hand_over_to(channel, *worker, now);
    write_to_log(now);
}

void PostOffice::hand_over_to(const std::string& channel, mail::MailWorker& worker,
                              civil::Instant now) {
    if (worker.queued() >= plenty) return;
    auto due = store_.due_outbox(now, channel);
    if (!due) return log_failure(due.error(), "");
    std::vector<mail::OutboxItem> batch;
    for (host::OutboxRow& row : *due) {
        if (is_in_hand(row.id)) continue;
        in_hand_[row.id] = {row.message_id, row.person, channel, row.attempts, row.failing_since};
        batch.push_back({row.id,
                         {routes_.envelope_from, row.address, std::move(row.mime), row.message_id},
                         mail::Errand::deliver});
    }
    if (!batch.empty()) worker.submit(std::move(batch));
}

/// The log takes everything at once, so there is nothing to wait for.
void PostOffice::write_to_log(civil::Instant now) {
    const auto due = store_.due_outbox(now, log_channel);
    if (!due) return log_failure(due.error(), "");
    for (const host::OutboxRow& row : *due) {
        if (is_in_hand(row.id)) continue;
        log_.write_always(notice_event(row));
        in_hand_[row.id] = {row.message_id, row.person, log_channel, row.attempts, {}};
        host::DeliveryAttempt attempt;
        attempt.outbox_id = row.id;
        attempt.at = now;
        attempt.state = host::OutboxState::delivered;
        unrecorded_.push_back(std::move(attempt));
    }
    if (due->empty()) return;
    record(now);
    if (due->size() == host::outbox_batch_max && unrecorded_.empty()) hooks_.on_change();
}

std::optional<civil::Instant> PostOffice::next_due(civil::Instant now) const {
    const auto next = store_.next_due_after(now);
    return next ? *next : std::nullopt;
}

bool PostOffice::has_channel(const std::string& channel) const {
    return channel == log_channel || workers_.contains(channel);
}

std::vector<std::string> PostOffice::channels() const {
    std::vector<std::string> names;
    for (const auto& [channel, worker] : workers_) names.push_back(channel);
    names.emplace_back(log_channel);
    return names;
}

void PostOffice::run(const std::vector<Errand>& errands, ErrandsDone done) {
    auto round = std::make_shared<Round>();
    round->missing = errands.size() + 1;  // one for ourselves, so that it ends only below
    round->done = std::move(done);
    for (std::size_t i = 0; i < errands.size(); ++i) {
        const Errand& errand = errands[i];
        round->results.push_back({errand.channel, {}});
        errands_[--last_errand_] = {round, i};
        const auto worker = workers_.find(errand.channel);
        if (worker != workers_.end()) {
            const host::OutboxRow& row = errand.message;
            worker->second->submit({{last_errand_,
                                     {routes_.envelope_from, row.address, row.mime, row.message_id},
                                     errand.kind}});
        } else if (errand.channel == log_channel) {
            if (errand.kind == mail::Errand::deliver) {
                log_.write_always(notice_event(errand.message));
            }
            settle_errand(
                {last_errand_,
                 {mail::DeliveryKind::accepted, mail::Fault::none, 0, "dutyd's own log takes it"}});
        } else {
            settle_errand({last_errand_, no_such_channel(errand.channel)});
        }
    }
    if (--round->missing == 0) round->done(std::move(round->results));
}

void PostOffice::settle_errand(const mail::DeliveryReport& report) {
    const auto found = errands_.find(report.outbox_id);
    if (found == errands_.end()) return;
    const ErrandInHand errand = found->second;
    errands_.erase(found);
    errand.round->results[errand.index].delivery = report.delivery;
    if (--errand.round->missing == 0) errand.round->done(std::move(errand.round->results));
}

/// All are told to stop before any is waited for, so that the grace is given once.
void PostOffice::stop(std::chrono::milliseconds grace) {
    open_ = false;
    if (workers_.empty()) return;
    stopping_ = true;
    for (const auto& [channel, worker] : workers_) worker->take_no_more();
    const auto end = std::chrono::steady_clock::now() + grace;
    for (const auto& [channel, worker] : workers_) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            end - std::chrono::steady_clock::now());
        worker->stop(std::max(left, std::chrono::milliseconds(0)));
    }
    workers_.clear();
    take_reports();
    stopping_ = false;
}

void PostOffice::take_reports() {
    std::vector<mail::DeliveryReport> reports;
    {
        const std::lock_guard lock(inbox_->mutex);
        reports.swap(inbox_->reports);
    }
    if (reports.empty()) return;
    const civil::Instant now = hooks_.now();
    for (const mail::DeliveryReport& report : reports) {
        if (report.outbox_id < 0) settle_errand(report);
        if (report.outbox_id >= 0) settle(report, now);
    }
    if (!unrecorded_.empty()) record(now);
    hooks_.on_change();
}

void PostOffice::settle(const mail::DeliveryReport& report, civil::Instant now) {
    const InHand message = in_hand_[report.outbox_id];
    const bool never_tried = stopping_ && report.delivery.code == 0 &&
                             report.delivery.kind == mail::DeliveryKind::try_again;
    if (never_tried) {
        in_hand_.erase(report.outbox_id);
        return;
    }
    log_report(report, message);
    host::DeliveryAttempt attempt;
    attempt.outbox_id = report.outbox_id;
    attempt.at = now;
    attempt.next_attempt = now;
    attempt.code = report.delivery.code;
    attempt.refused = report.delivery.kind == mail::DeliveryKind::refused;
    if (report.delivery.kind == mail::DeliveryKind::accepted) {
        attempt.state = host::OutboxState::delivered;
    } else {
        attempt.error = report.delivery.text;
        const civil::Instant retry = retry_at(report.delivery, message, now);
        if (routes_.retry_clock == RetryClock::wall) attempt.next_attempt = retry;
        if (routes_.retry_clock == RetryClock::steady) {
            try_again_later(report.outbox_id, retry.seconds - now.seconds);
        }
    }
    unrecorded_.push_back(std::move(attempt));
}

/// Not past the moment at which it is to be raised: it is tried once more just then.
civil::Instant PostOffice::retry_at(const mail::Delivery& delivery, const InHand& message,
                                    civil::Instant now) const {
    const auto retry = mail::retry_after(failure_of(delivery), message.failures + 1, now);
    const civil::Instant raise_at{message.failing_since.value_or(now).seconds +
                                  routes_.raise_after_s};
    const bool raised_before = delivery.kind == mail::DeliveryKind::refused || raise_at <= now;
    return raised_before ? retry.at : std::min(retry.at, raise_at);
}

void PostOffice::try_again_later(std::int64_t outbox_id, std::int64_t seconds) {
    auto timer = std::make_unique<asio::steady_timer>(io_, std::chrono::seconds(seconds));
    timer->async_wait([this, outbox_id](const boost::system::error_code& error) {
        if (error) return;
        held_.erase(outbox_id);
        in_hand_.erase(outbox_id);
        hooks_.on_change();
    });
    held_[outbox_id] = std::move(timer);
}

/// Until it is recorded a message stays in hand, so that it is not sent again.
void PostOffice::record(civil::Instant now) {
    const auto recorded = store_.record_deliveries(unrecorded_);
    if (!recorded) {
        return log_failure(recorded.error(), "what became of notices cannot be recorded yet: ");
    }
    for (const host::DeliveryAttempt& attempt : std::exchange(unrecorded_, {})) {
        if (!held_.contains(attempt.outbox_id)) in_hand_.erase(attempt.outbox_id);
    }
    raise_undelivered(now);
}

void PostOffice::log_failure(const Diagnostics& errors, const std::string& what) {
    log_.write({log::Level::error, log::EventClass::storage_failed, what + render(errors), {}});
}

void PostOffice::log_report(const mail::DeliveryReport& report, const InHand& message) {
    using mail::DeliveryKind;
    log::Event event{log::Level::warning,
                     log::EventClass::notice_delayed,
                     "a notice could not be delivered yet: " + report.delivery.text,
                     {{"message-id", message.message_id},
                      {"person", message.person},
                      {"channel", message.channel}}};
    if (report.delivery.kind == DeliveryKind::accepted) {
        event.level = log::Level::info;
        event.what = log::EventClass::notice_sent;
        event.text = "a notice was accepted: " + report.delivery.text;
    } else if (report.delivery.kind == DeliveryKind::refused) {
        event.level = log::Level::error;
        event.what = log::EventClass::notice_refused;
        event.text = "a notice is refused for good: " + report.delivery.text;
    }
    log_.write(event);
}

}  // namespace dutyd::daemon
