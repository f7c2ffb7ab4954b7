// SPDX-License-Identifier: MIT
#include "cli/client/call.hpp"

#include "cli/client/client_id.hpp"
#include "tests/catch.hpp"
#include "tests/cli/fake_daemon.hpp"

#include <set>

using namespace dutyd;
using namespace dutyd::cli;
using namespace dutyd::cli::test;
using How = CallEnd::How;

namespace {

constexpr std::chrono::milliseconds soon{40};

std::string problem(const CallEnd& end) {
    REQUIRE(end.problem);
    return render(*end.problem);
}

}  // namespace

TEST_CASE("a question is one request and its answer comes back whole") {
    FakeDaemon daemon({answer(200, R"({"duties":[]})")});
    const CallEnd end = call({daemon.socket()}, {"GET", "/v1/upcoming?days=3", ""});
    CHECK(end.how == How::answered);
    CHECK(end.reply.status == 200);
    CHECK(end.reply.body == R"({"duties":[]})");
    CHECK(daemon.requests() ==
          std::vector<std::string>{"GET /v1/upcoming?days=3 HTTP/1.1\r\nHost: dutyd\r\n"
                                   "User-Agent: dutyctl\r\nConnection: close\r\n\r\n"});
}

TEST_CASE("a change carries its body") {
    FakeDaemon daemon({answer(409, "{}")});
    const CallEnd end = call({daemon.socket()}, {"POST", "/v1/commands", R"({"do":"done"})"});
    CHECK(end.reply.status == 409);
    CHECK(daemon.requests() ==
          std::vector<std::string>{"POST /v1/commands HTTP/1.1\r\nHost: dutyd\r\n"
                                   "User-Agent: dutyctl\r\nConnection: close\r\n"
                                   "Content-Type: application/json\r\nContent-Length: 13\r\n\r\n"
                                   R"({"do":"done"})"});
}

TEST_CASE("answers in chunks, and answers that end with the connection, are read") {
    FakeDaemon daemon({{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "5\r\nabcde\r\n3\r\nfgh\r\n0\r\n\r\n"},
                       {"HTTP/1.1 200 OK\r\n\r\nuntil the end"}});
    CHECK(call({daemon.socket()}, {}).reply.body == "abcdefgh");
    CHECK(call({daemon.socket()}, {}).reply.body == "until the end");
}

TEST_CASE("a long answer is read whole") {
    const std::string body(3'000'000, 'x');
    FakeDaemon daemon({answer(200, body)});
    CHECK(call({daemon.socket()}, {}).reply.body == body);
}

TEST_CASE("nobody there is told from an answer that was lost") {
    const std::string nowhere = "/nonexistent/dutyd.sock";
    const CallEnd none = call({nowhere}, {});
    CHECK(none.how == How::nobody_there);
    CHECK(problem(none) ==
          "error: no daemon answers on /nonexistent/dutyd.sock: No such file or directory\n"
          "    hint: start it (systemctl start dutyd), or name its socket with --socket\n");

    FakeDaemon daemon(
        {{""}, {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"}, {"nonsense\r\n\r\n"}});
    CHECK(problem(call({daemon.socket()}, {})) ==
          "error: the daemon's reply was lost: the connection was closed\n");
    CHECK(problem(call({daemon.socket()}, {})) ==
          "error: the daemon's reply was lost: the connection was closed\n");
    const CallEnd nonsense = call({daemon.socket()}, {});
    CHECK(nonsense.how == How::lost);
    CHECK(problem(nonsense) ==
          "error: the daemon's reply was lost: it is not a sound HTTP answer (bad version)\n");
}

TEST_CASE(
    "a daemon that says nothing, or stops in the middle, is not waited for longer than told") {
    FakeDaemon daemon({{"", Canned::Then::hold},
                       {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", Canned::Then::hold}});
    for (int i = 0; i < 2; ++i) {
        const CallEnd end = call({daemon.socket(), soon}, {});
        CHECK(end.how == How::lost);
        CHECK(problem(end) == "error: the daemon's reply was lost: it did not answer in time\n");
    }
}

TEST_CASE("a socket path that no system takes is refused") {
    const CallEnd end = call({std::string(200, 'a')}, {});
    CHECK(end.how == How::nobody_there);
    CHECK(problem(end) == "error: the path of the socket is too long: " + std::string(200, 'a') +
                              "\n    hint: a socket's path has at most 107 bytes\n");
}

TEST_CASE("client ids are random UUIDs") {
    std::set<std::string> ids;
    for (int i = 0; i < 1000; ++i) {
        const std::string id = new_client_id();
        REQUIRE(id.size() == 36);
        CHECK(id[14] == '4');
        CHECK(std::string("89ab").find(id[19]) != std::string::npos);
        ids.insert(id);
    }
    CHECK(ids.size() == 1000);
}
