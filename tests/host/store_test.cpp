// SPDX-License-Identifier: MIT
#include "tests/catch.hpp"
#include "tests/host/folder.hpp"
#include "tests/host/turns.hpp"

#include "daemon/host/store.hpp"
#include "lib/base/hash.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

using namespace dutyd;
using namespace dutyd::host;

namespace {

/// What SQLite says to a statement sent to the file behind the store's back.
std::string refusal(const Folder& folder, const std::string& sql) {
    SQLite::Database database(folder.database(), SQLite::OPEN_READWRITE);
    try {
        database.exec(sql);
    } catch (const SQLite::Exception& exception) {
        return exception.what();
    }
    return "accepted";
}

/// Changes the file as someone would who knows how.
void tamper(const Folder& folder, const std::string& sql) {
    REQUIRE(refusal(folder, sql) == "accepted");
}

}  // namespace

TEST_CASE("a new database is empty and knows itself") {
    const Folder folder;
    const Store store = opened(folder.database());
    CHECK(store.path() == folder.database());
    const Tail tail = tail_of(store);
    CHECK(tail.seq == 0);
    CHECK(tail.hash == journal::chain_start());
    CHECK_FALSE(tail.recorded_at);
    CHECK(store.read_journal()->empty());
    CHECK(store.persons()->empty());
    CHECK(store.due_outbox(Instant{4'000'000'000})->empty());
    CHECK(store.verify_chain()->seq == 0);
    const auto id = store.meta("database-id");
    REQUIRE(id);
    REQUIRE(*id);
    CHECK((*id)->size() == 32);
    CHECK_FALSE(*store.meta("nothing"));
}

TEST_CASE("a turn is read back as it was written, also after reopening") {
    const Folder folder;
    TurnWrites writes;
    {
        Store store = opened(folder.database());
        writes = turn_after(tail_of(store));
        writes.inputs = {{sha256_hex(std::string("a\0b", 3)), std::string("a\0b", 3)},
                         {sha256_hex(""), ""}};
        writes.persons = {{"p2", "Zo\xc3\xab", "zoe@example.org"}, {"p1", "Ann", "a@example.org"}};
        writes.meta = {{"simulated-clock", "2024-05-22T16:05:00Z"}};
        REQUIRE(error_of(store.commit(writes)) == "");
    }
    const Store store = opened(folder.database());
    const auto events = store.read_journal();
    REQUIRE(error_of(events) == "");
    REQUIRE(events->size() == 3);
    CHECK((*events)[0].text == "reason 1");
    CHECK((*events)[0].client_id == "client-1");
    CHECK(std::get<journal::NoticeMade>((*events)[2].payload).notice == "n1@dutyd");

    const Tail tail = tail_of(store);
    CHECK(tail.seq == 3);
    CHECK(tail.hash == writes.rows.back().hash);
    CHECK(tail.recorded_at == (*events)[2].recorded_at);

    const auto persons = store.persons();
    REQUIRE(persons->size() == 2);
    CHECK((*persons)[0].name == "Ann");
    CHECK((*persons)[1].name == "Zo\xc3\xab");
    CHECK(*store.meta("simulated-clock") == "2024-05-22T16:05:00Z");

    const auto inputs = store.inputs({writes.inputs[1].hash, writes.inputs[0].hash});
    REQUIRE(error_of(inputs) == "");
    CHECK((*inputs)[0].content.empty());
    CHECK((*inputs)[1].content == std::string("a\0b", 3));

    const auto answer = store.find_answer("client-1");
    REQUIRE(*answer);
    CHECK((*answer)->content_hash == "content");
    CHECK((*answer)->answer == "{\"turn\":1}");
    CHECK_FALSE(*store.find_answer("client-2"));
}

TEST_CASE("persons and meta values are replaced, inputs and texts stay") {
    const Folder folder;
    Store store = opened(folder.database());
    TurnWrites writes;
    writes.persons = {{"p1", "Ann", "a@example.org"}};
    writes.meta = {{"k", "1"}};
    writes.inputs = {{sha256_hex("x"), "x"}};
    writes.texts = {{sha256_hex("saltx"), "salt", "x"}};
    REQUIRE(error_of(store.commit(writes)) == "");
    writes.persons = {{"p1", "Anne", "b@example.org"}};
    writes.meta = {{"k", "2"}};
    REQUIRE(error_of(store.commit(writes)) == "");
    CHECK(store.persons()->front().name == "Anne");
    CHECK(store.persons()->front().email == "b@example.org");
    CHECK(*store.meta("k") == "2");
}

TEST_CASE("a turn with any fault is not written at all") {
    const Folder folder;
    Store store = opened(folder.database());
    commit_next(store);
    const Tail before = tail_of(store);
    const auto refused = [&](const TurnWrites& writes, const std::string& what) {
        const std::string error = error_of(store.commit(writes));
        INFO(error);
        CHECK(error.find(what) != std::string::npos);
        CHECK(tail_of(store).seq == before.seq);
        CHECK(fault_in(store) == "");
    };

    TurnWrites gap = turn_after(before);
    gap.rows.erase(gap.rows.begin());
    refused(gap, "refused a row: a journal row must follow the last one without a gap");

    TurnWrites again = turn_after(Tail{});
    refused(again, "a journal row must follow the last one without a gap");

    TurnWrites fork = turn_after(Tail{before.seq, std::string(64, 'f'), {}});
    refused(fork, "refused a row: a journal row must carry the hash of the last one");

    TurnWrites unreadable = turn_after(before);
    unreadable.rows[1].body += " ";
    refused(unreadable, "journal row 5 was changed after it was written");

    TurnWrites same_message = turn_after(before);
    same_message.outbox[0].message_id = "n1@dutyd";
    refused(same_message, "UNIQUE constraint failed: outbox.message_id");

    TurnWrites same_client = turn_after(before);
    same_client.answers[0].client_id = "client-1";
    refused(same_client, "UNIQUE constraint failed: answer.client_id");

    commit_next(store);
    CHECK(tail_of(store).seq == before.seq + rows_per_turn);
}

TEST_CASE("an empty turn writes nothing") {
    const Folder folder;
    Store store = opened(folder.database());
    REQUIRE(error_of(store.commit({})) == "");
    CHECK(tail_of(store).seq == 0);
}

TEST_CASE("not even SQL changes the journal, a text or a delivery") {
    const Folder folder;
    {
        Store store = opened(folder.database());
        commit_next(store);
        DeliveryAttempt delivered;
        delivered.outbox_id = 1;
        delivered.state = OutboxState::delivered;
        REQUIRE(error_of(store.record_deliveries({delivered})) == "");
    }
    CHECK(refusal(folder, "UPDATE journal SET body = '{}' WHERE seq = 1") ==
          "the journal is never changed");
    CHECK(refusal(folder, "DELETE FROM journal") == "nothing is deleted from the journal");
    CHECK(refusal(folder,
                  "REPLACE INTO journal (seq, body, prev, hash) SELECT seq, body, prev, "
                  "hash FROM journal WHERE seq = 3") ==
          "a journal row must follow the last one without a gap");
    CHECK(refusal(folder, "UPDATE free_text SET text = 'x'") ==
          "a text is erased whole or not at all");
    CHECK(refusal(folder, "UPDATE outbox SET state = 'waiting', delivered_at = NULL") ==
          "a delivered message stays delivered");
    CHECK(refusal(folder, "INSERT INTO journal (seq, body, prev, hash) VALUES ('x', '', '', '')") !=
          "accepted");
    CHECK(refusal(folder, "UPDATE outbox SET attempts = 'many'").find("INTEGER") !=
          std::string::npos);
}

TEST_CASE("whoever takes the triggers away and changes a row is found out") {
    const Folder folder;
    {
        Store store = opened(folder.database());
        for (int turn = 0; turn < 3; ++turn) commit_next(store);
    }
    tamper(folder,
           "DROP TRIGGER journal_unchanged; "
           "UPDATE journal SET body = replace(body, '2024-07-04', '2024-07-05') "
           "WHERE seq = 4");
    const Store store = opened(folder.database());
    CHECK(error_of(store.read_journal()) ==
          "error: journal row 4 was changed after it was written: its hash does not fit\n"
          "    hint: the journal was damaged or changed outside dutyd; restore the database from a "
          "backup\n");
    CHECK_FALSE(store.verify_chain());
}

TEST_CASE("a row taken out is found out") {
    const Folder folder;
    {
        Store store = opened(folder.database());
        commit_next(store);
    }
    tamper(folder, "DROP TRIGGER journal_kept; DELETE FROM journal WHERE seq = 2");
    CHECK(error_of(opened(folder.database()).verify_chain())
              .find("journal row 3 does not follow the row before it") != std::string::npos);
}

TEST_CASE("an adopted file that is gone or changed is named by its hash") {
    const Folder folder;
    const std::string hash = sha256_hex("rules");
    {
        Store store = opened(folder.database());
        TurnWrites writes;
        writes.inputs = {{hash, "rules"}};
        REQUIRE(error_of(store.commit(writes)) == "");
        const std::string other(64, 'e');
        CHECK(error_of(store.inputs({other, hash})) ==
              "error: the adopted file with hash " + other +
                  " is not in the database\n"
                  "    hint: the database was damaged or changed outside dutyd; restore it from a "
                  "backup\n");
    }
    tamper(folder, "UPDATE input SET content = x'00'");
    const Store store = opened(folder.database());
    CHECK(error_of(store.inputs({hash})).find("has other contents") != std::string::npos);
    CHECK(error_of(store.verify_chain()).find("has other contents") != std::string::npos);
}

TEST_CASE("an erased text is gone from the file and its log, and the chain holds") {
    const Folder folder;
    const std::string secret = "Mrs Example was taken to hospital";
    Store store = opened(folder.database());
    const TurnWrites writes = writes_of({note("harmless"), note(secret)}, tail_of(store));
    REQUIRE(error_of(store.commit(writes)) == "");
    const auto on_disk = [&] {
        return (read_whole(folder.database()) + read_whole(folder.database() + "-wal"))
                   .find(secret) != std::string::npos;
    };
    REQUIRE(on_disk());

    REQUIRE(error_of(store.erase_text(writes.texts[1].digest)) == "");
    CHECK_FALSE(on_disk());
    const auto events = store.read_journal();
    REQUIRE(error_of(events) == "");
    CHECK((*events)[0].text == "harmless");
    CHECK((*events)[1].text == "(erased)");
    CHECK(error_of(store.verify_chain()) == "");
    CHECK(error_of(store.erase_text(writes.texts[1].digest)).find("no text with digest") !=
          std::string::npos);
}

TEST_CASE("an erased person is gone from people and from delivered mail, not from what waits") {
    const Folder folder;
    Store store = opened(folder.database());
    TurnWrites persons;
    persons.persons = {{"p1", "Ann Example", "ann@example.org"}};
    REQUIRE(error_of(store.commit(persons)) == "");
    commit_next(store);
    commit_next(store);
    DeliveryAttempt delivered;
    delivered.outbox_id = 1;
    delivered.state = OutboxState::delivered;
    REQUIRE(error_of(store.record_deliveries({delivered})) == "");

    REQUIRE(error_of(store.erase_person("p1")) == "");
    CHECK(store.persons()->empty());
    const auto first = *store.find_message("n1@dutyd");
    CHECK(first->address.empty());
    CHECK(first->subject.empty());
    CHECK(first->mime.empty());
    CHECK((*store.find_message("n2@dutyd"))->address == "p1@example.org");
    CHECK(read_whole(folder.database()).find("ann@example.org") == std::string::npos);
    CHECK(error_of(store.erase_person("p1")) == "error: there is no person 'p1' to erase\n");
}

TEST_CASE("texts that SQL could trip over are kept byte for byte") {
    const Folder folder;
    Store store = opened(folder.database());
    const std::string odd =
        std::string("'; DROP TABLE journal; -- \0 \n\t\"", 31) + "\xf0\x9f\x93\x85";
    REQUIRE(error_of(store.commit(writes_of({note(odd)}, tail_of(store)))) == "");
    CHECK(store.read_journal()->front().text == odd);
}

TEST_CASE("a stretch of the journal is read without the rest") {
    const Folder folder;
    Store store = opened(folder.database());
    for (int turn = 0; turn < 3; ++turn) commit_next(store);
    const auto numbers = [&](std::uint64_t from, std::size_t limit) {
        const auto events = store.events(from, limit);
        REQUIRE(error_of(events) == "");
        std::vector<std::uint64_t> found;
        for (const journal::Event& event : *events) found.push_back(event.seq);
        return found;
    };
    using Numbers = std::vector<std::uint64_t>;
    CHECK(numbers(1, 2) == Numbers{1, 2});
    CHECK(numbers(8, 500) == Numbers{8, 9});
    CHECK(numbers(10, 500).empty());
    CHECK(store.events(4, 1)->front().text == "reason 2");
}
