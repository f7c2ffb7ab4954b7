// SPDX-License-Identifier: MIT
#include "daemon/host/config.hpp"
#include "daemon/host/files.hpp"
#include "lib/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/host/folder.hpp"
#include "tests/host/turns.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

using namespace dutyd;
using namespace dutyd::host;

namespace {

const std::string example_path = std::string(DUTYD_SOURCE_DIR) + "/systemd/dutyd.toml.example";

Result<Config> parse(const std::string& text) {
    return parse_config({"/etc/dutyd/d.toml", text});
}

Config parsed(const std::string& text) {
    const auto config = parse(text);
    REQUIRE(error_of(config) == "");
    return *config;
}

const std::string body = "[[body]]\nid = \"leicestershire\"\n";

/// All errors and findings of a text, each as "LINE:COLUMN MESSAGE (HINT)".
std::vector<std::string> said(const std::string& text) {
    const auto config = parse(text);
    std::vector<std::string> lines;
    for (const Diagnostic& d : config ? config->findings : config.error()) {
        const std::string hint = d.hint.empty() ? "" : fmt::format(" ({})", d.hint);
        lines.push_back(fmt::format("{}:{} {}{}", d.where.line, d.where.column, d.message, hint));
    }
    return lines;
}

using Lines = std::vector<std::string>;

/// What follows the one finding every file without [mail] has.
Lines said_besides_mail(const std::string& text) {
    Lines lines = said(text);
    REQUIRE(!lines.empty());
    const auto no_mail = [](const std::string& line) {
        return line.find("there is no [mail]") != std::string::npos;
    };
    lines.erase(std::remove_if(lines.begin(), lines.end(), no_mail), lines.end());
    return lines;
}

/// Whether the text has the key as a section, at the start of a line (also of a commented one), or
/// within braces.
bool documents(const std::string& text, const std::string& key) {
    if (text.find("{ " + key + " = ") != std::string::npos) return true;
    if (text.find(", " + key + " = ") != std::string::npos) return true;
    for (std::string_view line : split(text, '\n')) {
        if (line == "[" + key + "]" || line == "[[" + key + "]]") return true;
        if (line.substr(0, 2) == "# ") line.remove_prefix(2);
        if (line.substr(0, key.size()) != key) continue;
        const std::string_view rest = trim(line.substr(key.size()));
        if (!rest.empty() && rest.front() == '=') return true;
    }
    return false;
}

const rules::Library& shipped_library() {
    static const rules::Library library = [] {
        const auto files = read_calendars(std::string(DUTYD_SOURCE_DIR) + "/calendars");
        REQUIRE(error_of(files) == "");
        const auto loaded = rules::load_library(*files);
        REQUIRE(error_of(loaded) == "");
        return *loaded;
    }();
    return library;
}

}  // namespace

TEST_CASE("the example is read as it stands, and fits the calendars that come with it") {
    const auto config = load_config(example_path);
    REQUIRE(error_of(config) == "");
    CHECK(config->findings.empty());
    CHECK(config->daemon.database == "/var/lib/dutyd/dutyd.db");
    CHECK(config->daemon.socket == "/run/dutyd/dutyd.sock");
    CHECK(config->daemon.socket_mode == 0660);
    CHECK(config->daemon.socket_group == "dutyd");
    CHECK(config->daemon.listen == "127.0.0.1:8470");
    CHECK(config->daemon.calendars == "/usr/share/dutyd/calendars");
    CHECK(config->daemon.log_level == LogLevel::info);
    CHECK(config->mail.enabled);
    CHECK(config->mail.from == "dutyd@office.example.org");
    CHECK(config->mail.from_name == "Duties of the office");
    CHECK(config->mail.host == "mail.example.org");
    CHECK(config->mail.port == 587);
    CHECK(config->mail.security == MailSecurity::starttls);
    CHECK(config->mail.user == "dutyd");
    CHECK(config->mail.credential == "smtp-password");
    CHECK(config->mail.password_file.empty());
    CHECK(config->mail.ca_file == "/etc/ssl/certs/ca-certificates.crt");
    CHECK(config->mail.helo == "dutyd.example.org");
    CHECK(config->mail.keep_days == 365);
    REQUIRE(config->working_hours);
    CHECK(config->working_hours->from.text() == "08:30");
    REQUIRE(config->bodies.size() == 1);
    CHECK(config->bodies[0].packs == Lines{"pcc"});
    CHECK(config->persons.size() == 3);
    REQUIRE(config->holders.size() == 4);
    CHECK(config->holders[3].role == "governance-director");
    CHECK(config->holders[3].person == "chief-executive-1");

    const Diagnostics found = check_config(*config, shipped_library());
    CHECK_FALSE(has_errors(found));
}

