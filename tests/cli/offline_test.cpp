// SPDX-License-Identifier: MIT
// What dutyctl reads from a database must be what the daemon that wrote it would have answered.
#include "cli/local/offline.hpp"

#include "daemon/host/files.hpp"
#include "daemon/host/store.hpp"
#include "lib/base/hash.hpp"
#include "lib/engine/query.hpp"
#include "lib/engine/turn.hpp"
#include "lib/report/print_feed.hpp"
#include "tests/catch.hpp"
#include "tests/daemon/folder.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

using namespace dutyd;
using namespace dutyd::cli;

namespace {

civil::Instant at(const char* text) {
    return civil::Instant::parse(text).value();
}

engine::Settings london() {
    engine::Settings settings;
    settings.zones.emplace("Europe/London", host::read_zone("Europe/London").value());
    return settings;
}

/// An office with its journal in a database, as a daemon leaves it when it stops.
class Office {
public:
    Office() : store_(host::Store::open({folder_.path() + "/dutyd.db"}).value()) {
        const auto files = host::read_calendars(DUTYD_SOURCE_DIR "/calendars").value();
        host::TurnWrites writes;
        for (const auto& file : files) writes.inputs.push_back({sha256_hex(file.text), file.text});
        write(engine::adopt_library(state_, {files}, at("2024-05-03T08:00:00Z"), settings_),
              std::move(writes));
    }

    void tell(const char* when, const char* command) {
        const auto parsed = engine::parse_command(boost::json::parse(command).as_object());
        if (!parsed) FAIL(render(parsed.error()));
        auto result = engine::turn(state_, {*parsed}, at(when), settings_);
        if (!result.answers.front()) FAIL(render(result.answers.front().error()));
        write(std::move(result), {});
    }
    void stands_at(const char* simulated) {
        host::TurnWrites writes;
        writes.meta.push_back({"simulated-now", simulated});
        REQUIRE(store_->commit(writes));
    }
    /// Gives the lock back, as a daemon does that ends.
    void close() { store_.reset(); }

    std::string database() const { return folder_.path() + "/dutyd.db"; }
    const engine::State& state() const { return state_; }
    engine::Snapshot snapshot(const char* when) const {
        return engine::take_snapshot(state_, at(when), settings_);
    }

private:
    void write(engine::TurnResult result, host::TurnWrites writes) {
        for (const journal::Event& event : result.events) {
            const auto encoded = journal::encode(event, previous_, "5a17");
            previous_ = encoded.row.hash;
            writes.rows.push_back(encoded.row);
            if (encoded.free_text) writes.texts.push_back(*encoded.free_text);
        }
        const auto written = store_->commit(writes);
        if (!written) FAIL(render(written.error()));
        state_ = std::move(result.next);
    }

    tests::Folder folder_;
    std::optional<host::Store> store_;
    engine::Settings settings_ = london();
    engine::State state_;
    std::string previous_ = journal::chain_start();
};

const char* const election_command =
    R"({"do":"election","kind":"ordinary","body":"leicestershire","poll":"2024-05-02",)"
    R"("reason":"Declared on 3 May","actor":"chief"})";
const char* const pause_command =
    R"({"do":"pause","title":"General election","activities":["public-engagement"],)"
    R"("from":"2024-05-25","to":"2024-07-04","actor":"chief","reason":"Called"})";

OldAnswer asked(const Office& office, const Question& question, const char* now) {
    const auto answer = ask_database(office.database(), question, at(now));
    if (!answer) FAIL(render(answer.error()));
    return *answer;
}

std::string text(const boost::json::value& value) {
    return boost::json::serialize(value) + "\n";
}

}  // namespace

