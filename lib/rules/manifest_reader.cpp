// SPDX-License-Identifier: MIT
// pack.toml: what the pack is, who its duties fall on, and what its procedures share.
#include "lib/base/text.hpp"
#include "lib/rules/pack_reader.hpp"
#include "lib/rules/pack_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

/// `[[party]]`, `[[role]]` and `[[activity]]` are each an id and a title.
template <class Named>
std::vector<Named> read_named(TomlTable& root, std::string_view key) {
    std::vector<Named> all;
    for (TomlTable& table : root.tables(key, fmt::format("this {}", key))) {
        const auto id = table.id("id");
        std::string title = read_title(table);
        table.finish();
        if (!id) continue;
        const bool twice = std::any_of(all.begin(), all.end(),
                                       [&](const Named& other) { return other.id == id->value; });
        if (twice) {
            root.report().error(id->where, fmt::format("{} '{}' is there twice", key, id->value));
            continue;
        }
        all.push_back({id->value, std::move(title)});
    }
    return all;
}

std::string folder_of(std::string_view path) {
    const auto parts = split(path, '/');
    return parts.size() >= 2 ? parts[parts.size() - 2] : std::string{};
}

void read_id(TomlTable& header, const File& file, PackDraft& draft) {
    const auto id = header.id("id");
    if (!id) return;
    draft.where = id->where;
    if (id->value == folder_of(file->path())) return;
    header.report().error(id->where, fmt::format("the id '{}' does not match the folder '{}'",
                                                 id->value, folder_of(file->path())));
}

void read_header(TomlTable& root, const File& file, PackDraft& draft) {
    auto header = root.table("pack");
    if (!header) {
        if (root.has("pack")) return;
        root.report().error(root.where(), "the file has no [pack]",
                            "begin with [pack], its id, title and version");
        return;
    }
    header->rename("[pack]");
    draft.where = header->where();
    read_id(*header, file, draft);
    Pack& pack = draft.pack;
    pack.title = read_title(*header);
    if (const auto version = header->required_text("version")) pack.version = version->value;
    pack.in_force_from = header->date("in-force-from");
    pack.in_force_to = header->date("in-force-to");
    pack.verified_until = header->date("verified-until");
    draft.ends_with = header->text("ends-with");
    if (draft.ends_with) pack.ends_with = draft.ends_with->value;
    pack.successor = read_short_text(*header, "successor");
    header->finish();
}

}  // namespace

void read_manifest(const File& file, PackDraft& draft, Report& report) {
    TomlTable root = TomlTable::root(file, report);
    Pack& pack = draft.pack;
    draft.manifest_read = true;
    draft.where = root.where();
    read_header(root, file, draft);
    pack.parties = read_named<Party>(root, "party");
    pack.roles = read_named<Role>(root, "role");
    pack.activities = read_named<Activity>(root, "activity");
    pack.facts = read_facts(root, draft.uses);
    pack.ignored = read_ignored(root, draft.uses);
    pack.elections = read_elections(root, draft);
    pack.pauses = read_pauses(root, draft);
    root.finish();
}

}  // namespace dutyd::rules
