// SPDX-License-Identifier: MIT
#include "daemon/loop/post_office.hpp"

#include "daemon/mail/backoff.hpp"

#include <fmt/format.h>
#include <boost/asio/post.hpp>

namespace dutyd::daemon {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds change_grace{2'000};

mail::Failure failure_of(const mail::Delivery& delivery) {
    return delivery.kind == mail::DeliveryKind::refused ? mail::Failure::refused
                                                        : mail::Failure::passing;
}

}  // namespace

PostOffice::PostOffice(asio::io_context& io, host::Store& store, log::Log& log, Hooks hooks)
    : io_(io), store_(store), log_(log), hooks_(std::move(hooks)) {}

PostOffice::~PostOffice() = default;

/// The worker's thread only puts the report into the inbox and wakes the loop.
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

void PostOffice::set_route(MailRoute route) {
    if (worker_) stop(change_grace);
    held_.clear();
    in_hand_.clear();
    for (const auto& attempt : unrecorded_) in_hand_[attempt.outbox_id] = {};
    if (const auto reset = store_.retry_now(); !reset) {
        log_.write({log::Level::error, log::EventClass::storage_failed, render(reset.error()), {}});
    }
    route_ = std::move(route);
    worker_ = std::make_unique<mail::MailWorker>(route_.server, report_function());
}

void PostOffice::hand_over(civil::Instant now) {
    if (!unrecorded_.empty()) record(now);
    if (!worker_) return;
    auto due = store_.due_outbox(now);
    if (!due) {
        log_.write({log::Level::error, log::EventClass::storage_failed, render(due.error()), {}});
        return;
    }
    std::vector<mail::OutboxItem> batch;
    for (host::OutboxRow& row : *due) {
        if (is_in_hand(row.id)) continue;
        in_hand_[row.id] = {row.message_id, row.person, row.attempts};
        batch.push_back({row.id, {route_.envelope_from, row.address, std::move(row.mime)}});
    }
    if (!batch.empty()) worker_->submit(std::move(batch));
}

std::optional<civil::Instant> PostOffice::next_due(civil::Instant now) const {
    const auto next = store_.next_due_after(now);
    return next ? *next : std::nullopt;
}

void PostOffice::stop(std::chrono::milliseconds grace) {
    if (!worker_) return;
    stopping_ = true;
    worker_->stop(grace);
    worker_.reset();
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
    for (const mail::DeliveryReport& report : reports) settle(report, now);
    record(now);
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
    if (report.delivery.kind == mail::DeliveryKind::accepted) {
        attempt.state = host::OutboxState::delivered;
    } else {
        attempt.error = report.delivery.text;
        const auto retry =
            mail::retry_after(failure_of(report.delivery), message.failures + 1, now);
        if (route_.retry_clock == RetryClock::wall) attempt.next_attempt = retry.at;
        if (route_.retry_clock == RetryClock::steady) {
            try_again_later(report.outbox_id, retry.at.seconds - now.seconds);
        }
        trouble_ = Trouble{trouble_ ? trouble_->since : now, report.delivery.text};
    }
    unrecorded_.push_back(std::move(attempt));
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
        log_.write({log::Level::error,
                    log::EventClass::storage_failed,
                    "what became of mail cannot be recorded yet: " + render(recorded.error()),
                    {}});
        return;
    }
    for (const host::DeliveryAttempt& attempt : std::exchange(unrecorded_, {})) {
        if (!held_.contains(attempt.outbox_id)) in_hand_.erase(attempt.outbox_id);
    }
    note_trouble(now);
}

/// The trouble is over when nothing waits that has failed before.
void PostOffice::note_trouble(civil::Instant now) {
    const auto summary = store_.outbox_summary();
    if (!summary) return;
    if (summary->failing == 0) return trouble_.reset();
    if (!trouble_) trouble_ = Trouble{now, summary->last_error};
}

void PostOffice::log_report(const mail::DeliveryReport& report, const InHand& message) {
    using mail::DeliveryKind;
    log::Event event{log::Level::warning,
                     log::EventClass::notice_delayed,
                     "a notice could not be delivered yet: " + report.delivery.text,
                     {{"message-id", message.message_id}, {"person", message.person}}};
    if (report.delivery.kind == DeliveryKind::accepted) {
        event.level = log::Level::info;
        event.what = log::EventClass::notice_sent;
        event.text = "a notice was accepted by the mail server";
    } else if (report.delivery.kind == DeliveryKind::refused) {
        event.level = log::Level::error;
        event.what = log::EventClass::notice_refused;
        event.text = "the mail server refuses a notice: " + report.delivery.text;
    }
    log_.write(event);
}

}  // namespace dutyd::daemon