TEST_CASE("the example documents every key the reader knows") {
    const std::string example = read_whole(example_path);
    const std::string misspelt = R"(qqqqqqqqqqqqqqqqqqqqqq = 1
[daemon]
qqqqqqqqqqqqqqqqqqqqqq = 1
[mail]
qqqqqqqqqqqqqqqqqqqqqq = 1
[alerts]
qqqqqqqqqqqqqqqqqqqqqq = 1
working-hours = { qqqqqqqqqqqqqqqqqqqqqq = 1 }
[[channel]]
kind = "webhook"
qqqqqqqqqqqqqqqqqqqqqq = 1
[[channel]]
kind = "sendmail"
qqqqqqqqqqqqqqqqqqqqqq = 1
[[channel]]
kind = "command"
qqqqqqqqqqqqqqqqqqqqqq = 1
[delivery]
qqqqqqqqqqqqqqqqqqqqqq = 1
[heartbeat]
qqqqqqqqqqqqqqqqqqqqqq = 1
[backup]
qqqqqqqqqqqqqqqqqqqqqq = 1
[[body]]
qqqqqqqqqqqqqqqqqqqqqq = 1
[[person]]
qqqqqqqqqqqqqqqqqqqqqq = 1
[[role]]
qqqqqqqqqqqqqqqqqqqqqq = 1
)";
    const auto config = parse(misspelt);
    REQUIRE_FALSE(config);
    constexpr std::string_view start = "it may have: ";
    std::size_t sections = 0;
    std::size_t keys = 0;
    for (const Diagnostic& diagnostic : config.error()) {
        if (diagnostic.hint.rfind(start, 0) != 0) continue;
        ++sections;
        const std::string list = diagnostic.hint.substr(start.size()) + ",";
        for (std::size_t at = 0; at < list.size(); at = list.find(',', at) + 2) {
            const std::string key = list.substr(at, list.find(',', at) - at);
            INFO(key);
            CHECK(documents(example, key));
            ++keys;
        }
    }
    CHECK(sections == 14);
    CHECK(keys == 71);
}

TEST_CASE("what has a usual value may be left out") {
    const Config config = parsed(body);
    CHECK(config.daemon.database == "/var/lib/dutyd/dutyd.db");
    CHECK(config.daemon.socket == "/run/dutyd/dutyd.sock");
    CHECK_FALSE(config.daemon.listen);
    CHECK_FALSE(config.daemon.calendars);
    CHECK_FALSE(config.mail.enabled);
    CHECK_FALSE(config.working_hours);
    CHECK(config.bodies[0].packs.empty());
    CHECK(said(body) == Lines{"0:0 there is no [mail]: nobody will be told anything by mail"});
}

TEST_CASE("relative paths are taken from the folder of the file") {
    const Config config = parsed(body + "[daemon]\ndatabase = \"../data/d.db\"\nsocket = \"s\"\n");
    CHECK(config.daemon.database == "/etc/data/d.db");
    CHECK(config.daemon.socket == "/etc/dutyd/s");
}

