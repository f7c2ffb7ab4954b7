// SPDX-License-Identifier: MIT
// dutyd.toml to Config. Knows TOML and what each key means; touches no file.
#include "daemon/host/config.hpp"
#include "daemon/host/config_channels.hpp"
#include "lib/base/address.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

namespace dutyd::host {

using rules::Report;
using rules::Text;
using rules::TomlTable;

namespace {

constexpr int port_max = 65535;

constexpr std::array<Word<LogLevel>, 5> log_levels{{{"error", LogLevel::error},
                                                    {"warning", LogLevel::warning},
                                                    {"notice", LogLevel::notice},
                                                    {"info", LogLevel::info},
                                                    {"debug", LogLevel::debug}}};
constexpr std::array<Word<MailSecurity>, 3> securities{{{"none", MailSecurity::none},
                                                        {"starttls", MailSecurity::starttls},
                                                        {"tls", MailSecurity::tls}}};

class ConfigReader {
public:
    ConfigReader(const rules::SourceFile& file, Report& report)
        : report_(report),
          folder_(std::filesystem::absolute(file.path).parent_path()),
          channels_(folder_, config_, report) {
        config_.path = file.path;
    }

    void read(TomlTable root) {
        if (auto daemon = section(root, "daemon")) read_daemon(*daemon);
        auto mail = section(root, "mail");
        if (mail) read_mail(*mail);
        channels_.read(root);
        if (auto alerts = section(root, "alerts")) read_alerts(*alerts);
        for (TomlTable& body : root.tables("body", "[[body]]")) read_body(body);
        for (TomlTable& person : root.tables("person", "[[person]]")) read_person(person);
        for (TomlTable& role : root.tables("role", "[[role]]")) read_role(role);
        if (config_.bodies.empty() && !root.has("body")) {
            report_.error(whole_file(), "the file names no body to watch",
                          "add [[body]] with its id, as calendars/bodies has it");
        }
        root.finish();
        channels_.finish();
        if (!mail && mail_is_wanted()) {
            report_.finding(whole_file(),
                            "there is no [mail]: nobody will be told anything by mail");
        }
    }

    Config take() { return std::move(config_); }

private:
    /// Somebody would get mail; also true as long as there is nobody.
    bool mail_is_wanted() const {
        return config_.persons.empty() ||
               std::any_of(config_.persons.begin(), config_.persons.end(), [&](const auto& person) {
                   const auto channels = channels_of(config_, person.id);
                   return std::find(channels.begin(), channels.end(), "mail") != channels.end();
               });
    }

    Place whole_file() const {
        Place place;
        place.file = config_.path;
        return place;
    }

    void read_path(TomlTable& table, std::string_view key, std::string& path) {
        host::read_path(table, key, folder_, path);
    }

    void read_daemon(TomlTable& table) {
        DaemonConfig& daemon = config_.daemon;
        read_path(table, "database", daemon.database);
        read_path(table, "socket", daemon.socket);
        if (const auto mode = table.text("socket-mode")) read_mode(*mode);
        daemon.socket_group = table.text_or("socket-group", "");
        if (const auto listen = table.text("listen")) read_listen(*listen);
        std::string calendars;
        read_path(table, "calendars", calendars);
        if (!calendars.empty()) daemon.calendars = calendars;
        daemon.log_level = one_of(table, "log-level", log_levels, daemon.log_level);
        table.finish();
    }

    void read_mode(const Text& text) {
        unsigned mode = 0;
        const char* end = text.value.data() + text.value.size();
        const auto [rest, error] = std::from_chars(text.value.data(), end, mode, 8);
        if (error != std::errc{} || rest != end || text.value.size() > 4 || (mode & ~0666U) != 0) {
            report_.error(text.where, fmt::format("'{}' is not a mode for a socket", text.value),
                          "write three octal digits, as in \"0660\"");
            return;
        }
        if ((mode & 0006U) != 0) {
            report_.finding(text.where, "anyone on this machine may use the socket",
                            "\"0660\" leaves it to the socket's group");
        }
        config_.daemon.socket_mode = mode;
    }

