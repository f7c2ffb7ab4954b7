// SPDX-License-Identifier: MIT
#include "daemon/host/config_channels.hpp"

#include <algorithm>

namespace dutyd::host {

using rules::Text;
using rules::TomlTable;

namespace {

constexpr std::array<Word<ChannelKind>, 3> declared_kinds{{{"webhook", ChannelKind::webhook},
                                                           {"sendmail", ChannelKind::sendmail},
                                                           {"command", ChannelKind::command}}};
constexpr std::array<Word<bool>, 2> methods{{{"GET", false}, {"POST", true}}};

constexpr int day_minutes = 24 * 60;
constexpr int time_limit_max_s = 600;

bool is_this_machine(std::string_view host) {
    return host == "localhost" || host == "[::1]" || host.rfind("127.", 0) == 0;
}

/// The host of a URL that begins with `scheme`, without its port; empty if it has none.
std::string_view host_of(std::string_view url, std::string_view scheme) {
    std::string_view host = url.substr(scheme.size());
    host = host.substr(0, host.find_first_of("/?#"));
    const auto end = host.starts_with("[") ? host.find(']') : host.find(':');
    if (host.starts_with("[")) return end == std::string_view::npos ? "" : host.substr(0, end + 1);
    return host.substr(0, end);
}

/// What is wrong with a URL, if anything.
std::optional<std::string> url_problem(std::string_view url) {
    const bool printable = std::all_of(url.begin(), url.end(),
                                       [](char c) { return c > ' ' && c < '\x7f' && c != '\\'; });
    if (!printable) return "it has a character that no URL has";
    const bool secure = url.starts_with("https://");
    if (!secure && !url.starts_with("http://")) return "it does not begin with https://";
    const std::string_view host = host_of(url, secure ? "https://" : "http://");
    if (host.empty()) return "it names no host";
    if (host.find('@') != std::string_view::npos ||
        url.substr(0, url.find_first_of("/?#", 8)).find('@') != std::string_view::npos) {
        return "a login does not belong in it";
    }
    if (!secure && !is_this_machine(host)) return "without TLS only this machine can be reached";
    return std::nullopt;
}

void add_new(std::vector<std::string>& names, const std::vector<std::string>& more) {
    for (const std::string& name : more) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
}

}  // namespace

std::optional<TomlTable> section(TomlTable& root, std::string_view name) {
    auto table = root.table(name);
    if (table) table->rename(fmt::format("[{}]", name));
    return table;
}

std::optional<std::string> read_credential(TomlTable& table) {
    const auto name = table.text("credential");
    if (!name) return std::nullopt;
    const bool plain = !name->value.empty() && name->value.front() != '.' &&
                       name->value.find('/') == std::string::npos &&
                       name->value.find('\0') == std::string::npos;
    if (plain) return name->value;
    table.report().error(name->where,
                         fmt::format("'{}' cannot be a credential's name", name->value),
                         "use the name in LoadCredential= of the unit, as in \"smtp-password\"");
    return std::nullopt;
}

std::string_view name(ChannelKind kind) {
    switch (kind) {
        case ChannelKind::mail:
            return "mail";
        case ChannelKind::log:
            return "log";
        case ChannelKind::webhook:
            return "webhook";
        case ChannelKind::sendmail:
            return "sendmail";
        case ChannelKind::command:
            return "command";
    }
    return "mail";
}

bool needs_address(ChannelKind kind) {
    return kind == ChannelKind::mail || kind == ChannelKind::sendmail;
}

std::vector<std::string> channels_of(const Config& config, const std::string& person) {
    for (const PersonConfig& known : config.persons) {
        if (known.id == person && !known.channels.empty()) return known.channels;
    }
    std::vector<std::string> channels;
    bool has_role = false;
    for (const HolderConfig& holder : config.holders) {
        if (holder.person != person) continue;
        has_role = true;
        add_new(channels, holder.channels.empty() ? config.delivery.channels : holder.channels);
    }
    return has_role ? channels : config.delivery.channels;
}

void ChannelsReader::read(TomlTable& root) {
    for (const ChannelKind kind : {ChannelKind::mail, ChannelKind::log}) {
        ChannelConfig channel;
        channel.id = name(kind);
        channel.kind = kind;
        channel.enabled = kind == ChannelKind::log || config_.mail.enabled;
        config_.channels.push_back(std::move(channel));
    }
    for (TomlTable& table : root.tables("channel", "[[channel]]")) read_channel(table);
    if (auto delivery = section(root, "delivery")) read_delivery(*delivery);
    if (auto heartbeat = section(root, "heartbeat")) read_heartbeat(*heartbeat);
    if (auto backup = section(root, "backup")) read_backup(*backup);
}

const ChannelConfig* ChannelsReader::find(const std::string& id) const {
    for (const ChannelConfig& channel : config_.channels) {
        if (channel.id == id) return &channel;
    }
    return nullptr;
}

void ChannelsReader::read_channel(TomlTable& table) {
    ChannelConfig channel;
    channel.where = table.where();
    const auto id = table.id("id");
    if (!table.has("kind")) report_.error(table.where(), "[[channel]] has no 'kind'");
    channel.kind = one_of(table, "kind", declared_kinds, ChannelKind::webhook);
    const bool is_program = channel.kind != ChannelKind::webhook;
    channel.enabled = table.has("enabled") ? table.flag("enabled") : !is_program;
    if (is_program) read_program(table, channel);
    if (!is_program) read_webhook(table, channel);
    channel.time_limit_s =
        number_from(table, "time-limit-seconds", {1, time_limit_max_s}, channel.time_limit_s);
    table.finish();
    if (!id) return;
    channel.id = id->value;
    if (const ChannelConfig* first = find(channel.id)) {
        const bool built_in = first->kind == ChannelKind::mail || first->kind == ChannelKind::log;
        report_.error(id->where,
                      built_in ? fmt::format("'{}' is a channel that is always there", channel.id)
                               : fmt::format("the channel '{}' is there twice; first in line {}",
                                             channel.id, first->where.line),
                      "give this one another id");
        return;
    }
    channel.where = id->where;
    config_.channels.push_back(std::move(channel));
}

void ChannelsReader::check_url(const Text& url) {
    const auto problem = url_problem(url.value);
    if (!problem) return;
    report_.error(url.where, fmt::format("'{}' cannot be used: {}", url.value, *problem),
                  "write it as https://host.example.org/path, or with http:// for this machine "
                  "(127.0.0.1, [::1], localhost)");
}

void ChannelsReader::read_webhook(TomlTable& table, ChannelConfig& channel) {
    const auto url = table.required_text("url");
    if (url) check_url(*url);
    if (url) channel.url = url->value;
    read_path(table, "ca-file", folder_, channel.ca_file);
    read_secret(table, channel);
}

void ChannelsReader::read_secret(TomlTable& table, ChannelConfig& channel) {
    channel.secret.where = table.where();
    read_path(table, "secret-file", folder_, channel.secret.file);
    if (const auto name = read_credential(table)) channel.secret.credential = *name;
    if (table.has_refused("secret")) {
        report_.error(table.place_of_key("secret"), "a secret does not belong in this file",
                      "write it into a file that only dutyd may read, and name that file with "
                      "secret-file");
    } else if (!table.has("secret-file") && !table.has("credential")) {
        report_.error(table.where(), "the webhook has nothing to sign its messages with",
                      "name the file of a secret with secret-file or credential");
    }
    if (table.has("secret-file") && table.has("credential")) {
        report_.error(table.place_of_key("credential"),
                      "secret-file and credential cannot both hold the secret");
    }
}

void ChannelsReader::read_program(TomlTable& table, ChannelConfig& channel) {
    const auto program = table.required_text("program");
    if (program && !program->value.starts_with("/")) {
        report_.error(program->where,
                      fmt::format("'{}' is not the full path of a program", program->value),
                      "begin it with '/'; no search path is used");
    }
    if (program) channel.program = program->value;
    if (channel.kind != ChannelKind::command) return;
    for (const Text& argument : table.texts("arguments")) {
        channel.arguments.push_back(argument.value);
    }
}

int ChannelsReader::number_from(TomlTable& table, std::string_view key, std::array<int, 2> bounds,
                                int usual) {
    const auto number = table.number(key);
    if (!number) return usual;
    const auto [least, most] = bounds;
    if (*number >= least && *number <= most) return *number;
    report_.error(table.place_of_key(key), fmt::format("{} is no value of '{}'", *number, key),
                  fmt::format("it may be {} to {}", least, most));
    return usual;
}

std::vector<std::string> ChannelsReader::read_choice(TomlTable& table) {
    if (!table.has("channels")) return {};
    const auto texts = table.texts("channels");
    if (texts.empty()) {
        report_.error(table.place_of_key("channels"), "'channels' names no channel",
                      "leave it out for the usual ones, or write \"log\"");
    }
    std::vector<std::string> names;
    for (const Text& text : texts) {
        add_new(names, {text.value});
        chosen_.push_back(text);
    }
    return names;
}

void ChannelsReader::read_delivery(TomlTable& table) {
    const auto channels = read_choice(table);
    if (!channels.empty()) config_.delivery.channels = channels;
    for (const Text& text : table.texts("fallback")) {
        add_new(config_.delivery.fallback, {text.value});
        chosen_.push_back(text);
    }
    constexpr int month_minutes = 31 * day_minutes;
    config_.delivery.raise_after_minutes = number_from(
        table, "raise-after-minutes", {1, month_minutes}, config_.delivery.raise_after_minutes);
    table.finish();
}

void ChannelsReader::read_heartbeat(TomlTable& table) {
    HeartbeatConfig& heartbeat = config_.heartbeat;
    const auto url = table.required_text("url");
    if (url) check_url(*url);
    if (url) heartbeat.url = url->value;
    heartbeat.post = one_of(table, "method", methods, heartbeat.post);
    heartbeat.every_minutes =
        number_from(table, "every-minutes", {1, day_minutes}, heartbeat.every_minutes);
    read_path(table, "ca-file", folder_, heartbeat.ca_file);
    table.finish();
}

void ChannelsReader::read_backup(TomlTable& table) {
    BackupConfig& backup = config_.backup;
    static_cast<void>(table.required_text("folder"));
    read_path(table, "folder", folder_, backup.folder);
    backup.warn_after_days =
        number_from(table, "warn-after-days", {1, 366}, backup.warn_after_days);
    table.finish();
}

void ChannelsReader::finish() {
    std::vector<std::string> known;
    for (const ChannelConfig& channel : config_.channels) known.push_back(channel.id);
    for (const Text& name : chosen_) {
        const ChannelConfig* channel = find(name.value);
        if (channel == nullptr) {
            std::string hint = did_you_mean(name.value, known);
            if (hint.empty())
                hint = "add [[channel]] with this id; there are: " + join(known, ", ");
            report_.error(name.where, fmt::format("there is no channel '{}'", name.value), hint);
        } else if (!channel->enabled) {
            report_.finding(name.where,
                            fmt::format("the channel '{}' is switched off: what it "
                                        "should carry waits in the outbox",
                                        name.value),
                            channel->kind == ChannelKind::mail ? "add [mail], or switch it on"
                                                               : "set enabled = true for it");
        }
    }
}

}  // namespace dutyd::host