TEST_CASE("the port follows the security") {
    const auto port = [](const std::string& lines) {
        return parsed(body + "[mail]\nfrom = \"a@b\"\nhost = \"h\"\n" + lines).mail.port;
    };
    CHECK(port("") == 587);
    CHECK(port("security = \"none\"\n") == 25);
    CHECK(port("security = \"tls\"\n") == 465);
    CHECK(port("security = \"none\"\nport = 2525\n") == 2525);
    CHECK(port("port = 65535\n") == 65535);
}

TEST_CASE("a mistake is shown with its place, its line, a caret and what to do") {
    const auto config = parse("[[body]]\nid = \"b\"\npaks = [\"pcc\"]\n");
    CHECK(error_of(config) ==
          "/etc/dutyd/d.toml:3:1: error: [[body]] has an unknown key 'paks'\n"
          "    paks = [\"pcc\"]\n"
          "    ^^^^\n"
          "    hint: did you mean 'packs'?\n"
          "/etc/dutyd/d.toml: finding: there is no [mail]: nobody will be told anything by "
          "mail\n");
}

TEST_CASE("all mistakes of a file are told at once") {
    const std::string text = R"([daemon]
databse = "x"
log-level = "loud"
listen = "0.0.0.0:80"
socket-mode = "999"
[mail]
from = "office.example.org"
security = "ssl"
port = 70000
user = "u"
password = "secret"
[alerts]
working-hours = { from = "17:00", to = "08:00" }
[[body]]
id = "Leicester"
[[person]]
id = "ann"
name = "Ann"
email = "ann@"
[[person]]
id = "ann"
name = "Other Ann"
email = "other@example.org"
[[role]]
body = "leicestershire"
role = "chief-executive"
persons = ["an", "ann", "ann"]
[extra]
)";
    CHECK(said(text) ==
          Lines{"2:1 [daemon] has an unknown key 'databse' (did you mean 'database'?)",
                "3:13 'loud' is no value of 'log-level' (it may be: error, warning, notice, info, "
                "debug)",
                "4:10 '0.0.0.0:80' is not an address of this machine to listen on (write it as "
                "127.0.0.1:8080 or [::1]:8080; put a web server with TLS in front of it to reach "
                "it from elsewhere)",
                "5:15 '999' is not a mode for a socket (write three octal digits, as in \"0660\")",
                "6:1 [mail] has no 'host'",
                "7:8 'office.example.org' is not an e-mail address: it has no @ (write it as "
                "name@example.org)",
                "8:12 'ssl' is no value of 'security' (it may be: none, starttls, tls)",
                "9:1 70000 is not a port (usual are 587 with starttls, 465 with tls, 25 for a "
                "relay)",
                "10:1 there is a user but no password (name its file with password-file or "
                "credential)",
                "11:1 a password does not belong in this file (write it into a file that only "
                "dutyd may read, and name that file with password-file)",
                "13:17 the working hours end before they begin",
                "15:6 'Leicester' cannot be used as 'id' (use lower case letters, digits and "
                "hyphens, as in 'send-to-panel')",
                "19:9 'ann@' is not an e-mail address: nothing stands after the @ (write it as "
                "name@example.org)",
                "21:6 the person 'ann' is there twice; first in line 17",
                "25:8 there is no body 'leicestershire' in this file (add [[body]] with this id)",
                "27:12 there is no person 'an' in this file (did you mean 'ann'?)",
                "27:25 'ann' is said twice to be chief-executive",
                "28:2 the file has an unknown key 'extra' (it may have: alerts, backup, body, "
                "channel, daemon, delivery, heartbeat, mail, person, role)"});
}