TEST_CASE("every read is answered from the database as from the state that wrote it") {
    const char* const now = "2024-05-23T09:00:00Z";
    Office office;
    office.tell("2024-05-03T09:00:00Z", election_command);
    office.tell("2024-05-22T16:00:00Z", pause_command);
    const engine::Snapshot snapshot = office.snapshot(now);
    office.close();
    const std::string duty = "plan-2024/panel-considers";

    engine::UpcomingFilter filter;
    CHECK(asked(office, {"/v1/upcoming", {}}, now).body ==
          text(engine::upcoming(snapshot, filter)));
    filter.owner = "chief-executive";
    filter.matter = "leicestershire/plan-2024";
    filter.days = 200;
    filter.limit = 5;
    filter.include_done = true;
    CHECK(asked(office,
                {"/v1/upcoming",
                 {{"owner", "chief-executive"},
                  {"matter", "plan-2024"},
                  {"days", "200"},
                  {"limit", "5"},
                  {"all", "true"}}},
                now)
              .body == text(engine::upcoming(snapshot, filter)));
    CHECK(asked(office, {"/v1/matters", {}}, now).body == text(engine::matters(snapshot, "")));
    CHECK(asked(office, {"/v1/show", {{"name", "plan-2024"}}}, now).body ==
          text(*engine::show(snapshot, "plan-2024")));
    CHECK(asked(office, {"/v1/why", {{"name", duty}}}, now).body ==
          text(*engine::why(snapshot, duty)));
    CHECK(asked(office, {"/v1/alerts", {{"all", "true"}}}, now).body ==
          text(engine::alerts(snapshot, engine::AlertScope::all)));
    CHECK(asked(office, {"/v1/status", {}}, now).body == text(engine::status(snapshot)));
    CHECK(asked(office, {"/v1/outbox", {}}, now).body == "{\"messages\":[]}\n");
}

TEST_CASE("the calendar feed comes from the database to the byte as from the daemon") {
    const char* const now = "2024-05-23T09:00:00Z";
    Office office;
    office.tell("2024-05-03T09:00:00Z", election_command);
    const engine::Snapshot snapshot = office.snapshot(now);
    office.close();
    report::FeedFilter filter;
    filter.bearer = "panel";
    filter.matter = "plan-2024";
    const std::string feed = report::print_feed(*report::feed(snapshot, filter));
    const Question question{"/v1/feed.ics", {{"bearer", "panel"}, {"matter", "plan-2024"}}};
    CHECK(asked(office, question, now).body == feed);
    const OldAnswer refused = asked(office, {"/v1/feed.ics", {{"body", "nowhere"}}}, now);
    CHECK(render(refused.refusal).find("there is no body 'nowhere'") != std::string::npos);
}

TEST_CASE("what was believed then is read from the journal up to then") {
    Office office;
    office.tell("2024-05-03T09:00:00Z", election_command);
    const std::uint64_t before_pause = office.state().seq;
    const std::string believed = text(engine::matters(office.snapshot("2024-05-03T09:00:00Z"), ""));
    const std::string why =
        text(*engine::why(office.snapshot("2024-05-22T16:00:00Z"), "plan-2024/panel-considers"));
    office.tell("2024-05-22T16:00:01Z", pause_command);
    office.close();
    const char* const now = "2024-06-01T09:00:00Z";
    CHECK(asked(office, {"/v1/matters", {{"as-of", std::to_string(before_pause)}}}, now).body ==
          believed);
    // 17:00 in Leicestershire is 16:00 UTC in May, one second before the pause was recorded.
    CHECK(asked(office,
                {"/v1/why", {{"name", "plan-2024/panel-considers"}, {"as-of", "2024-05-22T17:00"}}},
                now)
              .body == why);
    CHECK(why.find("\"forecast\":\"2024-09-23\"") != std::string::npos);
}

