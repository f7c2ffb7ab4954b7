// SPDX-License-Identifier: MIT
#include "daemon/loop/loop.hpp"

#include "daemon/loop/moments.hpp"
#include "lib/base/limits.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <boost/asio/post.hpp>

namespace dutyd::daemon {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds retry_delay{10};
constexpr std::int64_t least_wait_s = 30;

}  // namespace

Loop::Loop(asio::io_context& io, Keeper& keeper, Timepiece timepiece, log::Log& log)
    : io_(io),
      keeper_(keeper),
      timepiece_(std::move(timepiece)),
      log_(log),
      post_office_(io, keeper, log,
                   {[this] { return wake(); }, [this] { schedule(); },
                    [this](civil::Instant at) { return local_text(at, office_zone()); }}),
      heartbeat_(io, log, {[this] { return wake(); }, [this] { return why_not_well(); }}),
      retry_(io) {}

Loop::~Loop() = default;

Result<Done> Loop::start(const Inputs& inputs) {
    if (timepiece_.kind() == ClockKind::system) {
        auto timer = WallTimer::make(io_, [this] { woken(); });
        if (!timer) return timer.error();
        timer_ = *std::move(timer);
    }
    started_at_ = timepiece_.now();
    const civil::Instant last = keeper_.state().last_recorded_at;
    if (keeper_.state().seq > 0 && started_at_ < last) jump_to_record_ = {last, started_at_};
    ReloadReport report;
    if (auto adopted = adopt(inputs, started_at_, report); !adopted) return adopted;
    record_jump(started_at_);
    rest(started_at_);
    return Done{};
}

const civil::Zone& Loop::office_zone() const {
    static const civil::Zone utc = civil::Zone::utc();
    const auto& library = keeper_.state().library;
    if (!library || library->bodies.empty()) return utc;
    const auto zone = keeper_.settings().zones.find(library->bodies.front().zone);
    return zone == keeper_.settings().zones.end() ? utc : zone->second;
}

/// Reads the clock. A jump that shows is recorded before anything else is decided.
civil::Instant Loop::wake() {
    const civil::Instant now = timepiece_.now();
    if (const auto jump = timepiece_.take_jump()) {
        last_jump_ = *jump;
        jump_to_record_ = {jump_to_record_ ? jump_to_record_->from : jump->from, now};
        log_.write({log::Level::warning,
                    log::EventClass::clock_changed,
                    "the clock was stepped; everything is looked at again",
                    {{"from", jump->from.text()}, {"to", jump->to.text()}}});
        record_jump(now);
        schedule();
    }
    return now;
}

void Loop::record_jump(civil::Instant now) {
    if (!jump_to_record_) return;
    last_jump_ = jump_to_record_;
    const auto from = jump_to_record_->from;
    auto result = engine::clock_jumped(keeper_.state(), from, now, keeper_.settings());
    if (keeper_.commit(std::move(result), {}, now)) jump_to_record_.reset();
}

void Loop::submit(CommandWork work) {
    queue_.emplace_back(std::move(work));
    schedule();
}

void Loop::advance(AdvanceWork work) {
    queue_.emplace_back(std::move(work));
    schedule();
}

void Loop::reload(ReloadWork work) {
    queue_.emplace_back(std::move(work));
    schedule();
}

void Loop::finish(std::function<void()> then) {
    finished_ = std::move(then);
    schedule();
}

/// Posted rather than run at once, so that requests that have arrived together share a turn.
void Loop::schedule() {
    if (std::exchange(scheduled_, true)) return;
    asio::post(io_, [this] { work(); });
}

void Loop::work() {
    scheduled_ = false;
    const civil::Instant now = wake();
    if (!queue_.empty()) {
        if (std::holds_alternative<CommandWork>(queue_.front())) {
            run_commands(now);
        } else {
            Work front = std::move(queue_.front());
            queue_.pop_front();
            if (auto* advance = std::get_if<AdvanceWork>(&front)) run_advance(std::move(*advance));
            if (auto* reload = std::get_if<ReloadWork>(&front)) run_reload(*reload, now);
        }
    }
    rest(timepiece_.now());
    if (!queue_.empty()) return schedule();
    if (finished_) std::exchange(finished_, nullptr)();
}

