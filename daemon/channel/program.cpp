// SPDX-License-Identifier: MIT
#include "daemon/channel/program.hpp"

#include "daemon/host/system.hpp"
#include "daemon/mail/message.hpp"
#include "lib/base/check.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

namespace dutyd::channel {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t said_bytes_max = 300;
constexpr int look_every_ms = 20;

class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }
    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }
    int get() const { return number_; }

private:
    int number_;
};

struct Pipe {
    Descriptor read_end;
    Descriptor write_end;

    static std::optional<Pipe> make() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
        return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
    }
};

void set_nonblocking(const Descriptor& descriptor) {
    ::fcntl(descriptor.get(), F_SETFL, ::fcntl(descriptor.get(), F_GETFL) | O_NONBLOCK);
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> list;
    list.reserve(words.size() + 1);
    for (std::string& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    return list;
}

/// How the child is set up: a group of its own, ordinary signals, nothing open but the three.
struct SpawnPlan {
    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};

    SpawnPlan(const Pipe& input, const Pipe& output) {
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, input.read_end.get(), STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, output.write_end.get(), STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, output.write_end.get(), STDERR_FILENO);
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        posix_spawn_file_actions_addchdir_np(&actions, "/");
        posix_spawnattr_init(&attributes);
        sigset_t signals;
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&attributes, &signals);
        sigfillset(&signals);
        posix_spawnattr_setsigdefault(&attributes, &signals);
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~SpawnPlan() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;
};

/// The program while it runs. It is waited for exactly once, and its group is killed only before
/// that, so that the number cannot belong to another by then.
class Child {
public:
    Child(pid_t pid, Descriptor input, Descriptor output)
        : pid_(pid), input_(std::move(input)), output_(std::move(output)) {
        set_nonblocking(input_);
        set_nonblocking(output_);
    }

    /// Waits a moment for the program to read, write or end.
    void attend(std::string_view& unwritten) {
        if (unwritten.empty()) input_.close();
        std::array<pollfd, 2> watched{
            {{output_.get(), POLLIN, 0}, {input_.get(), POLLOUT, 0}}};  // closed: not looked at
        ::poll(watched.data(), watched.size(), look_every_ms);
        if (watched[0].revents != 0) read();
        if (watched[1].revents != 0) write(unwritten);
    }

    std::optional<ProgramEnd> ended() {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) != pid_) return std::nullopt;
        read();
        const bool exited = WIFEXITED(status);
        return ProgramEnd{exited ? ProgramEnd::How::exited : ProgramEnd::How::signalled,
                          exited ? WEXITSTATUS(status) : WTERMSIG(status), said()};
    }

    ProgramEnd kill(ProgramEnd::How why) {
        ::kill(-pid_, SIGKILL);
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        read();
        return {why, SIGKILL, said()};
    }

private:
    void read() {
        std::array<char, 4096> bytes{};
        while (output_.get() >= 0) {
            const ssize_t got = ::read(output_.get(), bytes.data(), bytes.size());
            if (got == 0) output_.close();
            if (got <= 0) return;
            const std::size_t room =
                2 * said_bytes_max - std::min(2 * said_bytes_max, said_.size());
            said_.append(bytes.data(), std::min(static_cast<std::size_t>(got), room));
            if (room == 0) return;  // one piece a look, or a chatterer would keep us here
        }
    }

    /// A program that does not want its input is judged by how it ends.
    void write(std::string_view& unwritten) {
        const ssize_t put = ::write(input_.get(), unwritten.data(), unwritten.size());
        if (put > 0) unwritten.remove_prefix(static_cast<std::size_t>(put));
        if (put < 0 && errno != EAGAIN && errno != EINTR) unwritten = {};
    }

    std::string said() const { return mail::header_safe(said_, said_bytes_max); }

    pid_t pid_;
    Descriptor input_;
    Descriptor output_;
    std::string said_;
};

ProgramEnd not_started(int error) {
    return {ProgramEnd::How::not_started, error, host::error_text(error)};
}

}  // namespace

ProgramEnd run_program(const ProgramRun& run, const std::atomic<bool>& stop) {
    auto input = Pipe::make();
    auto output = Pipe::make();
    if (!input || !output) return not_started(errno);
    std::vector<std::string> words = {run.program};
    words.insert(words.end(), run.arguments.begin(), run.arguments.end());
    std::vector<std::string> environment = {"PATH=/usr/bin:/bin:/usr/sbin:/sbin", "HOME=/",
                                            "LANG=C.UTF-8"};
    pid_t pid = -1;
    {
        const SpawnPlan plan(*input, *output);
        const int error = ::posix_spawn(&pid, run.program.c_str(), &plan.actions, &plan.attributes,
                                        pointers(words).data(), pointers(environment).data());
        if (error != 0) return not_started(error);
    }
    input->read_end.close();
    output->write_end.close();
    Child child(pid, std::move(input->write_end), std::move(output->read_end));
    const auto deadline = Clock::now() + run.time_limit;
    std::string_view unwritten = run.input;
    while (true) {
        child.attend(unwritten);
        if (auto end = child.ended()) return *end;
        if (stop.load()) return child.kill(ProgramEnd::How::stopped);
        if (Clock::now() >= deadline) return child.kill(ProgramEnd::How::overran);
    }
}

std::optional<Diagnostic> why_not_runnable(const std::string& program, const std::string& drop_in) {
    const std::string opens = fmt::format(
        "copy share/dutyd/dutyd.service.d/{} to /etc/systemd/system/dutyd.service.d, name the "
        "program in it, then systemctl daemon-reload and restart dutyd",
        drop_in);
    struct stat status {};
    if (::stat(program.c_str(), &status) != 0) {
        return make_error(fmt::format("{} cannot be run: {}", program, host::error_text(errno)),
                          "set program to the full path of a program that is there");
    }
    if (::access(program.c_str(), X_OK) != 0) {
        struct statvfs place {};
        const bool no_programs =
            ::statvfs(program.c_str(), &place) == 0 && (place.f_flag & ST_NOEXEC) != 0;
        if (no_programs) {
            return make_error(fmt::format("{} cannot be run: the sandbox forbids it", program),
                              opens);
        }
        return make_error(fmt::format("{} cannot be run: {}", program, host::error_text(errno)),
                          "dutyd's user must be allowed to execute it");
    }
    const bool changes_user = (status.st_mode & (S_ISUID | S_ISGID)) != 0;
    if (changes_user && ::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1) {
        return make_error(
            fmt::format("{} takes the rights of another user or group, which the sandbox does not "
                        "let it have",
                        program),
            "hand mail to the relay on this machine instead: [mail] with host = \"localhost\"");
    }
    return std::nullopt;
}

}  // namespace dutyd::channel
