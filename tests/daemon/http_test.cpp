// SPDX-License-Identifier: MIT
// The HTTP server over real sockets: sound requests, and everything a client can do wrong. The
// server runs on a thread of its own; the test is a blocking client.
#include "daemon/http/router.hpp"
#include "daemon/http/server.hpp"
#include "lib/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/daemon/folder.hpp"
#include "tests/daemon/raw_client.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <future>
#include <thread>

using namespace dutyd;
using tests::RawClient;

namespace {

/// A server on a Unix socket and on loopback. /echo gives the request back; /later answers when
/// release() is called.
class Running {
public:
    /// Runs on the server's thread and waits for it.
    template <class F>
    auto on_loop(F function) {
        std::packaged_task<decltype(function())()> task(std::move(function));
        auto done = task.get_future();
        boost::asio::post(io_, [&task] { task(); });
        return done.get();
    }
    explicit Running(http::ServerOptions options = {}) : server_(io_, options, handler()) {
        auto listener = http::Listener::unix_socket(io_, socket());
        REQUIRE(listener);
        server_.add(std::move(*listener));
        auto loopback = http::Listener::loopback(io_, "127.0.0.1:0");
        REQUIRE(loopback);
        port_ = std::stoi(loopback->name().substr(loopback->name().rfind(':') + 1));
        server_.add(std::move(*loopback));
        thread_ = std::thread([this] { io_.run(); });
    }
    // NOLINTNEXTLINE(bugprone-exception-escape): a test whose server cannot be stopped may only end
    ~Running() {
        on_loop([this] {
            held_.clear();
            server_.stop();
            work_.reset();
        });
        thread_.join();
    }

    std::string socket() const { return folder_.path() + "/socket"; }
    int port() const { return port_; }

    std::size_t held() {
        return on_loop([this] { return held_.size(); });
    }
    void release() {
        on_loop([this] {
            for (auto& reply : std::exchange(held_, {})) reply({200, "late", "text/plain", ""});
        });
    }
    std::size_t connections() {
        return on_loop([this] { return server_.connections(); });
    }
    void stop() {
        on_loop([this] { server_.stop(); });
    }

private:
    http::Handler handler() {
        router_.add("GET", "/echo", echo);
        router_.add("POST", "/echo", echo);
        router_.add("GET", "/later", [this](const http::Request&, http::Reply reply) {
            held_.push_back(std::move(reply));
        });
        return [this](const http::Request& request, http::Reply reply) {
            router_.route(request, std::move(reply));
        };
    }
    static void echo(const http::Request& request, const http::Reply& reply) {
        std::string text =
            fmt::format("{} {} as {}", request.method, request.path, request.caller.account);
        for (const auto& [name, value] : request.query) text += fmt::format(" {}={}", name, value);
        reply({200, text + "|" + request.body, "text/plain", ""});
    }

    tests::Folder folder_;
    boost::asio::io_context io_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
        io_.get_executor()};
    http::Router router_;
    std::vector<http::Reply> held_;
    http::Server server_;
    int port_ = 0;
    std::thread thread_;
};

void wait_until(const std::function<bool()>& condition) {
    for (int i = 0; i < 2'000'000; ++i) {
        if (condition()) return;
        std::this_thread::yield();
    }
    FAIL("it never came to that");
}

http::ServerOptions hasty() {
    http::ServerOptions options;
    options.idle_max = std::chrono::milliseconds(150);
    options.request_max = std::chrono::milliseconds(150);
    options.response_max = std::chrono::milliseconds(150);
    options.linger_max = std::chrono::milliseconds(150);
    return options;
}

int status_for(Running& server, const std::string& bytes) {
    RawClient client = RawClient::unix_socket(server.socket());
    client.send(bytes);
    return client.answer().status;
}

}  // namespace

TEST_CASE("a request is answered, with the account at the other end of the socket") {
    Running server;
    const auto answer = tests::get(server.socket(), "/echo?a=1&b=two%20words");
    CHECK(answer.status == 200);
    const std::string account = geteuid() == 0 ? "root" : answer.body.substr(13);
    CHECK(answer.body.find("GET /echo as " + account.substr(0, account.find(' '))) == 0);
    CHECK(answer.body.find(" a=1 b=two words|") != std::string::npos);
    CHECK(answer.headers.at("content-type") == "text/plain");
    CHECK(answer.headers.at("cache-control") == "no-store");
}