TEST_CASE("the log is the latest entries, or those from a number on, or those of a matter") {
    Office office;
    office.tell("2024-05-03T09:00:00Z", election_command);
    office.tell("2024-05-22T16:00:00Z", pause_command);
    const std::uint64_t last = office.state().seq;
    office.close();
    const char* const now = "2024-05-23T09:00:00Z";
    const auto events = [&](std::vector<std::pair<std::string, std::string>> parameters) {
        const auto body =
            boost::json::parse(asked(office, {"/v1/log", std::move(parameters)}, now).body);
        return body.as_object();
    };
    const auto seqs = [](const boost::json::object& body) {
        std::vector<std::uint64_t> numbers;
        for (const auto& event : body.at("events").as_array()) {
            numbers.push_back(event.at("seq").to_number<std::uint64_t>());
        }
        return numbers;
    };
    CHECK(seqs(events({{"limit", "2"}})) == std::vector<std::uint64_t>{last - 1, last});
    CHECK(!events({{"limit", "2"}}).contains("next"));
    const auto first = events({{"from", "1"}, {"limit", "2"}});
    CHECK(seqs(first) == std::vector<std::uint64_t>{1, 2});
    CHECK(first.at("next") == 3);
    CHECK(events({}).at("events").as_array().size() == std::min<std::uint64_t>(last, 100));
    CHECK(seqs(events({{"as-of", "2"}})) == std::vector<std::uint64_t>{1, 2});
    const auto of_plan = events({{"matter", "plan-2024"}});
    CHECK(of_plan.at("events").as_array().size() > 2);
    for (const auto& event : of_plan.at("events").as_array()) {
        const auto& data = event.at("data").as_object();
        const auto* matter = data.if_contains("matter");
        const auto& name = matter != nullptr ? *matter : data.at("owner");
        CHECK(name == "leicestershire/plan-2024");
    }
    const auto texts = text(events({}));
    CHECK(texts.find("Declared on 3 May") != std::string::npos);
}

TEST_CASE("how old the data is comes with the answer, by the clock of the database") {
    Office office;
    office.tell("2024-05-03T09:00:00Z", election_command);
    const std::string database = office.database();
    {
        Office simulated;
        simulated.tell("2024-05-03T09:00:00Z", election_command);
        simulated.stands_at("2024-05-03T09:30:00Z");
        simulated.close();
        const OldAnswer answer = asked(simulated, {"/v1/status", {}}, "2026-01-01T00:00:00Z");
        CHECK(answer.age == "The daemon is down. This is from its database " +
                                simulated.database() +
                                ", last written Fri 2024-05-03 09:00 UTC, 30 minutes ago.");
        CHECK(answer.body.starts_with("{\"now\":\"2024-05-03T09:30:00Z\""));
    }
    office.close();
    const OldAnswer answer = asked(office, {"/v1/status", {}}, "2024-05-06T08:00:00Z");
    CHECK(answer.age == "The daemon is down. This is from its database " + database +
                            ", last written Fri 2024-05-03 09:00 UTC, 2 days ago.");
}

TEST_CASE("names and moments that do not exist are refused, with the nearest") {
    Office office;
    office.tell("2024-05-03T09:00:00Z", election_command);
    const std::uint64_t last = office.state().seq;
    office.close();
    const char* const now = "2024-05-23T09:00:00Z";
    const auto refusal = [&](const Question& question) {
        return render(asked(office, question, now).refusal);
    };
    CHECK(refusal({"/v1/upcoming", {{"body", "leicestershir"}, {"matter", "plan-2042"}}}) ==
          "error: there is no body 'leicestershir'\n"
          "    hint: did you mean 'leicestershire'?\n"
          "error: there is no matter 'plan-2042'\n"
          "    hint: did you mean 'plan-2024'?\n");
    CHECK(refusal({"/v1/matters", {{"body", "surrey"}}}).starts_with("error: there is no body"));
    CHECK(refusal({"/v1/status", {{"as-of", "999"}}}) ==
          "error: there is no journal entry 999\n    hint: the last one is " +
              std::to_string(last) + "\n");
    CHECK(refusal({"/v1/status", {{"as-of", "0"}}}) ==
          "error: there is no journal entry 0\n    hint: numbers start at 1\n");
    CHECK(refusal({"/v1/status", {{"as-of", "2024-05-23"}}}) ==
          "error: 2024-05-23T23:00:00Z has not come yet\n"
          "    hint: leave out --as-of to see what is forecast now\n");
    CHECK(refusal({"/v1/outbox", {{"id", "7"}}}) ==
          "error: there is no message 7\n    hint: dutyctl outbox --all lists them\n");
}

TEST_CASE("a database that a daemon holds is left alone") {
    Office office;
    const auto answer =
        ask_database(office.database(), {"/v1/status", {}}, at("2024-05-23T09:00:00Z"));
    CHECK(!answer);
}
