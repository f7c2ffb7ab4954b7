// SPDX-License-Identifier: MIT
#include "tests/host/turns.hpp"

#include "tests/catch.hpp"

#include <fmt/format.h>

namespace dutyd::host {

namespace {

constexpr std::int64_t start = 1716393900;

std::string salt_for(std::uint64_t seq) {
    return fmt::format("{:032x}", seq);
}

}  // namespace

journal::Event note(const std::string& text) {
    journal::Event event;
    event.recorded_at = Instant{start};
    event.effective = civil::Date::of(2024, 5, 22);
    event.actor = "p1";
    event.text = text;
    event.payload = journal::NoteMade{"leicestershire/plan-2024", "issue"};
    return event;
}

TurnWrites writes_of(std::vector<journal::Event> events, const Tail& tail) {
    TurnWrites writes;
    std::uint64_t seq = tail.seq;
    std::string previous = tail.hash;
    for (journal::Event& event : events) {
        event.seq = ++seq;
        journal::Encoded encoded = journal::encode(event, previous, salt_for(seq));
        previous = encoded.row.hash;
        writes.rows.push_back(std::move(encoded.row));
        if (encoded.free_text) writes.texts.push_back(*std::move(encoded.free_text));
    }
    return writes;
}

TurnWrites turn_after(const Tail& tail) {
    const std::uint64_t turn = tail.seq / rows_per_turn + 1;
    journal::Event pause;
    pause.recorded_at = Instant{start + static_cast<std::int64_t>(turn) * 60};
    pause.effective = civil::Date::of(2024, 5, 22);
    pause.actor = "p1";
    pause.client_id = fmt::format("client-{}", turn);
    pause.text = fmt::format("reason {}", turn);
    pause.payload = journal::PauseLifted{"general-election-2024", civil::Date::of(2024, 7, 4)};
    journal::Event alert = pause;
    alert.text.clear();
    alert.payload = journal::AlertResolved{fmt::format("slip/{}", turn), "recovered"};
    journal::Event notice = alert;
    notice.payload = journal::NoticeMade{fmt::format("n{}@dutyd", turn), "p1", {}, Instant{start}};

    TurnWrites writes = writes_of({pause, alert, notice}, tail);
    OutboxRow message;
    message.message_id = fmt::format("n{}@dutyd", turn);
    message.person = "p1";
    message.address = "p1@example.org";
    message.subject = "Slipping";
    message.mime = std::string(3000, 'x');
    message.created_at = pause.recorded_at;
    message.not_before = pause.recorded_at;
    writes.outbox.push_back(std::move(message));
    writes.answers.push_back({pause.client_id, "content", fmt::format("{{\"turn\":{}}}", turn)});
    return writes;
}

Tail tail_of(const Store& store) {
    const auto tail = store.tail();
    REQUIRE(error_of(tail) == "");
    return *tail;
}

Store opened(const std::string& path) {
    auto store = Store::open({path});
    REQUIRE(error_of(store) == "");
    return *std::move(store);
}

void commit_next(Store& store) {
    REQUIRE(error_of(store.commit(turn_after(tail_of(store)))) == "");
}

std::string fault_in(const Store& store) {
    const auto tail = store.verify_chain();
    if (!tail) return error_of(tail);
    if (tail->seq % rows_per_turn != 0) return fmt::format("half a turn at row {}", tail->seq);
    const std::uint64_t turns = tail->seq / rows_per_turn;
    const auto summary = store.outbox_summary();
    if (!summary) return error_of(summary);
    if (static_cast<std::uint64_t>(summary->waiting) != turns) {
        return fmt::format("{} messages in {} turns", summary->waiting, turns);
    }
    for (std::uint64_t turn = 1; turn <= turns; ++turn) {
        const auto answer = store.find_answer(fmt::format("client-{}", turn));
        if (!answer) return error_of(answer);
        if (!*answer) return fmt::format("no answer for turn {}", turn);
    }
    std::string fault;
    const auto read = store.for_each_event([&](const journal::Event& event) {
        if (event.text == journal::erased_text) fault = fmt::format("no text {}", event.seq);
    });
    return read ? fault : error_of(read);
}

}  // namespace dutyd::host
