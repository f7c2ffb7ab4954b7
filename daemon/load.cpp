// SPDX-License-Identifier: MIT
#include "daemon/load.hpp"

#include "daemon/channel/program_sender.hpp"
#include "daemon/channel/webhook.hpp"
#include "daemon/clock.hpp"
#include "daemon/host/files.hpp"
#include "daemon/host/places.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/selection.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace dutyd::daemon {

namespace {

void append(Diagnostics& to, const Diagnostics& from) {
    to.insert(to.end(), from.begin(), from.end());
}

/// Takes the value, or its errors.
template <class T>
std::optional<T> kept(Result<T> result, Diagnostics& errors) {
    if (result) return std::move(result).value();
    append(errors, result.error());
    return std::nullopt;
}

mail::Security security_of(host::MailSecurity security) {
    switch (security) {
        case host::MailSecurity::none:
            return mail::Security::none;
        case host::MailSecurity::starttls:
            return mail::Security::starttls;
        case host::MailSecurity::tls:
            return mail::Security::tls;
    }
    return mail::Security::starttls;
}

mail::MailServer server_of(const host::MailConfig& config, std::string password) {
    mail::MailServer server;
    server.host = config.host;
    server.port = config.port;
    server.security = security_of(config.security);
    server.user = config.user;
    server.password = std::move(password);
    server.ca_file = config.ca_file;
    server.helo = config.helo;
    return server;
}

std::optional<mail::MakeSender> smtp_of(const host::MailConfig& config, Diagnostics& errors) {
    auto password = kept(host::mail_password(config), errors);
    if (!password) return std::nullopt;
    mail::MailServer server = server_of(config, *std::move(password));
    append(errors, mail::check(server));
    return mail::smtp_sender(std::move(server));
}

std::string title_of(const host::ChannelConfig& config) {
    return fmt::format("channel '{}'", config.id);
}

std::optional<mail::MakeSender> webhook_of(const host::ChannelConfig& config, Diagnostics& errors) {
    auto secret = kept(host::channel_secret(config), errors);
    if (!secret) return std::nullopt;
    channel::Webhook webhook{title_of(config), config.url, *std::move(secret), config.ca_file,
                             std::chrono::seconds(config.time_limit_s)};
    return channel::webhook_sender(std::move(webhook), [] { return read_clocks().instant(); });
}

std::optional<mail::MakeSender> sender_of(const host::ChannelConfig& config,
                                          const host::MailConfig& mail, Diagnostics& errors) {
    const channel::ProgramChannel program{title_of(config), config.program, config.arguments,
                                          std::chrono::seconds(config.time_limit_s)};
    switch (config.kind) {
        case host::ChannelKind::mail:
            return smtp_of(mail, errors);
        case host::ChannelKind::webhook:
            return webhook_of(config, errors);
        case host::ChannelKind::sendmail:
            return channel::sendmail_sender(program);
        case host::ChannelKind::command:
            return channel::command_sender(program);
        case host::ChannelKind::log:
            break;
    }
    return std::nullopt;
}

void read_address_book(const host::Config& config, Inputs& inputs) {
    AddressBook& book = inputs.address_book;
    // Without mail notices are made all the same, and wait: they need a sender to be composed.
    book.from = {config.mail.from_name,
                 config.mail.from.empty() ? "dutyd@" + inputs.message_domain : config.mail.from};
    book.organisation = config.mail.from_name;
    book.usual_channels = config.delivery.channels;
    book.fallback = config.delivery.fallback;
    for (const host::PersonConfig& person : config.persons) {
        book.persons[person.id] = {person.name, person.email};
        book.channels[person.id] = host::channels_of(config, person.id);
    }
    for (const host::ChannelConfig& one : config.channels) book.kinds[one.id] = one.kind;
}

void read_channels(const host::Config& config, Inputs& inputs, Diagnostics& errors) {
    read_address_book(config, inputs);
    inputs.mail_keep_days = config.mail.keep_days;
    const auto at = config.mail.from.rfind('@');
    if (at != std::string::npos) inputs.message_domain = config.mail.from.substr(at + 1);
    inputs.routes.envelope_from = inputs.address_book.from.email;
    constexpr std::int64_t minute_s = 60;
    inputs.routes.raise_after_s = config.delivery.raise_after_minutes * minute_s;
    for (const host::ChannelConfig& one : config.channels) {
        if (!one.enabled) continue;
        auto sender = sender_of(one, config.mail, errors);
        if (sender) inputs.routes.routes.push_back({one.id, *std::move(sender)});
    }
    inputs.backup = config.backup;
    const host::HeartbeatConfig& heartbeat = config.heartbeat;
    if (heartbeat.url.empty()) return;
    inputs.heartbeat =
        HeartbeatRoute{channel::heartbeat_sender(
                           {heartbeat.url, heartbeat.post ? "POST" : "GET", heartbeat.ca_file}),
                       std::chrono::minutes(heartbeat.every_minutes)};
}

void read_zones(const rules::Library& library, Inputs& inputs, Diagnostics& errors) {
    for (const rules::Body& body : library.bodies) {
        if (inputs.zones.contains(body.zone)) continue;
        auto zone = kept(host::read_zone(body.zone), errors);
        if (zone) inputs.zones.emplace(body.zone, *std::move(zone));
    }
}

/// What concerns only bodies that are not watched here is left out.
std::vector<rules::SourceFile> of_watched(const std::vector<rules::SourceFile>& files,
                                          const host::Config& config) {
    std::vector<std::string> bodies;
    for (const host::BodyConfig& body : config.bodies) bodies.push_back(body.id);
    return rules::files_for_bodies(files, bodies);
}

void read_library(const host::Config& config, Inputs& inputs, Diagnostics& errors) {
    const auto folder = kept(host::find_calendars(config.daemon.calendars), errors);
    if (!folder) return;
    auto files = kept(host::read_calendars(*folder), errors);
    if (!files) return;
    const auto all = kept(rules::load_library(*files), errors);
    if (!all) return;
    if (!config.path.empty()) append(errors, host::check_config(config, *all));
    inputs.files = of_watched(*files, config);
    auto library = kept(rules::load_library(inputs.files), errors);
    if (!library) return;
    append(inputs.findings, library->findings);
    read_zones(*library, inputs, errors);
    inputs.library = std::make_shared<const rules::Library>(*std::move(library));
}

/// What is wrong with the calendars is told even if the configuration cannot be read.
Diagnostics beside_a_bad_configuration(const Arguments& arguments, Diagnostics errors) {
    host::Config none;
    none.daemon.calendars = arguments.calendars;
    Inputs inputs;
    if (arguments.calendars) read_library(none, inputs, errors);
    append(errors, inputs.findings);
    return errors;
}

std::string counts(const Diagnostics& diagnostics) {
    const auto errors = std::count_if(diagnostics.begin(), diagnostics.end(), [](const auto& one) {
        return one.severity == Severity::error;
    });
    const auto findings = static_cast<long long>(diagnostics.size()) - errors;
    return fmt::format("{}, {}\n", counted(errors, "error"), counted(findings, "finding"));
}

}  // namespace

