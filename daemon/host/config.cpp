// SPDX-License-Identifier: MIT
// The configuration file and what it leads to: its rights, its secrets, the socket, the library.
#include "daemon/host/config.hpp"

#include "daemon/host/files.hpp"
#include "daemon/host/places.hpp"
#include "daemon/host/system.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <vector>

namespace dutyd::host {

namespace {

constexpr std::size_t password_bytes_max = 4096;

/// A secret that a file holds, as messages call it.
struct Secret {
    std::string what;
    SecretPlace place;
};

Secret password_of(const MailConfig& mail) {
    return {"mail password", {mail.password_file, mail.credential, mail.where}};
}

Secret secret_of(const ChannelConfig& channel) {
    return {fmt::format("secret of channel '{}'", channel.id), channel.secret};
}

mode_t mode_of(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0U;
}

Diagnostic finding_at(const Place& where, std::string message, std::string hint) {
    Diagnostic finding = make_finding(std::move(message), std::move(hint));
    finding.where = where;
    return finding;
}

void check_secret_rights(Config& config, const Secret& secret) {
    const std::string& file = secret.place.file;
    if (file.empty() || (mode_of(file) & 0007U) == 0) return;
    config.findings.push_back(
        finding_at(secret.place.where,
                   fmt::format("anyone on this machine may read the {} in {}", secret.what, file),
                   "chmod 0640 " + file));
}

void check_rights(Config& config) {
    Place whole;
    whole.file = config.path;
    if ((mode_of(config.path) & 0002U) != 0) {
        config.findings.push_back(finding_at(whole, "anyone on this machine may change this file",
                                             "chmod o-w " + config.path));
    }
    check_secret_rights(config, password_of(config.mail));
    for (const ChannelConfig& channel : config.channels) {
        check_secret_rights(config, secret_of(channel));
    }
}

template <class Item, class Name>
std::vector<std::string> names_of(const std::vector<Item>& items, const Name& name) {
    std::vector<std::string> names;
    names.reserve(items.size());
    for (const Item& item : items) names.push_back(name(item));
    return names;
}

/// A name in this file that the calendars do not have.
struct Stranger {
    Place where;
    std::string what;
    std::string name;
    std::vector<std::string> known;
};

std::optional<Diagnostic> stranger_error(const Stranger& stranger) {
    const auto& known = stranger.known;
    if (std::find(known.begin(), known.end(), stranger.name) != known.end()) return std::nullopt;
    std::string hint = did_you_mean(stranger.name, known);
    if (hint.empty() && !known.empty()) hint = "there are: " + join(known, ", ");
    return make_error_at(stranger.where,
                         fmt::format("the calendars have no {} '{}'", stranger.what, stranger.name),
                         hint);
}

void check_body(const BodyConfig& body, const rules::Library& library, Diagnostics& found) {
    const auto body_ids = names_of(library.bodies, [](const auto& known) { return known.id; });
    const auto pack_ids = names_of(library.packs, [](const auto& known) { return known.id; });
    if (auto error = stranger_error({body.where, "body", body.id, body_ids})) {
        found.push_back(*std::move(error));
    }
    for (std::size_t i = 0; i < body.packs.size(); ++i) {
        if (auto error = stranger_error({body.pack_places[i], "pack", body.packs[i], pack_ids})) {
            found.push_back(*std::move(error));
        }
    }
}

bool is_held(const Config& config, const std::string& body, const std::string& role) {
    return std::any_of(config.holders.begin(), config.holders.end(), [&](const auto& holder) {
        return holder.body == body && holder.role == role;
    });
}

void check_roles_held(const Config& config, const BodyConfig& body, const rules::Body& known,
                      Diagnostics& found) {
    if (!is_held(config, body.id, known.fallback_role)) {
        found.push_back(
            make_error_at(body.where,
                          fmt::format("nobody is {} of {}, who gets what has no other owner",
                                      known.fallback_role, body.id),
                          fmt::format("add [[role]] with role = \"{}\"", known.fallback_role)));
    }
    for (const rules::Role& role : known.roles) {
        if (role.id == known.fallback_role || is_held(config, body.id, role.id)) continue;
        found.push_back(finding_at(body.where, fmt::format("nobody is {} of {}", role.id, body.id),
                                   fmt::format("its notices go to the {}", known.fallback_role)));
    }
}

Result<std::string> path_of(const SecretPlace& place) {
    if (place.credential.empty()) return place.file;
    const auto folder = environment("CREDENTIALS_DIRECTORY");
    if (folder) return *folder + "/" + place.credential;
    return make_error_at(
        place.where,
        fmt::format("the credential '{}' is not there: systemd has passed none", place.credential),
        "add LoadCredential= to the unit, or name a file instead where there is no systemd");
}

Result<std::string> read_secret(const Secret& secret) {
    const auto path = path_of(secret.place);
    if (!path) return path.error();
    const auto text = read_file(*path, password_bytes_max);
    if (!text) {
        Diagnostic error = text.error().front();
        error.where = secret.place.where;
        error.message = fmt::format("the {}: {}", secret.what, error.message);
        return error;
    }
    const std::string value(text->substr(0, text->find_last_not_of("\r\n") + 1));
    if (!value.empty()) return value;
    return make_error_at(secret.place.where,
                         fmt::format("the {} in {} is empty", secret.what, *path));
}

Diagnostic rights_error(const DaemonConfig& daemon, const std::string& what) {
    return make_error(
        fmt::format("the socket {} cannot be given {}: {}", daemon.socket, what, error_text(errno)),
        "the user dutyd runs as must be a member of that group");
}

std::optional<gid_t> group_of(const std::string& name) {
    std::vector<char> words(1024);
    struct group entry {};
    struct group* found = nullptr;
    while (::getgrnam_r(name.c_str(), &entry, words.data(), words.size(), &found) == ERANGE) {
        words.resize(words.size() * 2);
    }
    if (found == nullptr) return std::nullopt;
    return entry.gr_gid;
}

}  // namespace

Result<Config> load_config(const std::string& path) {
    auto text = read_config(path);
    if (!text) return text.error();
    auto config = parse_config({path, *std::move(text)});
    if (config) check_rights(*config);
    return config;
}

Diagnostics check_config(const Config& config, const rules::Library& library) {
    Diagnostics found;
    for (const BodyConfig& body : config.bodies) {
        check_body(body, library, found);
        const rules::Body* known = library.body(body.id);
        if (known != nullptr) check_roles_held(config, body, *known, found);
    }
    for (const HolderConfig& holder : config.holders) {
        const rules::Body* known = library.body(holder.body);
        if (known == nullptr) continue;
        const auto roles = names_of(known->roles, [](const auto& role) { return role.id; });
        if (auto error =
                stranger_error({holder.where, "role of " + holder.body, holder.role, roles})) {
            found.push_back(*std::move(error));
        }
    }
    return found;
}

Result<std::string> mail_password(const MailConfig& mail) {
    if (mail.user.empty()) return std::string{};
    return read_secret(password_of(mail));
}

Result<std::string> channel_secret(const ChannelConfig& channel) {
    return read_secret(secret_of(channel));
}

Result<Done> set_socket_rights(const DaemonConfig& daemon) {
    if (!daemon.socket_group.empty()) {
        const std::optional<gid_t> group = group_of(daemon.socket_group);
        if (!group) {
            return make_error(
                fmt::format("there is no group '{}' for the socket", daemon.socket_group),
                "[daemon] socket-group names it");
        }
        if (::chown(daemon.socket.c_str(), static_cast<uid_t>(-1), *group) != 0) {
            return rights_error(daemon, fmt::format("the group '{}'", daemon.socket_group));
        }
    }
    if (::chmod(daemon.socket.c_str(), daemon.socket_mode) == 0) return Done{};
    return rights_error(daemon, fmt::format("the mode {:04o}", daemon.socket_mode));
}

}  // namespace dutyd::host
