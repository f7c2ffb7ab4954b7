// SPDX-License-Identifier: MIT
#include "daemon/mail/worker.hpp"

#include <fmt/format.h>

#include <csignal>
#include <iterator>
#include <optional>
#include <utility>

namespace dutyd::mail {
namespace {

// Signals belong to the loop's thread; a thread inherits the mask of the one that starts it.
// SIGPIPE stays blocked here for TLS libraries that write to a closed connection.
class BlockedSignals {
public:
    BlockedSignals() {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~BlockedSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    BlockedSignals(const BlockedSignals&) = delete;
    BlockedSignals& operator=(const BlockedSignals&) = delete;

private:
    sigset_t before_{};
};

constexpr const char* stopping_text = "not tried: dutyd is stopping";

}  // namespace

MakeSender smtp_sender(MailServer server) {
    return [server = std::move(server)](const std::atomic<bool>& stop) {
        return std::make_unique<SmtpSender>(server, stop);
    };
}

MailWorker::MailWorker(MailServer server, ReportFunction on_report)
    : MailWorker(smtp_sender(std::move(server)), std::move(on_report)) {}

MailWorker::MailWorker(MakeSender make_sender, ReportFunction on_report)
    : make_sender_(std::move(make_sender)), on_report_(std::move(on_report)) {
    const BlockedSignals blocked;
    thread_ = std::thread([this] { run(); });
}

MailWorker::~MailWorker() {
    stop(std::chrono::milliseconds(0));
}

void MailWorker::submit(std::vector<OutboxItem> batch) {
    {
        const std::lock_guard lock(mutex_);
        if (!stopping_) {
            std::move(batch.begin(), batch.end(), std::back_inserter(queue_));
            batch.clear();
        }
    }
    changed_.notify_all();
    give_back(batch, stopping_text);
}

std::size_t MailWorker::queued() const {
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

void MailWorker::take_no_more() {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
}

void MailWorker::stop(std::chrono::milliseconds grace) {
    if (!thread_.joinable()) return;
    {
        std::unique_lock lock(mutex_);
        stopping_ = true;
        changed_.notify_all();
        changed_.wait_for(lock, grace, [this] { return idle_for_good_; });
    }
    cut_off_.store(true);
    thread_.join();
}

void MailWorker::run() {
    while (wait_for_work()) send_queued();
    give_back(take_all(), stopping_text);
    const std::lock_guard lock(mutex_);
    idle_for_good_ = true;
    changed_.notify_all();
}

bool MailWorker::wait_for_work() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    return !stopping_;
}

std::optional<MailWorker::Taken> MailWorker::take() {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.empty()) return std::nullopt;
    Taken taken{std::move(queue_.front()), Afterwards::keep};
    queue_.pop_front();
    if (queue_.empty()) taken.afterwards = Afterwards::close;
    return taken;
}

std::vector<OutboxItem> MailWorker::take_all() {
    const std::lock_guard lock(mutex_);
    std::vector<OutboxItem> items(std::make_move_iterator(queue_.begin()),
                                  std::make_move_iterator(queue_.end()));
    queue_.clear();
    return items;
}

void MailWorker::send_queued() {
    const std::unique_ptr<Sender> sender = make_sender_(cut_off_);
    while (auto taken = take()) {
        const bool only_probe = taken->item.errand == Errand::probe;
        const Delivery delivery =
            only_probe ? sender->probe() : sender->send(taken->item.envelope, taken->afterwards);
        on_report_({taken->item.outbox_id, delivery});
        if (delivery.fault == Fault::server) {
            give_back(take_all(), fmt::format("not tried: {}", delivery.text));
        }
    }
}

void MailWorker::give_back(const std::vector<OutboxItem>& items, const std::string& why) {
    for (const auto& item : items) {
        on_report_({item.outbox_id, {DeliveryKind::try_again, Fault::server, 0, why}});
    }
}

}  // namespace dutyd::mail
