// SPDX-License-Identifier: MIT
// Whole runs of dutyctl against a daemon that answers from a script.
#include "cli/client/run.hpp"

#include "tests/catch.hpp"
#include "tests/cli/fake_daemon.hpp"
#include "tests/cli/golden.hpp"

#include <boost/json/parse.hpp>

using namespace dutyd;
using namespace dutyd::cli;
using namespace dutyd::cli::test;

namespace {

const std::string nowhere = "/nonexistent/dutyd.sock";

/// Nothing on this machine: no configuration, no database.
LocalCommands nothing_local() {
    LocalCommands local;
    local.places = [](const std::string&) -> Result<host::Places> { return host::Places{}; };
    local.ask_database = [](const std::string& database, const Question&) -> Result<OldAnswer> {
        return make_error("there is no database at " + database);
    };
    local.date = [](const Arguments& arguments, const World&) {
        return Outcome{0, "date " + *arguments.get("EXPR") + "\n", ""};
    };
    local.check = [](const Arguments&, const World&) { return Outcome{1, "check\n", ""}; };
    local.replay = [](const Arguments&, const World&) { return Outcome{0, "replay\n", ""}; };
    return local;
}

Outcome run_at(const std::string& socket, std::vector<std::string> words,
               const LocalCommands& local = nothing_local()) {
    World world;
    world.arguments = std::move(words);
    world.environment = {{"DUTYD_SOCKET", socket}, {"DUTYD_DATABASE", "/nonexistent/dutyd.db"}};
    return run(world, local);
}

boost::json::object body_of(const std::string& request) {
    return boost::json::parse(request.substr(request.find("\r\n\r\n") + 4)).as_object();
}

}  // namespace

TEST_CASE("a read asks the daemon and prints its answer as a table, JSON or CSV") {
    const std::string json = golden_text("upcoming.json");
    FakeDaemon daemon({answer(200, json), answer(200, json), answer(200, json)});
    const Outcome table = run_at(daemon.socket(), {"upcoming", "--days", "30"});
    CHECK(table.code == 0);
    CHECK(table.err.empty());
    CHECK(table.out == golden_text("upcoming.txt"));
    CHECK(run_at(daemon.socket(), {"upcoming", "--json"}).out == json);
    CHECK(run_at(daemon.socket(), {"upcoming", "--csv"}).out == golden_text("upcoming.csv"));
    CHECK(daemon.requests()[0].starts_with("GET /v1/upcoming?days=30 HTTP/1.1\r\n"));
}

TEST_CASE("a refusal prints the daemon's diagnostics with their hints, and nothing on stdout") {
    FakeDaemon daemon(
        {answer(404,
                R"({"error":[{"message":"there is no duty 'isue'","hint":"did you mean 'issue'?",
                 "text":"error: there is no duty 'isue'\n    hint: did you mean 'issue'?\n"}]})"),
         answer(409, R"({"error":[{"message":"this client id was used before","hint":""}]})"),
         answer(503, R"({"error":[{"message":"the disk is full"}]})"), answer(500, "oops")});
    const Outcome unknown = run_at(daemon.socket(), {"show", "plan-2024/isue"});
    CHECK(unknown.code == 2);
    CHECK(unknown.out.empty());
    CHECK(unknown.err ==
          "error: there is no duty 'isue'\n"
          "    hint: did you mean 'issue'?\n");
    const Outcome used = run_at(daemon.socket(), {"waive", "a/b", "--client-id", "x"});
    CHECK(used.code == 2);
    CHECK(used.err == "error: this client id was used before\n");
    const Outcome full = run_at(daemon.socket(), {"waive", "a/b"});
    CHECK(full.code == 3);
    CHECK(full.err == "error: the disk is full\n");
    const Outcome silent = run_at(daemon.socket(), {"matters"});
    CHECK(silent.code == 3);
    CHECK(silent.err == "error: the daemon answered 500 and said no more\n");
}

TEST_CASE("an answer that is not JSON is no answer") {
    FakeDaemon daemon({answer(200, "<html>")});
    const Outcome outcome = run_at(daemon.socket(), {"matters"});
    CHECK(outcome.code == 3);
    CHECK(outcome.err ==
          "error: the daemon's answer is not JSON\n"
          "    hint: is the socket really that of dutyd? see --socket\n");
}

