// SPDX-License-Identifier: MIT
#include "tests/catch.hpp"
#include "tests/host/folder.hpp"
#include "tests/host/turns.hpp"

#include <fmt/format.h>

using namespace dutyd;
using namespace dutyd::host;

namespace {

OutboxRow message(const std::string& id, std::int64_t not_before) {
    OutboxRow row;
    row.message_id = id;
    row.person = "p1";
    row.address = "p1@example.org";
    row.subject = "Plan: panel meeting moved";
    row.mime = "Subject: =?utf-8?q?x?=\r\n\r\nbody \xff\r\n";
    row.created_at = Instant{1000};
    row.not_before = Instant{not_before};
    row.alerts = {"slip/plan/1", "papers \"x\"/2"};
    return row;
}

Store with(const Folder& folder, std::vector<OutboxRow> rows) {
    Store store = opened(folder.database());
    TurnWrites writes;
    writes.outbox = std::move(rows);
    REQUIRE(error_of(store.commit(writes)) == "");
    return store;
}

std::vector<std::string> due(const Store& store, std::int64_t now) {
    const auto rows = store.due_outbox(Instant{now});
    REQUIRE(error_of(rows) == "");
    std::vector<std::string> ids;
    for (const OutboxRow& row : *rows) ids.push_back(row.message_id);
    return ids;
}

DeliveryAttempt failed(std::int64_t id, std::int64_t at, std::int64_t next) {
    DeliveryAttempt attempt;
    attempt.outbox_id = id;
    attempt.at = Instant{at};
    attempt.next_attempt = Instant{next};
    attempt.code = 451;
    attempt.error = "451 try later";
    return attempt;
}

DeliveryAttempt delivered(std::int64_t id, std::int64_t at) {
    DeliveryAttempt attempt;
    attempt.outbox_id = id;
    attempt.state = OutboxState::delivered;
    attempt.at = Instant{at};
    attempt.code = 250;
    return attempt;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a message waits for its time; urgent ones go first") {
    const Folder folder;
    OutboxRow urgent = message("urgent@d", 2000);
    urgent.urgent = true;
    const Store store = with(folder, {message("a@d", 2000), message("b@d", 3000), urgent});
    CHECK(due(store, 1999) == Ids{});
    CHECK(due(store, 2000) == Ids{"urgent@d", "a@d"});
    CHECK(due(store, 3000) == Ids{"urgent@d", "a@d", "b@d"});
}

TEST_CASE("a message is read back as it was frozen") {
    const Folder folder;
    const Store store = with(folder, {message("a@d", 2000)});
    const auto found = *store.find_message("a@d");
    REQUIRE(found);
    const OutboxRow expected = message("a@d", 2000);
    CHECK(found->id == 1);
    CHECK(found->person == expected.person);
    CHECK(found->address == expected.address);
    CHECK(found->subject == expected.subject);
    CHECK(found->mime == expected.mime);
    CHECK(found->alerts == expected.alerts);
    CHECK(found->created_at == Instant{1000});
    CHECK(found->not_before == Instant{2000});
    CHECK(found->next_attempt == Instant{2000});
    CHECK_FALSE(found->urgent);
    CHECK(found->state == OutboxState::waiting);
    CHECK(found->attempts == 0);
    CHECK_FALSE(found->delivered_at);
    CHECK_FALSE(*store.find_message("b@d"));
}

TEST_CASE("a failed attempt is remembered and tried again when it is due") {
    const Folder folder;
    Store store = with(folder, {message("a@d", 2000), message("b@d", 2000)});
    REQUIRE(error_of(store.record_deliveries({failed(1, 2000, 2060)})) == "");
    CHECK(due(store, 2059) == Ids{"b@d"});
    CHECK(due(store, 2060) == Ids{"a@d", "b@d"});
    const auto found = *store.find_message("a@d");
    CHECK(found->attempts == 1);
    CHECK(found->last_code == 451);
    CHECK(found->last_error == "451 try later");

    const auto summary = store.outbox_summary();
    REQUIRE(error_of(summary) == "");
    CHECK(summary->waiting == 2);
    CHECK(summary->failing == 1);
    CHECK(summary->delivered == 0);
    CHECK(summary->oldest_waiting == Instant{1000});
    CHECK(summary->next_attempt == Instant{2000});
    CHECK(summary->last_error == "451 try later");
}

TEST_CASE("a retry is never before the message's own time") {
    const Folder folder;
    Store store = with(folder, {message("a@d", 5000)});
    REQUIRE(error_of(store.record_deliveries({failed(1, 2000, 2060)})) == "");
    CHECK((*store.find_message("a@d"))->next_attempt == Instant{5000});
}

TEST_CASE("what is delivered stays delivered, whatever a late report says") {
    const Folder folder;
    Store store = with(folder, {message("a@d", 2000)});
    REQUIRE(error_of(store.record_deliveries({delivered(1, 2001)})) == "");
    REQUIRE(error_of(store.record_deliveries({failed(1, 2002, 2060)})) == "");
    REQUIRE(error_of(store.record_deliveries({delivered(1, 2003)})) == "");
    const auto found = *store.find_message("a@d");
    CHECK(found->state == OutboxState::delivered);
    CHECK(found->delivered_at == Instant{2001});
    CHECK(found->last_code == 250);
    CHECK(found->attempts == 3);
    CHECK(due(store, 9000) == Ids{});
    const auto summary = store.outbox_summary();
    CHECK(summary->delivered == 1);
    CHECK(summary->waiting == 0);
    CHECK_FALSE(summary->next_attempt);
    CHECK_FALSE(summary->oldest_waiting);
}

TEST_CASE("reports about messages that do not exist are refused, all of the batch") {
    const Folder folder;
    Store store = with(folder, {message("a@d", 2000)});
    CHECK(error_of(store.record_deliveries({delivered(1, 2001), delivered(7, 2001)})) ==
          "error: there is no message 7 in the outbox; none of 2 was recorded\n");
    CHECK((*store.find_message("a@d"))->attempts == 0);
}

TEST_CASE("a long queue is handed out in batches, the oldest first") {
    const Folder folder;
    std::vector<OutboxRow> rows;
    for (int i = 0; i <= outbox_batch_max; ++i) rows.push_back(message(fmt::format("{}@d", i), 0));
    Store store = with(folder, rows);
    const Ids first = due(store, 2000);
    REQUIRE(first.size() == static_cast<std::size_t>(outbox_batch_max));
    CHECK(first.front() == "0@d");
    std::vector<DeliveryAttempt> all;
    for (int id = 1; id <= outbox_batch_max; ++id) all.push_back(delivered(id, 2000));
    REQUIRE(error_of(store.record_deliveries(all)) == "");
    CHECK(due(store, 2000) == Ids{fmt::format("{}@d", outbox_batch_max)});
}

TEST_CASE("old mail is emptied, young and waiting mail is kept") {
    const Folder folder;
    Store store = with(folder, {message("old@d", 0), message("young@d", 0), message("wait@d", 0)});
    REQUIRE(error_of(store.record_deliveries({delivered(1, 100), delivered(2, 200)})) == "");
    const auto pruned = store.prune_mail(Instant{200});
    REQUIRE(error_of(pruned) == "");
    CHECK(*pruned == 1);
    CHECK((*store.find_message("old@d"))->mime.empty());
    CHECK((*store.find_message("old@d"))->subject == "Plan: panel meeting moved");
    CHECK(!(*store.find_message("young@d"))->mime.empty());
    CHECK(!(*store.find_message("wait@d"))->mime.empty());
    CHECK(*store.prune_mail(Instant{200}) == 0);
}

TEST_CASE("messages are listed without their bytes, the latest of them, oldest first") {
    const Folder folder;
    Store store = with(folder, {message("a@d", 0), message("b@d", 0), message("c@d", 0)});
    REQUIRE(error_of(store.record_deliveries({delivered(2, 100)})) == "");
    const auto ids = [&](OutboxScope scope, std::size_t limit) {
        const auto rows = store.messages(scope, limit);
        REQUIRE(error_of(rows) == "");
        Ids found;
        for (const OutboxRow& row : *rows) {
            CHECK(row.mime.empty());
            found.push_back(row.message_id);
        }
        return found;
    };
    CHECK(ids(OutboxScope::all, 10) == Ids{"a@d", "b@d", "c@d"});
    CHECK(ids(OutboxScope::all, 2) == Ids{"b@d", "c@d"});
    CHECK(ids(OutboxScope::waiting, 10) == Ids{"a@d", "c@d"});
    CHECK((*store.message(2))->message_id == "b@d");
    CHECK(!(*store.message(2))->mime.empty());
    CHECK_FALSE(*store.message(4));
}

TEST_CASE("the next message to become due is known, and retries can be brought forward") {
    const Folder folder;
    Store store = with(folder, {message("a@d", 2000), message("b@d", 3000), message("c@d", 900)});
    CHECK(*store.next_due_after(Instant{1000}) == Instant{2000});
    CHECK(*store.next_due_after(Instant{2000}) == Instant{3000});
    CHECK_FALSE(*store.next_due_after(Instant{3000}));

    REQUIRE(error_of(store.record_deliveries({failed(1, 2000, 9000), delivered(3, 2000)})) == "");
    CHECK(*store.next_due_after(Instant{3000}) == Instant{9000});
    REQUIRE(error_of(store.retry_now()) == "");
    CHECK(due(store, 2000) == Ids{"a@d"});
    CHECK((*store.message(3))->state == OutboxState::delivered);
}

TEST_CASE("each channel has a queue of its own, and one that is full holds up no other") {
    const Folder folder;
    std::vector<OutboxRow> rows;
    for (int i = 0; i < outbox_batch_max + 5; ++i)
        rows.push_back(message(fmt::format("m{}", i), 0));
    rows.push_back(message("m0", 0));
    rows.back().channel = "chat";
    const Store store = with(folder, rows);
    CHECK(store.due_outbox(Instant{10})->size() == outbox_batch_max);
    REQUIRE(store.due_outbox(Instant{10}, "chat")->size() == 1);
    CHECK(store.due_outbox(Instant{10}, "chat")->front().channel == "chat");
    CHECK(store.due_outbox(Instant{10}, "other")->empty());
    CHECK_FALSE(*store.find_message("m1", "chat"));
}

TEST_CASE("what has failed for long, or was refused, is told once") {
    const Folder folder;
    Store store = with(
        folder, {message("slow", 0), message("wrong", 0), message("fresh", 0), message("sent", 0)});
    DeliveryAttempt refused = failed(2, 5000, 9000);
    refused.refused = true;
    REQUIRE(error_of(store.record_deliveries({failed(1, 1000, 2000), refused, failed(3, 5000, 6000),
                                              failed(4, 1000, 2000)})) == "");
    REQUIRE(error_of(store.record_deliveries({failed(1, 4000, 7000), delivered(4, 4000)})) == "");

    const auto found = store.undelivered(Instant{1000});
    REQUIRE(error_of(found) == "");
    REQUIRE(found->size() == 2);
    CHECK((*found)[0].message_id == "slow");
    CHECK((*found)[0].failing_since == Instant{1000});
    CHECK((*found)[1].message_id == "wrong");
    CHECK(store.undelivered(Instant{999})->size() == 1);

    CHECK_FALSE(*store.is_told("p1", "mail"));
    OutboxRow about = message("about", 0);
    about.channel = "chat";
    about.about = 1;
    REQUIRE(error_of(store.raise({1, 2}, Instant{6000}, {about})) == "");
    CHECK(store.undelivered(Instant{1000})->empty());
    CHECK(*store.is_told("p1", "mail"));
    CHECK_FALSE(*store.is_told("p1", "chat"));
    CHECK((*store.find_message("about", "chat"))->about == 1);
    CHECK(error_of(store.raise({3}, Instant{7000}, {about})).find("refused a row") !=
          std::string::npos);
    CHECK_FALSE((*store.find_message("fresh"))->raised_at);

    const auto summaries = store.waiting_by_channel();
    REQUIRE(error_of(summaries) == "");
    REQUIRE(summaries->size() == 2);
    CHECK((*summaries)[0].channel == "chat");
    CHECK((*summaries)[0].failing == 0);
    CHECK((*summaries)[1].waiting == 3);
    CHECK((*summaries)[1].failing == 3);
    CHECK((*summaries)[1].raised == 2);
    CHECK((*summaries)[1].failing_since == Instant{1000});
    CHECK((*summaries)[1].last_error == "451 try later");

    REQUIRE(error_of(store.record_deliveries({delivered(1, 8000), delivered(2, 8000)})) == "");
    CHECK_FALSE(*store.is_told("p1", "mail"));
}

TEST_CASE("a backup is whole, one file, and never replaces another") {
    const Folder folder;
    Store store = with(folder, {message("a@d", 0)});
    commit_next(store);
    const std::string file = folder.file("backup.db");
    REQUIRE(error_of(store.back_up(file)) == "");
    commit_next(store);
    CHECK(error_of(store.back_up(file)) ==
          fmt::format("error: there is already a file {}\n"
                      "    hint: a backup never replaces a file; name another\n",
                      file));
    CHECK(error_of(store.back_up(folder.file("nowhere/b.db"))).find("No such file") !=
          std::string::npos);
    CHECK_FALSE(std::filesystem::exists(file + ".unfinished"));
    CHECK_FALSE(std::filesystem::exists(file + "-wal"));
    const Store copy = opened(file);
    CHECK(tail_of(copy).seq == rows_per_turn);
    CHECK(error_of(copy.verify_chain()) == "");
    CHECK((*copy.find_message("a@d"))->mime == (*store.find_message("a@d"))->mime);
}
