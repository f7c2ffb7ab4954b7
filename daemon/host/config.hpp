// SPDX-License-Identifier: MIT
// The one configuration file, dutyd.toml: where things are, how mail goes out, which bodies are
// watched and who holds which role. Strict: an unknown key, a person nobody declared or an address
// that is none is an error with its place, and all of them are told at once. Secrets are never in
// it, only the names of files that hold them. systemd/dutyd.toml.example documents every key.
#pragma once

#include "lib/rules/library.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::host {

enum class LogLevel { error, warning, notice, info, debug };
enum class MailSecurity { none, starttls, tls };

/// Paths are absolute: one written relative is taken from the folder of the file.
struct DaemonConfig {
    std::string database = "/var/lib/dutyd/dutyd.db";
    std::string socket = "/run/dutyd/dutyd.sock";
    unsigned socket_mode = 0660;
    std::string socket_group;           // empty: the group dutyd runs as
    std::optional<std::string> listen;  // loopback TCP, "127.0.0.1:8080"
    std::optional<std::string> calendars;
    LogLevel log_level = LogLevel::info;
};

struct MailConfig {
    bool enabled = false;  // switched off, notices wait in the outbox
    std::string from;
    std::string from_name;
    std::string host;
    std::uint16_t port = 0;
    MailSecurity security = MailSecurity::starttls;
    std::string user;           // empty: no login
    std::string password_file;  // a path, or
    std::string credential;     // the name of a systemd credential
    std::string ca_file;        // empty: the authorities the system trusts
    std::string helo;           // empty: this machine's name
    int keep_days = 365;        // how long the bodies of delivered mail are kept
    Place where;
};

/// Where a secret lies; never the secret itself.
struct SecretPlace {
    std::string file;        // a path, or
    std::string credential;  // the name of a systemd credential
    Place where;
};

/// By what a notice gets to a person.
enum class ChannelKind { mail, log, webhook, sendmail, command };

/// "mail" and "log" are always there; the others are declared as [[channel]].
struct ChannelConfig {
    std::string id;
    ChannelKind kind = ChannelKind::mail;
    bool enabled = true;  // sendmail and command: only if the file says so
    std::string url;      // webhook
    SecretPlace secret;   // webhook: what messages are signed with
    std::string ca_file;  // webhook: empty: the authorities the system trusts
    std::string program;  // sendmail, command
    std::vector<std::string> arguments;
    int time_limit_s = 30;
    Place where;
};

struct DeliveryConfig {
    /// Of those for whom neither their person nor any of their roles names channels.
    std::vector<std::string> channels = {"mail"};
    /// Tried in this order after a person's own channels, to tell that one of those fails.
    std::vector<std::string> fallback;
    int raise_after_minutes = 240;
};

/// Somebody else's watch over dutyd: it is told every few minutes that all is well.
struct HeartbeatConfig {
    std::string url;  // empty: none
    bool post = false;
    int every_minutes = 5;
    std::string ca_file;
};

struct BackupConfig {
    std::string folder;  // empty: not known here
    int warn_after_days = 2;
};

struct PersonConfig {
    std::string id;
    std::string name;
    std::string email;                  // empty: none of their own channels needs one
    std::vector<std::string> channels;  // empty: as their roles say
    Place where;
    bool calendar = false;  // wants calendar invitations to limits and meetings
};

struct BodyConfig {
    std::string id;
    std::vector<std::string> packs;  // empty: every pack its file names
    Place where;
    std::vector<Place> pack_places;
};

/// One person in one role of one body; a role that several share is several of these.
struct HolderConfig {
    std::string body;
    std::string role;
    std::string person;
    Place where;                             // of the role
    std::vector<std::string> channels = {};  // empty: the usual ones
};

struct Config {
    std::string path;
    DaemonConfig daemon;
    MailConfig mail;
    std::vector<BodyConfig> bodies;
    std::vector<PersonConfig> persons;
    std::vector<HolderConfig> holders;
    /// When notices that are not urgent are sent; none: as each body's own file says.
    std::optional<rules::WorkingHours> working_hours;
    std::vector<ChannelConfig> channels;  // "mail" and "log" first
    DeliveryConfig delivery;
    HeartbeatConfig heartbeat;
    BackupConfig backup;
    Diagnostics findings;
};

/// The channels a person gets notices by, in order: their own, otherwise those of all their roles,
/// otherwise the usual ones.
std::vector<std::string> channels_of(const Config& config, const std::string& person);

std::string_view name(ChannelKind kind);
/// Whether what goes over it is addressed to an e-mail address.
bool needs_address(ChannelKind kind);

/// `file.path` is where relative paths start from, and names the file in diagnostics.
Result<Config> parse_config(const rules::SourceFile& file);

/// Reads the file; files that others could read or change are findings.
Result<Config> load_config(const std::string& path);

/// What the file says of bodies, packs and roles, held against the library: names that do not exist
/// are errors, roles that nobody holds are findings.
Diagnostics check_config(const Config& config, const rules::Library& library);

/// From the password file or the credential; empty if there is no login.
Result<std::string> mail_password(const MailConfig& mail);

/// The key that messages to a webhook are signed with.
Result<std::string> channel_secret(const ChannelConfig& channel);

/// Gives the socket that dutyd has made the mode and group the file asks for.
Result<Done> set_socket_rights(const DaemonConfig& daemon);

}  // namespace dutyd::host
