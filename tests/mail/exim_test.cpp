// SPDX-License-Identifier: MIT
// Against Exim, a mail server that offices really run: STARTTLS, login, a refused recipient. Only
// where exim4-daemon-light is installed and the test is run by root (Exim gives its rights up to a
// user of its own); otherwise it is skipped and says so. Nothing of the system's Exim is touched.
#include "daemon/mail/transport.hpp"

#include "tests/catch.hpp"
#include "tests/environment.hpp"
#include "tests/mail/sample.hpp"
#include "tests/mail/smtp_server.hpp"

#include <fmt/format.h>

#include <poll.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace dutyd;
namespace fs = std::filesystem;

namespace {

// Messages stay in the spool, where the test reads them: nothing is ever delivered.
constexpr const char* configuration = R"(
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/pid/exim.pid
daemon_smtp_ports = {port}
local_interfaces = 127.0.0.1
primary_hostname = mail.opcc.example
keep_environment =
queue_only
tls_advertise_hosts = *
tls_certificate = {folder}/tls/server.pem
tls_privatekey = {folder}/tls/server.key
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_rcpt = recipients
begin acl
recipients:
  deny message = no such person
       local_parts = nobody
  deny !authenticated = *
       message = log in first
  accept
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{dutyd}}}}{{eq{{$auth3}}{{right}}}}}}}}
  server_set_id = $auth2
)";

const char* exim_program() {
    const char* named = tests::environment("DUTYD_TEST_EXIM");
    return named != nullptr ? named : "/usr/sbin/exim4";
}

std::string reason_to_skip() {
    if (::access(exim_program(), X_OK) != 0) return "exim4-daemon-light is not installed";
    if (::geteuid() != 0) return "only root can start Exim";
    if (::getpwnam("Debian-exim") == nullptr) return "there is no user Debian-exim";
    return {};
}

void give_to_exim(const fs::path& folder) {
    const passwd* user = ::getpwnam("Debian-exim");
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        REQUIRE(::chown(entry.path().c_str(), user->pw_uid, user->pw_gid) == 0);
    }
    REQUIRE(::chown(folder.c_str(), user->pw_uid, user->pw_gid) == 0);
}

class Exim {
public:
    Exim() : certificates_({.tls = tests::ServerTls::starttls}), port_(tests::unused_port()) {
        std::string pattern = (fs::temp_directory_path() / "dutyd-exim-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
        for (const char* name : {"spool", "log", "pid"}) fs::create_directory(folder_ / name);
        fs::copy(fs::path(certificates_.ca_file()).parent_path(), folder_ / "tls");
        std::ofstream(folder_ / "exim.conf")
            << fmt::format(fmt::runtime(configuration), fmt::arg("folder", folder_.string()),
                           fmt::arg("port", port_));
        give_to_exim(folder_);
        REQUIRE(::chown((folder_ / "exim.conf").c_str(), 0, 0) == 0);
        start();
    }
    ~Exim() {
        ::kill(pid_, SIGTERM);
        ::waitpid(pid_, nullptr, 0);
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    Exim(const Exim&) = delete;
    Exim& operator=(const Exim&) = delete;

    mail::MailServer settings() const {
        mail::MailServer server;
        server.host = "localhost";
        server.port = port_;
        server.security = mail::Security::starttls;
        server.ca_file = certificates_.ca_file();
        server.user = "dutyd";
        server.password = "right";
        return server;
    }

    /// The headers and the body of what lies in the spool.
    std::string spool() const {
        std::string all;
        for (const auto& entry : fs::directory_iterator(folder_ / "spool" / "input")) {
            std::ifstream file(entry.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(file), {});
        }
        return all;
    }

private:
    // It listens once its pid file is there.
    void start() {
        const int watcher = ::inotify_init1(IN_CLOEXEC);
        REQUIRE(::inotify_add_watch(watcher, (folder_ / "pid").c_str(), IN_CLOSE_WRITE) >= 0);
        const std::string file = (folder_ / "exim.conf").string();
        const char* words[] = {exim_program(), "-C", file.c_str(), "-bdf", nullptr};
        REQUIRE(::posix_spawn(&pid_, words[0], nullptr, nullptr, const_cast<char**>(words),
                              environ) == 0);
        pollfd waited{watcher, POLLIN, 0};
        REQUIRE(::poll(&waited, 1, 30'000) == 1);
        ::close(watcher);
    }

    tests::SmtpServer certificates_;
    std::uint16_t port_;
    fs::path folder_;
    pid_t pid_ = -1;
};

mail::Envelope to(const std::string& recipient) {
    return {"dutyd@opcc.example", recipient, *mail::compose(tests::sample_notice())};
}

}  // namespace

TEST_CASE("Exim takes a notice over STARTTLS with a login, and its refusals are understood") {
    if (const std::string reason = reason_to_skip(); !reason.empty()) {
        WARN("skipped: " << reason);
        return;
    }
    const Exim exim;
    const std::atomic<bool> never{false};
    mail::SmtpSender sender(exim.settings(), never);
    const auto taken = sender.send(to("ann@opcc.example"), mail::Afterwards::keep);
    CHECK(taken.text.find("250 OK id=") == 0);
    CHECK(taken.kind == mail::DeliveryKind::accepted);
    const auto refused = sender.send(to("nobody@opcc.example"), mail::Afterwards::keep);
    CHECK(refused.kind == mail::DeliveryKind::refused);
    CHECK(refused.code == 550);
    CHECK(refused.text.find("550 no such person") != std::string::npos);
    CHECK(sender.send(to("bob@opcc.example"), mail::Afterwards::close).code == 250);
    CHECK(exim.spool().find("plan-2024.respond.7@dutyd.opcc.example") != std::string::npos);
    CHECK(exim.spool().find("The draft goes to the panel on 28 October 2024.") !=
          std::string::npos);

    auto wrong = exim.settings();
    wrong.password = "wrong";
    const auto denied = mail::SmtpSender(wrong, never).send(to("a@b.c"), mail::Afterwards::close);
    CHECK(denied.kind == mail::DeliveryKind::try_again);
    CHECK(denied.fault == mail::Fault::server);
    CHECK(denied.code == 535);
}