    void read_listen(const Text& text) {
        const auto colon = text.value.rfind(':');
        const std::string host = text.value.substr(0, colon);
        const std::string port = colon == std::string::npos ? "" : text.value.substr(colon + 1);
        const bool number =
            !port.empty() && port.size() <= 5 &&
            std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
        const bool loopback = host == "[::1]" || host.rfind("127.", 0) == 0;
        if (!number || std::stoi(port) > port_max || !loopback) {
            report_.error(
                text.where,
                fmt::format("'{}' is not an address of this machine to listen on", text.value),
                "write it as 127.0.0.1:8080 or [::1]:8080; put a web server with TLS in "
                "front of it to reach it from elsewhere");
            return;
        }
        config_.daemon.listen = text.value;
    }

    void read_mail(TomlTable& table) {
        MailConfig& mail = config_.mail;
        mail.where = table.where();
        mail.enabled = table.has("enabled") ? table.flag("enabled") : true;
        if (const auto from = required_if(mail.enabled, table, "from")) {
            check_address(*from);
            mail.from = from->value;
        }
        mail.from_name = table.text_or("from-name", "");
        if (const auto host = required_if(mail.enabled, table, "host")) mail.host = host->value;
        mail.security = one_of(table, "security", securities, mail.security);
        mail.port = port_of(table, mail.security);
        read_login(table);
        read_path(table, "ca-file", mail.ca_file);
        mail.helo = table.text_or("helo", "");
        if (const auto days = table.number("keep-days")) mail.keep_days = *days;
        if (!mail.enabled) {
            report_.finding(table.place_of_key("enabled"),
                            "mail is switched off: notices wait in the outbox");
        }
        table.finish();
    }

    static std::optional<Text> required_if(bool required, TomlTable& table, std::string_view key) {
        return required ? table.required_text(key) : table.text(key);
    }

    std::uint16_t port_of(TomlTable& table, MailSecurity security) {
        const auto port = table.number("port");
        if (port && *port >= 1 && *port <= port_max) return static_cast<std::uint16_t>(*port);
        if (port) {
            report_.error(table.place_of_key("port"), fmt::format("{} is not a port", *port),
                          "usual are 587 with starttls, 465 with tls, 25 for a relay");
        }
        switch (security) {
            case MailSecurity::none:
                return 25;
            case MailSecurity::starttls:
                return 587;
            case MailSecurity::tls:
                break;
        }
        return 465;
    }

    void read_login(TomlTable& table) {
        MailConfig& mail = config_.mail;
        mail.user = table.text_or("user", "");
        read_path(table, "password-file", mail.password_file);
        if (const auto name = read_credential(table)) mail.credential = *name;
        if (table.has_refused("password")) {
            report_.error(table.place_of_key("password"), "a password does not belong in this file",
                          "write it into a file that only dutyd may read, and name that file with "
                          "password-file");
        }
        const bool has_secret = table.has("password-file") || table.has("credential");
        if (table.has("password-file") && table.has("credential")) {
            report_.error(table.place_of_key("credential"),
                          "password-file and credential cannot both hold the password");
        }
        if (!mail.user.empty() && !has_secret) {
            report_.error(table.place_of_key("user"), "there is a user but no password",
                          "name its file with password-file or credential");
        }
        if (mail.user.empty() && has_secret) {
            const char* key = table.has("credential") ? "credential" : "password-file";
            report_.error(table.place_of_key(key), "there is a password but no user");
        }
    }

    void check_address(const Text& address) {
        const auto problem = email_address_problem(address.value);
        if (!problem) return;
        report_.error(address.where,
                      fmt::format("'{}' is not an e-mail address: {}", address.value, *problem),
                      "write it as name@example.org");
    }

    void read_alerts(TomlTable& table) {
        auto hours = table.table("working-hours");
        if (hours) {
            rules::WorkingHours working_hours;
            working_hours.from = time_of(*hours, "from", working_hours.from);
            working_hours.to = time_of(*hours, "to", working_hours.to);
            if (working_hours.from >= working_hours.to) {
                report_.error(hours->where(), "the working hours end before they begin");
            }
            hours->finish();
            config_.working_hours = working_hours;
        }
        table.finish();
    }

    civil::TimeOfDay time_of(TomlTable& table, std::string_view key, civil::TimeOfDay usual) {
        const auto written = table.required_text(key);
        if (!written) return usual;
        const auto time = civil::TimeOfDay::parse(written->value);
        if (time) return *time;
        report_.error(written->where, time.error().front().message, time.error().front().hint);
        return usual;
    }