TEST_CASE("bodies, packs and roles are held against the calendars") {
    const auto found = [](const std::string& text) {
        Lines lines;
        for (const Diagnostic& d : check_config(parsed(text), shipped_library())) {
            lines.push_back(fmt::format("{}{}:{} {} ({})",
                                        d.severity == Severity::error ? "E" : "F", d.where.line,
                                        d.where.column, d.message, d.hint));
        }
        return lines;
    };
    const std::string people =
        "[[person]]\nid = \"ann\"\nname = \"Ann\"\nemail = \"ann@example.org\"\n";
    const auto role = [](const std::string& of, const std::string& name) {
        return fmt::format("[[role]]\nbody = \"{}\"\nrole = \"{}\"\npersons = \"ann\"\n", of, name);
    };
    CHECK(found("[[body]]\nid = \"dyfed-powys\"\n" + people +
                role("dyfed-powys", "chief-executive") +
                role("dyfed-powys", "chief-finance-officer")) == Lines{});
    CHECK(found("[[body]]\nid = \"dyfed-powys\"\n" + people +
                role("dyfed-powys", "chief-executive")) ==
          Lines{"F2:6 nobody is chief-finance-officer of dyfed-powys (its notices go to the "
                "chief-executive)"});
    CHECK(found("[[body]]\nid = \"dyfed-powis\"\npacks = [\"pc\"]\n") ==
          Lines{"E2:6 the calendars have no body 'dyfed-powis' (did you mean 'dyfed-powys'?)",
                "E3:10 the calendars have no pack 'pc' (did you mean 'pcc'?)"});
    CHECK(found("[[body]]\nid = \"dyfed-powys\"\n" + people +
                role("dyfed-powys", "chief-finance-oficer")) ==
          Lines{"E2:6 nobody is chief-executive of dyfed-powys, who gets what has no other owner "
                "(add [[role]] with role = \"chief-executive\")",
                "F2:6 nobody is chief-finance-officer of dyfed-powys (its notices go to the "
                "chief-executive)",
                "E9:8 the calendars have no role of dyfed-powys 'chief-finance-oficer' (did you "
                "mean 'chief-finance-officer'?)"});
}

TEST_CASE("a login needs a user and exactly one place for the password, and never the password") {
    const std::string mail = body + "[mail]\nfrom = \"a@b\"\nhost = \"h\"\n";
    const auto lines = [&](const std::string& login) { return said(mail + login); };
    CHECK(lines("user = \"u\"\npassword-file = \"p\"\n") == Lines{});
    CHECK(lines("user = \"u\"\n") ==
          Lines{"6:1 there is a user but no password (name its file with password-file or "
                "credential)"});
    CHECK(lines("credential = \"c\"\n") == Lines{"6:1 there is a password but no user"});
    CHECK(lines("user = \"u\"\npassword-file = \"p\"\ncredential = \"c\"\n") ==
          Lines{"8:1 password-file and credential cannot both hold the password"});
    CHECK(lines("user = \"u\"\npassword-file = \"p\"\npassword = \"geheim\"\n") ==
          Lines{"8:1 a password does not belong in this file (write it into a file that only dutyd "
                "may read, and name that file with password-file)"});
    CHECK(lines("user = \"u\"\ncredential = \"../c\"\n") ==
          Lines{"7:14 '../c' cannot be a credential's name (use the name in LoadCredential= of the "
                "unit, as in \"smtp-password\")"});
}