TEST_CASE("the socket may be used by its owner and group only") {
    Running server;
    struct stat found {};
    REQUIRE(stat(server.socket().c_str(), &found) == 0);
    CHECK((found.st_mode & 07777) == 0660);
}

TEST_CASE("a connection is kept, and requests sent ahead are answered in order") {
    Running server;
    RawClient client = RawClient::unix_socket(server.socket());
    client.send(
        "GET /echo?n=1 HTTP/1.1\r\nHost: x\r\n\r\n"
        "POST /echo?n=2 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
        "GET /echo?n=3 HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(client.answer().body.find(" n=1|") != std::string::npos);
    CHECK(client.answer().body.find(" n=2|abc") != std::string::npos);
    CHECK(client.answer().body.find(" n=3|") != std::string::npos);
    client.send("GET /echo?n=4 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(client.answer().body.find(" n=4|") != std::string::npos);
    CHECK(client.rest().empty());
}

TEST_CASE("HTTP/1.0 is answered and closed") {
    Running server;
    RawClient client = RawClient::unix_socket(server.socket());
    client.send("GET /echo HTTP/1.0\r\n\r\n");
    CHECK(client.answer().status == 200);
    CHECK(client.rest().empty());
}

TEST_CASE("HEAD gives the length and no body") {
    Running server;
    RawClient client = RawClient::unix_socket(server.socket());
    client.send("HEAD /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const std::string all = client.rest();
    CHECK(all.find("HTTP/1.1 200 OK\r\n") == 0);
    CHECK(all.find("Content-Length: ") != std::string::npos);
    CHECK(all.substr(all.size() - 4) == "\r\n\r\n");
}

TEST_CASE("a chunked body is put together") {
    Running server;
    RawClient client = RawClient::unix_socket(server.socket());
    client.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    CHECK(client.answer().body.find("|abcde") != std::string::npos);
}

TEST_CASE("whoever asks before sending a body is told to go on, or at once that it is too large") {
    Running server;
    RawClient client = RawClient::unix_socket(server.socket());
    client.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
        "Content-Length: 2\r\n\r\n");
    CHECK(client.answer().status == 100);
    client.send("ok");
    CHECK(client.answer().body.find("|ok") != std::string::npos);
    CHECK(status_for(server,
                     "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                     "Content-Length: 99999999\r\n\r\n") == 413);
}

TEST_CASE("what is not HTTP is answered 400 with an error and closed") {
    using namespace std::string_literals;
    Running server;
    const std::vector<std::string> rubbish = {
        "\r\n\r\nhello\r\n\r\n",
        "GET\r\n\r\n",
        "GET /echo\r\n\r\n",
        "GET /echo HTTP/9.9\r\n\r\n",
        "GET /echo HTTP/1.1\r\nno colon\r\n\r\n",
        "GET /echo HTTP/1.1\r\n: no name\r\n\r\n",
        "GET /echo HTTP/1.1\r\nHost: x\r\nContent-Length: two\r\n\r\n",
        "GET /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        "GET /echo HTTP/1.1\nHost: x\n\n",
        "GET %zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET http://other/echo HTTP/1.1\r\nHost: x\r\n\r\n",
        std::string(1, '\0') + "\1\2\3\r\n\r\n",
        "{\"do\": \"pause\"}\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello from TLS\r\n\r\n"s,
    };
    for (const std::string& bytes : rubbish) {
        INFO(bytes);
        RawClient client = RawClient::unix_socket(server.socket());
        client.send(bytes);
        const auto answer = client.answer();
        CHECK(answer.status == 400);
        CHECK(answer.body.rfind(R"({"error":[{"message":")", 0) == 0);
    }
    CHECK(tests::get(server.socket(), "/echo").status == 200);
}

TEST_CASE("a body is taken up to its limit and not one byte over") {
    Running server;
    const std::string most(limits::request_body_bytes_max, 'x');
    CHECK(tests::post(server.socket(), "/echo", most).status == 200);
    const auto over = tests::post(server.socket(), "/echo", most + "x");
    CHECK(over.status == 413);
    CHECK(over.body.find("at most 262144 bytes are read") != std::string::npos);
}

TEST_CASE("the refusal of a large body arrives although the client goes on sending") {
    Running server;
    const std::string megabyte(1024 * 1024, 'x');
    CHECK(tests::post(server.socket(), "/echo", megabyte).status == 413);
    RawClient client = RawClient::unix_socket(server.socket());
    client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 8; ++i) client.send("20000\r\n" + std::string(0x20000, 'x') + "\r\n");
    CHECK(client.answer().status == 413);
}

TEST_CASE("a header that is too large is answered 431") {
    Running server;
    const std::string start = "GET /echo HTTP/1.1\r\nHost: x\r\nX-Long: ";
    CHECK(status_for(server, start + std::string(10'000, 'x') + "\r\n\r\n") == 200);
    CHECK(status_for(server, start + std::string(20'000, 'x') + "\r\n\r\n") == 431);
    CHECK(status_for(server, start + std::string(200'000, 'x') + "\r\n\r\n") == 431);
    std::string many = "GET /echo HTTP/1.1\r\nHost: x\r\n";
    for (int i = 0; i < 4000; ++i) many += fmt::format("X-{}: y\r\n", i);
    CHECK(status_for(server, many + "\r\n") == 431);
}

TEST_CASE("a request that is not complete in time is answered 408") {
    Running server(hasty());
    for (const char* part : {"G", "GET /echo HTTP/1.1\r\nHost:",
                             "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab"}) {
        INFO(part);
        CHECK(status_for(server, part) == 408);
    }
}

TEST_CASE("a connection that says nothing is closed without a word") {
    Running server(hasty());
    RawClient client = RawClient::unix_socket(server.socket());
    CHECK(client.rest().empty());
    RawClient kept = RawClient::unix_socket(server.socket());
    kept.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(kept.answer().status == 200);
    CHECK(kept.rest().empty());
}

TEST_CASE("a client that never reads is dropped") {
    Running server(hasty());
    RawClient client = RawClient::unix_socket(server.socket());
    const std::string body(limits::request_body_bytes_max, 'x');
    const std::string request = fmt::format(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{}", body.size(), body);
    while (client.send(request)) continue;
    wait_until([&] { return server.connections() == 0; });
    CHECK(server.connections() == 0);
}

TEST_CASE("a client that goes away while its answer is being worked out harms nobody") {
    Running server;
    {
        RawClient client = RawClient::unix_socket(server.socket());
        client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
        wait_until([&] { return server.held() == 1; });
    }
    server.release();
    wait_until([&] { return server.connections() == 0; });
    CHECK(tests::get(server.socket(), "/echo").status == 200);
}

TEST_CASE("loopback answers questions for its own names only and takes no changes") {
    Running server;
    const auto ask = [&](const std::string& method, const std::string& host) {
        RawClient client = RawClient::loopback(server.port());
        client.send(fmt::format("{} /echo HTTP/1.1\r\nHost: {}\r\n\r\n", method, host));
        return client.answer();
    };
    CHECK(ask("GET", "localhost").body.find("GET /echo as |") == 0);
    CHECK(ask("GET", fmt::format("127.0.0.1:{}", server.port())).status == 200);
    CHECK(ask("GET", "[::1]:80").status == 200);
    CHECK(ask("GET", "evil.example").status == 421);
    CHECK(ask("GET", "localhost.evil.example").status == 421);
    CHECK(ask("GET", "").status == 421);
    CHECK(ask("POST", "localhost").status == 403);
}

TEST_CASE("when all connections are taken an idle one makes way") {
    http::ServerOptions options;
    options.connections_max = 3;
    Running server(options);
    constexpr std::size_t clients = 20;
    std::vector<RawClient> idle;
    idle.reserve(clients);
    while (idle.size() < clients) idle.push_back(RawClient::unix_socket(server.socket()));
    CHECK(tests::get(server.socket(), "/echo").status == 200);
    CHECK(server.connections() <= 3);
}

TEST_CASE("when all connections are busy new ones wait and are served in the end") {
    http::ServerOptions options;
    options.connections_max = 2;
    Running server(options);
    std::vector<RawClient> busy;
    for (int i = 0; i < 2; ++i) {
        busy.push_back(RawClient::unix_socket(server.socket()));
        busy.back().send("GET /later HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }
    wait_until([&] { return server.held() == 2; });
    RawClient waiting = RawClient::unix_socket(server.socket());
    waiting.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    server.release();
    CHECK(waiting.answer().status == 200);
    for (RawClient& client : busy) CHECK(client.answer().body == "late");
}

TEST_CASE("a busy connection that becomes idle makes way for one that waits") {
    http::ServerOptions options;
    options.connections_max = 1;
    Running server(options);
    RawClient busy = RawClient::unix_socket(server.socket());
    busy.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    wait_until([&] { return server.held() == 1; });
    RawClient waiting = RawClient::unix_socket(server.socket());
    waiting.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    server.release();
    CHECK(busy.answer().body == "late");
    CHECK(waiting.answer().status == 200);
    CHECK(busy.rest().empty());
}

TEST_CASE("stopping ends idle connections and lets answers in progress out") {
    Running server;
    RawClient idle = RawClient::unix_socket(server.socket());
    RawClient busy = RawClient::unix_socket(server.socket());
    busy.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    wait_until([&] { return server.held() == 1; });
    server.stop();
    CHECK(idle.rest().empty());
    CHECK_THROWS(RawClient::unix_socket(server.socket()));
    server.release();
    const auto answer = busy.answer();
    CHECK(answer.body == "late");
    CHECK(answer.headers.at("connection") == "close");
    CHECK(busy.rest().empty());
}

TEST_CASE("a socket that somebody answers on is left alone, a stale one is replaced") {
    boost::asio::io_context io;
    tests::Folder folder;
    const std::string path = folder.path() + "/socket";
    {
        auto first = http::Listener::unix_socket(io, path);
        REQUIRE(first);
        const auto second = http::Listener::unix_socket(io, path);
        REQUIRE_FALSE(second);
        CHECK(render(second.error()) ==
              fmt::format(
                  "error: another daemon answers on {}\n    hint: stop it first, or give this "
                  "one a socket of its own with --socket\n",
                  path));
        CHECK(RawClient::unix_socket(path).send("x"));
        // As after kill -9: the descriptor is gone, the name is not.
        ::close(dup(0));
        first->acceptor().close();
        const auto third = http::Listener::unix_socket(io, path);
        CHECK(third);
    }
    CHECK(access(path.c_str(), F_OK) != 0);
}

TEST_CASE("a path that is no socket, too long or nowhere is refused and left alone") {
    boost::asio::io_context io;
    tests::Folder folder;
    const std::string file = folder.write("notes.txt", "mine");
    const auto over_file = http::Listener::unix_socket(io, file);
    REQUIRE_FALSE(over_file);
    CHECK(over_file.error()[0].message == file + " exists and is not a socket");
    CHECK(tests::read_file(file) == "mine");
    CHECK_FALSE(http::Listener::unix_socket(io, folder.path() + "/" + std::string(200, 's')));
    CHECK_FALSE(http::Listener::unix_socket(io, ""));
    const auto nowhere = http::Listener::unix_socket(io, folder.path() + "/none/socket");
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error()[0].message == fmt::format("the socket {}/none/socket cannot be made: No "
                                                    "such file or directory",
                                                    folder.path()));
}

TEST_CASE("only loopback addresses are listened on") {
    boost::asio::io_context io;
    for (const char* bad : {"0.0.0.0:80", "192.0.2.1:80", "[::]:80", "example.org:80"}) {
        INFO(bad);
        const auto listener = http::Listener::loopback(io, bad);
        REQUIRE_FALSE(listener);
        CHECK(listener.error()[0].message == fmt::format("'{}' is not a loopback address", bad));
    }
    for (const char* bad :
         {"", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000", ":", "127.0.0.1:80 "}) {
        INFO(bad);
        const auto listener = http::Listener::loopback(io, bad);
        REQUIRE_FALSE(listener);
        CHECK(listener.error()[0].message ==
              fmt::format("'{}' is not an address to listen on", bad));
    }
    CHECK(http::Listener::loopback(io, "localhost:0"));
}
