// SPDX-License-Identifier: MIT
#include "bench/peer.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

extern char** environ;

namespace dutyd::bench {

std::shared_ptr<Peer> Peer::start(const std::vector<std::string>& command) {
    int to[2];
    int from[2];
    if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) return nullptr;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to[0], 0);
    posix_spawn_file_actions_adddup2(&actions, from[1], 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    std::shared_ptr<Peer> peer(new Peer);
    const int failed =
        posix_spawnp(&peer->pid_, words[0], &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(to[0]);
    close(from[1]);
    peer->to_ = to[1];
    peer->from_ = from[0];
    if (failed != 0) peer->pid_ = -1;
    return failed == 0 && peer->line() == "ready" ? peer : nullptr;
}

Peer::~Peer() {
    close(to_);
    close(from_);
    if (pid_ > 0) waitpid(pid_, nullptr, 0);
}

std::string Peer::line() {
    std::string text;
    char c = 0;
    while (read(from_, &c, 1) == 1 && c != '\n') text += c;
    return text;
}

Batch Peer::go(std::size_t operations) {
    if (write(to_, "go\n", 3) != 3) throw std::runtime_error("a peer has ended early");
    const std::string answer = line();
    const std::size_t space = answer.find(' ');
    if (space == std::string::npos) throw std::runtime_error("a peer answered: " + answer);
    return {std::stod(answer) / static_cast<double>(operations),
            std::stoull(answer.substr(space + 1))};
}

Side side(std::shared_ptr<Peer> peer, std::size_t operations) {
    return [peer = std::move(peer), operations] { return peer->go(operations); };
}

Side process(const std::vector<std::string>& command) {
    return [command] {
        std::vector<char*> words;
        for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
        words.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        for (const int stream : {1, 2}) {
            posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0);
        }
        const auto start = std::chrono::steady_clock::now();
        int pid = 0;
        int status = -1;
        if (posix_spawnp(&pid, words[0], &actions, nullptr, words.data(), environ) == 0) {
            waitpid(pid, &status, 0);
        }
        const auto taken = std::chrono::steady_clock::now() - start;
        posix_spawn_file_actions_destroy(&actions);
        if (status != 0) throw std::runtime_error(command[0] + " failed");
        return Batch{std::chrono::duration<double, std::nano>(taken).count(), 0};
    };
}

bool is_installed(const std::string& program) {
    std::istringstream folders(std::getenv("PATH"));
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (access((folder + "/" + program).c_str(), X_OK) == 0) return true;
    }
    return false;
}

std::string peer_file(const std::string& name) {
    return std::string(DUTYD_SOURCE_DIR) + "/bench/peers/" + name;
}

Scratch::Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "dutyd-bench-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
}

Scratch::~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void Scratch::write(const std::string& name, const std::vector<std::int32_t>& values) const {
    std::ofstream file(path(name), std::ios::binary);
    file.write(reinterpret_cast<const char*>(values.data()),
               static_cast<std::streamsize>(values.size() * sizeof values[0]));
    if (!file) throw std::runtime_error("cannot write " + path(name));
}

void Scratch::write(const std::string& name, const std::string& text) const {
    std::ofstream file(path(name), std::ios::binary);
    file << text;
    if (!file) throw std::runtime_error("cannot write " + path(name));
}

}  // namespace dutyd::bench
