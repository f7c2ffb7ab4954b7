// SPDX-License-Identifier: MIT
#include "daemon/load.hpp"

#include "daemon/host/files.hpp"
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

MailRoute route_of(const host::MailConfig& config, std::string password) {
    MailRoute route;
    route.server.host = config.host;
    route.server.port = config.port;
    route.server.security = security_of(config.security);
    route.server.user = config.user;
    route.server.password = std::move(password);
    route.server.ca_file = config.ca_file;
    route.server.helo = config.helo;
    route.envelope_from = config.from;
    return route;
}

void read_mail(const host::Config& config, Inputs& inputs, Diagnostics& errors) {
    inputs.mail_keep_days = config.mail.keep_days;
    // Without mail notices are made all the same, and wait: they need a sender to be composed.
    const std::string nobody = "dutyd@" + inputs.message_domain;
    inputs.address_book.from = {config.mail.from_name,
                                config.mail.from.empty() ? nobody : config.mail.from};
    inputs.address_book.organisation = config.mail.from_name;
    for (const host::PersonConfig& person : config.persons) {
        inputs.address_book.persons[person.id] = {person.name, person.email};
    }
    const auto at = config.mail.from.rfind('@');
    if (at != std::string::npos) inputs.message_domain = config.mail.from.substr(at + 1);
    if (!config.mail.enabled) return;
    auto password = kept(host::mail_password(config.mail), errors);
    if (!password) return;
    MailRoute route = route_of(config.mail, *std::move(password));
    append(errors, mail::check(route.server));
    inputs.mail = std::move(route);
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
    inputs.bodies = std::move(library->bodies);
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
    read_library(loaded.config, inputs, errors);
    read_mail(loaded.config, inputs, errors);
    for (const host::HolderConfig& holder : loaded.config.holders) {
        inputs.holders.push_back({holder.body, holder.role, holder.person});
    }
    if (inputs.mail && arguments.simulated_clock) inputs.mail->retry_clock = RetryClock::steady;
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