void Loop::run_commands(civil::Instant now) {
    const auto taken = take_commands(queue_, limits::commands_per_turn_max);
    std::vector<Submission> submissions;
    submissions.reserve(taken.size());
    for (const CommandWork& work : taken) submissions.push_back(work.submission);
    auto verdicts = keeper_.carry_out(submissions, now);
    for (std::size_t i = 0; i < taken.size(); ++i) taken[i].done(std::move(verdicts[i]));
}

engine::TurnResult Loop::preview(const engine::Command& command) {
    return keeper_.turn({command}, wake());
}

const engine::Snapshot& Loop::snapshot() {
    return keeper_.snapshot(wake());
}

Result<Done> Loop::tick(civil::Instant now, host::TurnWrites extra) {
    auto result = keeper_.turn({}, now);
    if (!result.events.empty() && timepiece_.kind() == ClockKind::simulated) {
        extra.meta = clock_stamp(ClockKind::simulated, now);
    }
    return keeper_.commit(std::move(result), std::move(extra), now);
}

/// The wall timer fired, or the clock was stepped, or it is time to try a failed turn again.
void Loop::woken() {
    const civil::Instant now = wake();
    if (jump_to_record_) record_jump(now);
    const auto due = keeper_.wake_at();
    host::TurnWrites probe;
    // Something is written in any case, to find out whether writing works again.
    if (keeper_.trouble()) probe.meta = clock_stamp(timepiece_.kind(), now);
    if (keeper_.trouble() || (due && *due <= now)) static_cast<void>(tick(now, std::move(probe)));
    rest(now);
}

Result<Done> Loop::try_to_write() {
    host::TurnWrites probe;
    probe.meta = clock_stamp(timepiece_.kind(), wake());
    return keeper_.store().commit(probe);
}

/// What the heartbeat waits for.
std::optional<std::string> Loop::why_not_well() {
    if (keeper_.trouble()) return "turns cannot be written: " + keeper_.trouble()->last_error;
    if (const auto written = try_to_write(); !written) return written.error().front().message;
    const auto waiting = keeper_.store().waiting_by_channel();
    if (!waiting) return waiting.error().front().message;
    for (const host::ChannelSummary& summary : *waiting) {
        if (summary.raised == 0) continue;
        return fmt::format("notices do not get through over {}: {}", summary.channel,
                           summary.last_error);
    }
    return std::nullopt;
}

void Loop::stop_mail(std::chrono::milliseconds grace) {
    heartbeat_.stop();
    post_office_.stop(grace);
}

/// Hands over mail that is due and arms what will wake us next.
void Loop::rest(civil::Instant now) {
    post_office_.hand_over(now);
    prune_mail(now);
    if (on_turn_) on_turn_();
    if (keeper_.trouble()) return try_again_soon();
    arm(now);
}

void Loop::arm(civil::Instant now) {
    if (!timer_) return;
    std::optional<civil::Instant> next = post_office_.next_due(now);
    if (auto due = keeper_.wake_at()) {
        // A turn has just looked at everything up to now; never spin, whatever it asks for.
        if (*due <= now) due->seconds = now.seconds + least_wait_s;
        next = next ? std::min(*next, *due) : *due;
    }
    timer_->arm(next);
}

/// Once a day the bodies of mail delivered long ago are emptied.
void Loop::prune_mail(civil::Instant now) {
    constexpr std::int64_t day_s = 86'400;
    if (mail_keep_days_ == 0 || now.seconds - pruned_at_.seconds < day_s) return;
    pruned_at_ = now;
    const auto pruned = keeper_.store().prune_mail({now.seconds - mail_keep_days_ * day_s});
    if (pruned) return;
    log_diagnostics(log::Level::error, pruned.error());
}

void Loop::try_again_soon() {
    retry_.expires_after(retry_delay);
    retry_.async_wait([this](const boost::system::error_code& error) {
        if (!error) woken();
    });
}

}  // namespace dutyd::daemon