    void read_body(TomlTable& table) {
        BodyConfig body;
        const auto id = table.id("id");
        for (const Text& pack : table.texts("packs")) {
            body.packs.push_back(pack.value);
            body.pack_places.push_back(pack.where);
        }
        table.finish();
        if (!id) return;
        body.id = id->value;
        body.where = id->where;
        if (is_new(config_.bodies, *id, "body")) config_.bodies.push_back(std::move(body));
    }

    void read_person(TomlTable& table) {
        PersonConfig person;
        const auto id = table.id("id");
        const auto name = table.required_text("name");
        person.channels = channels_.read_choice(table);
        person.calendar = table.flag("calendar");
        const auto email = required_if(has_use_for_address(person), table, "email");
        table.finish();
        if (email) check_address(*email);
        if (name) person.name = name->value;
        if (email) person.email = email->value;
        if (!id) return;
        person.id = id->value;
        person.where = id->where;
        if (is_new(config_.persons, *id, "person")) config_.persons.push_back(std::move(person));
    }

    /// Whoever has only channels of their own that go elsewhere may have no address.
    bool has_use_for_address(const PersonConfig& person) const {
        if (person.channels.empty()) return true;
        return std::any_of(config_.channels.begin(), config_.channels.end(), [&](const auto& one) {
            return needs_address(one.kind) &&
                   std::find(person.channels.begin(), person.channels.end(), one.id) !=
                       person.channels.end();
        });
    }

    template <class Item>
    bool is_new(const std::vector<Item>& items, const Text& id, std::string_view what) {
        for (const Item& item : items) {
            if (item.id != id.value) continue;
            report_.error(id.where, fmt::format("the {} '{}' is there twice; first in line {}",
                                                what, id.value, item.where.line));
            return false;
        }
        return true;
    }

    void read_role(TomlTable& table) {
        const auto body = table.id("body");
        const auto role = table.id("role");
        const std::vector<Text> persons = table.texts("persons");
        const std::vector<std::string> channels = channels_.read_choice(table);
        if (!table.has("persons")) {
            report_.error(table.where(), fmt::format("{} has no 'persons'", table.what()),
                          "a person's id, or a list of them");
        }
        table.finish();
        if (body) require_known(*body, config_.bodies, "body");
        for (const Text& person : persons) {
            require_known(person, config_.persons, "person");
            if (body && role) add_holder({*body, *role, person, channels});
        }
    }

    template <class Item>
    void require_known(const Text& id, const std::vector<Item>& items, std::string_view what) {
        std::vector<std::string> known;
        known.reserve(items.size());
        for (const Item& item : items) known.push_back(item.id);
        if (std::find(known.begin(), known.end(), id.value) != known.end()) return;
        std::string hint = did_you_mean(id.value, known);
        if (hint.empty()) hint = fmt::format("add [[{}]] with this id", what);
        report_.error(id.where, fmt::format("there is no {} '{}' in this file", what, id.value),
                      hint);
    }

    struct Holding {
        Text body;
        Text role;
        Text person;
        std::vector<std::string> channels;
    };

    void add_holder(const Holding& holding) {
        for (const HolderConfig& other : config_.holders) {
            if (other.body != holding.body.value || other.role != holding.role.value ||
                other.person != holding.person.value) {
                continue;
            }
            report_.error(holding.person.where,
                          fmt::format("'{}' is said twice to be {}", holding.person.value,
                                      holding.role.value));
            return;
        }
        config_.holders.push_back({holding.body.value, holding.role.value, holding.person.value,
                                   holding.role.where, holding.channels});
    }

    Config config_;
    Report& report_;
    std::filesystem::path folder_;
    ChannelsReader channels_;
};

}  // namespace

Result<Config> parse_config(const rules::SourceFile& file) {
    Report report;
    const auto toml = rules::TomlFile::parse(file, report);
    if (!toml) return report.sorted();
    ConfigReader reader(file, report);
    reader.read(TomlTable::root(toml, report));
    if (report.has_errors()) return report.sorted();
    Config config = reader.take();
    config.findings = report.sorted();
    return config;
}

}  // namespace dutyd::host