TEST_CASE(
    "a change is sent with a random client id, and again with the same if the reply is lost") {
    const std::string done =
        R"({"answer":{"verb":"done","did":["plan-2024/issue was done on 2025-03-20."],)"
        R"("first-seq":51,"last-seq":52},"moves":[],"replayed":true})";
    FakeDaemon daemon({{""}, answer(200, done)});
    const Outcome outcome =
        run_at(daemon.socket(), {"done", "plan-2024/issue", "--on", "2025-03-20"});
    CHECK(outcome.code == 0);
    CHECK(outcome.out ==
          "plan-2024/issue was done on 2025-03-20.\n"
          "Recorded in the journal as numbers 51 to 52.\n"
          "This had been recorded before; it was not done twice.\n");
    const auto first = body_of(daemon.requests().at(0));
    const auto second = body_of(daemon.requests().at(1));
    CHECK(first == second);
    CHECK(first.at("client-id").as_string().size() == 36);
    CHECK(first.at("do") == "done");
}

TEST_CASE("a change whose reply stays lost says how to repeat it") {
    FakeDaemon daemon({{""}, {""}, {""}});
    const Outcome outcome =
        run_at(daemon.socket(), {"waive", "plan-2024/issue", "--client-id", "mine"});
    CHECK(outcome.code == 3);
    CHECK(outcome.err ==
          "error: the daemon's reply was lost: the connection was closed\n"
          "error: it is not known whether this was recorded\n"
          "    hint: the same command with --client-id mine is done once only\n");
    CHECK(daemon.requests().size() == 3);
}

TEST_CASE("a move of the clock is never sent twice") {
    FakeDaemon daemon({{""}});
    const Outcome outcome = run_at(daemon.socket(), {"clock", "advance", "--days", "3"});
    CHECK(outcome.code == 3);
    CHECK(outcome.err ==
          "error: the daemon's reply was lost: the connection was closed\n"
          "error: it is not known whether this was recorded\n"
          "    hint: dutyctl log shows what was\n");
    CHECK(daemon.requests().size() == 1);
}

TEST_CASE("a change with nobody there fails and says that nothing was recorded") {
    const Outcome outcome = run_at(nowhere, {"done", "plan-2024/issue"});
    CHECK(outcome.code == 3);
    CHECK(outcome.out.empty());
    CHECK(outcome.err ==
          "error: no daemon answers on /nonexistent/dutyd.sock: No such file or directory\n"
          "    hint: start it (systemctl start dutyd), or name its socket with --socket\n"
          "error: nothing was recorded: only a running daemon records\n");
}

TEST_CASE("a read with nobody there is answered from the database, and says how old that is") {
    LocalCommands local = nothing_local();
    std::string asked;
    local.ask_database = [&](const std::string& database,
                             const Question& question) -> Result<OldAnswer> {
        asked = database + " " + request_of(question).target;
        return OldAnswer{golden_text("matters.json"), "The daemon is down; the data is old.", {}};
    };
    const Outcome outcome = run_at(nowhere, {"matters", "--body", "surrey"}, local);
    CHECK(outcome.code == 0);
    CHECK(asked == "/nonexistent/dutyd.db /v1/matters?body=surrey");
    CHECK(outcome.err == "The daemon is down; the data is old.\n");
    CHECK(outcome.out == golden_text("matters.txt"));
}

TEST_CASE("status with nobody there exits 3 even if the database can answer") {
    LocalCommands local = nothing_local();
    local.ask_database = [](const std::string&, const Question&) -> Result<OldAnswer> {
        return OldAnswer{R"({"risks":{"breached":2}})", "The daemon is down.", {}};
    };
    CHECK(run_at(nowhere, {"status"}, local).code == 3);
}

TEST_CASE("a read with neither daemon nor database says both") {
    const Outcome outcome = run_at(nowhere, {"matters"});
    CHECK(outcome.code == 3);
    CHECK(outcome.err ==
          "error: no daemon answers on /nonexistent/dutyd.sock, and its database cannot tell:\n"
          "error: there is no database at /nonexistent/dutyd.db\n");
}

TEST_CASE("a name the database does not know is bad input, not a missing database") {
    LocalCommands local = nothing_local();
    local.ask_database = [](const std::string&, const Question&) -> Result<OldAnswer> {
        return OldAnswer{
            "", "The daemon is down.", {make_error("there is no matter 'x'", "sorry")}};
    };
    const Outcome outcome = run_at(nowhere, {"show", "x"}, local);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.err ==
          "The daemon is down.\n"
          "error: there is no matter 'x'\n"
          "    hint: sorry\n");
}

