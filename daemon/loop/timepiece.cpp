// SPDX-License-Identifier: MIT
#include "daemon/loop/timepiece.hpp"

#include "lib/base/check.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace dutyd::daemon {

namespace {

constexpr const char* kind_key = "clock";
constexpr const char* now_key = "simulated-now";

std::string word(ClockKind kind) {
    return kind == ClockKind::system ? "system" : "simulated";
}

Diagnostic wrong_kind(const std::string& path, ClockKind wanted) {
    if (wanted == ClockKind::system) {
        return make_error(
            fmt::format("the database {} was made with a simulated clock: what it records never "
                        "happened",
                        path),
            "start with --simulated-clock to go on with it, or use another database");
    }
    return make_error(
        fmt::format("the database {} is a real one: a simulated clock would put events into it "
                    "that never happened",
                    path),
        "use another database for training, for example with --database");
}

Result<civil::Instant> simulated_start(const host::Store& store, const ClockChoice& choice) {
    auto stored = store.meta(now_key);
    if (!stored) return stored.error();
    const auto tail = store.tail();
    if (!tail) return tail.error();
    std::optional<civil::Instant> now = tail->recorded_at;
    if (*stored) {
        const auto parsed = civil::Instant::parse(**stored);
        if (!parsed) return parsed.error();
        now = now ? std::max(*now, *parsed) : *parsed;
    }
    if (!now) now = choice.start;
    if (now) return *now;
    return make_error("a new simulated clock needs a time to start from",
                      "write --simulated-clock 2024-05-02T09:00");
}

}  // namespace

Timepiece Timepiece::system(const ReadClocks& read) {
    Timepiece piece(ClockKind::system);
    piece.read_ = read;
    piece.detector_.emplace(read());
    return piece;
}

Timepiece Timepiece::simulated(civil::Instant now) {
    Timepiece piece(ClockKind::simulated);
    piece.simulated_now_ = now;
    return piece;
}

civil::Instant Timepiece::now() {
    if (kind_ == ClockKind::simulated) return simulated_now_;
    const ClockReading reading = read_();
    if (const auto jump = detector_->notice(reading)) {
        jump_ = ClockJump{jump_ ? jump_->from : jump->from, jump->to};
    }
    return reading.instant();
}

void Timepiece::move_to(civil::Instant instant) {
    DUTYD_CHECK(kind_ == ClockKind::simulated && instant >= simulated_now_);
    simulated_now_ = instant;
}

std::vector<host::MetaRow> clock_stamp(ClockKind kind, civil::Instant now) {
    std::vector<host::MetaRow> rows = {{kind_key, word(kind)}};
    if (kind == ClockKind::simulated) rows.push_back({now_key, now.text()});
    return rows;
}

Result<Timepiece> timepiece_for(const host::Store& store, const ClockChoice& choice) {
    const auto stamp = store.meta(kind_key);
    if (!stamp) return stamp.error();
    const auto tail = store.tail();
    if (!tail) return tail.error();
    const std::string made_with = *stamp ? **stamp : word(ClockKind::system);
    const bool is_new = !*stamp && tail->seq == 0;
    if (!is_new && made_with != word(choice.kind)) return wrong_kind(store.path(), choice.kind);
    if (choice.kind == ClockKind::system) return Timepiece::system(read_clocks);
    const auto start = simulated_start(store, choice);
    if (!start) return start.error();
    return Timepiece::simulated(*start);
}

}  // namespace dutyd::daemon
