// SPDX-License-Identifier: MIT
#include "tests/mail/smtp_server.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace dutyd::tests {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr int patience_ms = 30'000;

[[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error("the SMTP server of the test: " + what);
}

std::string reason(int error) {
    return std::generic_category().message(error);
}

int checked(int result, const char* what) {
    if (result < 0) fail(fmt::format("{}: {}", what, reason(errno)));
    return result;
}

fs::path make_folder() {
    std::string pattern = (fs::temp_directory_path() / "dutyd-smtp-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) fail("no temporary folder");
    return pattern;
}

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) fail("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

void wait_readable(int descriptor, const std::string& what) {
    pollfd waited{descriptor, POLLIN, 0};
    if (::poll(&waited, 1, patience_ms) != 1) fail("waited in vain for " + what);
}

std::vector<std::string> command_line(const SmtpServerOptions& options, const fs::path& folder) {
    std::vector<std::string> words = {"/usr/bin/python3",
                                      DUTYD_SMTP_SERVER,
                                      "--control",
                                      "--folder",
                                      (folder / "mail").string(),
                                      "--port",
                                      std::to_string(options.port)};
    if (options.tls != ServerTls::none) {
        const char* kind = options.tls == ServerTls::starttls ? "starttls" : "implicit";
        words.insert(words.end(), {"--tls", kind, "--certificates", (folder / "tls").string(),
                                   "--certificate-name", options.certificate_name});
    }
    if (!options.user.empty()) {
        words.insert(words.end(), {"--user", options.user, "--password", options.password, "--auth",
                                   options.auth});
    }
    for (const auto& fault : options.faults) words.insert(words.end(), {"--fault", fault});
    return words;
}

struct Pipe {
    int read_end = -1;
    int write_end = -1;
};

Pipe make_pipe() {
    int ends[2];
    checked(::pipe2(ends, O_CLOEXEC), "pipe");
    return {ends[0], ends[1]};
}

pid_t spawn(const std::vector<std::string>& words, int input, int output) {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    pid_t pid = -1;
    const int error =
        ::posix_spawn(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) fail(fmt::format("{}: {}", words[0], reason(error)));
    return pid;
}

std::vector<std::string> strings(const json::value& value) {
    std::vector<std::string> result;
    for (const auto& item : value.as_array()) result.emplace_back(item.as_string());
    return result;
}

ReceivedMail read_mail(const fs::path& file) {
    fs::path about = file;
    const json::value value = json::parse(read_file(about.replace_extension(".json")));
    const auto text = [&](const char* key) { return std::string(value.at(key).as_string()); };
    ReceivedMail mail;
    mail.bytes = read_file(file);
    mail.envelope_from = text("envelope_from");
    mail.envelope_to = strings(value.at("envelope_to"));
    mail.tls = value.at("tls").as_bool();
    mail.user = text("user");
    mail.helo = text("helo");
    mail.connection = static_cast<int>(value.at("connection").as_int64());
    mail.subject = text("subject");
    mail.from = text("from");
    mail.to = text("to");
    mail.from_name = text("from_name");
    mail.to_name = text("to_name");
    mail.message_id = text("message_id");
    mail.references = strings(value.at("references"));
    for (const auto& header : value.at("headers").as_array()) {
        mail.headers.emplace_back(header.at(0).as_string(), header.at(1).as_string());
    }
    mail.text = text("text");
    mail.html = text("html");
    mail.defects = strings(value.at("defects"));
    return mail;
}

std::vector<fs::path> mail_files(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".eml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

std::string ReceivedMail::header(const std::string& name) const {
    for (const auto& [key, value] : headers) {
        if (key == name) return value;
    }
    return {};
}

SmtpServer::SmtpServer(const SmtpServerOptions& options) : folder_(make_folder()) {
    const Pipe in = make_pipe();
    const Pipe out = make_pipe();
    to_server_ = in.write_end;
    from_server_ = out.read_end;
    pid_ = spawn(command_line(options, folder_), in.read_end, out.write_end);
    ::close(in.read_end);
    ::close(out.write_end);
    const std::string line = read_line();
    if (line.rfind("listening ", 0) != 0) fail("it did not start: " + line);
    port_ = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(' ') + 1)));
}

SmtpServer::~SmtpServer() {
    ::close(to_server_);
    ::waitpid(pid_, nullptr, 0);
    ::close(from_server_);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::string SmtpServer::ca_file() const {
    return (folder_ / "tls" / "ca.pem").string();
}

void SmtpServer::fault(const std::string& line) {
    order("fault " + line);
}

void SmtpServer::clear_faults() {
    order("clear");
}

void SmtpServer::wait_for_faults(std::size_t n) {
    order("played " + std::to_string(n));
}

std::vector<ReceivedMail> SmtpServer::messages() const {
    std::vector<ReceivedMail> mails;
    for (const auto& file : mail_files(folder_ / "mail" / "new")) mails.push_back(read_mail(file));
    return mails;
}

std::vector<ReceivedMail> SmtpServer::wait_for(std::size_t n) const {
    const fs::path received = folder_ / "mail" / "new";
    const int watcher = checked(::inotify_init1(IN_CLOEXEC), "inotify");
    checked(::inotify_add_watch(watcher, received.c_str(), IN_MOVED_TO), "inotify");
    while (mail_files(received).size() < n) {
        wait_readable(watcher,
                      fmt::format("{} messages; there are {}", n, mail_files(received).size()));
        char events[4096];
        checked(static_cast<int>(::read(watcher, events, sizeof events)), "inotify");
    }
    ::close(watcher);
    return messages();
}

void SmtpServer::order(const std::string& line) {
    const std::string bytes = line + "\n";
    checked(static_cast<int>(::write(to_server_, bytes.data(), bytes.size())), "write");
    const std::string answer = read_line();
    if (answer != "ok") fail(answer);
}

std::string SmtpServer::read_line() {
    for (;;) {
        const auto end = unread_.find('\n');
        if (end != std::string::npos) {
            std::string line = unread_.substr(0, end);
            unread_.erase(0, end + 1);
            return line;
        }
        wait_readable(from_server_, "a line from it");
        char bytes[512];
        const ssize_t n = ::read(from_server_, bytes, sizeof bytes);
        if (n <= 0) fail("it ended; is python3-aiosmtpd installed?");
        unread_.append(bytes, static_cast<std::size_t>(n));
    }
}

std::uint16_t unused_port() {
    const int socket = checked(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    checked(::bind(socket, reinterpret_cast<sockaddr*>(&address), size), "bind");
    checked(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
    ::close(socket);
    return ntohs(address.sin_port);
}

}  // namespace dutyd::tests
