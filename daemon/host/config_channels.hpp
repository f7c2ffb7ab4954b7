// SPDX-License-Identifier: MIT
// The parts of dutyd.toml that say by what people are told: [[channel]], [delivery], [heartbeat]
// and [backup], and the list of channels that a person or a role may have. Internal to the reader
// of the configuration, with the small helpers both parts of it use.
#pragma once

#include "daemon/host/config.hpp"
#include "daemon/host/places.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/toml_reader.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <map>

namespace dutyd::host {

template <class Value>
struct Word {
    const char* word;
    Value value;
};

/// One of a few words, or what it was before.
template <class Value, std::size_t N>
Value one_of(rules::TomlTable& table, std::string_view key, const std::array<Word<Value>, N>& words,
             Value usual) {
    const auto written = table.text(key);
    if (!written) return usual;
    std::vector<std::string> names;
    for (const auto& word : words) {
        if (written->value == word.word) return word.value;
        names.emplace_back(word.word);
    }
    table.report().error(written->where,
                         fmt::format("'{}' is no value of '{}'", written->value, key),
                         "it may be: " + join(names, ", "));
    return usual;
}

/// `[name]`, called so in messages.
std::optional<rules::TomlTable> section(rules::TomlTable& root, std::string_view name);

/// The name of a systemd credential; it becomes a file name in systemd's folder of them.
std::optional<std::string> read_credential(rules::TomlTable& table);

class ChannelsReader {
public:
    ChannelsReader(std::filesystem::path folder, Config& config, rules::Report& report)
        : folder_(std::move(folder)), config_(config), report_(report) {}

    /// The tables of their own.
    void read(rules::TomlTable& root);
    /// `channels` of a person or a role. Its names are held against the channels in finish().
    std::vector<std::string> read_choice(rules::TomlTable& table);
    /// Once everything is read: names nobody declared, channels in use that are switched off.
    void finish();

private:
    void read_channel(rules::TomlTable& table);
    void read_webhook(rules::TomlTable& table, ChannelConfig& channel);
    void read_program(rules::TomlTable& table, ChannelConfig& channel);
    void read_secret(rules::TomlTable& table, ChannelConfig& channel);
    void read_delivery(rules::TomlTable& table);
    void read_heartbeat(rules::TomlTable& table);
    void read_backup(rules::TomlTable& table);
    void check_url(const rules::Text& url);
    int number_from(rules::TomlTable& table, std::string_view key, std::array<int, 2> bounds,
                    int usual);
    const ChannelConfig* find(const std::string& id) const;

    std::filesystem::path folder_;
    Config& config_;
    rules::Report& report_;
    std::vector<rules::Text> chosen_;  // every name of a channel that is used somewhere
};

}  // namespace dutyd::host
