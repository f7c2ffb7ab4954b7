// SPDX-License-Identifier: MIT
#include "bench/ledgers.hpp"

#include "bench/peer.hpp"
#include "bench/service.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <pwd.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

namespace dutyd::bench {

namespace {

constexpr int tries_max = 200;
constexpr int try_again_ms = 50;

/// A peer's process, its folder and the account that both belong to.
class Server {
public:
    explicit Server(const std::string& preload) : preload_(preload) {
        // PostgreSQL does not run as root, and nothing else needs to.
        const passwd* nobody = geteuid() == 0 ? getpwnam("nobody") : nullptr;
        if (nobody == nullptr) return;
        if (chown(folder_.path().c_str(), nobody->pw_uid, nobody->pw_gid) != 0) return;
        as_nobody_ = {fmt::format("--reuid={}", nobody->pw_uid),
                      fmt::format("--regid={}", nobody->pw_gid), "--clear-groups"};
    }
    ~Server() {
        if (!process_) return;
        process_->signal(SIGINT);
        process_->wait();
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::string path(const std::string& name) const { return folder_.path() + "/" + name; }

    bool run_to_its_end(const std::vector<std::string>& command) const {
        return tests::run(options(command, {})).ending == tests::Ending{0, 0};
    }
    void start(const std::vector<std::string>& command) {
        process_.emplace(options(command, preload_));
    }
    /// Waits until it takes a client; false if it has ended instead.
    bool is_ready(const std::string& socket, const Dialogue& dialogue) {
        for (int i = 0; i < tries_max && !process_->poll(); ++i) {
            try {
                const Crowd one(socket, 1, dialogue);
                return true;
            } catch (const std::exception&) {
                ::poll(nullptr, 0, try_again_ms);  // not yet
            }
        }
        return false;
    }

private:
    tests::ProcessOptions options(const std::vector<std::string>& command,
                                  const std::string& preload) const {
        std::vector<std::string> words = {"setpriv", "--pdeathsig", "INT"};
        words.insert(words.end(), as_nobody_.begin(), as_nobody_.end());
        words.insert(words.end(), command.begin(), command.end());
        std::vector<std::string> environment = {"LD_LIBRARY_PATH=" DUTYD_PEER_LIBRARIES};
        if (!preload.empty()) environment.push_back("LD_PRELOAD=" + preload);
        return {words, environment, path("log")};
    }

    std::string preload_;
    tests::Folder folder_;
    std::vector<std::string> as_nobody_;
    std::optional<tests::Process> process_;
};

/// A number as four bytes of PostgreSQL's protocol.
std::string four(std::size_t n) {
    return {static_cast<char>(n >> 24U), static_cast<char>(n >> 16U), static_cast<char>(n >> 8U),
            static_cast<char>(n)};
}

std::string two(std::size_t n) {
    return four(n).substr(2);
}

std::string zeroed(const std::string& text) {
    return text + '\0';
}

std::string message(char kind, const std::string& content) {
    return kind + four(content.size() + 4) + content;
}

/// Up to and including the message that says that the next command may come.
std::size_t postgresql_answer_length(std::string_view bytes) {
    std::size_t at = 0;
    while (bytes.size() >= at + 5) {
        const char kind = bytes[at];
        std::size_t length = 0;
        for (std::size_t i = 1; i <= 4; ++i) {
            length = length << 8U | static_cast<unsigned char>(bytes[at + i]);
        }
        at += length + 1;
        if (at > bytes.size()) return 0;
        if (kind == 'E') throw std::runtime_error("PostgreSQL: " + std::string(bytes));
        if (kind == 'Z') return at;
    }
    return 0;
}

std::size_t redis_answer_length(std::string_view bytes) {
    const std::size_t end = bytes.find("\r\n");
    if (end == std::string_view::npos) return 0;
    if (bytes[0] != '$') throw std::runtime_error("Redis: " + std::string(bytes));
    const std::size_t whole = end + 2 + std::stoul(std::string(bytes.substr(1, end - 1))) + 2;
    return bytes.size() < whole ? 0 : whole;
}

class PostgreSql : public Ledger {
public:
    explicit PostgreSql(const std::string& preload) : server_(preload) {}

    bool start() {
        const std::string bin = DUTYD_POSTGRESQL_BIN;
        if (bin.empty()) return false;
        const std::string data = server_.path("data");
        if (!server_.run_to_its_end({bin + "/initdb", "--pgdata", data, "--auth=trust",
                                     "--username=bench", "--no-locale", "--encoding=UTF8"})) {
            return false;
        }
        server_.start({bin + "/postgres", "-D", data, "-c", "listen_addresses=", "-c",
                       "unix_socket_directories=" + server_.path("")});
        Dialogue setting_up;
        setting_up.greeting = {
            hello(), message('Q', zeroed("create table if not exists event"
                                         "(seq bigserial primary key, body text not null)"))};
        setting_up.answer_length = postgresql_answer_length;
        return server_.is_ready(socket(), setting_up);
    }
    std::string socket() const override { return server_.path(".s.PGSQL.5432"); }
    Dialogue dialogue(const std::string& text) const override {
        const std::string sync = message('S', "");
        const std::string insert =
            zeroed("add") + zeroed("insert into event(body) values ($1)") + two(0);
        const std::string values =
            zeroed("") + zeroed("add") + two(0) + two(1) + four(text.size()) + text + two(0);
        const std::string add = message('B', values) + message('E', zeroed("") + four(0)) + sync;
        return {{hello(), message('P', insert) + sync},
                [add](std::size_t, std::size_t) { return add; },
                postgresql_answer_length};
    }

private:
    static std::string hello() {
        constexpr std::size_t protocol = 3U << 16U;
        const std::string words = four(protocol) + zeroed("user") + zeroed("bench") +
                                  zeroed("database") + zeroed("postgres") + '\0';
        return four(words.size() + 4) + words;
    }

    Server server_;
};

class Redis : public Ledger {
public:
    explicit Redis(const std::string& preload) : server_(preload) {}

    bool start() {
        const std::string program = DUTYD_REDIS;
        if (program.empty()) return false;
        server_.start({program, "--port", "0", "--unixsocket", socket(), "--dir", server_.path(""),
                       "--appendonly", "yes", "--appendfsync", "always", "--save", "",
                       "--auto-aof-rewrite-percentage", "0"});
        return server_.is_ready(socket(), {});
    }
    std::string socket() const override { return server_.path("redis.sock"); }
    Dialogue dialogue(const std::string& text) const override {
        const std::string add =
            fmt::format("*5\r\n$4\r\nXADD\r\n$6\r\nevents\r\n$1\r\n*\r\n$1\r\ne\r\n${}\r\n{}\r\n",
                        text.size(), text);
        return {{}, [add](std::size_t, std::size_t) { return add; }, redis_answer_length};
    }

private:
    Server server_;
};

template <class Peer>
std::unique_ptr<Ledger> started(const std::string& preload) {
    auto peer = std::make_unique<Peer>(preload);
    if (!peer->start()) return nullptr;
    return peer;
}

}  // namespace

std::unique_ptr<Ledger> start_postgresql(const std::string& preload) {
    return started<PostgreSql>(preload);
}

std::unique_ptr<Ledger> start_redis(const std::string& preload) {
    return started<Redis>(preload);
}

}  // namespace dutyd::bench