TEST_CASE("all mistakes about channels are told at once") {
    const std::string text = R"([[channel]]
id = "chat"
kind = "webhok"
url = "http://chat.example.org/x"
[[channel]]
id = "log"
kind = "command"
program = "page"
time-limit-seconds = 0
[[channel]]
id = "chat"
kind = "webhook"
url = "https://me:secret@chat.example.org/"
secret = "geheim"
[delivery]
channels = ["mail", "chatt"]
fallback = ["smoke"]
raise-after-minutes = 0
[heartbeat]
url = "ftp://watch.example.org"
method = "PUT"
[backup]
warn-after-days = 0
[[body]]
id = "leicestershire"
[[person]]
id = "ann"
name = "Ann"
channels = []
)";
    CHECK(said(text) ==
          Lines{"1:1 the webhook has nothing to sign its messages with (name the file of a secret "
                "with secret-file or credential)",
                "3:8 'webhok' is no value of 'kind' (it may be: webhook, sendmail, command)",
                "4:7 'http://chat.example.org/x' cannot be used: without TLS only this machine can "
                "be reached (write it as https://host.example.org/path, or with http:// for this "
                "machine (127.0.0.1, [::1], localhost))",
                "6:6 'log' is a channel that is always there (give this one another id)",
                "8:11 'page' is not the full path of a program (begin it with '/'; no search path "
                "is used)",
                "9:1 0 is no value of 'time-limit-seconds' (it may be 1 to 600)",
                "11:6 the channel 'chat' is there twice; first in line 2 (give this one another "
                "id)",
                "13:7 'https://me:secret@chat.example.org/' cannot be used: a login does not "
                "belong in it (write it as https://host.example.org/path, or with http:// for this "
                "machine (127.0.0.1, [::1], localhost))",
                "14:1 a secret does not belong in this file (write it into a file that only dutyd "
                "may read, and name that file with secret-file)",
                "16:21 there is no channel 'chatt' (did you mean 'chat'?)",
                "17:13 there is no channel 'smoke' (add [[channel]] with this id; there are: mail, "
                "log, chat)",
                "18:1 0 is no value of 'raise-after-minutes' (it may be 1 to 44640)",
                "20:7 'ftp://watch.example.org' cannot be used: it does not begin with https:// "
                "(write it as https://host.example.org/path, or with http:// for this machine "
                "(127.0.0.1, [::1], localhost))",
                "21:10 'PUT' is no value of 'method' (it may be: GET, POST)",
                "22:1 [backup] has no 'folder'",
                "23:1 0 is no value of 'warn-after-days' (it may be 1 to 366)",
                "26:1 [[person]] has no 'email'",
                "29:1 'channels' names no channel (leave it out for the usual ones, or write "
                "\"log\")",
                "0:0 there is no [mail]: nobody will be told anything by mail",
                "16:13 the channel 'mail' is switched off: what it should carry waits in the "
                "outbox (add [mail], or switch it on)"});
}

TEST_CASE("a person is told by their own channels, or their roles', or the usual ones") {
    const auto config = parse(R"([[channel]]
id = "chat"
kind = "webhook"
url = "http://127.0.0.1:8080/x"
secret-file = "chat-secret"
[[channel]]
id = "pager"
kind = "command"
program = "/bin/page"
[delivery]
channels = "log"
[[body]]
id = "leicestershire"
[[person]]
id = "ann"
name = "Ann"
channels = ["pager", "chat"]
[[person]]
id = "bob"
name = "Bob"
email = "bob@example.org"
[[person]]
id = "cy"
name = "Cy"
email = "cy@example.org"
[[role]]
body = "leicestershire"
role = "chief-executive"
persons = ["ann", "bob"]
channels = ["chat", "mail"]
[[role]]
body = "leicestershire"
role = "engagement-lead"
persons = "bob"
)");
    REQUIRE(error_of(config) == "");
    CHECK(channels_of(*config, "ann") == Lines{"pager", "chat"});
    CHECK(channels_of(*config, "bob") == Lines{"chat", "mail", "log"});
    CHECK(channels_of(*config, "cy") == Lines{"log"});
    CHECK(channels_of(*config, "nobody") == Lines{"log"});
    CHECK(config->persons[0].email.empty());
    REQUIRE(config->channels.size() == 4);
    CHECK(config->channels[2].secret.file == "/etc/dutyd/chat-secret");
    CHECK(config->channels[3].kind == ChannelKind::command);
    CHECK_FALSE(config->channels[3].enabled);
    Lines findings;
    for (const auto& finding : config->findings) findings.push_back(finding.message);
    CHECK(findings ==
          Lines{"there is no [mail]: nobody will be told anything by mail",
                "the channel 'pager' is switched off: what it should carry waits in the outbox",
                "the channel 'mail' is switched off: what it should carry waits in the outbox"});
}

TEST_CASE("mail that is switched off needs no server, and is said to be off") {
    CHECK(said(body + "[mail]\nenabled = false\n") ==
          Lines{"4:1 mail is switched off: notices wait in the outbox"});
    CHECK(said(body + "[mail]\n") == Lines{"3:1 [mail] has no 'from'", "3:1 [mail] has no 'host'"});
}