Result<host::Config> load_configuration(const Arguments& arguments) {
    auto config = host::load_config(arguments.config.value_or(host::config_path_usual));
    if (!config) return config;
    if (arguments.database) config->daemon.database = *arguments.database;
    if (arguments.socket) config->daemon.socket = *arguments.socket;
    if (arguments.calendars) config->daemon.calendars = *arguments.calendars;
    return config;
}

Result<Loaded> load_all(const Arguments& arguments) {
    Diagnostics errors;
    auto config = kept(load_configuration(arguments), errors);
    if (!config) return beside_a_bad_configuration(arguments, std::move(errors));
    Loaded loaded{*std::move(config), {}};
    Inputs& inputs = loaded.inputs;
    inputs.findings = loaded.config.findings;
    inputs.working_hours = loaded.config.working_hours;
    for (const host::PersonConfig& person : loaded.config.persons) {
        if (person.calendar) inputs.calendar_people.insert(person.id);
    }
    read_library(loaded.config, inputs, errors);
    read_channels(loaded.config, inputs, errors);
    for (const host::HolderConfig& holder : loaded.config.holders) {
        inputs.holders.push_back({holder.body, holder.role, holder.person});
    }
    if (arguments.simulated_clock) inputs.routes.retry_clock = RetryClock::steady;
    if (!has_errors(errors)) {
        append(inputs.findings, errors);
        return loaded;
    }
    append(errors, inputs.findings);
    return errors;
}

Farewell check_all(const Arguments& arguments) {
    const auto loaded = load_all(arguments);
    const Diagnostics& found = loaded ? loaded->inputs.findings : loaded.error();
    return {render(found) + counts(found), loaded ? 0 : 1};
}

}  // namespace dutyd::daemon