TEST_CASE("a daemon that hangs is not mistaken for one that is down") {
    FakeDaemon daemon({{"", Canned::Then::hold}});
    const Outcome outcome = run_at(daemon.socket(), {"matters", "--timeout", "1"});
    CHECK(outcome.code == 3);
    CHECK(outcome.err == "error: the daemon's reply was lost: it did not answer in time\n");
}

TEST_CASE("status is well or not, and its exit code says so") {
    const std::string well = R"({"now":"2024-05-22T15:00:00Z","seq":42,"bodies":1,"matters":2,)"
                             R"("duties":30,"open-duties":28,"risks":{"on track":28},)"
                             R"("open-alerts":0,"next-wake":"2024-05-23T07:30:00Z",)"
                             R"("daemon":{"version":"0.1.0","clock":"system",)"
                             R"("started-at":"2024-05-20T06:00:00Z","database":"/var/lib/x"},)"
                             R"("mail":{"waiting":0},"store":{}})";
    const std::string ill = golden_text("status.json");
    FakeDaemon daemon({answer(200, well), answer(200, ill), answer(200, ill)});
    const Outcome good = run_at(daemon.socket(), {"status"});
    CHECK(good.code == 0);
    check_golden("status.well.txt", good.out);
    const Outcome bad = run_at(daemon.socket(), {"status"});
    CHECK(bad.code == 1);
    check_golden("status.txt", bad.out);
    CHECK(run_at(daemon.socket(), {"status", "--json"}).code == 1);
}

TEST_CASE("a preview that would be refused exits as a refusal") {
    FakeDaemon daemon({answer(
        200,
        R"({"preview":true,"answers":[{"error":[{"message":"it is done already","hint":""}]}],)"
        R"("moves":[],"notices":[],"findings":[]})")});
    const Outcome outcome = run_at(daemon.socket(), {"waive", "a/b", "--preview"});
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.err == "error: it is done already\n");
}

TEST_CASE("options come before the environment, and the environment before the configuration") {
    FakeDaemon daemon({answer(200, "{}"), answer(200, "{}"), answer(200, "{}")});
    LocalCommands local = nothing_local();
    std::string config = "not asked";
    local.places = [&](const std::string& path) -> Result<host::Places> {
        config = path;
        return host::Places{daemon.socket(), ""};
    };
    CHECK(run_at(nowhere, {"matters", "--socket", daemon.socket()}, local).code == 0);
    CHECK(config == "not asked");
    World world;
    world.arguments = {"matters", "--config", "/etc/other.toml"};
    CHECK(run(world, local).code == 0);
    CHECK(config == "/etc/other.toml");
    world.arguments = {"matters"};
    world.environment = {{"DUTYD_CONFIG", "/etc/third.toml"}};
    CHECK(run(world, local).code == 0);
    CHECK(config == "/etc/third.toml");
}

TEST_CASE("a configuration with mistakes is reported, not passed over") {
    LocalCommands local = nothing_local();
    local.places = [](const std::string&) -> Result<host::Places> {
        return make_error("the configuration is wrong");
    };
    World world;
    world.arguments = {"matters"};
    const Outcome outcome = run(world, local);
    CHECK(outcome.code == 2);
    CHECK(outcome.err == "error: the configuration is wrong\n");
}

TEST_CASE("local commands need no daemon") {
    CHECK(run_at(nowhere, {"date", "the day after 2024-05-02"}).out ==
          "date the day after 2024-05-02\n");
    CHECK(run_at(nowhere, {"check"}).code == 1);
    CHECK(run_at(nowhere, {"replay", "a.toml"}).out == "replay\n");
}

TEST_CASE("JSON and CSV at once is a contradiction") {
    const Outcome outcome = run_at(nowhere, {"upcoming", "--csv", "--json"});
    CHECK(outcome.code == 2);
    CHECK(outcome.err == "error: give either --csv or --json\n");
    const Outcome feed = run_at(nowhere, {"report", "feed", "--json"});
    CHECK(feed.code == 2);
    CHECK(feed.err.find("error: a feed is iCalendar, not JSON\n") == 0);
}