TEST_CASE("a socket that anyone may use is a finding") {
    CHECK(
        said_besides_mail(body + "[daemon]\nsocket-mode = \"0666\"\n") ==
        Lines{"4:15 anyone on this machine may use the socket (\"0660\" leaves it to the socket's "
              "group)"});
    CHECK(said_besides_mail(body + "[daemon]\nsocket-mode = \"4755\"\n").size() == 1);
}

TEST_CASE("a file that is not TOML, or names no body, is refused") {
    CHECK(said("[daemon\n").size() == 1);
    CHECK(
        said_besides_mail("") ==
        Lines{"0:0 the file names no body to watch (add [[body]] with its id, as calendars/bodies "
              "has it)"});
}

TEST_CASE("files that others may read or change are findings") {
    const Folder folder;
    const std::string path = folder.file("dutyd.toml");
    write_whole(folder.file("secret"), "geheim\n");
    write_whole(path, body +
                          "[mail]\nfrom = \"a@b\"\nhost = \"h\"\nuser = \"u\"\n"
                          "password-file = \"secret\"\n");
    ::chmod(path.c_str(), 0644);
    ::chmod(folder.file("secret").c_str(), 0640);
    CHECK(load_config(path)->findings.empty());

    ::chmod(path.c_str(), 0666);
    ::chmod(folder.file("secret").c_str(), 0644);
    CHECK(render(load_config(path)->findings) ==
          fmt::format("{0}: finding: anyone on this machine may change this file\n"
                      "    hint: chmod o-w {0}\n"
                      "{0}:3:1: finding: anyone on this machine may read the mail password in "
                      "{1}/secret\n"
                      "    [mail]\n"
                      "    ^^^^^^\n"
                      "    hint: chmod 0640 {1}/secret\n",
                      path, folder.path()));
}

TEST_CASE("a configuration that is not there is said to be missing") {
    const Folder folder;
    CHECK(
        error_of(load_config(folder.file("none.toml"))) ==
        fmt::format("error: {} cannot be read: No such file or directory\n"
                    "    hint: --config FILE names the configuration; dutyd.toml.example is one\n",
                    folder.file("none.toml")));
}

TEST_CASE("the password comes from its file or from systemd, without its line end") {
    const Folder folder;
    write_whole(folder.file("secret"), "ge heim\r\n");
    MailConfig mail;
    CHECK(*mail_password(mail) == "");
    mail.user = "u";
    mail.password_file = folder.file("secret");
    CHECK(*mail_password(mail) == "ge heim");

    mail.password_file.clear();
    mail.credential = "secret";
    ::unsetenv("CREDENTIALS_DIRECTORY");
    CHECK(error_of(mail_password(mail)).find("systemd has passed none") != std::string::npos);
    ::setenv("CREDENTIALS_DIRECTORY", folder.path().c_str(), 1);
    CHECK(*mail_password(mail) == "ge heim");
    mail.credential = "other";
    CHECK(error_of(mail_password(mail)).find("the mail password: ") != std::string::npos);
    write_whole(folder.file("other"), "\n");
    CHECK(error_of(mail_password(mail)).find("is empty") != std::string::npos);
    ::unsetenv("CREDENTIALS_DIRECTORY");
}

TEST_CASE("the socket gets the mode that is asked for, or it is said why not") {
    const Folder folder;
    DaemonConfig daemon;
    daemon.socket = folder.file("socket");
    daemon.socket_mode = 0600;
    CHECK(error_of(set_socket_rights(daemon)).find("cannot be given the mode 0600: No such file") !=
          std::string::npos);
    write_whole(daemon.socket, "");
    REQUIRE(error_of(set_socket_rights(daemon)) == "");
    CHECK((std::filesystem::status(daemon.socket).permissions() & std::filesystem::perms(0777)) ==
          std::filesystem::perms(0600));
    daemon.socket_group = "no-such-group";
    CHECK(error_of(set_socket_rights(daemon)).find("there is no group 'no-such-group'") !=
          std::string::npos);
}
