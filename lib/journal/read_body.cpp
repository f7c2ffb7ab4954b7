// SPDX-License-Identifier: MIT
#include "lib/base/text.hpp"
#include "lib/journal/reader.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace dutyd::journal {

std::string Path::text() const {
    const std::string before = parent == nullptr ? "" : parent->text();
    if (name.empty()) return fmt::format("{}[{}]", before, index);
    return before.empty() ? std::string(name) : fmt::format("{}.{}", before, name);
}

void Reader::fail(const Path& path, const std::string& what) {
    errors_.push_back(row_error(seq_, fmt::format("field '{}' {}", path.text(), what)));
}

void Reader::refuse_unknown(const json::object& object, const Path* parent,
                            const std::vector<std::string>& known) {
    for (const auto& member : object) {
        const std::string_view key(member.key().data(), member.key().size());
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        const std::string guess = did_you_mean(key, known);
        fail(Path{parent, key}, guess.empty() ? "is not known" : "is not known; " + guess);
    }
}

std::string Reader::get(const json::value& value, const Path& path,
                        std::type_identity<std::string>) {
    if (const json::string* string = value.if_string()) return {string->data(), string->size()};
    fail(path, "is not a string");
    return {};
}

std::uint64_t Reader::get(const json::value& value, const Path& path,
                          std::type_identity<std::uint64_t>) {
    if (value.is_uint64()) return value.get_uint64();
    if (value.is_int64() && value.get_int64() >= 0) {
        return static_cast<std::uint64_t>(value.get_int64());
    }
    fail(path, "is not a whole number from 0");
    return 0;
}

FactStatus Reader::get(const json::value& value, const Path& path, std::type_identity<FactStatus>) {
    const std::size_t errors_before = errors_.size();
    const std::string word = get(value, path, std::type_identity<std::string>{});
    const auto status = fact_status(word);
    if (!status && errors_.size() == errors_before) {
        fail(path, fmt::format("is '{}', not recorded, expected, deemed or disputed", word));
    }
    return status.value_or(FactStatus::recorded);
}

namespace {

constexpr std::string_view damaged_hint =
    "the journal was damaged or changed outside dutyd; restore the database from a backup";

const std::vector<std::string>& row_fields() {
    static const std::vector<std::string> names{"v",     "seq",       "recorded_at", "effective",
                                                "actor", "authority", "client_id",   "text",
                                                "kind",  "data"};
    return names;
}

using Read = Payload (*)(Reader&, const json::object&);

template <class T>
Payload read_data(Reader& reader, const json::object& row) {
    return reader.field<T>(row, Path{nullptr, "data"});
}

template <class... Payloads>
Read reader_of(std::string_view kind, const std::variant<Payloads...>*) {
    Read found = nullptr;
    ((kind == Format<Payloads>::kind ? static_cast<void>(found = &read_data<Payloads>)
                                     : static_cast<void>(0)),
     ...);
    return found;
}

std::optional<Payload> read_payload(Reader& reader, const json::object& row) {
    const Path path{nullptr, "kind"};
    const std::size_t errors_before = reader.errors().size();
    const std::string kind = reader.field<std::string>(row, path);
    if (reader.errors().size() > errors_before) return std::nullopt;
    const Read read = reader_of(kind, static_cast<const Payload*>(nullptr));
    if (read != nullptr) return read(reader, row);
    const std::string guess = did_you_mean(kind, kind_names());
    reader.fail(path, fmt::format("is '{}', which is no kind of event{}{}", kind,
                                  guess.empty() ? "" : "; ", guess));
    return std::nullopt;
}

Result<json::object> parse_object(const Row& row, const json::storage_ptr& storage) {
    boost::system::error_code error;
    json::value value = json::parse(row.body, error, storage);
    if (error) return row_error(row.seq, "is not JSON (" + error.message() + ")");
    if (!value.is_object()) return row_error(row.seq, "is not a JSON object");
    return std::move(value.get_object());
}

Diagnostic newer_format(const Row& row, std::uint64_t format) {
    Diagnostic diagnostic = row_error(
        row.seq, fmt::format("is written in format {}, but this dutyd reads formats up to {}",
                             format, format_version));
    diagnostic.hint = "a newer dutyd wrote it; install that version or a later one";
    return diagnostic;
}

/// The format is looked at first: nothing else in a row of a newer format means anything to us.
std::optional<Diagnostics> refuse_format(const Row& row, const json::object& object) {
    Reader reader(row.seq);
    const Path path{nullptr, "v"};
    const auto format = reader.field<std::uint64_t>(object, path);
    if (!reader.errors().empty()) return reader.errors();
    if (format > static_cast<std::uint64_t>(format_version)) {
        return Diagnostics{newer_format(row, format)};
    }
    if (format == 0) {
        reader.fail(path, "is 0; formats are numbered from 1");
        return reader.errors();
    }
    return std::nullopt;
}

}  // namespace

Diagnostic row_error(std::uint64_t seq, const std::string& what) {
    Diagnostic diagnostic;
    diagnostic.message = fmt::format("journal row {} {}", seq, what);
    diagnostic.hint = damaged_hint;
    return diagnostic;
}

Result<Parsed> read_body(const Row& row) {
    std::array<unsigned char, 8192> room;  // a row is parsed, read and forgotten: no allocations
    json::monotonic_resource storage(room.data(), room.size());
    const auto object = parse_object(row, &storage);
    if (!object) return object.error();
    if (auto refused = refuse_format(row, *object)) return *std::move(refused);

    Reader reader(row.seq);
    reader.refuse_unknown(*object, nullptr, row_fields());
    const auto at = [](std::string_view name) { return Path{nullptr, name}; };
    Parsed parsed;
    Event& event = parsed.event;
    event.seq = reader.field<std::uint64_t>(*object, at("seq"));
    event.recorded_at = reader.field<Instant>(*object, at("recorded_at"));
    event.effective = reader.field<Date>(*object, at("effective"));
    event.actor = reader.field<std::string>(*object, at("actor"));
    event.authority = reader.field<std::string>(*object, at("authority"));
    event.client_id = reader.field<std::string>(*object, at("client_id"));
    parsed.digest = reader.field<std::optional<std::string>>(*object, at("text")).value_or("");
    if (auto payload = read_payload(reader, *object)) event.payload = *std::move(payload);
    if (!reader.errors().empty()) return reader.errors();

    if (event.seq != row.seq) {
        return row_error(row.seq, fmt::format("says that it is row {}", event.seq));
    }
    if (write_body(event, parsed.digest) != row.body) {
        return row_error(row.seq, "is not spelt as dutyd writes it");
    }
    return parsed;
}

}  // namespace dutyd::journal
