// SPDX-License-Identifier: MIT
#include "tests/channel/http_receiver.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace dutyd::tests {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr int patience_ms = 30'000;
constexpr int look_every_ms = 20;

[[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error("the webhook receiver of the test: " + what);
}

struct Pipe {
    int read_end = -1;
    int write_end = -1;
};

Pipe make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("no pipe");
    return {ends[0], ends[1]};
}

ReceivedRequest read_request(const fs::path& path) {
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const json::value value = json::parse(text);
    ReceivedRequest request;
    request.method = std::string(value.at("method").as_string());
    request.path = std::string(value.at("path").as_string());
    request.body = std::string(value.at("body").as_string());
    request.order = std::string(value.at("order").as_string());
    request.is_signed = value.at("signed").as_bool();
    for (const auto& header : value.at("headers").as_object()) {
        request.headers[header.key()] = std::string(header.value().as_string());
    }
    return request;
}

}  // namespace

HttpReceiver::HttpReceiver(const ReceiverOptions& options)
    : scheme_(options.tls == ReceiverTls::none ? "http" : "https") {
    std::vector<std::string> words = {
        "/usr/bin/python3", DUTYD_HTTP_RECEIVER, "--folder", folder_.path(),
        "--secret",         options.secret,      "--port",   std::to_string(options.port)};
    if (options.tls != ReceiverTls::none) words.emplace_back("--tls");
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const Pipe input = make_pipe();
    const Pipe output = make_pipe();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input.read_end, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output.write_end, STDOUT_FILENO);
    const int error =
        ::posix_spawn(&pid_, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(input.read_end);
    ::close(output.write_end);
    if (error != 0) fail("cannot be started");
    to_receiver_ = input.write_end;
    from_receiver_ = output.read_end;
    const std::string line = read_line();
    if (!line.starts_with("PORT ")) fail("said " + line);
    port_ = static_cast<std::uint16_t>(std::stoi(line.substr(5)));
}

HttpReceiver::~HttpReceiver() {
    ::close(to_receiver_);
    ::close(from_receiver_);
    int status = 0;
    ::waitpid(pid_, &status, 0);
}

std::string HttpReceiver::url(const std::string& path) const {
    return fmt::format("{}://localhost:{}{}", scheme_, port_, path);
}

std::string HttpReceiver::read_line() {
    while (unread_.find('\n') == std::string::npos) {
        pollfd waited{from_receiver_, POLLIN, 0};
        if (::poll(&waited, 1, patience_ms) != 1) fail("waited in vain for a word of it");
        std::array<char, 256> bytes{};
        const ssize_t got = ::read(from_receiver_, bytes.data(), bytes.size());
        if (got <= 0) fail("it has ended");
        unread_.append(bytes.data(), static_cast<std::size_t>(got));
    }
    const auto end = unread_.find('\n');
    std::string line = unread_.substr(0, end);
    unread_.erase(0, end + 1);
    return line;
}

void HttpReceiver::order(const std::string& line) {
    const std::string text = line + "\n";
    if (::write(to_receiver_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
        fail("it takes no orders");
    }
    if (read_line() != "ok") fail("it did not understand " + line);
}

std::vector<ReceivedRequest> HttpReceiver::requests() const {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
        if (entry.path().extension() == ".json") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<ReceivedRequest> requests;
    requests.reserve(paths.size());
    for (const fs::path& path : paths) requests.push_back(read_request(path));
    return requests;
}

std::vector<ReceivedRequest> HttpReceiver::wait_for(std::size_t n) const {
    for (int waited = 0; waited < patience_ms; waited += look_every_ms) {
        auto found = requests();
        if (found.size() >= n) return found;
        ::poll(nullptr, 0, look_every_ms);
    }
    fail(fmt::format("{} requests were wanted, {} came", n, requests().size()));
}

}  // namespace dutyd::tests
