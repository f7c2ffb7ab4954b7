// SPDX-License-Identifier: MIT
#include "tests/daemon/process.hpp"

#include "tests/daemon/folder.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace dutyd::tests {
namespace {

constexpr std::chrono::milliseconds patience{60'000};
constexpr std::chrono::milliseconds step{20};

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> result;
    result.reserve(words.size() + 1);
    for (std::string& word : words) result.push_back(word.data());
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> with_own_environment(const std::vector<std::string>& added) {
    std::vector<std::string> all = added;
    for (char** entry = environ; *entry != nullptr; ++entry) all.emplace_back(*entry);
    return all;
}

Ending ending_of(int status) {
    if (WIFSIGNALED(status)) return {-1, WTERMSIG(status)};
    return {WEXITSTATUS(status), 0};
}

}  // namespace

Process::Process(const ProcessOptions& options) : output_(options.output) {
    auto words = options.words;
    auto environment = with_own_environment(options.environment);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output_.c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    const int error = posix_spawnp(&pid_, words.front().c_str(), &actions, nullptr,
                                   pointers(words).data(), pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::system_error(error, std::generic_category(), words.front());
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      output_(std::move(other.output_)),
      ending_(other.ending_) {}

Process& Process::operator=(Process&& other) noexcept {
    std::swap(pid_, other.pid_);
    std::swap(output_, other.output_);
    std::swap(ending_, other.ending_);
    return *this;
}

Process::~Process() {
    if (pid_ < 0 || poll()) return;
    signal(SIGKILL);
    int status = 0;
    waitpid(pid_, &status, 0);
}

void Process::signal(int number) const {
    if (!ending_) kill(pid_, number);
}

std::optional<Ending> Process::poll() {
    int status = 0;
    if (!ending_ && waitpid(pid_, &status, WNOHANG) == pid_) ending_ = ending_of(status);
    return ending_;
}

Ending Process::wait() {
    for (auto waited = step; waited < patience; waited += step) {
        if (auto ending = poll()) return *ending;
        ::poll(nullptr, 0, static_cast<int>(step.count()));
    }
    throw std::runtime_error("the process does not end; its output:\n" + output());
}

std::string Process::output() const {
    return read_file(output_);
}

Finished run(const ProcessOptions& options) {
    Process process(options);
    const Ending ending = process.wait();
    return {ending, process.output()};
}

NotifySocket::NotifySocket(const std::string& path) : path_(path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error("path too long: " + path);
    std::memcpy(address.sun_path, path.data(), path.size());
    descriptor_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    unlink(path.c_str());
    if (bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        throw std::system_error(errno, std::generic_category(), path);
    }
}

NotifySocket::~NotifySocket() {
    ::close(descriptor_);
    unlink(path_.c_str());
}

bool NotifySocket::receive(std::chrono::milliseconds longest) {
    pollfd waiting{descriptor_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(longest.count())) <= 0) return false;
    std::array<char, 8192> space{};
    const auto got = ::recv(descriptor_, space.data(), space.size(), 0);
    if (got <= 0) return false;
    std::istringstream message(std::string(space.data(), static_cast<std::size_t>(got)));
    for (std::string line; std::getline(message, line);) lines_.push_back(line);
    return true;
}

void NotifySocket::wait_for(const std::string& wanted, Process& process) {
    for (auto waited = step; waited < patience; waited += step) {
        for (; looked_at_ < lines_.size(); ++looked_at_) {
            if (lines_[looked_at_] != wanted) continue;
            ++looked_at_;
            return;
        }
        if (!receive(step) && process.poll()) break;
    }
    throw std::runtime_error("it never said " + wanted + "; its output:\n" + process.output());
}

}  // namespace dutyd::tests
